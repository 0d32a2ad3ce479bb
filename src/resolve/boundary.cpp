// Where a group is entered and left: its In and Out nodes, or else its loose ends.
#include "resolve/expansion.h"

#include <algorithm>

namespace netfig::resolving {
namespace {

bool has_written_boundary(const State& state, const Frame& frame) {
    const Group& group = state.network.groups[frame.group];
    return !group.outputs.empty() ||
           std::any_of(group.inputs.begin(), group.inputs.end(), [&](NodeId id) { return id != frame.implicit_input; });
}

bool takes_input(const State& state, Member member) {
    if (member.group.valid()) return !state.boundaries[member.group].inputs.empty();
    const Node& node = state.network.nodes[member.node];
    switch (node.kind) {
        case NodeKind::operation:
            return !state.signatures[node.operation].inputs.empty();
        case NodeKind::unknown:
            return true;
        case NodeKind::input:
        case NodeKind::output:
            return false;
    }
    return false;
}

/// Starts of chains that no arrow leads to.
std::vector<Member> loose_heads(const State& state, const Frame& frame) {
    std::vector<Member> result;
    std::set<std::pair<NodeId, GroupId>> seen;
    for (const Member head : frame.heads) {
        if (!head.valid()) continue;
        const bool fed = head.node.valid() ? state.node_fed[head.node] != 0 : state.group_fed[head.group] != 0;
        if (fed || !takes_input(state, head)) continue;
        if (seen.emplace(head.node, head.group).second) result.push_back(head);
    }
    return result;
}

/// Ends of chains that no arrow starts at, and wires that end a chain.
Outputs loose_tails(State& state, const Frame& frame, Span span) {
    std::vector<Output> result;
    std::set<PortId> seen;
    for (const Outputs& tail : frame.tails) {
        for (std::uint32_t i = 0; i < tail.count; ++i) {
            const Output& output = state.outputs[tail.begin + i];
            const bool used = state.port_used[output.main] != 0 && !output.through_wire;
            if (!used && seen.insert(output.main).second) result.push_back(output);
        }
    }
    for (Output& output : result) output.through_wire = false;
    return add_output_list(state, result, span);
}

void keep(State& state, const Frame& frame, Boundary boundary) {
    boundary.broken = frame.broken;
    boundary.outputs.silent = boundary.outputs.silent || (frame.broken && boundary.outputs.count == 0);
    state.boundaries[frame.group] = std::move(boundary);
}

void draw_written(State& state, const Frame& frame, Span span) {
    const Group& group = state.network.groups[frame.group];
    Boundary boundary;
    for (const NodeId input : group.inputs) boundary.inputs.push_back({input, {}});
    std::vector<Output> outputs;
    for (const NodeId output : group.outputs) outputs.push_back({.main = state.network.nodes[output].outputs.front()});
    boundary.outputs = add_output_list(state, outputs, span);
    keep(state, frame, std::move(boundary));
}

}  // namespace

NodeId implicit_input(State& state, Frame& frame, Span span) {
    if (frame.implicit_input.valid()) return frame.implicit_input;
    if (has_written_boundary(state, frame)) {
        report(state, {.code = DiagnosticCode::missing_port,
                       .span = span,
                       .message = "nothing leads to this `_`",
                       .suggestion = "begin the chain with `In ->`"});
        return {};
    }
    Node node{.kind = NodeKind::input, .type = "In", .written_type = "In", .span = span};
    const Place place{frame, frame.environment, frame.locals.front()};
    const bool is_free = !frame.declared->contains("in");
    const std::optional<Identifier> name = is_free ? std::optional(Identifier{"in", span}) : std::nullopt;
    frame.implicit_input = add_node(state, place, std::move(node), name);
    if (!frame.implicit_input.valid()) return {};
    state.network.nodes[frame.implicit_input].name_written = false;
    add_outputs(state, frame.implicit_input, {{"out", 1}});
    state.network.groups[frame.group].inputs.push_back(frame.implicit_input);
    return frame.implicit_input;
}

void draw_boundary(State& state, Frame& frame) {
    const Group& group = state.network.groups[frame.group];
    const Span span = group.span;
    if (has_written_boundary(state, frame)) return draw_written(state, frame, span);
    if (!group.parent.valid()) return;
    Boundary boundary;
    const std::vector<Member> heads = loose_heads(state, frame);
    if (frame.implicit_input.valid()) {
        // The wire and the other loose heads share the one input.
        const Outputs source = outputs_of(state, {frame.implicit_input, {}}, span);
        for (const Member head : heads) {
            add_feed(state, frame, {.target = head, .outputs = source, .arrow = {span, {}}});
        }
        boundary.inputs = {{frame.implicit_input, {}}};
    } else {
        boundary.inputs = heads;
    }
    boundary.outputs = loose_tails(state, frame, span);
    keep(state, frame, std::move(boundary));
}

}  // namespace netfig::resolving
