#include "summary/receptive_fields.h"

#include "base/receptive_field.h"

namespace netfig {
namespace {

/// Every node after those that feed it, by a walk against the links that keeps its own stack: chains may be long.
struct FieldWalk {
    const Network& network;
    const Shapes& shapes;
    struct Step {
        NodeId node;
        std::size_t next = 0;  // of the nodes that feed it
    };
    enum class State : char { fresh, open, done };
    Table<NodeId, std::vector<NodeId>> feeders;
    Table<NodeId, State> states;
    Table<NodeId, ReceptiveField> fields;
    std::vector<Step> path;

    void find_feeders();
    void visit(NodeId start);
    void settle(NodeId id);
};

void FieldWalk::find_feeders() {
    for (const Link& link : network.links) {
        if (link.feedback || !network.ports.contains(link.from) || !network.ports.contains(link.to)) continue;
        feeders[network.ports[link.to].node].push_back(network.ports[link.from].node);
    }
}

void FieldWalk::visit(NodeId start) {
    if (states[start] != State::fresh) return;
    path.push_back({start});
    states[start] = State::open;
    while (!path.empty()) {
        Step& step = path.back();
        if (step.next == feeders[step.node].size()) {
            settle(step.node);
            path.pop_back();
            continue;
        }
        const NodeId feeder = feeders[step.node][step.next++];
        if (states[feeder] != State::fresh) continue;
        states[feeder] = State::open;
        path.push_back({feeder});
    }
}

/// Where something should be linked and nothing is, a sketch begins: as if the figure's input stood there.
void FieldWalk::settle(NodeId id) {
    const Node& node = network.nodes[id];
    ReceptiveField field{ReceptiveField::Extent::nothing, {}};
    const bool begins = feeders[id].empty() && (node.kind == NodeKind::input || !node.inputs.empty());
    if (begins) field.extent = ReceptiveField::Extent::places;
    for (const NodeId feeder : feeders[id]) {
        if (states[feeder] == State::done) field = join(field, fields[feeder]);
    }
    const bool passes = node.kind == NodeKind::input || node.kind == NodeKind::output;
    fields[id] = passes ? std::move(field) : widened(field, shapes.nodes[id].field);
    states[id] = State::done;
}

}  // namespace

Table<NodeId, ReceptiveField> receptive_fields(const Network& network, const Shapes& shapes) {
    const std::size_t count = network.nodes.size();
    FieldWalk walk{network,
                   shapes,
                   Table<NodeId, std::vector<NodeId>>(count),
                   Table<NodeId, FieldWalk::State>(count),
                   Table<NodeId, ReceptiveField>(count),
                   {}};
    walk.find_feeders();
    for (const NodeId id : network.nodes.ids()) walk.visit(id);
    return std::move(walk.fields);
}

ReceptiveField field_at(const Network& network, const Table<NodeId, ReceptiveField>& fields,
                        const std::vector<PortId>& ports) {
    ReceptiveField field{ReceptiveField::Extent::nothing, {}};
    for (const PortId port : ports) field = join(field, fields[network.ports[port].node]);
    return field;
}

}  // namespace netfig
