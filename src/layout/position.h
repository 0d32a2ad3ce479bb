// Places across the flow. The trunk is one line; other lines stand as near to it as their neighbours allow, straight
// too where they do not cross a straighter one; mirrored branches keep equal distances from their axis.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// Before: the final order. After: every vertex has its `x`.
void position(Level& level);

}  // namespace netfig::layered
