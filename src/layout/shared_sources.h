// Branches that all start from the same several sources, as the heads of an attention do from query, key and value.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// Per edge, whether it only repeats for another source what one fork says: of the sources of such branches, which all
/// meet again in one vertex, one counts as the fork, the latest and of several the middle one.
std::vector<bool> find_repeated_forks(const Level& level);

}  // namespace netfig::layered
