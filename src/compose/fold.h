// Which repeated parts are shown once.
#pragma once

#include "netfig/network.h"

#include <cstddef>
#include <vector>

namespace netfig {

/// A link of the network between the nodes that stand for its ends.
struct FoldedLink {
    LinkId link;
    PortId from;
    PortId to;
};

struct Folding {
    Table<NodeId, NodeId> node;  // who is drawn for it: itself, or its counterpart in the first copy
    Table<GroupId, GroupId> group;
    Table<NodeId, std::size_t> times;  // above 1: drawn once for so many copies
    Table<GroupId, std::size_t> group_times;
    std::vector<FoldedLink> links;  // in the order of the source

    bool drawn(NodeId id) const { return node[id] == id; }
    bool drawn(GroupId id) const { return group[id] == id; }
};

/// After: every node and group is drawn, or stands for an equal one that is. Links from one copy to the next and links
/// inside hidden copies are gone; links between a copy and the outside end at the first copy. Without `fold_repeats`
/// everything stands for itself.
Folding fold(const Network& network, bool fold_repeats);

}  // namespace netfig
