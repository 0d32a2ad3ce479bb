#include "summary/exits.h"

#include <algorithm>

namespace netfig {
namespace {

void add_once(std::vector<PortId>& ports, PortId port) {
    // One port feeds many links in a row; a port that comes again later only repeats a shape.
    if (ports.empty() || ports.back() != port) ports.push_back(port);
}

/// Levels above a group; the root has none.
Table<GroupId, std::size_t> levels_of(const Network& network) {
    Table<GroupId, std::size_t> levels(network.groups.size(), 0);
    for (const GroupId id : network.groups.ids()) {
        const GroupId parent = network.groups[id].parent;
        if (parent.valid()) levels[id] = levels[parent] + 1;
    }
    return levels;
}

/// A link leaves every group around its start that is not also around its end.
void leave_groups(const Network& network, const Table<GroupId, std::size_t>& levels, const Link& link, Exits& exits) {
    GroupId inner = network.nodes[network.ports[link.from].node].parent;
    GroupId other = network.nodes[network.ports[link.to].node].parent;
    while (inner != other) {
        if (levels[inner] >= levels[other]) {
            add_once(exits.groups[inner], link.from);
            inner = network.groups[inner].parent;
        } else {
            other = network.groups[other].parent;
        }
    }
}

}  // namespace

Exits find_exits(const Network& network) {
    Exits exits{Table<NodeId, std::vector<PortId>>(network.nodes.size()),
                Table<GroupId, std::vector<PortId>>(network.groups.size())};
    const Table<GroupId, std::size_t> levels = levels_of(network);
    for (const Link& link : network.links) {
        if (!network.ports.contains(link.from) || !network.ports.contains(link.to)) continue;
        add_once(exits.nodes[network.ports[link.from].node], link.from);
        leave_groups(network, levels, link, exits);
    }
    std::vector<NodeId> tails;
    for (const NodeId id : network.nodes.ids()) {
        const Node& node = network.nodes[id];
        if (!exits.nodes[id].empty() || node.outputs.empty()) continue;
        exits.nodes[id].push_back(node.outputs.front());
        tails.push_back(id);
    }
    Table<GroupId, char> left(network.groups.size());  // a vector<bool> has no references
    for (const GroupId id : network.groups.ids()) left[id] = !exits.groups[id].empty();
    for (const NodeId id : tails) {
        for (GroupId group = network.nodes[id].parent; group.valid() && !left[group];
             group = network.groups[group].parent) {
            exits.groups[group].push_back(network.nodes[id].outputs.front());
        }
    }
    return exits;
}

std::vector<Shape> shapes_at(const Shapes& shapes, const std::vector<PortId>& ports) {
    std::vector<Shape> found;
    for (const PortId port : ports) {
        const Shape& shape = shapes.ports[port];
        if (std::ranges::find(found, shape) == found.end()) found.push_back(shape);
    }
    return found;
}

}  // namespace netfig
