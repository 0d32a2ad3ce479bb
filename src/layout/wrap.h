// A chain too long for the page, in several columns (rows where the page flows across).
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// Before: `level` is finished; `fresh` is the same before any pass. After: still so, or `level` is wrapped: every
/// column fits the room's height (along the flow) and all of them its width.
void wrap(Level& level, Level fresh, Size room);

}  // namespace netfig::layered
