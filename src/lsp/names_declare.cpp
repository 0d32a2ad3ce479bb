// Declarations: definitions with their parameters and ports, instances, values.
#include "base/acronym.h"
#include "lsp/names_walk.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

using resolving::Declaration;
using resolving::DeclarationKind;

struct BodyWalk {
    Indexing& indexing;
    BodyScopeId body;
    std::size_t ast;

    const Ast& tree() const { return indexing.program.asts[ast]; }
    BodyScope& scope() { return indexing.out.bodies[body]; }
};

std::vector<std::string> texts(const std::vector<Identifier>& words) {
    std::vector<std::string> result;
    for (const Identifier& word : words) result.push_back(word.text);
    return result;
}

std::vector<SymbolId> declare_parameters(Indexing& indexing, const std::vector<Parameter>& parameters, SymbolId type) {
    std::vector<SymbolId> result;
    const std::size_t ast = indexing.out.symbols[type].ast;
    for (const Parameter& parameter : parameters) {
        const SymbolId id = indexing.out.symbols.add({.kind = SymbolKind::parameter,
                                                      .name = parameter.name.text,
                                                      .ast = ast,
                                                      .span = parameter.name.span,
                                                      .aliases = texts(parameter.aliases),
                                                      .type = type});
        add_occurrence(indexing, parameter.name, id, true);
        for (const Identifier& alias : parameter.aliases) add_occurrence(indexing, alias, id, true);
        result.push_back(id);
    }
    return result;
}

std::vector<SymbolId> declare_ports(Indexing& indexing, const OperationDeclaration& operation, SymbolId type) {
    std::vector<SymbolId> result;
    const std::size_t ast = indexing.out.symbols[type].ast;
    for (const OperationClause& clause : operation.clauses) {
        const auto* port = std::get_if<PortClause>(&clause);
        if (!port) continue;
        const std::string name = port->name ? port->name->text : port->is_input ? "in" : "out";
        const SymbolId id = indexing.out.symbols.add({.kind = SymbolKind::port,
                                                      .name = name,
                                                      .ast = ast,
                                                      .span = port->name ? port->name->span : Span{},
                                                      .type = type,
                                                      .output = !port->is_input});
        if (port->name) add_occurrence(indexing, *port->name, id, true);
        result.push_back(id);
    }
    return result;
}

void declare_block(Indexing& indexing, const Declaration& declaration, SymbolId id) {
    const Block& block = indexing.program.asts[declaration.ast].blocks[declaration.block];
    indexing.out.symbols[id].block = declaration.block;
    add_occurrence(indexing, block.name, id, true);
    indexing.out.symbols[id].parameters = declare_parameters(indexing, block.parameters, id);
}

void declare_operation(Indexing& indexing, const Declaration& declaration, SymbolId id) {
    if (!declaration.operation.valid()) return;  // a library operation that nobody parsed
    const OperationDeclaration& operation = indexing.program.asts[declaration.ast].operations[declaration.operation];
    indexing.out.symbols[id].operation = declaration.operation;
    add_occurrence(indexing, operation.name, id, true);
    for (const Identifier& alias : operation.aliases) add_occurrence(indexing, alias, id, true);
    indexing.out.symbols[id].parameters = declare_parameters(indexing, operation.parameters, id);
    indexing.out.symbols[id].ports = declare_ports(indexing, operation, id);
}

SymbolKind kind_of(DeclarationKind kind) {
    switch (kind) {
        case DeclarationKind::input:
        case DeclarationKind::output:
            return SymbolKind::boundary;
        case DeclarationKind::block:
            return SymbolKind::block;
        case DeclarationKind::operation:
            return SymbolKind::operation;
    }
    return SymbolKind::operation;
}

// ---- bodies ----

BodyScopeId declare_body(Indexing& indexing, BodyScope scope);
void declare_chain(BodyWalk& walk, ChainId chain);

void declare_instance(BodyWalk& walk, const Identifier& name, SymbolId type, BodyScopeId inside) {
    const auto [known, is_new] = walk.scope().instances.try_emplace(name.text);
    if (is_new) {
        known->second = walk.indexing.out.symbols.add({.kind = SymbolKind::instance,
                                                       .name = name.text,
                                                       .ast = walk.ast,
                                                       .span = name.span,
                                                       .type = type,
                                                       .inside = inside});
    }
    add_occurrence(walk.indexing, name, known->second, true);
}

void declare_inline(BodyWalk& walk, const InlineBlock& block) {
    const BodyScopeId inside = declare_body(walk.indexing, {.ast = walk.ast, .body = block.body, .outer = walk.body});
    if (block.name) declare_instance(walk, *block.name, {}, inside);
}

void declare_element(BodyWalk& walk, const Element& element) {
    if (const auto* instance = std::get_if<Instance>(&element.what)) {
        const SymbolId type = type_symbol(walk.indexing, walk.body, instance->type.text);
        if (instance->name) declare_instance(walk, *instance->name, type, {});
    } else if (const auto* block = std::get_if<InlineBlock>(&element.what)) {
        declare_inline(walk, *block);
    } else if (const auto* list = std::get_if<List>(&element.what)) {
        for (const ChainId item : list->items) declare_chain(walk, item);
    } else if (const auto* loop = std::get_if<ForSplice>(&element.what)) {
        declare_chain(walk, loop->chain);
    } else if (const auto* choice = std::get_if<IfSplice>(&element.what)) {
        declare_chain(walk, choice->then);
        if (choice->otherwise) declare_chain(walk, *choice->otherwise);
    }
}

void declare_chain(BodyWalk& walk, ChainId chain) {
    for (const Element& element : walk.tree().chains[chain].elements) declare_element(walk, element);
}

void declare_value(BodyWalk& walk, const Identifier& name) {
    const auto [known, is_new] = walk.scope().values.try_emplace(name.text);
    if (is_new) {
        known->second = walk.indexing.out.symbols.add(
            {.kind = SymbolKind::value, .name = name.text, .ast = walk.ast, .span = name.span});
    }
    add_occurrence(walk.indexing, name, known->second, true);
}

/// The types that a scope of resolve declares, those of its file's imports after them.
void declare_types(Indexing& indexing, BodyScopeId body, resolving::ScopeId scope) {
    const std::vector<resolving::DeclarationId> declarations = indexing.scopes.scopes[scope].declarations;
    for (const resolving::DeclarationId id : declarations) {
        const SymbolId symbol = symbol_of(indexing, id);
        indexing.out.bodies[body].types.try_emplace(indexing.out.symbols[symbol].name, symbol);
    }
}

void declare_statement(BodyWalk& walk, const Statement& statement) {
    if (const auto* chain = std::get_if<ChainId>(&statement)) return declare_chain(walk, *chain);
    if (const auto* binding = std::get_if<Binding>(&statement)) return declare_value(walk, binding->name);
    const auto* id = std::get_if<BlockId>(&statement);
    if (!id) return;
    const Block& block = walk.tree().blocks[*id];
    const auto found = walk.scope().types.find(block.name.text);
    if (!block.body || found == walk.scope().types.end()) return;
    const SymbolId owner = found->second;
    if (walk.indexing.out.symbols[owner].block != *id) return;  // a second definition of one name
    const BodyScopeId inside =
        declare_body(walk.indexing, {.ast = walk.ast, .body = *block.body, .outer = walk.body, .owner = owner});
    walk.indexing.out.symbols[owner].inside = inside;
}

BodyScopeId declare_body(Indexing& indexing, BodyScope scope) {
    const std::size_t ast = scope.ast;
    const BodyId body = scope.body;
    const Ast& tree = indexing.program.asts[ast];
    const resolving::ScopeId outer = scope.outer.valid() ? indexing.type_scopes[scope.outer] : resolving::ScopeId();
    const resolving::ScopeId types = names_of_body(indexing.scopes, ast, body, outer, indexing.ignored).scope;
    scope.span = tree.bodies[body].span;
    if (scope.owner.valid()) {
        for (const SymbolId parameter : indexing.out.symbols[scope.owner].parameters)
            scope.values.try_emplace(indexing.out.symbols[parameter].name, parameter);
    }
    const BodyScopeId id = indexing.out.bodies.add(std::move(scope));
    indexing.type_scopes.add(types);
    indexing.body_ids[{ast, body}] = id;
    declare_types(indexing, id, types);
    BodyWalk walk{indexing, id, ast};
    for (const Statement& statement : tree.bodies[body].statements) declare_statement(walk, statement);
    return id;
}

}  // namespace

SymbolId symbol_of(Indexing& indexing, resolving::DeclarationId id) {
    if (const auto known = indexing.types.find(id); known != indexing.types.end()) return known->second;
    const Declaration declaration = indexing.scopes.declarations[id];
    const SymbolId symbol = indexing.out.symbols.add({.kind = kind_of(declaration.kind),
                                                      .name = declaration.name,
                                                      .ast = declaration.ast,
                                                      .span = declaration.span,
                                                      .aliases = declaration.aliases});
    indexing.types[id] = symbol;
    if (declaration.kind == DeclarationKind::block) declare_block(indexing, declaration, symbol);
    if (declaration.kind == DeclarationKind::operation) declare_operation(indexing, declaration, symbol);
    return symbol;
}

SymbolId type_symbol(Indexing& indexing, BodyScopeId body, const std::string& written) {
    const auto& found = find_type(indexing.scopes, indexing.type_scopes[body], written);
    return found.size() == 1 ? symbol_of(indexing, found.front()) : SymbolId();
}

void add_occurrence(Indexing& indexing, const Identifier& word, SymbolId symbol, bool declares) {
    if (!symbol.valid() || word.span.begin >= word.span.end) return;
    const Symbol& meant = indexing.out.symbols[symbol];
    const auto is_alias = [&](const std::string& alias) { return abbreviates(word.text, alias); };
    const bool by_name = word.text == meant.name;
    const bool exact_alias = std::ranges::find(meant.aliases, word.text) != meant.aliases.end();
    const bool by_alias =
        exact_alias || (!abbreviates(word.text, meant.name) && std::ranges::any_of(meant.aliases, is_alias));
    indexing.out.occurrences.push_back({word.span, symbol, declares, !by_name && by_alias});
}

void declare_file(Indexing& indexing, std::size_t ast) {
    const BodyScopeId root = declare_body(indexing, {.ast = ast, .body = indexing.program.asts[ast].root});
    declare_types(indexing, root, indexing.scopes.scopes[indexing.scopes.files[ast]].outer);  // its imports
}

}  // namespace netfig::lsp
