// The state of one indexing: first every declaration (names_declare.cpp), then every use (names_refer.cpp).
#pragma once

#include "lsp/names.h"
#include "resolve/scope.h"

#include "netfig/diagnostic.h"

namespace netfig::lsp {

struct Indexing {
    const Program& program;
    const Sources& sources;
    Diagnostics ignored;  // resolve() reports them
    resolving::Scopes scopes;
    Names out;

    std::map<resolving::DeclarationId, SymbolId> types;
    std::map<std::pair<std::size_t, BodyId>, BodyScopeId> body_ids;
    Table<BodyScopeId, resolving::ScopeId> type_scopes;
    std::map<std::size_t, std::map<std::string, SymbolId>> sizes;    // symbolic sizes, by file
    std::map<std::size_t, std::map<std::string, SymbolId>> classes;  // style classes, by file
};

/// The symbol of a declaration, made with its parameters and ports at the first call.
SymbolId symbol_of(Indexing& indexing, resolving::DeclarationId id);

/// What a written type means in a body; an invalid id where that is nothing or not clear.
SymbolId type_symbol(Indexing& indexing, BodyScopeId body, const std::string& written);

void add_occurrence(Indexing& indexing, const Identifier& word, SymbolId symbol, bool declares = false);

void declare_file(Indexing& indexing, std::size_t ast);
/// Of a file or a definition, with the inline blocks in it.
void refer_body(Indexing& indexing, BodyScopeId body);

}  // namespace netfig::lsp
