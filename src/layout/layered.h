// One frame's interior: a level in, everything in it placed and routed.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

void lay_out(Level& level);

}  // namespace netfig::layered
