// A rank per vertex. Links that are neither backward nor secondary lead to a higher rank; secondary ones never to a
// lower one where that is possible. Ports on the north side have rank 0, those on the south side the last.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

void rank(Level& level);

}  // namespace netfig::layered
