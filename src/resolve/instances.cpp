// Instances of operations and blocks, with their arguments.
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
std::string search_nearest_type(State& state, ScopeId scope, const std::string& written) {
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

/// Networks name the same unknown type many times.
const std::string& nearest_type(State& state, ScopeId scope, const std::string& written) {
    const auto [known, is_new] = state.nearest_types.try_emplace({declaring_scope(state.scopes, scope), written});
    if (is_new) known->second = search_nearest_type(state, scope, written);
    return known->second;
}

void report_unknown_type(State& state, const Frame& frame, const Identifier& type) {
    Diagnostic diagnostic{.code = DiagnosticCode::unknown_type,
                          .span = type.span,
                          .message = "the type `" + type.text + "` is not known; it is drawn as a plain box",
                          .suggestion = missing_use(state, type.text)};
    if (diagnostic.suggestion.empty()) {
        const std::string& nearest = nearest_type(state, frame.scope, type.text);
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

const Property* find_property(const Properties& properties, const Parameter& parameter) {
    const auto means = [&](const Property& property) {
        const auto equals = [&](const Identifier& name) { return name.text == property.name; };
        return equals(parameter.name) || std::ranges::any_of(parameter.aliases, equals);
    };
    const auto found = std::find_if(properties.rbegin(), properties.rend(), means);
    return found == properties.rend() ? nullptr : &*found;
}

const std::vector<Parameter>& parameters_of(const State& state, const Declaration& declaration) {
    const Ast& ast = state.program.asts[declaration.ast];
    return declaration.kind == DeclarationKind::block ? ast.blocks[declaration.block].parameters
                                                      : ast.operations[declaration.operation].parameters;
}

/// The arguments of a sketch: an operation named without those that it needs. Not even the defaults are known then, or
/// a kernel of 3 would be too large where nobody said 3.
std::vector<BoundArgument> unknown_arguments(const State& state, const Declaration& declaration, Environment& inner) {
    std::vector<BoundArgument> result;
    for (const Parameter& parameter : parameters_of(state, declaration)) {
        result.push_back({.name = parameter.name.text, .value = {}, .span = parameter.name.span});
        inner.bind(parameter.name.text, {});
    }
    return result;
}

/// Everything that an instance binds, in declared order, then what belongs to no parameter. Defaults are evaluated in
/// `inner`, which sees the parameters before them and gains each one.
std::vector<BoundArgument> bind_arguments(State& state, const Place& place, const std::vector<Argument>& written,
                                          const Declaration& declaration, Environment& inner) {
    const std::vector<Parameter>& parameters = parameters_of(state, declaration);
    const Properties* given = std::exchange(state.parameters, nullptr);
    Diagnostics found;
    const ArgumentMatch match =
        match_arguments(written, parameters, {declaration.name, declaration.kind == DeclarationKind::operation}, found);
    for (Diagnostic& diagnostic : found) report(state, std::move(diagnostic));
    std::vector<BoundArgument> result;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const Parameter& parameter = parameters[i];
        BoundArgument bound{.name = parameter.name.text, .value = {}, .span = parameter.name.span};
        if (const std::optional<std::size_t> index = match.of_parameter[i]) {
            const Argument& argument = written[*index];
            bound.value = argument_value(state, place, argument);
            bound.written = true;
            bound.span = argument.span;
            if (argument.value) note_value(state, place.frame.ast, bound.name, bound.value, *argument.value);
        } else if (const Property* property = given ? find_property(*given, parameter) : nullptr) {
            bound.value = property->value;
            bound.written = true;
        } else if (parameter.default_value) {
            const ExpressionId written_default = *parameter.default_value;
            Value value = evaluate_at(state, declaration.ast, written_default, inner);
            bound.value = charge_value(state, std::move(value), bound.span);
            note_value(state, declaration.ast, bound.name, bound.value, written_default);
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

// ---- unknown types ----

NodeId build_unknown(State& state, const Place& place, const Instance& instance, const Element& element) {
    Node node = make_node(state, place, instance, element);
    node.kind = NodeKind::unknown;
    node.arguments = keep_arguments(state, place, instance.arguments);
    const NodeId id = add_node(state, place, std::move(node), instance.name);
    if (id.valid()) add_outputs(state, id, {{"out", 1}});
    return id;
}

// ---- operations ----

/// True where a clause asks whether the argument was given, so that the operation is whole without it.
bool asks_for(const Ast& ast, const OperationDeclaration& operation, const std::string& parameter) {
    return std::any_of(ast.expressions.begin(), ast.expressions.end(), [&](const Expression& expression) {
        const auto* call = std::get_if<Call>(&expression.what);
        const bool asks = call && call->function.text == "given" && call->arguments.size() == 1 &&
                          expression.span.begin >= operation.span.begin && expression.span.end <= operation.span.end;
        if (!asks) return false;
        const auto* name = std::get_if<NameReference>(&ast.expressions[call->arguments.front()].what);
        return name && name->name == parameter;
    });
}

bool needs_arguments(const Ast& ast, const OperationDeclaration& operation) {
    return std::any_of(operation.parameters.begin(), operation.parameters.end(), [&](const Parameter& parameter) {
        return !parameter.default_value && !asks_for(ast, operation, parameter.name.text);
    });
}

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
    signature.needs_arguments = needs_arguments(state.program.asts[declaration.ast], written);
    state.signatures.add(std::move(signature));
    const OperationId id = state.network.operations.add({declaration.name, declaration.ast, declaration.operation});
    state.operation_ids.emplace(declaration_id.value, id);
    return id;
}

/// How many ports `out pieces[n]` makes; 1 where n is not known. None only beside other outputs, as one to be asked
/// for.
std::size_t piece_count(State& state, const Declaration& declaration, const PortClause& clause, bool alone,
                        const Environment& arguments, Span instance) {
    if (!clause.count) return 1;
    const Value value = evaluate_at(state, declaration.ast, *clause.count, arguments);
    if (value.is_unknown()) return 1;
    const std::optional<Dim> count = as_dim(value);
    if (count && count->is_known() && count->value() >= (alone ? 1 : 0) &&
        static_cast<std::uint64_t>(count->value()) <= max_pieces) {
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
    const bool sketch = instance.arguments.empty() && state.signatures[operation].needs_arguments;
    node.arguments = sketch ? unknown_arguments(state, declaration, inner)
                            : bind_arguments(state, place, instance.arguments, declaration, inner);
    const NodeId id = add_node(state, place, std::move(node), instance.name);
    if (!id.valid()) return id;
    std::vector<std::pair<std::string, std::size_t>> ports;
    const bool alone = state.signatures[operation].outputs.size() == 1;
    for (const PortClause* clause : state.signatures[operation].outputs) {
        ports.emplace_back(clause->name ? clause->name->text : "out",
                           piece_count(state, declaration, *clause, alone, inner, instance.type.span));
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
    state.deepest = std::max(state.deepest, ++state.nesting);
    expand_block_body(state, frame, id, *block.body);
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
    for (const BoundArgument& argument : group.arguments) {
        if (argument.known && !argument.written && argument.value.is_unknown())
            frame.not_given.push_back(argument.name);
    }
    frame.instance = instance.type.span;
    frame.group = add_group(state, place, std::move(group), instance.name);
    if (!frame.group.valid()) return {};
    Properties looks = evaluate_properties(state, place.frame.ast, element.looks, place.environment);
    expand_block(state, frame, id, std::move(looks));
    return {{}, frame.group};
}

}  // namespace

Value argument_value(State& state, const Place& place, const Argument& argument) {
    if (!argument.value) return {};
    Value value = evaluate_at(state, place.frame.ast, *argument.value, place.environment);
    return charge_value(state, std::move(value), argument.span);
}

Node make_node(State& state, const Place& place, const Instance& instance, const Element& element) {
    Node node{.type = instance.type.text, .written_type = instance.type.text, .span = element.span};
    node.looks = evaluate_properties(state, place.frame.ast, element.looks, place.environment);
    return node;
}

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
    state.deepest = std::max(state.deepest, ++state.nesting);
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
    state.drawn_alone = declaration.span;
    state.not_given.clear();
    for (const Parameter& parameter : parameters_of(state, declaration)) {
        const bool given = parameter.default_value || find_property(state.options.definitions, parameter);
        if (!given) state.not_given.push_back(parameter.name.text);
    }
    build_block(state, place, instance, element, id);
}

}  // namespace netfig::resolving
