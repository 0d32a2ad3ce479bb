// Where what a part computes leaves it.
#pragma once

#include "netfig/shapes.h"

#include <vector>

namespace netfig {

struct Exits {
    Table<NodeId, std::vector<PortId>> nodes;
    Table<GroupId, std::vector<PortId>> groups;
};

/// Outputs that others use; where nobody uses any, the first output of an operation and the loose ends of a block.
Exits find_exits(const Network& network);

/// Equal shapes once, in order.
std::vector<Shape> shapes_at(const Shapes& shapes, const std::vector<PortId>& ports);

}  // namespace netfig
