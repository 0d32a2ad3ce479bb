// Which box of the figure shows a part of the network: itself, or the one that stands for it because the part is
// collapsed, folded away as a repetition, fused onto another box, or hidden.
#pragma once

#include "netfig/figure.h"
#include "netfig/network.h"

#include <string>
#include <vector>

namespace netfig {

struct Drawn {
    BoxId box;            // invalid where nothing on the page shows the part
    bool itself = false;  // the box has the part's own path
};

struct DrawnParts {
    Table<GroupId, std::string> group_paths;
    Table<NodeId, std::string> node_paths;
    Table<GroupId, Drawn> groups;
    Table<NodeId, Drawn> nodes;
    std::vector<BoxId> others;  // boxes that show neither a group nor a node of their own path
};

DrawnParts find_drawn_parts(const Network& network, const Figure& figure);

}  // namespace netfig
