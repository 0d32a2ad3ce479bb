#include "compose/fuse.h"

#include <algorithm>

namespace netfig {
namespace {

struct Fuser {
    const ComposeContext& context;
    const Fates& fates;
    const Folding& folding;
    Stylist& stylist;
    Table<NodeId, std::size_t> readers, sources;
    Table<NodeId, NodeId> next;  // the strip that follows a node
    Fusion fusion;

    NodeId source(const Joint& joint) const { return context.network.ports[joint.from].node; }
    NodeId target(const Joint& joint) const { return context.network.ports[joint.to].node; }

    bool is_wished(NodeId id) const {
        const auto& fuse = context.settings.fuse;
        const Node& node = context.network.nodes[id];
        return fuse.contains(context.shapes.nodes[id].kind) || fuse.contains(node.type) ||
               fuse.contains(node.written_type);
    }

    /// Round and bare boxes have no side to put a strip on.
    bool can_carry(NodeId id) {
        const Node& node = context.network.nodes[id];
        if (fates.nodes[id] != NodeFate::box || node.kind != NodeKind::operation) return false;
        const LookRule rule = stylist.node_rule(context.shapes.nodes[id].kind, wishes(context, node));
        return rule.shape.value_or(BoxShape::rectangle) == BoxShape::rectangle;
    }

    bool can_fuse(const Joint& joint) {
        const NodeId from = source(joint), to = target(joint);
        if (from == to || fates.nodes[to] != NodeFate::box || !is_wished(to)) return false;
        const auto& nodes = context.network.nodes;
        if (nodes[from].parent != nodes[to].parent || folding.times[from] != folding.times[to]) return false;
        if (readers[from] != 1 || sources[to] != 1 || nodes[to].kind != NodeKind::operation) return false;
        const auto& links = context.network.links;
        if (std::ranges::any_of(joint.via, [&](LinkId id) { return links[id].feedback || !links[id].label.empty(); }))
            return false;
        return can_carry(from) && can_carry(to);
    }

    void collect_strips() {
        for (NodeId id : context.network.nodes.ids()) {
            if (fusion.host[id] != id || !next[id].valid()) continue;
            for (NodeId strip = next[id]; strip.valid(); strip = next[strip]) {
                fusion.host[strip] = id;
                fusion.strips[id].push_back(strip);
            }
        }
    }
};

}  // namespace

Fusion fuse(const ComposeContext& context, const Fates& fates, const Folding& folding, Stylist& stylist,
            std::vector<Joint>& joints) {
    const std::size_t count = context.network.nodes.size();
    Fuser fuser{context,
                fates,
                folding,
                stylist,
                Table<NodeId, std::size_t>(count, 0),
                Table<NodeId, std::size_t>(count, 0),
                Table<NodeId, NodeId>(count),
                {}};
    fuser.fusion.host.resize(count);
    for (NodeId id : context.network.nodes.ids()) fuser.fusion.host[id] = id;
    if (context.settings.fuse.empty()) return std::move(fuser.fusion);

    for (const Joint& joint : joints) {
        ++fuser.readers[fuser.source(joint)];
        ++fuser.sources[fuser.target(joint)];
    }
    std::erase_if(joints, [&](const Joint& joint) {
        if (!fuser.can_fuse(joint)) return false;
        fuser.next[fuser.source(joint)] = fuser.target(joint);
        fuser.fusion.host[fuser.target(joint)] = fuser.source(joint);
        return true;
    });
    fuser.collect_strips();
    return std::move(fuser.fusion);
}

}  // namespace netfig
