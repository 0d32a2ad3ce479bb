// Instances of operations and blocks, with their arguments.
#include "base/acronym.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "resolve/arguments.h"
#include "resolve/expansion.h"

#include <algorithm>
#include <utility>

namespace netfig::resolving {
namespace {

// ---- types ----

/// "add `use std/resnet`" for a block of the library that the file does not use.
std::string missing_use(const State& state, const std::string& type) {
    for (const std::string& entry : state.program.library_blocks) {
        const std::size_t colon = entry.find(": ");
        if (colon == std::string::npos) continue;
        if (entry.substr(colon + 2) == type) return "add `use " + entry.substr(0, colon) + "`";
    }
    return "";
}

/// The nearest name, or else the nearest abbreviation that means one thing: `Covn` is near `Conv`.
std::string nearest_type(State& state, ScopeId scope, const std::string& written) {
    const std::vector<std::string> types = visible_types(state.scopes, scope);
    std::string nearest = nearest_name(written, types);
    constexpr std::size_t shortest = 4;  // shorter words are near to anything
    if (!nearest.empty() || written.size() < shortest) return nearest;
    std::vector<std::string> abbreviations;
    for (const std::string& type : types) {
        std::string start = type.substr(0, written.size());
        if (find_type(state.scopes, scope, start).size() == 1) abbreviations.push_back(std::move(start));
    }
    return nearest_name(written, abbreviations);
}

void report_unknown_type(State& state, const Frame& frame, const Identifier& type) {
    Diagnostic diagnostic{.code = DiagnosticCode::unknown_type,
                          .span = type.span,
                          .message = "the type `" + type.text + "` is not known; it is drawn as a plain box",
                          .suggestion = missing_use(state, type.text)};
    if (diagnostic.suggestion.empty()) {
        const std::string nearest = nearest_type(state, frame.scope, type.text);
        if (!nearest.empty()) diagnostic.suggestion = "did you mean `" + nearest + "`?";
        if (!nearest.empty()) diagnostic.fixes.push_back({nearest, type.span});
    }
    report(state, std::move(diagnostic));
}

void report_ambiguous(State& state, const Identifier& type, const std::vector<DeclarationId>& candidates) {
    std::vector<std::string> names;
    std::vector<Note> notes;
    for (const DeclarationId id : candidates) {
        const Declaration& declaration = state.scopes.declarations[id];
        names.push_back("`" + declaration.name + "`");
        if (declaration.span.source.valid())
            notes.push_back({"`" + declaration.name + "` is defined here", declaration.span});
    }
    std::string message = "`" + type.text + "` could be " + join_alternatives(names);
    report(state, {.code = DiagnosticCode::ambiguous_type,
                   .span = type.span,
                   .message = std::move(message),
                   .notes = std::move(notes)});
}

// ---- arguments ----

Value argument_value(State& state, const Place& place, const Argument& argument) {
    if (!argument.value) return {};
    return evaluate_at(state, place.frame.ast, *argument.value, place.environment);
}

const Property* find_property(const Properties& properties, const std::string& name) {
    const auto found = std::find_if(properties.rbegin(), properties.rend(),
                                    [&](const Property& property) { return property.name == name; });
    return found == properties.rend() ? nullptr : &*found;
}

/// Everything that an instance binds, in declared order, then what belongs to no parameter. Defaults are evaluated in
/// `inner`, which sees the parameters before them and gains each one.
std::vector<BoundArgument> bind_arguments(State& state, const Place& place, const std::vector<Argument>& written,
                                          const Declaration& declaration, Environment& inner) {
    const Ast& ast = state.program.asts[declaration.ast];
    const std::vector<Parameter>& parameters = declaration.kind == DeclarationKind::block
                                                   ? ast.blocks[declaration.block].parameters
                                                   : ast.operations[declaration.operation].parameters;
    const Properties* given = std::exchange(state.parameters, nullptr);
    Diagnostics found;
    const ArgumentMatch match = match_arguments(written, parameters, declaration.name, found);
    for (Diagnostic& diagnostic : found) report(state, std::move(diagnostic));
    std::vector<BoundArgument> result;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const Parameter& parameter = parameters[i];
        BoundArgument bound{.name = parameter.name.text, .value = {}, .span = parameter.name.span};
        if (const std::optional<std::size_t> index = match.of_parameter[i]) {
            bound.value = argument_value(state, place, written[*index]);
            bound.written = true;
            bound.span = written[*index].span;
        } else if (const Property* property = given ? find_property(*given, bound.name) : nullptr) {
            bound.value = property->value;
            bound.written = true;
        } else if (parameter.default_value) {
            bound.value = evaluate_at(state, declaration.ast, *parameter.default_value, inner);
        }
        inner.bind(bound.name, bound.value);
        result.push_back(std::move(bound));
    }
    for (const std::size_t index : match.unknown) {
        const Argument& argument = written[index];
        result.push_back({argument.name->text, argument_value(state, place, argument), true, false, argument.span});
    }
    return result;
}

/// Arguments of a type that declares no parameters we know of.
std::vector<BoundArgument> keep_arguments(State& state, const Place& place, const std::vector<Argument>& written) {
    std::vector<BoundArgument> result;
    for (const Argument& argument : written) {
        std::string name = argument.name ? argument.name->text : "";
        result.push_back({std::move(name), argument_value(state, place, argument), true, false, argument.span});
    }
    return result;
}

Node make_node(State& state, const Place& place, const Instance& instance, const Element& element) {
    Node node{.type = instance.type.text, .written_type = instance.type.text, .span = element.span};
    node.looks = evaluate_properties(state, place.frame.ast, element.looks, place.environment);
    return node;
}

// ---- In, Out and unknown types ----

std::optional<Shape> boundary_shape(State& state, const Place& place, const Argument& argument, std::size_t position) {
    const std::string name = argument.name ? argument.name->text : "";
    if (argument.name && !abbreviates(name, "shape")) {
        report(state, {.code = DiagnosticCode::unknown_argument,
                       .span = argument.name->span,
                       .message = "a boundary has no parameter `" + name + "`",
                       .notes = {{"its only one is its shape", {}}}});
        return std::nullopt;
    }
    if (position > 0) {
        report(state, {.code = DiagnosticCode::too_many_arguments,
                       .span = argument.span,
                       .message = "a boundary takes one argument, its shape",
                       .suggestion = "join the sizes, as in `3x224x224`"});
        return std::nullopt;
    }
    return argument.value ? evaluate_shape(state, place, *argument.value) : std::nullopt;
}

struct StatedShape {
    std::optional<Shape> shape;
    Span span;
};

StatedShape boundary_shape(State& state, const Place& place, const std::vector<Argument>& arguments) {
    StatedShape result;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::optional<Shape> shape = boundary_shape(state, place, arguments[i], i);
        if (!shape || result.shape) continue;
        result = {std::move(shape), arguments[i].span};
    }
    return result;
}

/// In a block every unnamed In is the same input; at the root, and where another shape is stated, it is one of its own.
bool shares_input(State& state, const Frame& frame, const Instance& instance, const StatedShape& stated) {
    if (instance.name || !frame.shared_input.valid() || !state.network.groups[frame.group].parent.valid()) return false;
    const std::optional<Shape>& there = state.network.nodes[frame.shared_input].stated_shape;
    return !stated.shape || !there || *stated.shape == *there;
}

NodeId build_boundary(State& state, const Place& place, const Instance& instance, const Element& element,
                      NodeKind kind) {
    Frame& frame = place.frame;
    StatedShape stated = boundary_shape(state, place, instance.arguments);
    if (kind == NodeKind::input && shares_input(state, frame, instance, stated)) {
        Node& shared = state.network.nodes[frame.shared_input];
        if (stated.shape && !shared.stated_shape) {
            shared.stated_shape = std::move(stated.shape);
            shared.stated_shape_span = stated.span;
        }
        return frame.shared_input;
    }
    Node node = make_node(state, place, instance, element);
    node.kind = kind;
    node.type = kind == NodeKind::input ? "In" : "Out";
    node.stated_shape = std::move(stated.shape);
    node.stated_shape_span = stated.span;
    const NodeId id = add_node(state, place, std::move(node), instance.name);
    if (!id.valid()) return id;
    add_outputs(state, id, {{"out", 1}});
    Group& group = state.network.groups[frame.group];
    (kind == NodeKind::input ? group.inputs : group.outputs).push_back(id);
    if (kind == NodeKind::input && !instance.name && !frame.shared_input.valid()) frame.shared_input = id;
    return id;
}

NodeId build_unknown(State& state, const Place& place, const Instance& instance, const Element& element) {
    Node node = make_node(state, place, instance, element);
    node.kind = NodeKind::unknown;
    node.arguments = keep_arguments(state, place, instance.arguments);
    const NodeId id = add_node(state, place, std::move(node), instance.name);
    if (id.valid()) add_outputs(state, id, {{"out", 1}});
    return id;
}

// ---- operations ----

OperationId operation_of(State& state, DeclarationId declaration_id) {
    const auto known = state.operation_ids.find(declaration_id.value);
    if (known != state.operation_ids.end()) return known->second;
    const Declaration& declaration = state.scopes.declarations[declaration_id];
    const OperationDeclaration& written = state.program.asts[declaration.ast].operations[declaration.operation];
    Signature signature{.inputs = {}, .outputs = {}, .broken = has_fault_within(state, written.span)};
    for (const OperationClause& clause : written.clauses) {
        const auto* port = std::get_if<PortClause>(&clause);
        if (port) (port->is_input ? signature.inputs : signature.outputs).push_back(port);
    }
    state.signatures.add(std::move(signature));
    const OperationId id = state.network.operations.add({declaration.name, declaration.ast, declaration.operation});
    state.operation_ids.emplace(declaration_id.value, id);
    return id;
}

/// How many ports `out pieces[n]` makes; 1 where n is not known.
std::size_t piece_count(State& state, const Declaration& declaration, const PortClause& clause,
                        const Environment& arguments, Span instance) {
    if (!clause.count) return 1;
    const Value value = evaluate_at(state, declaration.ast, *clause.count, arguments);
    if (value.is_unknown()) return 1;
    const std::optional<Dim> count = as_dim(value);
    if (count && count->is_known() && count->value() >= 1 && static_cast<std::uint64_t>(count->value()) <= max_pieces) {
        return static_cast<std::size_t>(count->value());
    }
    report(state, {.code = DiagnosticCode::invalid_operation,
                   .span = instance,
                   .message = "`" + declaration.name + "` can't have " + to_text(value) + " outputs"});
    return 1;
}

NodeId build_operation(State& state, const Place& place, const Instance& instance, const Element& element,
                       DeclarationId declaration_id) {
    const Declaration& declaration = state.scopes.declarations[declaration_id];
    const OperationId operation = operation_of(state, declaration_id);
    const Frame* home = declaration.home == state.scopes.library ? nullptr : &home_of(state, place.frame, declaration);
    Environment inner{.outer = home ? &home->environment : nullptr, .bindings = {}};
    Node node = make_node(state, place, instance, element);
    node.kind = NodeKind::operation;
    node.type = declaration.name;
    node.operation = operation;
    node.arguments = bind_arguments(state, place, instance.arguments, declaration, inner);
    const NodeId id = add_node(state, place, std::move(node), instance.name);
    if (!id.valid()) return id;
    std::vector<std::pair<std::string, std::size_t>> ports;
    for (const PortClause* clause : state.signatures[operation].outputs) {
        ports.emplace_back(clause->name ? clause->name->text : "out",
                           piece_count(state, declaration, *clause, inner, instance.type.span));
    }
    add_outputs(state, id, ports);
    return id;
}

// ---- blocks ----

/// The definitions from the last time `again` was begun: "`A` → `B` → `A`".
std::string cycle_text(const State& state, DeclarationId again) {
    std::vector<std::string> names{"`" + state.scopes.declarations[again].name + "`"};
    for (std::size_t i = state.stack.size(); i-- > 0;) {
        names.push_back("`" + state.scopes.declarations[state.stack[i]].name + "`");
        if (state.stack[i] == again) break;
    }
    std::reverse(names.begin(), names.end());
    return join(names, " → ");
}

/// True where an instance may be expanded. A definition found endless is left out everywhere after, or the copies of
/// the levels above would report, and expand, without end.
bool may_expand(State& state, DeclarationId id, Span span) {
    if (state.budget.exhausted || state.endless.contains(id)) return false;
    const auto times = std::count(state.stack.begin(), state.stack.end(), id);
    if (static_cast<std::size_t>(times) >= max_recursion) {
        const std::string cycle = cycle_text(state, id);
        for (std::size_t i = state.stack.size(); i-- > 0 && state.stack[i] != id;) state.endless.insert(state.stack[i]);
        state.endless.insert(id);
        report(state, {.code = DiagnosticCode::recursive_definition,
                       .span = span,
                       .message = "`" + state.scopes.declarations[id].name + "` contains itself without end: " + cycle,
                       .notes = {{"defined here", state.scopes.declarations[id].span}},
                       .suggestion = "let a parameter that shrinks stop it: `if depth > 0 { … }`"});
        return false;
    }
    if (state.nesting < max_nesting) return true;
    report_exhausted(state, span, "blocks are nested more than " + std::to_string(max_nesting) + " deep");
    return false;
}

bool is_empty(const Ast& ast, const Block& block) { return !block.body || ast.bodies[*block.body].statements.empty(); }

/// A block without content is drawn as one box, with nothing known about it.
NodeId build_empty_block(State& state, const Place& place, const Instance& instance, const Element& element,
                         const Declaration& declaration) {
    const Block& block = state.program.asts[declaration.ast].blocks[declaration.block];
    Environment inner{.outer = &home_of(state, place.frame, declaration).environment, .bindings = {}};
    Node node = make_node(state, place, instance, element);
    node.kind = NodeKind::unknown;
    node.type = declaration.name;
    node.arguments = bind_arguments(state, place, instance.arguments, declaration, inner);
    Properties looks = evaluate_properties(state, declaration.ast, block.looks, inner);
    node.looks.insert(node.looks.begin(), looks.begin(), looks.end());
    const NodeId id = add_node(state, place, std::move(node), instance.name);
    if (id.valid()) add_outputs(state, id, {{"out", 1}});
    return id;
}

void expand_block(State& state, Frame& frame, DeclarationId id, Properties instance_looks) {
    const Declaration declaration = state.scopes.declarations[id];
    const Block& block = state.program.asts[declaration.ast].blocks[declaration.block];
    state.stack.push_back(id);
    state.expanded.insert(id);
    ++state.nesting;
    expand_body(state, frame, *block.body);
    --state.nesting;
    state.stack.pop_back();
    Properties looks = evaluate_properties(state, declaration.ast, block.looks, frame.environment);
    looks.insert(looks.end(), instance_looks.begin(), instance_looks.end());
    state.network.groups[frame.group].looks = std::move(looks);
}

Member build_block(State& state, const Place& place, const Instance& instance, const Element& element,
                   DeclarationId id) {
    const Declaration declaration = state.scopes.declarations[id];
    const Block& block = state.program.asts[declaration.ast].blocks[declaration.block];
    if (is_empty(state.program.asts[declaration.ast], block)) {
        return {build_empty_block(state, place, instance, element, declaration), {}};
    }
    if (!may_expand(state, id, instance.type.span)) return {};
    Frame frame;
    frame.outer = &home_of(state, place.frame, declaration);
    frame.ast = declaration.ast;
    frame.environment.outer = &frame.outer->environment;
    Group group{.type = declaration.name, .documentation = block.documentation, .span = element.span};
    group.definition_span = block.span;
    group.arguments = bind_arguments(state, place, instance.arguments, declaration, frame.environment);
    frame.group = add_group(state, place, std::move(group), instance.name);
    if (!frame.group.valid()) return {};
    Properties looks = evaluate_properties(state, place.frame.ast, element.looks, place.environment);
    expand_block(state, frame, id, std::move(looks));
    return {{}, frame.group};
}

}  // namespace

std::vector<PortId> add_outputs(State& state, NodeId node,
                                const std::vector<std::pair<std::string, std::size_t>>& ports) {
    std::vector<PortId> result;
    const Span span = state.network.nodes[node].span;
    for (std::size_t declared = 0; declared < ports.size(); ++declared) {
        for (std::size_t piece = 0; piece < ports[declared].second; ++piece) {
            result.push_back(
                state.network.ports.add({node, PortDirection::out, ports[declared].first, declared, piece, span}));
            state.port_used.add(0);
        }
    }
    state.network.nodes[node].outputs = result;
    return result;
}

Member build_instance(State& state, const Place& place, const Instance& instance, const Element& element) {
    const std::vector<DeclarationId> found = find_type(state.scopes, place.frame.scope, instance.type.text);
    if (found.size() > 1) {
        report_ambiguous(state, instance.type, found);
        return {build_unknown(state, place, instance, element), {}};
    }
    if (found.empty()) {
        report_unknown_type(state, place.frame, instance.type);
        return {build_unknown(state, place, instance, element), {}};
    }
    const Declaration& declaration = state.scopes.declarations[found.front()];
    switch (declaration.kind) {
        case DeclarationKind::input:
            return {build_boundary(state, place, instance, element, NodeKind::input), {}};
        case DeclarationKind::output:
            return {build_boundary(state, place, instance, element, NodeKind::output), {}};
        case DeclarationKind::block:
            return build_block(state, place, instance, element, found.front());
        case DeclarationKind::operation:
            if (!declaration.operation.valid()) return {build_unknown(state, place, instance, element), {}};
            return {build_operation(state, place, instance, element, found.front()), {}};
    }
    return {};
}

Member build_inline(State& state, const Place& place, const InlineBlock& block, const Element& element) {
    if (state.budget.exhausted) return {};
    if (state.nesting >= max_nesting) {
        report_exhausted(state, element.span, "blocks are nested more than " + std::to_string(max_nesting) + " deep");
        return {};
    }
    Frame frame;
    frame.outer = &place.frame;
    frame.ast = place.frame.ast;
    frame.environment.outer = &place.environment;
    Group group{.span = element.span, .definition_span = element.span};
    group.looks = evaluate_properties(state, place.frame.ast, element.looks, place.environment);
    frame.group = add_group(state, place, std::move(group), block.name);
    if (!frame.group.valid()) return {};
    ++state.nesting;
    expand_body(state, frame, block.body);
    --state.nesting;
    return {{}, frame.group};
}

void build_lone_block(State& state, Frame& frame, DeclarationId id) {
    const Declaration declaration = state.scopes.declarations[id];
    Element element;
    element.span = declaration.span;
    Instance instance;
    instance.type = {declaration.name, declaration.span};
    element.what = instance;
    frame.locals.emplace_back();
    const Place place{frame, frame.environment, frame.locals.front()};
    state.parameters = &state.options.definitions;
    build_block(state, place, instance, element, id);
}

}  // namespace netfig::resolving
