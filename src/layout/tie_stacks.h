// In the level around stacks: what runs straight from one to the next holds them, and what stands between, in place.
#pragma once

#include "layout/columns.h"

namespace netfig::layered {

/// What is linked with stacks stands in the order of their pins.
void order_beside_stacks(Level& level);

/// Makes one column of all stacks, the lanes between them and the boxes in their rows, as far as they fit.
void tie_stacks(const Level& level, Columns& columns);

}  // namespace netfig::layered
