// Everything that is known of a figure, for other programs. Lengths in points, y down.
#pragma once

#include "netfig/compile.h"

#include <string>

namespace netfig {

/// Nodes, groups and edges with their shapes, costs and places. Parts that are not drawn have `"drawn": false` and the
/// id of the box that stands for them as `"drawn_as"`.
std::string write_json(const Compilation& compilation);

}  // namespace netfig
