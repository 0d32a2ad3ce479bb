#include "infer/dump_shapes.h"

#include "base/dim.h"
#include "base/strings.h"

namespace netfig {

namespace {

std::string shapes_text(const Shapes& shapes, const std::vector<PortId>& ports) {
    std::vector<std::string> texts;
    for (const PortId port : ports) texts.push_back(to_text(shapes.ports[port]));
    return texts.empty() ? "-" : join(texts, ", ");
}

std::string cost_text(const Cost& cost) {
    return "params " + to_text(cost.params) + ", flops " + to_text(cost.flops) + ", activations " +
           to_text(cost.activations);
}

std::string node_line(const Network& network, const Shapes& shapes, NodeId id) {
    const Node& node = network.nodes[id];
    const NodeFacts& facts = shapes.nodes[id];
    std::string line = path_of(network, id) + " " + node.type + ": " + shapes_text(shapes, node.inputs) + " -> " +
                       shapes_text(shapes, node.outputs);
    if (node.kind == NodeKind::operation) line += "; " + cost_text(facts.cost);
    if (!facts.label.empty()) line += "; \"" + facts.label + "\"";
    if (!facts.kind.empty()) line += "; " + facts.kind;
    return line;
}

}  // namespace

std::string dump(const Network& network, const Shapes& shapes) {
    std::string text;
    for (const NodeId id : network.nodes.ids()) text += node_line(network, shapes, id) + "\n";
    for (const GroupId id : network.groups.ids()) {
        const Group& group = network.groups[id];
        if (!group.parent.valid()) continue;
        text += path_of(network, id) + " " + (group.type.empty() ? "{}" : group.type) + ": " +
                cost_text(shapes.groups[id]) + "\n";
    }
    if (!shapes.groups.empty()) text += "total: " + cost_text(shapes.groups[GroupId(0)]) + "\n";
    return text;
}

}  // namespace netfig
