// Where lines enter a box with several inputs: the line it stands on in the middle, the others on the side they come
// from.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// Before: the final order. After: no two lines cross only because of the order of a box's inputs.
void spread_pins(Level& level);

}  // namespace netfig::layered
