// A chain too long for its room, in several columns (rows where it flows across).
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// Before: `level` is finished; `fresh` is the same before any pass. After: still so where there is no place to cut, or
/// `level` stands in columns side by side, of which as few as possible are higher than `height`.
void wrap(Level& level, Level fresh, double height);

}  // namespace netfig::layered
