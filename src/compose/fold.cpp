#include "compose/fold.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace netfig {
namespace {

struct Members {
    std::vector<NodeId> nodes;
    std::vector<GroupId> groups;
};

struct Folder {
    const Network& network;
    Folding result;
    std::map<std::pair<RepeatId, std::size_t>, Members> copies;  // by repeat and number of the copy
    std::map<std::pair<GroupId, std::string>, NodeId> node_names;
    std::map<std::pair<GroupId, std::string>, GroupId> group_names;

    explicit Folder(const Network& n) : network(n) {
        for (NodeId id : n.nodes.ids()) {
            const Node& node = n.nodes[id];
            node_names.emplace(std::pair(node.parent, node.name), id);
            if (node.repeat) copies[{node.repeat->repeat, node.repeat->copy}].nodes.push_back(id);
        }
        for (GroupId id : n.groups.ids()) {
            const Group& group = n.groups[id];
            group_names.emplace(std::pair(group.parent, group.name), id);
            if (group.repeat) copies[{group.repeat->repeat, group.repeat->copy}].groups.push_back(id);
        }
    }

    /// The same place in the first copy; the id itself where it is in none.
    template <class IdT>
    IdT in_first_copy(IdT id, const std::optional<RepeatMember>& repeat, std::vector<IdT> Members::*members) const {
        if (!repeat || repeat->copy == 0) return id;
        const auto own = copies.find({repeat->repeat, repeat->copy});
        const auto first = copies.find({repeat->repeat, 0});
        if (own == copies.end() || first == copies.end()) return id;
        const auto& ids = own->second.*members;
        const auto place = static_cast<std::size_t>(std::ranges::find(ids, id) - ids.begin());
        const auto& others = first->second.*members;
        return place < others.size() ? others[place] : id;
    }

    template <class IdT>
    IdT in_drawn_parent(IdT id, GroupId parent, const std::string& name,
                        const std::map<std::pair<GroupId, std::string>, IdT>& names) const {
        if (!parent.valid() || result.group[parent] == parent) return id;
        const auto found = names.find({result.group[parent], name});
        return found == names.end() ? id : found->second;
    }

    void fold_groups() {
        for (GroupId id : network.groups.ids()) {
            const Group& group = network.groups[id];
            const GroupId first = in_first_copy(id, group.repeat, &Members::groups);
            result.group[id] = in_drawn_parent(first, group.parent, network.groups[first].name, group_names);
            if (group.repeat) result.group_times[id] = network.repeats[group.repeat->repeat].count;
        }
    }

    void fold_nodes() {
        for (NodeId id : network.nodes.ids()) {
            const Node& node = network.nodes[id];
            const NodeId first = in_first_copy(id, node.repeat, &Members::nodes);
            result.node[id] = in_drawn_parent(first, node.parent, network.nodes[first].name, node_names);
            if (node.repeat) result.times[id] = network.repeats[node.repeat->repeat].count;
        }
    }

    PortId fold_port(PortId id) const {
        const Port& port = network.ports[id];
        const NodeId drawn = result.node[port.node];
        if (drawn == port.node) return id;
        const auto ports_of = [&](NodeId node) -> const std::vector<PortId>& {
            const Node& owner = network.nodes[node];
            return port.direction == PortDirection::in ? owner.inputs : owner.outputs;
        };
        const auto& own = ports_of(port.node);
        const auto& others = ports_of(drawn);
        const auto place = static_cast<std::size_t>(std::ranges::find(own, id) - own.begin());
        return place < others.size() ? others[place] : id;
    }

    /// Which copy of which repeat a node is in, at every level around it.
    std::map<RepeatId, std::size_t> copies_around(NodeId id) const {
        std::map<RepeatId, std::size_t> around;
        const auto note = [&](const std::optional<RepeatMember>& repeat) {
            if (repeat) around.emplace(repeat->repeat, repeat->copy);
        };
        note(network.nodes[id].repeat);
        for (GroupId group = network.nodes[id].parent; group.valid(); group = network.groups[group].parent)
            note(network.groups[group].repeat);
        return around;
    }

    /// Between two copies, or a repetition of what the first copy shows.
    bool vanishes(const Link& link) const {
        const NodeId from = network.ports[link.from].node, to = network.ports[link.to].node;
        if (result.drawn(from) && result.drawn(to)) return false;
        const auto around_from = copies_around(from), around_to = copies_around(to);
        return std::ranges::any_of(around_from, [&](const auto& entry) {
            const auto other = around_to.find(entry.first);
            return other != around_to.end() && (other->second != entry.second || entry.second > 0);
        });
    }

    void fold_links() {
        for (LinkId id : network.links.ids()) {
            const Link& link = network.links[id];
            if (!vanishes(link)) result.links.push_back({id, fold_port(link.from), fold_port(link.to)});
        }
    }
};

}  // namespace

Folding fold(const Network& network, bool fold_repeats) {
    Folder folder(network);
    folder.result.node.resize(network.nodes.size());
    folder.result.group.resize(network.groups.size());
    folder.result.times = Table<NodeId, std::size_t>(network.nodes.size(), 1);
    folder.result.group_times = Table<GroupId, std::size_t>(network.groups.size(), 1);
    if (fold_repeats) {
        folder.fold_groups();
        folder.fold_nodes();
    } else {
        for (GroupId id : network.groups.ids()) folder.result.group[id] = id;
        for (NodeId id : network.nodes.ids()) folder.result.node[id] = id;
    }
    folder.fold_links();
    return std::move(folder.result);
}

}  // namespace netfig
