#include "resolve/instantiate.h"

#include "base/strings.h"
#include "base/suggest.h"
#include "resolve/expansion.h"

#include <algorithm>
#include <utility>

namespace netfig::resolving {

namespace {

/// A name with a syntax error right behind it, as in `conv(16)` and `kernel: 3`, is no name: that was said.
bool is_half_a_fault(const State& state, const Diagnostic& diagnostic) {
    if (diagnostic.code != DiagnosticCode::unknown_name && diagnostic.code != DiagnosticCode::unbound_name)
        return false;
    return std::ranges::any_of(state.diagnostics, [&](const Diagnostic& other) {
        return other.code == DiagnosticCode::syntax_error && other.span.source == diagnostic.span.source &&
               other.span.begin == diagnostic.span.end;
    });
}

}  // namespace

void report(State& state, Diagnostic diagnostic) {
    if (state.budget.exhausted || is_half_a_fault(state, diagnostic)) return;
    const bool is_new = state.reported.emplace(static_cast<int>(diagnostic.code), diagnostic.span).second;
    if (is_new) state.diagnostics.push_back(std::move(diagnostic));
}

bool has_fault_within(const State& state, Span span) {
    return std::any_of(state.diagnostics.begin(), state.diagnostics.end(), [&](const Diagnostic& diagnostic) {
        return diagnostic.span.source == span.source && diagnostic.span.begin >= span.begin &&
               diagnostic.span.end <= span.end && severity(diagnostic.code) == Severity::error;
    });
}

void report_exhausted(State& state, Span span, const std::string& what) {
    if (state.budget.exhausted) return;
    report(state, {.code = DiagnosticCode::expansion_too_large, .span = span, .message = what});
    state.budget.exhausted = true;
}

const Ast& ast_of(const State& state, const Frame& frame) { return state.program.asts[frame.ast]; }

namespace {

void evaluate_bindings(State& state, Frame& frame, const Body& body) {
    std::map<std::string_view, Span> seen;
    const bool main_file = !frame.outer && frame.ast == 0;
    for (const Statement& statement : body.statements) {
        const auto* binding = std::get_if<Binding>(&statement);
        if (!binding) continue;
        const auto [first, is_new] = seen.emplace(binding->name.text, binding->name.span);
        if (!is_new) {
            report(state, {.code = DiagnosticCode::duplicate_name,
                           .span = binding->name.span,
                           .message = "the value `" + binding->name.text + "` is bound twice",
                           .notes = {{"first bound here", first->second}}});
            continue;
        }
        // A value from the command line replaces the file's own.
        const auto given = [&](const Property& property) { return property.name == binding->name.text; };
        if (main_file && std::any_of(state.options.definitions.begin(), state.options.definitions.end(), given))
            continue;
        Value value = evaluate_at(state, frame.ast, binding->value, frame.environment);
        note_value(state, frame.ast, binding->name.text, value, binding->value);
        frame.environment.bind(binding->name.text, std::move(value));
    }
}

/// The outermost environment: upper-case arguments of figure(…), which `-D` overrides.
void bind_definitions(State& state) {
    const Ast& ast = state.program.asts[0];
    for (const Statement& statement : ast.bodies[ast.root].statements) {
        const auto* figure = std::get_if<FigureSettings>(&statement);
        if (!figure) continue;
        for (const Argument& argument : figure->arguments) {
            const bool size = argument.name && argument.name->text[0] >= 'A' && argument.name->text[0] <= 'Z';
            if (!size || !argument.value) continue;
            state.outermost.bind(argument.name->text, evaluate_at(state, 0, *argument.value, {}));
        }
    }
    for (const Property& definition : state.options.definitions) {
        state.outermost.bind(definition.name, definition.value);
    }
}

Frame make_file_frame(State& state, std::size_t file) {
    Frame frame;
    frame.ast = file;
    frame.scope = state.scopes.files[file];
    frame.environment.outer = &state.outermost;
    return frame;
}

bool has_chains(const Ast& ast) {
    const std::vector<Statement>& statements = ast.bodies[ast.root].statements;
    return std::any_of(statements.begin(), statements.end(),
                       [](const Statement& statement) { return std::holds_alternative<ChainId>(statement); });
}

/// The last block that a file defines, if any.
DeclarationId last_block(const State& state) {
    DeclarationId result;
    for (const DeclarationId id : state.scopes.scopes[state.scopes.files[0]].declarations) {
        if (state.scopes.declarations[id].kind == DeclarationKind::block) result = id;
    }
    return result;
}

DeclarationId find_block(State& state, const std::string& name) {
    const std::vector<DeclarationId>& found = find_type(state.scopes, state.scopes.files[0], name);
    for (const DeclarationId id : found) {
        if (state.scopes.declarations[id].kind == DeclarationKind::block) return id;
    }
    std::vector<std::string> blocks;
    for (const Declaration& declaration : state.scopes.declarations) {
        if (declaration.kind == DeclarationKind::block) blocks.push_back(declaration.name);
    }
    Diagnostic diagnostic{.code = DiagnosticCode::unknown_block,
                          .message = "the file has no block `" + name + "`",
                          .suggestion = did_you_mean(name, blocks)};
    if (diagnostic.suggestion.empty() && !blocks.empty()) {
        diagnostic.notes.push_back({"it has " + join(blocks, ", "), {}});
    }
    report(state, std::move(diagnostic));
    return {};
}

void expand_root(State& state, Frame& root) {
    const Ast& ast = state.program.asts[0];
    if (state.options.block.empty() && has_chains(ast)) return expand_body(state, root, ast.root);
    const BodyNames& names = names_of_body(state.scopes, 0, ast.root, {}, state.diagnostics);
    root.declared = &names.declared;
    evaluate_bindings(state, root, ast.bodies[ast.root]);
    const DeclarationId block =
        state.options.block.empty() ? last_block(state) : find_block(state, state.options.block);
    if (block.valid()) return build_lone_block(state, root, block);
    if (state.options.block.empty() && !has_errors(state.diagnostics)) {
        report(state, {.code = DiagnosticCode::nothing_to_draw,
                       .span = {ast.source, 0, 0},
                       .message = "the file has neither chains nor blocks: there is nothing to draw"});
    }
}

GroupId add_root(State& state) {
    const GroupId root = state.network.groups.add({});
    state.boundaries.add({});
    state.names.add({});
    state.group_fed.add(0);
    return root;
}

/// Finds the faults of definitions that nothing draws: each is expanded by itself, with its parameters unknown, and
/// thrown away. Ports are not counted, since the counts may depend on the parameters.
void check_undrawn(State& drawn) {
    State state{.program = drawn.program,
                .options = drawn.options,
                .diagnostics = drawn.diagnostics,
                .scopes = std::move(drawn.scopes)};
    state.reported = std::move(drawn.reported);
    state.expanded = std::move(drawn.expanded);
    state.sketch = true;
    add_root(state);
    bind_definitions(state);
    const Ast& ast = state.program.asts[0];
    const std::vector<DeclarationId> definitions = state.scopes.scopes[state.scopes.files[0]].declarations;
    for (const DeclarationId id : definitions) {
        if (state.scopes.declarations[id].kind != DeclarationKind::block || state.expanded.contains(id)) continue;
        Frame frame = make_file_frame(state, 0);
        frame.group = GroupId(0);
        frame.declared = &names_of_body(state.scopes, 0, ast.root, {}, state.diagnostics).declared;
        evaluate_bindings(state, frame, ast.bodies[ast.root]);
        build_lone_block(state, frame, id);
    }
}

}  // namespace

void expand_body(State& state, Frame& frame, BodyId body) {
    const Ast& ast = ast_of(state, frame);
    const ScopeId outer = frame.outer ? frame.outer->scope : ScopeId();
    Diagnostics found;
    const BodyNames& names = names_of_body(state.scopes, frame.ast, body, outer, found);
    for (Diagnostic& diagnostic : found) report(state, std::move(diagnostic));
    frame.scope = names.scope;
    frame.declared = &names.declared;
    frame.locals.emplace_back();
    evaluate_bindings(state, frame, ast.bodies[body]);

    std::vector<PartChain> chains;
    const Place place{frame, frame.environment, frame.locals.front()};
    for (const Statement& statement : ast.bodies[body].statements) {
        if (const auto* chain = std::get_if<ChainId>(&statement)) chains.push_back(build_chain(state, place, *chain));
    }
    // Arrows after all elements, because a name may be used before its declaration.
    for (const PartChain& chain : chains) { frame.tails.push_back(connect_chain(state, frame, chain, nullptr, {})); }
    const std::size_t feeds = state.feeds.size();
    draw_boundary(state, frame);
    frame.boundary_feeds = state.feeds.size() - feeds;
    auto& written = frame.locals.front().names;
    if (written.empty()) return;
    state.names[frame.group].table = std::make_shared<const std::unordered_map<std::string, Named>>(std::move(written));
}

const Frame& home_of(State& state, const Frame& frame, const Declaration& declaration) {
    for (const Frame* at = &frame; at; at = at->outer) {
        if (at->scope == declaration.home) return *at;
    }
    std::unique_ptr<Frame>& file = state.files[declaration.ast];
    if (!file) {
        file = std::make_unique<Frame>(make_file_frame(state, declaration.ast));
        const Ast& ast = state.program.asts[declaration.ast];
        evaluate_bindings(state, *file, ast.bodies[ast.root]);
    }
    return *file;
}

Network instantiate(const Program& program, Scopes scopes, const ResolveOptions& options, Diagnostics& diagnostics) {
    State state{.program = program, .options = options, .diagnostics = diagnostics, .scopes = std::move(scopes)};
    const GroupId root = add_root(state);
    if (program.asts.empty() || !program.asts[0].root.valid()) return std::move(state.network);
    bind_definitions(state);
    Frame frame = make_file_frame(state, 0);
    frame.group = root;
    const Ast& ast = program.asts[0];
    state.network.groups[root].span = ast.bodies[ast.root].span;
    state.network.groups[root].definition_span = ast.bodies[ast.root].span;
    expand_root(state, frame);
    assign_ports(state);
    read_looks(state, frame);
    if (options.block.empty() && !state.budget.exhausted) check_undrawn(state);
    return std::move(state.network);
}

}  // namespace netfig::resolving
