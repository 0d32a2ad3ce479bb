#include "compose/fates.h"

#include "compose/looks.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

namespace netfig {
namespace {

constexpr GroupId root{std::size_t{0}};

struct Decider {
    const ComposeContext& context;
    const Folding& folding;
    Fates fates;
    Table<GroupId, std::size_t> depths;

    const Network& network() const { return context.network; }

    bool listed(const std::set<std::string>& words, const Group& group, const std::string& path) const {
        return (!group.type.empty() && words.contains(group.type)) || words.contains(group.name) ||
               words.contains(path);
    }

    /// What the reader opened or closed. Else the nearest word counts: the instance's, its style's, the figure's lists,
    /// the figure's depth.
    bool is_collapsed(GroupId id) const {
        const Group& group = network().groups[id];
        const std::string path = path_of(network(), id);
        const auto wished = context.settings.open_blocks.find(path);
        if (wished != context.settings.open_blocks.end()) return !wished->second;
        std::optional<bool> said;
        for (const Property& property : wishes(context, group).properties) {
            const bool* flag = std::get_if<bool>(&property.value.what);
            if (flag && property.name == "collapsed") said = *flag;
            if (flag && property.name == "expanded") said = !*flag;
        }
        if (said) return *said;
        const Settings& settings = context.settings;
        if (listed(settings.expand, group, path)) return false;
        if (listed(settings.collapse, group, path)) return true;
        return settings.depth && depths[id] > *settings.depth;
    }

    GroupFate fate_of(GroupId id) const {
        if (!folding.drawn(id)) return GroupFate::copy;
        if (id == root) return GroupFate::frame;
        const Group& group = network().groups[id];
        const GroupFate around = fates.groups[group.parent];
        if (around == GroupFate::box || around == GroupFate::inside) return GroupFate::inside;
        if (around != GroupFate::frame) return around;  // wires in wires, copies in copies
        const bool hidden = wishes(context, group).flag("hidden") || listed(context.settings.hide, group, group.name);
        if (hidden) return GroupFate::wires;
        return is_collapsed(id) ? GroupFate::box : GroupFate::frame;
    }

    void decide_groups() {
        for (GroupId id : network().groups.ids()) {
            const GroupId parent = network().groups[id].parent;
            depths[id] = parent.valid() ? depths[parent] + 1 : 0;
            fates.groups[id] = fate_of(id);
        }
    }

    bool is_hidden(NodeId id) const {
        const Node& node = network().nodes[id];
        const auto& hide = context.settings.hide;
        const std::string& kind = context.shapes.nodes[id].kind;
        return hide.contains(node.type) || hide.contains(node.written_type) || (!kind.empty() && hide.contains(kind)) ||
               wishes(context, node).flag("hidden");
    }

    NodeFate fate_of(NodeId id) const {
        if (!folding.drawn(id)) return NodeFate::copy;
        const Node& node = network().nodes[id];
        switch (fates.groups[node.parent]) {
            case GroupFate::box:
            case GroupFate::inside:
                return NodeFate::inside;
            case GroupFate::copy:
                return NodeFate::copy;
            case GroupFate::wires:
                return NodeFate::wire;
            case GroupFate::frame:
                break;
        }
        const bool boundary = node.kind == NodeKind::input || node.kind == NodeKind::output;
        if (boundary && node.parent != root) return NodeFate::wire;
        return is_hidden(id) ? NodeFate::wire : NodeFate::box;
    }

    void decide_nodes() {
        for (NodeId id : network().nodes.ids()) {
            fates.nodes[id] = fate_of(id);
            if (fates.nodes[id] == NodeFate::inside)
                fates.collapsed_into[id] = outermost_box(network().nodes[id].parent);
        }
    }

    GroupId outermost_box(GroupId id) const {
        while (id.valid() && fates.groups[id] != GroupFate::box) id = network().groups[id].parent;
        return id;
    }

    /// A boundary that nothing outside uses is drawn, or the block would hang in the air without its ends. So is an Out
    /// that an In feeds directly: a line needs something to end at.
    void show_loose_boundaries() {
        std::set<NodeId> fed, read;
        for (const FoldedLink& link : folding.links) {
            const NodeId from = network().ports[link.from].node, to = network().ports[link.to].node;
            read.insert(from);
            fed.insert(to);
            const Node& source = network().nodes[from];
            const Node& target = network().nodes[to];
            if (source.kind == NodeKind::input && target.kind == NodeKind::output && source.parent == target.parent &&
                target.parent != root)
                fates.passes_through.insert(to);
        }
        for (GroupId id : network().groups.ids()) {
            if (id == root || fates.groups[id] != GroupFate::frame) continue;
            show_if_none(network().groups[id].inputs, fed);
            show_if_none(network().groups[id].outputs, read);
        }
        for (NodeId id : fates.passes_through)
            if (fates.nodes[id] == NodeFate::wire && fates.groups[network().nodes[id].parent] == GroupFate::frame)
                fates.nodes[id] = NodeFate::box;
    }

    void show_if_none(const std::vector<NodeId>& boundary, const std::set<NodeId>& used) {
        if (std::ranges::any_of(boundary, [&](NodeId id) { return used.contains(id); })) return;
        for (NodeId id : boundary)
            if (fates.nodes[id] == NodeFate::wire) fates.nodes[id] = NodeFate::box;
    }

    void close_empty_frames() {
        Table<GroupId, std::size_t> content(network().groups.size(), 0);
        for (NodeId id : network().nodes.ids())
            if (fates.nodes[id] == NodeFate::box) ++content[network().nodes[id].parent];
        for (std::size_t index = network().groups.size(); index-- > 1;) {
            const GroupId id(index);
            GroupFate& fate = fates.groups[id];
            if (fate == GroupFate::frame && content[id] == 0) fate = GroupFate::box;
            if (fate == GroupFate::frame || fate == GroupFate::box) ++content[network().groups[id].parent];
        }
        // Nothing is drawn in a closed frame, so only wires are in it: they now end at its box.
        for (NodeId id : network().nodes.ids())
            if (fates.nodes[id] == NodeFate::wire && fates.groups[network().nodes[id].parent] == GroupFate::box) {
                fates.nodes[id] = NodeFate::inside;
                fates.collapsed_into[id] = network().nodes[id].parent;
            }
    }
};

}  // namespace

Fates decide_fates(const ComposeContext& context, const Folding& folding) {
    const std::size_t nodes = context.network.nodes.size(), groups = context.network.groups.size();
    Decider decider{context, folding, {}, Table<GroupId, std::size_t>(groups, 0)};
    decider.fates.nodes.resize(nodes);
    decider.fates.groups.resize(groups);
    decider.fates.collapsed_into.resize(nodes);
    decider.decide_groups();
    decider.decide_nodes();
    decider.show_loose_boundaries();
    decider.close_empty_frames();
    return std::move(decider.fates);
}

}  // namespace netfig
