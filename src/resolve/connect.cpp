// Arrows to feeds: which outputs go to which part.
#include "base/strings.h"
#include "resolve/expansion.h"

#include <algorithm>
#include <utility>

namespace netfig::resolving {
namespace {

const Outputs nothing{.begin = 0, .count = 0, .from_list = false, .silent = true, .of = {}};

std::size_t port_count(const State& state, const Outputs& outputs) {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < outputs.count; ++i) count += state.outputs[outputs.begin + i].count;
    return count;
}

/// `Out` ends its body: nothing inside goes on from it.
bool may_start(State& state, const Frame& frame, const Outputs& outputs, ArrowUse arrow) {
    for (std::uint32_t i = 0; i < outputs.count; ++i) {
        const NodeId id = node_of(state, state.outputs[outputs.begin + i]);
        const Node& node = state.network.nodes[id];
        if (node.kind != NodeKind::output || node.parent != frame.group) continue;
        report(state, {.code = DiagnosticCode::missing_port,
                       .span = arrow.span,
                       .message = describe(state, {id, {}}) + " ends its body: no arrow can start there"});
        return false;
    }
    return true;
}

/// `In` starts its body: only arrows from outside lead there.
bool may_end(State& state, const Frame& frame, Member target, ArrowUse arrow) {
    if (!target.node.valid()) return true;
    const Node& node = state.network.nodes[target.node];
    if (node.kind != NodeKind::input || node.parent != frame.group || target.node == frame.implicit_input) return true;
    report(state, {.code = DiagnosticCode::missing_port,
                   .span = arrow.span,
                   .message = describe(state, target) + " starts its body: no arrow can lead there"});
    return false;
}

Outputs connect_part(State& state, Frame& frame, const Part& part, const Outputs* incoming, ArrowUse arrow);

Outputs connect_member(State& state, Frame& frame, Member entry, Member exit, const Outputs* incoming, ArrowUse arrow) {
    if (incoming) {
        add_feed(state, frame, {.target = entry, .outputs = *incoming, .arrow = arrow});
    } else {
        frame.heads.push_back(entry);
    }
    if (exit.group.valid() && state.boundaries[exit.group].broken) frame.broken = true;
    return outputs_of(state, exit, arrow.span);
}

// ---- references ----

void apply_to_reference(State& state, const ReferencePart& part, const Named& named) {
    if (named.first.node.valid()) {
        Node& node = state.network.nodes[named.first.node];
        node.looks.insert(node.looks.end(), part.looks.begin(), part.looks.end());
        if (part.stated_shape && !node.stated_shape) {
            node.stated_shape = part.stated_shape;
            node.stated_shape_span = part.stated_shape_span;
        }
    } else if (named.first.group.valid()) {
        Properties& looks = state.network.groups[named.first.group].looks;
        looks.insert(looks.end(), part.looks.begin(), part.looks.end());
    }
}

void report_port(State& state, const Target& target, const std::string& direction, std::vector<std::string> names) {
    names.erase(std::unique(names.begin(), names.end()), names.end());
    Diagnostic diagnostic{
        .code = DiagnosticCode::unknown_path,
        .span = target.port_span,
        .message = describe(state, target.named.first) + " has no " + direction + " `" + target.port + "`"};
    if (!names.empty()) diagnostic.notes.push_back({"it has " + join(names, ", "), {}});
    report(state, std::move(diagnostic));
}

/// `lstm/h`, or `split/pieces` for all pieces and `split/pieces_1` for the first.
Outputs port_outputs(State& state, const Target& target) {
    const Node& node = state.network.nodes[target.named.last.node];
    std::vector<Output> found;
    std::vector<std::string> names;
    for (const PortId id : node.outputs) {
        const Port& port = state.network.ports[id];
        const std::string numbered = port.name + "_" + std::to_string(port.index + 1);
        if (target.port == port.name || target.port == numbered) found.push_back({.main = id});
        names.push_back(port.name);
    }
    if (!found.empty()) return add_output_list(state, found, target.port_span);
    report_port(state, target, "output", std::move(names));
    return nothing;
}

std::string input_name(const PortClause& clause) { return clause.name ? clause.name->text : "in"; }

void feed_port(State& state, const Frame& frame, const Target& target, const Outputs& incoming, ArrowUse arrow) {
    const Node& node = state.network.nodes[target.named.first.node];
    const std::vector<const PortClause*>& inputs = state.signatures[node.operation].inputs;
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < inputs.size(); ++i) {
        names.push_back(input_name(*inputs[i]));
        if (names.back() != target.port) continue;
        add_feed(state, frame, {.target = target.named.first, .outputs = incoming, .arrow = arrow, .port = i});
        return;
    }
    report_port(state, target, "input", std::move(names));
}

Outputs connect_reference(State& state, Frame& frame, const ReferencePart& part, const Outputs* incoming,
                          ArrowUse arrow) {
    const std::optional<Target> target = find_reference(state, frame, part);
    if (!target || !target->named.first.valid()) {
        frame.broken = true;
        return nothing;
    }
    apply_to_reference(state, part, target->named);
    const bool is_port =
        !target->port.empty() && state.network.nodes[target->named.first.node].kind == NodeKind::operation;
    if (!is_port) return connect_member(state, frame, target->named.first, target->named.last, incoming, arrow);
    if (!incoming) return port_outputs(state, *target);
    feed_port(state, frame, *target, *incoming, arrow);
    return outputs_of(state, target->named.last, arrow.span);
}

// ---- wires and lists ----

Outputs connect_wire(State& state, Frame& frame, const Outputs* incoming, ArrowUse arrow, Span span) {
    std::vector<Output> passed;
    if (incoming) {
        for (std::uint32_t i = 0; i < incoming->count; ++i) passed.push_back(state.outputs[incoming->begin + i]);
    } else {
        const NodeId input = implicit_input(state, frame, span);
        if (!input.valid()) return nothing;
        passed.push_back({.main = state.network.nodes[input].outputs.front()});
    }
    for (Output& output : passed) {
        output.through_wire = true;
        if (arrow.annotation.valid()) output.annotation = arrow.annotation;
    }
    Outputs result = add_output_list(state, passed, span);
    result.from_list = incoming && incoming->from_list;
    return result;
}

/// The outputs of one operation or block meet a list of as many items: they connect in order.
std::vector<Outputs> in_order(State& state, const Outputs& incoming, Span span) {
    std::vector<Output> ports;
    for (std::uint32_t i = 0; i < incoming.count; ++i) {
        const Output& output = state.outputs[incoming.begin + i];
        for (std::uint32_t port = 0; port < output.count; ++port) {
            Output single = output;
            single.main = PortId(output.main.index() + port);
            single.count = 1;
            ports.push_back(single);
        }
    }
    const Outputs all = add_output_list(state, ports, span);
    std::vector<Outputs> result;
    for (std::uint32_t i = 0; i < all.count; ++i) result.push_back({.begin = all.begin + i, .count = 1, .of = {}});
    return result;
}

Outputs connect_list(State& state, Frame& frame, const ListPart& list, const Outputs* incoming, const Part& part,
                     ArrowUse arrow) {
    const bool ordered =
        incoming && !incoming->from_list && list.items.size() > 1 && port_count(state, *incoming) == list.items.size();
    const std::vector<Outputs> singles = ordered ? in_order(state, *incoming, part.span) : std::vector<Outputs>();
    Outputs shared = incoming ? *incoming : nothing;
    shared.to_each = shared.from_list && list.items.size() > 1;
    std::vector<Output> joined;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const Outputs* own = i < singles.size() ? &singles[i] : incoming ? &shared : nullptr;
        const Outputs given = connect_chain(state, frame, list.items[i], own, arrow);
        if (given.count == 0 && !given.silent) continue;
        const auto begin = state.outputs.begin() + given.begin;
        joined.insert(joined.end(), begin, begin + given.count);
        if (joined.size() > max_outputs) break;
    }
    Outputs result = add_output_list(state, joined, part.span);
    result.from_list = true;
    result.silent = result.count == 0;
    return result;
}

/// What an arrow may carry on: reports an end that has nothing to give.
Outputs checked(State& state, const Frame& frame, const Outputs& outputs, ArrowUse arrow) {
    if (outputs.count == 0 && !outputs.silent) {
        report(state, {.code = DiagnosticCode::missing_port,
                       .span = arrow.span,
                       .message = describe(state, outputs.of) + " has no output that an arrow can start at"});
        return nothing;
    }
    return may_start(state, frame, outputs, arrow) ? outputs : nothing;
}

// ---- copies in series ----

std::size_t input_count(const State& state, const Part& part) {
    if (const auto* series = std::get_if<SeriesPart>(&part.what); series && !series->chain.parts.empty()) {
        return input_count(state, series->chain.parts.front());
    }
    const auto* made = std::get_if<MemberPart>(&part.what);
    return made && made->member.group.valid() ? state.boundaries[made->member.group].inputs.size() : 0;
}

/// What a copy takes beside what the one before gives: `[x, memory] -> Decoder * 6` leads the memory to each.
Outputs with_shared(State& state, const Part& copy, const Outputs& given, const Outputs& incoming) {
    const bool lacks = given.count > 0 && given.count < incoming.count && input_count(state, copy) == incoming.count;
    if (!lacks) return given;
    std::vector<Output> all;
    for (std::uint32_t i = 0; i < given.count; ++i) all.push_back(state.outputs[given.begin + i]);
    for (std::uint32_t i = given.count; i < incoming.count; ++i) all.push_back(state.outputs[incoming.begin + i]);
    return add_output_list(state, all, copy.span);
}

Outputs connect_copies(State& state, Frame& frame, const PartChain& chain, const Outputs& incoming, ArrowUse arrow) {
    Outputs current = connect_part(state, frame, chain.parts.front(), &incoming, arrow);
    for (std::size_t i = 1; i < chain.parts.size(); ++i) {
        const Part& copy = chain.parts[i];
        const ArrowUse next{copy.span, {}};
        const Outputs carried = with_shared(state, copy, checked(state, frame, current, next), incoming);
        current = connect_part(state, frame, copy, &carried, next);
    }
    return current;
}

Outputs connect_part(State& state, Frame& frame, const Part& part, const Outputs* incoming, ArrowUse arrow) {
    if (state.budget.exhausted) return nothing;
    if (const auto* made = std::get_if<MemberPart>(&part.what)) {
        return connect_member(state, frame, made->member, made->member, incoming, arrow);
    }
    if (const auto* reference = std::get_if<ReferencePart>(&part.what)) {
        return connect_reference(state, frame, *reference, incoming, arrow);
    }
    if (const auto* list = std::get_if<ListPart>(&part.what)) {
        return connect_list(state, frame, *list, incoming, part, arrow);
    }
    if (const auto* series = std::get_if<SeriesPart>(&part.what)) {
        if (series->copies && incoming) return connect_copies(state, frame, series->chain, *incoming, arrow);
        return connect_chain(state, frame, series->chain, incoming, arrow);
    }
    if (std::holds_alternative<WirePart>(part.what)) return connect_wire(state, frame, incoming, arrow, part.span);
    frame.broken = true;
    return nothing;
}

}  // namespace

NodeId node_of(const State& state, const Output& output) { return state.network.ports[output.main].node; }

Outputs add_output_list(State& state, const std::vector<Output>& items, Span span) {
    if (state.outputs.size() + items.size() > max_outputs) {
        report_exhausted(state, span, "lists connect more than " + format_grouped(max_outputs) + " outputs");
        return nothing;
    }
    const Outputs result{.begin = static_cast<std::uint32_t>(state.outputs.size()),
                         .count = static_cast<std::uint32_t>(items.size()),
                         .of = {}};
    state.outputs.insert(state.outputs.end(), items.begin(), items.end());
    return result;
}

Outputs outputs_of(State& state, Member member, Span span) {
    if (!member.valid()) return nothing;
    Outputs result;
    if (member.group.valid()) {
        result = state.boundaries[member.group].outputs;
    } else {
        const Node& node = state.network.nodes[member.node];
        std::vector<Output> items;
        // Pieces stand beside each other; what can be asked for besides an output stands behind it.
        const bool counted = node.kind == NodeKind::operation && !state.signatures[node.operation].outputs.empty() &&
                             state.signatures[node.operation].outputs.front()->count.has_value();
        if (counted) {
            for (const PortId port : node.outputs) items.push_back({.main = port});
        } else if (!node.outputs.empty()) {
            items.push_back({.main = node.outputs.front(), .count = static_cast<std::uint32_t>(node.outputs.size())});
        }
        result = add_output_list(state, items, span);
        result.silent = node.kind == NodeKind::operation && state.signatures[node.operation].broken;
    }
    result.of = member;
    return result;
}

void add_feed(State& state, const Frame& frame, Feed feed) {
    if (!feed.target.valid() || feed.outputs.count == 0 || !may_end(state, frame, feed.target, feed.arrow)) return;
    state.budget.links += feed.outputs.count;
    if (state.budget.links > max_links) {
        report_exhausted(state, feed.arrow.span, "the network has more than " + format_grouped(max_links) + " links");
        return;
    }
    for (std::uint32_t i = 0; i < feed.outputs.count; ++i) {
        state.port_used[state.outputs[feed.outputs.begin + i].main] = 1;
    }
    if (feed.target.node.valid()) state.node_fed[feed.target.node] = 1;
    if (feed.target.group.valid()) state.group_fed[feed.target.group] = 1;
    feed.order = state.feeds.size();
    state.feeds.push_back(feed);
}

Outputs connect_chain(State& state, Frame& frame, const PartChain& chain, const Outputs* incoming, ArrowUse arrow) {
    if (chain.parts.empty()) return incoming ? *incoming : nothing;
    Outputs current = connect_part(state, frame, chain.parts.front(), incoming, arrow);
    for (std::size_t i = 1; i < chain.parts.size(); ++i) {
        const ArrowUse next = i - 1 < chain.arrows.size() ? chain.arrows[i - 1] : ArrowUse{chain.parts[i].span, {}};
        const Outputs carried = checked(state, frame, current, next);
        current = connect_part(state, frame, chain.parts[i], &carried, next);
    }
    return current;
}

}  // namespace netfig::resolving
