// Inputs beside the trunk: they stand in the rank of what reads them, not before it.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// After `order`: an input that only one box of a line reads stands beside that box, in its rank, and the line between
/// them runs straight into its side. One at each side at most, and none where another line may want to enter.
void seat_inputs(Level& level);

}  // namespace netfig::layered
