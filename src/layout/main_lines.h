// The trunk, the main line of every branch, and which branches stand mirrored: read off the level's series-parallel
// structure. Also the first order within the ranks, in which branches stand as written and skips to their right.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// Before: ranks. After: `lines`, `mirrors`, `order` and `lanes`; every vertex has a place, phantoms and lanes
/// included.
void find_main_lines(Level& level);

}  // namespace netfig::layered
