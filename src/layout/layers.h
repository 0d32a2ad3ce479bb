// Places along the flow. Everything sinks no deeper than what lies above it demands, so that a tall frame opens no hole
// beside it; small boxes of one rank stay level.
#pragma once

#include "layout/channels.h"

namespace netfig::layered {

/// After: every vertex has its `y`, every track too, and `content` holds everything.
void place_layers(Level& level, Channels& channels);

}  // namespace netfig::layered
