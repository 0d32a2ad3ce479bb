// Tracks and lanes to polylines: for every link its way through this level.
#pragma once

#include "layout/channels.h"

namespace netfig::layered {

/// Before: everything is placed. After: the edges have their `points`, ports their `at`.
void route(Level& level, const Channels& channels);

}  // namespace netfig::layered
