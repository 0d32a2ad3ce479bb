// Which links run backwards. After it, the links that are neither backward nor secondary form no cycle.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

void break_cycles(Level& level);

}  // namespace netfig::layered
