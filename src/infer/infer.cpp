#include "infer/infer.h"

#include "base/dim.h"
#include "infer/explain.h"
#include "infer/query_key.h"
#include "infer/signature.h"
#include "infer/trace.h"

#include <functional>
#include <memory>
#include <queue>
#include <set>
#include <unordered_map>

namespace netfig {

namespace {

// A shape that comes back through feedback may reveal another; more rounds than this help nobody.
constexpr int max_rounds = 3;

/// The state of one inference.
struct Inference {
    const Program& program;
    const Network& network;
    ShapeFlow flow;
    Shapes shapes;
    Diagnostics diagnostics;
    std::set<std::pair<DiagnosticCode, Span>> reported;  // copies of a block repeat its faults
    std::unordered_map<std::string, std::shared_ptr<const SignatureResult>> known_results;  // never walked

    void run();
    void run_round(const std::vector<NodeId>& order);
    void infer_node(NodeId id);
    void pass_on(NodeId id);
    void infer_operation(NodeId id);
    void receive(PortId input);
    void settle_stated(NodeId id);
    std::shared_ptr<const SignatureResult> result_of(const Node& node);
    SignatureQuery query_of(const Node& node) const;
    void report_missing_inputs(NodeId id);
    void report_assumptions(NodeId id, const SignatureResult& result);
    void report(Diagnostic diagnostic);
    void sum_costs();
    void add_to_group(GroupId id, const Cost& cost);
};

Table<PortId, std::vector<LinkId>> incoming_links(const Network& network) {
    Table<PortId, std::vector<LinkId>> incoming(network.ports.size());
    for (const LinkId id : network.links.ids()) {
        const Link& link = network.links[id];
        if (network.ports.contains(link.from) && network.ports.contains(link.to)) incoming[link.to].push_back(id);
    }
    return incoming;
}

/// Every node after those that feed it, feedback aside; among those that are ready, in the order of the source.
/// Nodes of a cycle, which is reported elsewhere, come last.
std::vector<NodeId> topological_order(const Network& network) {
    Table<NodeId, std::size_t> waits_for(network.nodes.size(), 0);
    Table<NodeId, std::vector<NodeId>> feeds(network.nodes.size());
    for (const Link& link : network.links) {
        if (link.feedback || !network.ports.contains(link.from) || !network.ports.contains(link.to)) continue;
        feeds[network.ports[link.from].node].push_back(network.ports[link.to].node);
        ++waits_for[network.ports[link.to].node];
    }
    std::priority_queue<NodeId, std::vector<NodeId>, std::greater<>> ready;
    for (const NodeId id : network.nodes.ids()) {
        if (waits_for[id] == 0) ready.push(id);
    }
    std::vector<NodeId> order;
    while (!ready.empty()) {
        order.push_back(ready.top());
        ready.pop();
        for (const NodeId next : feeds[order.back()]) {
            if (--waits_for[next] == 0) ready.push(next);
        }
    }
    for (const NodeId id : network.nodes.ids()) {
        if (waits_for[id] > 0) order.push_back(id);
    }
    return order;
}

bool has_feedback(const Network& network) {
    for (const Link& link : network.links) {
        if (link.feedback) return true;
    }
    return false;
}

void Inference::run() {
    const auto order = topological_order(network);
    const int rounds = has_feedback(network) ? max_rounds : 1;
    for (int round = 0; round < rounds; ++round) {
        const Table<PortId, Shape> before = flow.ports;
        run_round(order);
        bool changed = false;
        for (const PortId id : flow.ports.ids()) changed |= !(flow.ports[id] == before[id]);
        if (!changed) break;
    }
    sum_costs();
    shapes.ports = std::move(flow.ports);
}

/// What an earlier round found is kept only where feedback brings it in.
void Inference::run_round(const std::vector<NodeId>& order) {
    diagnostics.clear();
    reported.clear();
    shapes.nodes = Table<NodeId, NodeFacts>(network.nodes.size());
    for (const NodeId id : order) infer_node(id);
}

void Inference::report(Diagnostic diagnostic) {
    if (reported.emplace(diagnostic.code, diagnostic.span).second) diagnostics.push_back(std::move(diagnostic));
}

void Inference::infer_node(NodeId id) {
    const Node& node = network.nodes[id];
    for (const PortId input : node.inputs) receive(input);
    switch (node.kind) {
        case NodeKind::input:
        case NodeKind::output:
            pass_on(id);
            break;
        case NodeKind::operation:
            infer_operation(id);
            break;
        case NodeKind::unknown:
            shapes.nodes[id].cost = {Dim(), Dim(), Dim()};
            for (const PortId output : node.outputs) flow.ports[output] = {};
            break;
    }
    settle_stated(id);
    if (node.kind != NodeKind::operation) return;
    Dim& activations = shapes.nodes[id].cost.activations;
    activations = activations_of(flow, node);
    if (!activations.is_overflow()) return;
    report({DiagnosticCode::size_overflow,
            node.span,
            "the output's number of elements is too large for 64 bits",
            {},
            {},
            {}});
}

/// What arrives at an input port: the shape at the other end of its link, checked against what the arrow says.
void Inference::receive(PortId input) {
    const Link* link = feeding_link(flow, input);
    flow.ports[input] = link ? flow.ports[link->from] : Shape{};
    if (!link || !link->stated_shape) return;
    const Agreement agreement = agree(flow.ports[input], *link->stated_shape);
    if (!agreement.agrees) report(explain_stated_link(flow, *link));
    if (agreement.assumed) report(explain_assumed(link->span, flow.ports[input], *link->stated_shape));
    flow.ports[input] = agreement.shape;
}

void Inference::pass_on(NodeId id) {
    const Node& node = network.nodes[id];
    shapes.nodes[id].cost = {0, 0, 0};
    const Shape shape = node.inputs.empty() ? Shape{} : flow.ports[node.inputs.front()];
    for (const PortId output : node.outputs) flow.ports[output] = shape;
}

/// `: shape`, and the argument of In and Out.
void Inference::settle_stated(NodeId id) {
    const Node& node = network.nodes[id];
    if (!node.stated_shape || node.outputs.empty()) {
        if (node.stated_shape && !node.inputs.empty() &&
            !agree(flow.ports[node.inputs[0]], *node.stated_shape).agrees) {
            report(explain_stated_node(flow, id, flow.ports[node.inputs[0]]));
        }
        return;
    }
    const Shape inferred = flow.ports[node.outputs[0]];
    const Agreement agreement = agree(inferred, *node.stated_shape);
    if (!agreement.agrees) report(explain_stated_node(flow, id, inferred));
    if (agreement.assumed) report(explain_assumed(node.stated_shape_span, inferred, *node.stated_shape));
    flow.ports[node.outputs[0]] = agreement.shape;
}

SignatureQuery Inference::query_of(const Node& node) const {
    const Operation& operation = network.operations[node.operation];
    const Ast& ast = program.asts[operation.ast];
    SignatureQuery query{ast, ast.operations[operation.declaration], node.arguments, {}, {}};
    for (const PortId id : node.inputs) {
        query.inputs.push_back({network.ports[id].declared, feeding_link(flow, id) != nullptr, flow.ports[id]});
    }
    for (const PortId id : node.outputs) query.outputs.push_back({network.ports[id].declared, network.ports[id].index});
    return query;
}

bool is_declared(const Program& program, const Network& network, const Node& node) {
    if (!network.operations.contains(node.operation)) return false;
    const Operation& operation = network.operations[node.operation];
    return operation.ast < program.asts.size() &&
           program.asts[operation.ast].operations.contains(operation.declaration);
}

std::shared_ptr<const SignatureResult> Inference::result_of(const Node& node) {
    const SignatureQuery query = query_of(node);
    auto& result = known_results[key_of(node.operation, query)];
    if (!result) result = std::make_shared<const SignatureResult>(evaluate_signature(query));
    return result;
}

void Inference::infer_operation(NodeId id) {
    const Node& node = network.nodes[id];
    NodeFacts& facts = shapes.nodes[id];
    facts.cost = {Dim(), Dim(), Dim()};
    for (const PortId output : node.outputs) flow.ports[output] = {};
    if (!is_declared(program, network, node)) return;
    const auto result = result_of(node);
    for (std::size_t i = 0; i < node.outputs.size(); ++i) flow.ports[node.outputs[i]] = result->outputs[i];
    facts.label = result->label;
    facts.kind = result->kind;
    if (result->fault) {
        report(explain_fault(flow, id, query_of(node), *result->fault));
        return;
    }
    facts.cost.params = result->params;
    facts.cost.flops = result->flops;
    report_missing_inputs(id);
    report_assumptions(id, *result);
}

/// An operation with nothing linked is a sketch; one with a part of its inputs is a mistake.
void Inference::report_missing_inputs(NodeId id) {
    const Node& node = network.nodes[id];
    const SignatureQuery query = query_of(node);
    std::size_t declared = 0;
    std::size_t required = 0;
    std::vector<std::string> missing;
    for (const OperationClause& clause : query.declaration.clauses) {
        const auto* port = std::get_if<PortClause>(&clause);
        if (!port || !port->is_input) continue;
        const std::size_t position = declared++;
        if (port->arity != PortArity::single) continue;
        ++required;
        bool linked = false;
        for (const SignatureInput& input : query.inputs) linked |= input.declared == position && input.linked;
        if (!linked) missing.push_back(port->name ? port->name->text : "in");
    }
    if (required < 2 || missing.empty() || missing.size() == required) return;
    report(explain_missing_inputs(flow, id, missing));
}

void Inference::report_assumptions(NodeId id, const SignatureResult& result) {
    if (result.assumptions.empty()) return;
    std::set<std::string> told;  // clauses may assume the same
    std::string all;
    for (const std::string& assumption : result.assumptions) {
        if (told.insert(assumption).second) all += (all.empty() ? "" : " and ") + assumption;
    }
    report({DiagnosticCode::assumed_equal,
            network.nodes[id].span,
            quoted(network, id) + " is right only if " + all,
            {},
            {},
            {}});
}

/// Adds what is known; false where the sum has just become too large.
bool add_known(Dim& sum, const Dim& summand) {
    if (summand.is_unknown() || sum.is_overflow()) return true;
    const Dim total = add(sum, summand);
    if (total.is_unknown()) return true;  // too long a formula to be of use
    sum = total;
    return !sum.is_overflow() || summand.is_overflow();
}

void Inference::add_to_group(GroupId id, const Cost& cost) {
    Cost& sum = shapes.groups[id];
    const bool params_fit = add_known(sum.params, cost.params);
    const bool flops_fit = add_known(sum.flops, cost.flops);
    const bool activations_fit = add_known(sum.activations, cost.activations);
    if (params_fit && flops_fit && activations_fit) return;
    const std::string what = !params_fit ? "parameters" : !flops_fit ? "FLOPs" : "activations";
    report({DiagnosticCode::size_overflow,
            network.groups[id].span,
            "the sum of the " + what + " is too large for 64 bits",
            {},
            {},
            {}});
}

void Inference::sum_costs() {
    shapes.groups = Table<GroupId, Cost>(network.groups.size(), Cost{0, 0, 0});
    for (const NodeId id : network.nodes.ids()) {
        const GroupId parent = network.nodes[id].parent;
        if (network.groups.contains(parent)) add_to_group(parent, shapes.nodes[id].cost);
    }
    // Parents stand before their children, so that a walk from the back finds every sum complete.
    for (std::size_t i = network.groups.size(); i-- > 0;) {
        const GroupId parent = network.groups[GroupId(i)].parent;
        if (network.groups.contains(parent)) add_to_group(parent, shapes.groups[GroupId(i)]);
    }
}

}  // namespace

Shapes infer(const Program& program, const Network& network, Diagnostics& diagnostics) {
    ShapeFlow flow{network, incoming_links(network), Table<PortId, Shape>(network.ports.size())};
    Inference inference{program, network, std::move(flow), {}, {}, {}, {}};
    inference.run();
    diagnostics.insert(diagnostics.end(), inference.diagnostics.begin(), inference.diagnostics.end());
    return std::move(inference.shapes);
}

}  // namespace netfig
