#include "infer/infer.h"

#include "base/dim.h"
#include "infer/explain.h"
#include "infer/query_key.h"
#include "infer/signature.h"
#include "infer/trace.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <set>
#include <unordered_map>

namespace netfig {

namespace {

// A shape that comes back through feedback may reveal another; more rounds than this help nobody.
constexpr int max_rounds = 3;

/// What a signature says of every node with one query, and the numbers of what it says in the tables.
struct KnownResult {
    SignatureResult result;
    std::vector<std::uint32_t> outputs;
    std::uint32_t facts = 0;
    std::vector<std::string> missing;  // inputs that should be linked
};

using KnownResults = std::unordered_map<QueryKey, KnownResult, QueryKeyHash>;  // never walked

/// The state of one inference.
struct Inference {
    const Program& program;
    const Network& network;
    ShapeFlow flow;
    Shapes shapes;
    Diagnostics diagnostics;
    std::set<std::pair<DiagnosticCode, Span>> reported;  // copies of a block repeat its faults
    ArgumentNumbers argument_numbers;
    std::unordered_map<std::string, std::uint32_t> shape_numbers;  // by content; neither is ever walked
    KnownResults known_results;
    Table<NodeId, GroupId> parents;                              // nodes are large: the sums look at these instead
    Table<ArgumentsId, const KnownResults::value_type*> latest;  // copies ask the same again and again
    QueryKey key;                                                // of the node at hand
    std::uint32_t nothing_known = 0;                             // the facts of an operation that nobody declared
    std::uint32_t costs_nothing = 0;                             // and of In and Out
    bool too_many_activations = false;                           // of some node

    void run();
    void run_round(const auto& order);
    void infer_node(NodeId id);
    void pass_on(NodeId id);
    void infer_operation(NodeId id);
    void receive(PortId input);
    void settle_stated(NodeId id);
    void set_shape(PortId port, const Shape& shape);
    std::uint32_t shape_number(const Shape& shape);
    const KnownResult& result_of(const Node& node);
    KnownResult evaluate(const Node& node);
    Dim activations_of(const Node& node, const std::vector<std::uint32_t>& outputs) const;
    void count_activations(NodeId id);
    SignatureQuery query_of(const Node& node) const;
    void report_assumptions(NodeId id, const SignatureResult& result);
    void report(Diagnostic diagnostic);
    void sum_costs();
    void add_to_group(GroupId id, const Cost& cost);
};

/// Every node after those that feed it, feedback aside; among those that are ready, in the order of the source.
/// Nodes of a cycle, which is reported elsewhere, come last.
std::vector<NodeId> topological_order(const Network& network) {
    std::vector<NodeId> order;
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

void Inference::run() {
    const bool in_order = flow.links.in_order;  // nearly always
    const auto order = in_order ? std::vector<NodeId>() : topological_order(network);
    const int rounds = flow.links.feedback ? max_rounds : 1;
    nothing_known = shapes.nodes.keep({{Dim(), Dim(), Dim()}, {}, {}});
    costs_nothing = shapes.nodes.keep({{0, 0, 0}, {}, {}});
    for (int round = 0; round < rounds; ++round) {
        const SharedTable<PortId, Shape> before = round + 1 < rounds ? flow.ports : SharedTable<PortId, Shape>();
        in_order ? run_round(network.nodes.ids()) : run_round(order);
        if (round + 1 < rounds && same_numbers(flow.ports, before)) break;
    }
    sum_costs();
    shapes.ports = std::move(flow.ports);
}

/// What an earlier round found is kept only where feedback brings it in.
void Inference::run_round(const auto& order) {
    diagnostics.clear();
    reported.clear();
    for (const NodeId id : order) infer_node(id);
}

void Inference::report(Diagnostic diagnostic) {
    if (reported.emplace(diagnostic.code, diagnostic.span).second) diagnostics.push_back(std::move(diagnostic));
}

/// Equal shapes have one number, so that two ports have the same shape exactly if they have the same number.
std::uint32_t Inference::shape_number(const Shape& shape) {
    if (shape.is_unknown()) return 0;
    const auto [known, is_new] = shape_numbers.try_emplace(content_key(shape));
    if (is_new) known->second = flow.ports.keep(shape);
    return known->second;
}

void Inference::set_shape(PortId port, const Shape& shape) { flow.ports.set(port, shape_number(shape)); }

void Inference::infer_node(NodeId id) {
    const Node& node = network.nodes[id];
    parents[id] = node.parent;
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
            shapes.nodes.set(id, nothing_known);
            for (const PortId output : node.outputs) flow.ports.set(output, 0);
            break;
    }
    if (node.stated_shape) settle_stated(id);
    if (node.kind == NodeKind::operation) count_activations(id);
}

Dim Inference::activations_of(const Node& node, const std::vector<std::uint32_t>& outputs) const {
    Dim sum = 0;
    for (std::size_t i = 0; i < node.outputs.size(); ++i) {
        sum = add(sum, elements_of(i < outputs.size() ? flow.ports.value(outputs[i]) : flow.ports[node.outputs[i]]));
    }
    return sum;
}

/// What the signature says is counted once for all that have it; a stated shape may say more.
void Inference::count_activations(NodeId id) {
    const Node& node = network.nodes[id];
    if (node.stated_shape) {
        NodeFacts facts = shapes.nodes[id];
        facts.cost.activations = activations_of(node, {});
        too_many_activations |= facts.cost.activations.is_overflow();
        shapes.nodes.set(id, std::move(facts));
    }
    if (!too_many_activations || !shapes.nodes[id].cost.activations.is_overflow()) return;
    report({DiagnosticCode::size_overflow,
            node.span,
            "the output's number of elements is too large for 64 bits",
            {},
            {},
            {}});
}

/// What arrives at an input port: the shape at the other end of its link, checked against what the arrow says.
void Inference::receive(PortId input) {
    const PortId source = flow.links.sources[input];
    flow.ports.set(input, source.valid() ? flow.ports.number(source) : 0);
    const Link* link = flow.links.stated ? feeding_link(flow, input) : nullptr;
    if (!link || !link->stated_shape) return;
    const Agreement agreement = agree(flow.ports[input], *link->stated_shape);
    if (!agreement.agrees) report(explain_stated_link(flow, *link));
    if (agreement.assumed) report(explain_assumed(link->span, flow.ports[input], *link->stated_shape));
    set_shape(input, agreement.shape);
}

void Inference::pass_on(NodeId id) {
    const Node& node = network.nodes[id];
    shapes.nodes.set(id, costs_nothing);
    const std::uint32_t shape = node.inputs.empty() ? 0 : flow.ports.number(node.inputs.front());
    for (const PortId output : node.outputs) flow.ports.set(output, shape);
}

/// `: shape`, and the argument of In and Out.
void Inference::settle_stated(NodeId id) {
    const Node& node = network.nodes[id];
    if (node.outputs.empty()) {
        if (!node.inputs.empty() && !agree(flow.ports[node.inputs[0]], *node.stated_shape).agrees) {
            report(explain_stated_node(flow, id, flow.ports[node.inputs[0]]));
        }
        return;
    }
    const Shape& inferred = flow.ports[node.outputs[0]];
    const Agreement agreement = agree(inferred, *node.stated_shape);
    if (!agreement.agrees) report(explain_stated_node(flow, id, inferred));
    if (agreement.assumed) report(explain_assumed(node.stated_shape_span, inferred, *node.stated_shape));
    set_shape(node.outputs[0], agreement.shape);
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

const KnownResult& Inference::result_of(const Node& node) {
    const ArgumentsId arguments = argument_numbers.number_of(node);
    write_key(key, flow, node, arguments);
    if (!latest.contains(arguments)) latest.resize(arguments.index() + 1);
    const auto*& last = latest[arguments];
    if (!last || last->first != key) {
        const auto [known, is_new] = known_results.try_emplace(key);
        if (is_new) known->second = evaluate(node);
        last = &*known;
    }
    return last->second;
}

/// An operation with nothing linked is a sketch; one with a part of its inputs is a mistake.
std::vector<std::string> missing_inputs(const SignatureQuery& query) {
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
    if (required < 2 || missing.size() == required) missing.clear();
    return missing;
}

KnownResult Inference::evaluate(const Node& node) {
    const SignatureQuery query = query_of(node);
    KnownResult known{evaluate_signature(query), {}, 0, missing_inputs(query)};
    const SignatureResult& result = known.result;
    for (const Shape& shape : result.outputs) known.outputs.push_back(shape_number(shape));
    const Dim activations = activations_of(node, known.outputs);
    too_many_activations |= activations.is_overflow();
    const Cost cost = result.fault ? Cost{Dim(), Dim(), activations} : Cost{result.params, result.flops, activations};
    known.facts = shapes.nodes.keep({cost, result.label, result.kind, result.field});
    return known;
}

void Inference::infer_operation(NodeId id) {
    const Node& node = network.nodes[id];
    if (!is_declared(program, network, node)) {
        for (const PortId output : node.outputs) flow.ports.set(output, 0);
        shapes.nodes.set(id, NodeFacts{{Dim(), Dim(), activations_of(node, {})}, {}, {}});
        return;
    }
    const KnownResult& known = result_of(node);
    for (std::size_t i = 0; i < node.outputs.size(); ++i) flow.ports.set(node.outputs[i], known.outputs[i]);
    shapes.nodes.set(id, known.facts);
    if (known.result.fault) {
        report(explain_fault(flow, id, query_of(node), *known.result.fault));
        return;
    }
    if (!known.missing.empty()) report(explain_missing_inputs(flow, id, known.missing));
    report_assumptions(id, known.result);
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
    if (summand.is_known() && summand.value() == 0) return true;
    std::int64_t known = 0;
    if (sum.is_known() && summand.is_known() && !__builtin_add_overflow(sum.value(), summand.value(), &known)) {
        sum = known;
        return true;
    }
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

/// The sum of a group as long as it is made of plain numbers, which are much quicker to add than sizes.
struct PlainCost {
    std::int64_t params = 0;
    std::int64_t flops = 0;
    std::int64_t activations = 0;
    bool holds = true;

    bool add(const Cost& cost);
    Cost cost() const { return {params, flops, activations}; }
};

/// False where the sum, which is then left as it was, would be no plain number.
bool PlainCost::add(const Cost& cost) {
    if (!holds || !cost.params.is_known() || !cost.flops.is_known() || !cost.activations.is_known()) return false;
    PlainCost sum;
    if (__builtin_add_overflow(params, cost.params.value(), &sum.params)) return false;
    if (__builtin_add_overflow(flops, cost.flops.value(), &sum.flops)) return false;
    if (__builtin_add_overflow(activations, cost.activations.value(), &sum.activations)) return false;
    *this = sum;
    return true;
}

void Inference::sum_costs() {
    shapes.groups = Table<GroupId, Cost>(network.groups.size(), Cost{0, 0, 0});
    Table<GroupId, PlainCost> plain(network.groups.size());
    for (const NodeId id : network.nodes.ids()) {
        const GroupId parent = parents[id];
        if (shapes.nodes.number(id) == costs_nothing || !network.groups.contains(parent)) continue;
        const Cost& cost = shapes.nodes[id].cost;
        if (plain[parent].add(cost)) continue;
        if (plain[parent].holds) shapes.groups[parent] = plain[parent].cost();
        plain[parent].holds = false;
        add_to_group(parent, cost);
    }
    for (const GroupId id : network.groups.ids()) {
        if (plain[id].holds) shapes.groups[id] = plain[id].cost();
    }
    // Parents stand before their children, so that a walk from the back finds every sum complete.
    for (std::size_t i = network.groups.size(); i-- > 0;) {
        const GroupId parent = network.groups[GroupId(i)].parent;
        if (network.groups.contains(parent)) add_to_group(parent, shapes.groups[GroupId(i)]);
    }
}

}  // namespace

Shapes infer(const Program& program, const Network& network, Diagnostics& diagnostics) {
    Inference inference{program, network, {network, survey_links(network), {}}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    inference.flow.ports.resize(network.ports.size());
    inference.shapes.nodes.resize(network.nodes.size());
    inference.parents.resize(network.nodes.size());
    inference.run();
    diagnostics.insert(diagnostics.end(), inference.diagnostics.begin(), inference.diagnostics.end());
    return std::move(inference.shapes);
}

}  // namespace netfig
