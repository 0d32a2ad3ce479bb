// What one element of a chain makes, and the names that parts get.
#include "base/strings.h"
#include "resolve/expansion.h"

#include <utility>

namespace netfig::resolving {
namespace {

// ---- names ----

/// "conv2": the type in lower case and a number that no declared name has.
std::string made_up_name(Frame& frame, const std::string& base) {
    while (true) {
        std::string name = base + std::to_string(++frame.counters[base]);
        if (frame.declared->contains(name)) continue;
        if (frame.taken.insert(name).second) return name;
    }
}

/// A name that was written, made unique where two copies or two faulty declarations want the same.
std::string unique_name(Frame& frame, std::string name) {
    while (!frame.taken.insert(name).second) name += "_";
    return name;
}

std::string choose_name(const Place& place, const std::optional<Identifier>& written, const std::string& type) {
    if (written) return unique_name(place.frame, written->text + place.names.suffix);
    return made_up_name(place.frame, lower_case(type));
}

void declare_name(State& state, const Place& place, const Identifier& name, Named named) {
    named.span = name.span;
    const auto [first, is_new] = place.names.names.emplace(name.text, named);
    if (!is_new) {
        report(state, {.code = DiagnosticCode::duplicate_name,
                       .span = name.span,
                       .message = "the name `" + name.text + "` is already taken",
                       .notes = {{"first declared here", first->second.span}}});
    }
    if (!place.names.suffix.empty()) place.frame.locals.front().names.emplace(name.text + place.names.suffix, named);
}

bool charge_part(State& state, Span span) {
    if (state.budget.exhausted) return false;
    if (++state.budget.parts <= max_parts) return true;
    report_exhausted(state, span, "the network has more than " + format_grouped(max_parts) + " operations and blocks");
    return false;
}

// ---- looks and stated shapes ----

/// A list's looks go to everything in it, farther away than the items' own.
void add_looks_before(Properties& own, const Properties& farther) {
    own.insert(own.begin(), farther.begin(), farther.end());
}

void look_at_list(State& state, GroupId parent, std::size_t first_node, std::size_t first_group,
                  const Properties& looks) {
    for (std::size_t i = first_node; i < state.network.nodes.size(); ++i) {
        Node& node = state.network.nodes[NodeId(i)];
        if (node.parent == parent) add_looks_before(node.looks, looks);
    }
    for (std::size_t i = first_group; i < state.network.groups.size(); ++i) {
        Group& group = state.network.groups[GroupId(i)];
        if (group.parent == parent) add_looks_before(group.looks, looks);
    }
}

/// Where a shape stated on a part belongs: the node that gives its one output.
NodeId stated_node(State& state, const Part& part) {
    const auto* made = std::get_if<MemberPart>(&part.what);
    if (!made) return {};
    if (made->member.node.valid()) return made->member.node;
    const Outputs& outputs = state.boundaries[made->member.group].outputs;
    return outputs.count == 1 ? node_of(state, state.outputs[outputs.begin]) : NodeId();
}

void state_shape(State& state, const Place& place, const Element& element, Part& part) {
    const Span span = ast_of(state, place.frame).expressions[*element.stated_shape].span;
    std::optional<Shape> shape = evaluate_shape(state, place, *element.stated_shape);
    if (!shape || std::holds_alternative<NothingPart>(part.what)) return;
    if (auto* reference = std::get_if<ReferencePart>(&part.what)) {
        reference->stated_shape = std::move(shape);
        reference->stated_shape_span = span;
        return;
    }
    const NodeId node = stated_node(state, part);
    if (!node.valid()) {
        report(state, {.code = DiagnosticCode::invalid_shape,
                       .span = span,
                       .message = "a shape can be stated only for something with one output"});
        return;
    }
    // What was stated inside a block stays: inference checks one statement a node.
    if (state.network.nodes[node].stated_shape) return;
    state.network.nodes[node].stated_shape = std::move(shape);
    state.network.nodes[node].stated_shape_span = span;
}

Part member_part(Member member) {
    if (!member.valid()) return {NothingPart{}, {}};
    return {MemberPart{member}, {}};
}

Part build_list(State& state, const Place& place, const List& list, const Element& element) {
    const std::size_t first_node = state.network.nodes.size();
    const std::size_t first_group = state.network.groups.size();
    ListPart part;
    for (const ChainId item : list.items) part.items.push_back(build_chain(state, place, item));
    if (!element.looks.empty()) {
        const Properties looks = evaluate_properties(state, place.frame.ast, element.looks, place.environment);
        look_at_list(state, place.frame.group, first_node, first_group, looks);
    }
    return {std::move(part), {}};
}

Part build_reference(State& state, const Place& place, const Reference& reference, const Element& element) {
    ReferencePart part{.reference = &reference, .names = &place.names};
    if (!element.looks.empty()) {
        part.looks = evaluate_properties(state, place.frame.ast, element.looks, place.environment);
    }
    return {std::move(part), {}};
}

}  // namespace

bool charge_step(State& state, Span span) {
    if (state.budget.exhausted) return false;
    if (++state.budget.steps <= max_steps) return true;
    report_exhausted(state, span, "repeats and loops take more than " + format_grouped(max_steps) + " steps");
    return false;
}

NodeId add_node(State& state, const Place& place, Node node, const std::optional<Identifier>& written) {
    if (!charge_part(state, node.span)) return {};
    node.name = choose_name(place, written, node.written_type);
    node.name_written = written.has_value();
    node.parent = place.frame.group;
    state.node_fed.add(0);
    const NodeId id = state.network.nodes.add(std::move(node));
    if (written) declare_name(state, place, *written, {{id, {}}, {id, {}}, {}});
    return id;
}

GroupId add_group(State& state, const Place& place, Group group, const std::optional<Identifier>& written) {
    if (!charge_part(state, group.span)) return {};
    group.name = choose_name(place, written, group.type.empty() ? "block" : group.type);
    group.name_written = written.has_value();
    group.parent = place.frame.group;
    state.boundaries.add({});
    state.names.add({});
    state.group_fed.add(0);
    const GroupId id = state.network.groups.add(std::move(group));
    if (written) declare_name(state, place, *written, {{{}, id}, {{}, id}, {}});
    return id;
}

PartChain build_chain(State& state, const Place& place, ChainId id) {
    const Chain& chain = ast_of(state, place.frame).chains[id];
    PartChain result;
    for (const Element& element : chain.elements) result.parts.push_back(build_element(state, place, element));
    for (const Arrow& arrow : chain.arrows) {
        result.arrows.push_back({arrow.span, evaluate_annotation(state, place, arrow)});
    }
    return result;
}

Part build_element(State& state, const Place& place, const Element& element) {
    Part part = element.repeat ? build_repeated(state, place, element) : build_once(state, place, element);
    part.span = element.span;
    return part;
}

Part build_once(State& state, const Place& place, const Element& element) {
    if (!charge_step(state, element.span)) return {NothingPart{}, element.span};
    Part part{NothingPart{}, element.span};
    if (const auto* instance = std::get_if<Instance>(&element.what)) {
        part = member_part(build_instance(state, place, *instance, element));
    } else if (const auto* inline_block = std::get_if<InlineBlock>(&element.what)) {
        part = member_part(build_inline(state, place, *inline_block, element));
    } else if (const auto* reference = std::get_if<Reference>(&element.what)) {
        part = build_reference(state, place, *reference, element);
    } else if (const auto* list = std::get_if<List>(&element.what)) {
        part = build_list(state, place, *list, element);
    } else if (std::holds_alternative<Wire>(element.what)) {
        part.what = WirePart{};
    } else if (const auto* loop = std::get_if<ForSplice>(&element.what)) {
        part = build_loop(state, place, *loop, element.span);
    } else if (const auto* choice = std::get_if<IfSplice>(&element.what)) {
        part = build_choice(state, place, *choice, element.span);
    }
    part.span = element.span;
    if (element.stated_shape) state_shape(state, place, element, part);
    return part;
}

std::string describe(const State& state, Member member) {
    if (member.node.valid()) {
        const Node& node = state.network.nodes[member.node];
        return "`" + (node.name_written ? node.name : node.type) + "`";
    }
    if (!member.group.valid()) return "this";
    const Group& group = state.network.groups[member.group];
    if (group.name_written) return "`" + group.name + "`";
    return group.type.empty() ? "the block `{ … }`" : "`" + group.type + "`";
}

}  // namespace netfig::resolving
