#include "resolve/scope.h"

#include "base/acronym.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace netfig::resolving {
namespace {

void add_to(Scope& scope, const Declaration& declaration, DeclarationId id) {
    scope.declarations.push_back(id);
    scope.exact[declaration.name].push_back(id);
    for (const std::string& alias : declaration.aliases) scope.aliases[alias].push_back(id);
}

/// Adds a declaration to its home; a second one of the same name is an error and never found.
void declare(Scopes& scopes, Declaration declaration, Diagnostics& diagnostics) {
    Scope& home = scopes.scopes[declaration.home];
    const auto earlier = home.exact.find(declaration.name);
    if (earlier != home.exact.end()) {
        const Declaration& first = scopes.declarations[earlier->second.front()];
        diagnostics.push_back({.code = DiagnosticCode::duplicate_definition,
                               .span = declaration.span,
                               .message = "`" + declaration.name + "` is already defined here",
                               .notes = {{"first defined here", first.span}}});
        return;
    }
    const DeclarationId id = scopes.declarations.add(std::move(declaration));
    add_to(home, scopes.declarations[id], id);
}

void check_parameters(const std::vector<Parameter>& parameters, Diagnostics& diagnostics) {
    std::unordered_map<std::string_view, Span> seen;
    const auto check = [&](const Identifier& name) {
        const auto [first, is_new] = seen.emplace(name.text, name.span);
        if (is_new) return;
        diagnostics.push_back({.code = DiagnosticCode::duplicate_parameter,
                               .span = name.span,
                               .message = "the parameter `" + name.text + "` is declared twice",
                               .notes = {{"first declared here", first->second}}});
    };
    for (const Parameter& parameter : parameters) {
        check(parameter.name);
        for (const Identifier& alias : parameter.aliases) check(alias);
    }
}

std::string port_name(const PortClause& port) {
    if (port.name) return port.name->text;
    return port.is_input ? "in" : "out";
}

/// Ports are told apart by their names, and only one input can take all that is left.
void check_ports(const OperationDeclaration& operation, Diagnostics& diagnostics) {
    std::map<std::pair<bool, std::string>, Span> names;
    std::optional<Span> variadic;
    const auto fault = [&](Span span, std::string message, Span first) {
        diagnostics.push_back({.code = DiagnosticCode::invalid_operation,
                               .span = span,
                               .message = std::move(message),
                               .notes = {{"the first one is here", first}}});
    };
    for (const OperationClause& clause : operation.clauses) {
        const auto* port = std::get_if<PortClause>(&clause);
        if (!port) continue;
        const auto [first, is_new] = names.emplace(std::pair(port->is_input, port_name(*port)), port->span);
        const std::string side = port->is_input ? "inputs" : "outputs";
        if (!is_new) fault(port->span, "two " + side + " are named `" + port_name(*port) + "`", first->second);
        if (port->arity != PortArity::variadic) continue;
        if (variadic) fault(port->span, "an operation can have only one input of any number of terms", *variadic);
        variadic = port->span;
    }
}

Declaration declaration_of(const Ast& ast, std::size_t index, BlockId id, ScopeId home) {
    const Block& block = ast.blocks[id];
    return {.kind = DeclarationKind::block,
            .name = block.name.text,
            .ast = index,
            .block = id,
            .home = home,
            .span = block.name.span};
}

Declaration declaration_of(const Ast& ast, std::size_t index, OperationDeclarationId id, ScopeId home) {
    const OperationDeclaration& operation = ast.operations[id];
    Declaration result{.kind = DeclarationKind::operation,
                       .name = operation.name.text,
                       .ast = index,
                       .operation = id,
                       .home = home,
                       .span = operation.name.span};
    for (const Identifier& alias : operation.aliases) result.aliases.push_back(alias.text);
    return result;
}

void declare_all(Scopes& scopes, std::size_t index, BodyId body, ScopeId scope, Diagnostics& diagnostics) {
    const Ast& ast = scopes.program->asts[index];
    for (const Statement& statement : ast.bodies[body].statements) {
        if (const auto* block = std::get_if<BlockId>(&statement)) {
            check_parameters(ast.blocks[*block].parameters, diagnostics);
            declare(scopes, declaration_of(ast, index, *block, scope), diagnostics);
        } else if (const auto* operation = std::get_if<OperationDeclarationId>(&statement)) {
            check_parameters(ast.operations[*operation].parameters, diagnostics);
            check_ports(ast.operations[*operation], diagnostics);
            declare(scopes, declaration_of(ast, index, *operation, scope), diagnostics);
        }
    }
}

void declare_boundary(Scopes& scopes, DeclarationKind kind, std::string name, std::string alias) {
    const DeclarationId id = scopes.declarations.add(
        {.kind = kind, .name = std::move(name), .aliases = {std::move(alias)}, .home = scopes.library});
    add_to(scopes.scopes[scopes.library], scopes.declarations[id], id);
}

OperationDeclarationId find_operation(const Ast& ast, const std::string& name) {
    for (const OperationDeclarationId id : ast.operations.ids()) {
        if (ast.operations[id].name.text == name) return id;
    }
    return {};
}

ScopeId make_library(Scopes& scopes) {
    scopes.library = scopes.scopes.add({});
    declare_boundary(scopes, DeclarationKind::input, "In", "Input");
    declare_boundary(scopes, DeclarationKind::output, "Out", "Output");
    for (const LibraryOperation& operation : scopes.program->library) {
        Declaration declaration{.kind = DeclarationKind::operation,
                                .name = operation.name,
                                .aliases = operation.aliases,
                                .home = scopes.library};
        if (operation.ast && *operation.ast < scopes.program->asts.size()) {
            const Ast& ast = scopes.program->asts[*operation.ast];
            declaration.ast = *operation.ast;
            declaration.operation = find_operation(ast, operation.name);
            if (declaration.operation.valid()) declaration.span = ast.operations[declaration.operation].name.span;
        }
        const DeclarationId id = scopes.declarations.add(std::move(declaration));
        add_to(scopes.scopes[scopes.library], scopes.declarations[id], id);
    }
    return scopes.library;
}

/// The main file and every file that it uses, directly or not.
std::vector<std::size_t> files_seen(const Program& program) {
    std::vector<std::size_t> result;
    std::vector<bool> seen(program.asts.size());
    const auto visit = [&](std::size_t file) {
        if (file >= seen.size() || seen[file]) return;
        seen[file] = true;
        result.push_back(file);
    };
    visit(0);
    for (std::size_t next = 0; next < result.size(); ++next) {
        if (result[next] >= program.uses.size()) continue;
        for (const std::size_t used : program.uses[result[next]]) visit(used);
    }
    return result;
}

void import_definitions(Scopes& scopes, std::size_t file, ScopeId imports) {
    if (file >= scopes.program->uses.size()) return;
    std::vector<std::size_t> seen;
    for (const std::size_t used : scopes.program->uses[file]) {
        if (used >= scopes.files.size() || !scopes.files[used].valid()) continue;
        if (std::find(seen.begin(), seen.end(), used) != seen.end()) continue;
        seen.push_back(used);
        for (const DeclarationId id : scopes.scopes[scopes.files[used]].declarations) {
            add_to(scopes.scopes[imports], scopes.declarations[id], id);
        }
    }
}

// ---- names of instances ----

void collect_names(const Ast& ast, ChainId chain, std::unordered_set<std::string>& names);

void collect_names(const Ast& ast, const Element& element, std::unordered_set<std::string>& names) {
    if (const auto* instance = std::get_if<Instance>(&element.what)) {
        if (instance->name) names.insert(instance->name->text);
    } else if (const auto* inline_block = std::get_if<InlineBlock>(&element.what)) {
        if (inline_block->name) names.insert(inline_block->name->text);
    } else if (const auto* list = std::get_if<List>(&element.what)) {
        for (const ChainId item : list->items) collect_names(ast, item, names);
    } else if (const auto* loop = std::get_if<ForSplice>(&element.what)) {
        collect_names(ast, loop->chain, names);
    } else if (const auto* choice = std::get_if<IfSplice>(&element.what)) {
        collect_names(ast, choice->then, names);
        if (choice->otherwise) collect_names(ast, *choice->otherwise, names);
    }
}

void collect_names(const Ast& ast, ChainId chain, std::unordered_set<std::string>& names) {
    for (const Element& element : ast.chains[chain].elements) collect_names(ast, element, names);
}

void report_misplaced(const Statement& statement, Diagnostics& diagnostics) {
    const auto report = [&](std::string_view word, Span span) {
        diagnostics.push_back(
            {.code = DiagnosticCode::misplaced_setting,
             .span = span,
             .message = "`" + std::string(word) + "` belongs to the top of a file, not into a block"});
    };
    if (const auto* figure = std::get_if<FigureSettings>(&statement)) report("figure", figure->span);
    if (const auto* style = std::get_if<StyleRule>(&statement)) report("style", style->span);
    if (const auto* use = std::get_if<Use>(&statement)) report("use", use->span);
}

void fill_names(Scopes& scopes, std::size_t index, BodyId body, BodyNames& names) {
    const Ast& ast = scopes.program->asts[index];
    for (const Statement& statement : ast.bodies[body].statements) {
        if (const auto* chain = std::get_if<ChainId>(&statement)) collect_names(ast, *chain, names.declared);
    }
}

// ---- lookup ----

using Lookup = std::vector<DeclarationId> (*)(const Scopes&, const Scope&, const std::string&);

std::vector<DeclarationId> by_name(const Scopes&, const Scope& scope, const std::string& written) {
    const auto found = scope.exact.find(written);
    return found == scope.exact.end() ? std::vector<DeclarationId>() : found->second;
}

std::vector<DeclarationId> by_alias(const Scopes&, const Scope& scope, const std::string& written) {
    const auto found = scope.aliases.find(written);
    return found == scope.aliases.end() ? std::vector<DeclarationId>() : found->second;
}

std::vector<DeclarationId> by_acronym(const Scopes& scopes, const Scope& scope, const std::string& written) {
    std::vector<DeclarationId> result;
    for (const DeclarationId id : scope.declarations) {
        if (abbreviates(written, scopes.declarations[id].name)) result.push_back(id);
    }
    return result;
}

std::vector<DeclarationId> by_acronym_of_alias(const Scopes& scopes, const Scope& scope, const std::string& written) {
    std::vector<DeclarationId> result;
    for (const DeclarationId id : scope.declarations) {
        const auto fits = [&](const std::string& alias) { return abbreviates(written, alias); };
        if (std::ranges::any_of(scopes.declarations[id].aliases, fits)) result.push_back(id);
    }
    return result;
}

std::vector<DeclarationId> search(const Scopes& scopes, ScopeId innermost, const std::string& written) {
    for (const Lookup look_up : {Lookup(by_name), Lookup(by_alias), Lookup(by_acronym), Lookup(by_acronym_of_alias)}) {
        for (ScopeId id = innermost; id.valid(); id = scopes.scopes[id].outer) {
            std::vector<DeclarationId> candidates = look_up(scopes, scopes.scopes[id], written);
            if (!candidates.empty()) return candidates;
        }
    }
    return {};
}

}  // namespace

Scopes make_scopes(const Program& program, Diagnostics& diagnostics) {
    Scopes scopes;
    scopes.program = &program;
    scopes.files.resize(program.asts.size());
    scopes.bodies.resize(program.asts.size());
    const ScopeId library = make_library(scopes);
    const std::vector<std::size_t> files = files_seen(program);
    // Own definitions of all files before any imports, because files may use each other.
    for (const std::size_t file : files) {
        const ScopeId imports = scopes.scopes.add({.outer = library});
        scopes.files[file] = scopes.scopes.add({.outer = imports});
        const BodyId root = program.asts[file].root;
        if (root.valid()) declare_all(scopes, file, root, scopes.files[file], diagnostics);
    }
    for (const std::size_t file : files) import_definitions(scopes, file, scopes.scopes[scopes.files[file]].outer);
    return scopes;
}

const BodyNames& names_of_body(Scopes& scopes, std::size_t ast, BodyId body, ScopeId outer, Diagnostics& diagnostics) {
    Table<BodyId, BodyNames>& bodies = scopes.bodies[ast];
    if (bodies.empty()) bodies.resize(scopes.program->asts[ast].bodies.size());
    BodyNames& names = bodies[body];
    if (names.scope.valid()) return names;
    fill_names(scopes, ast, body, names);
    if (body == scopes.program->asts[ast].root) {
        names.scope = scopes.files[ast];
        return names;
    }
    names.scope = scopes.scopes.add({.outer = outer});
    declare_all(scopes, ast, body, names.scope, diagnostics);
    for (const Statement& statement : scopes.program->asts[ast].bodies[body].statements) {
        report_misplaced(statement, diagnostics);
    }
    return names;
}

ScopeId declaring_scope(const Scopes& scopes, ScopeId scope) {
    while (scopes.scopes[scope].declarations.empty() && scopes.scopes[scope].outer.valid())
        scope = scopes.scopes[scope].outer;
    return scope;
}

const std::vector<DeclarationId>& find_type(Scopes& scopes, ScopeId scope, const std::string& written) {
    scope = declaring_scope(scopes, scope);
    auto& found = scopes.scopes[scope].found;
    const auto before = found.find(written);
    if (before != found.end()) return before->second;
    return found.emplace(written, search(scopes, scope, written)).first->second;
}

std::vector<std::string> visible_types(const Scopes& scopes, ScopeId scope) {
    std::vector<std::string> result;
    for (ScopeId id = scope; id.valid(); id = scopes.scopes[id].outer) {
        for (const DeclarationId declaration : scopes.scopes[id].declarations) {
            result.push_back(scopes.declarations[declaration].name);
            for (const std::string& alias : scopes.declarations[declaration].aliases) result.push_back(alias);
        }
    }
    return result;
}

}  // namespace netfig::resolving
