// Names of types to their declarations, across files.
#pragma once

#include "netfig/diagnostic.h"
#include "netfig/program.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace netfig::resolving {

using ScopeId = Id<struct ScopeTag>;
using DeclarationId = Id<struct DeclarationTag>;

enum class DeclarationKind { input, output, block, operation };

struct Declaration {
    DeclarationKind kind{};
    std::string name;
    std::vector<std::string> aliases;
    std::size_t ast = 0;
    BlockId block;                     // kind block
    OperationDeclarationId operation;  // kind operation; invalid where the library knows it but nobody parsed it
    ScopeId home;                      // where it is declared
    Span span;                         // of its name
};

/// The definitions of one body, of one file's imports, or of the library. The inner scope hides the outer.
struct Scope {
    ScopeId outer;
    std::vector<DeclarationId> declarations;  // in order
    std::unordered_map<std::string, std::vector<DeclarationId>> exact;
    std::unordered_map<std::string, std::vector<DeclarationId>> aliases;
    std::unordered_map<std::string, std::vector<DeclarationId>> found;  // what find_type() answered before
};

/// What can be said about a body without expanding it.
struct BodyNames {
    ScopeId scope;
    std::unordered_set<std::string> declared;  // names of instances, also those in branches and loops
};

struct Scopes {
    const Program* program = nullptr;
    Table<ScopeId, Scope> scopes;
    Table<DeclarationId, Declaration> declarations;
    ScopeId library;
    std::vector<ScopeId> files;                    // root scope of each Ast that the main file sees
    std::vector<Table<BodyId, BodyNames>> bodies;  // for each Ast, filled on demand
};

/// Scopes of the main file and all it uses.
Scopes make_scopes(const Program& program, Diagnostics& diagnostics);

/// The names of a body; its scope is made at the first call, inside `outer`.
const BodyNames& names_of_body(Scopes& scopes, std::size_t ast, BodyId body, ScopeId outer, Diagnostics& diagnostics);

/// The scope, or the innermost around it that declares anything: most bodies do not, and see the very same.
ScopeId declaring_scope(const Scopes& scopes, ScopeId scope);

/// What a written type may mean: none, one, or several candidates. The exact name first, then aliases, then the acronym
/// rule over names, then over aliases; each from the innermost scope outwards.
const std::vector<DeclarationId>& find_type(Scopes& scopes, ScopeId scope, const std::string& written);

/// Every name and alias that can be written in a scope, innermost first.
std::vector<std::string> visible_types(const Scopes& scopes, ScopeId scope);

}  // namespace netfig::resolving
