// Every name of a program: what declares it and where it is used. Navigation, renaming, colours and completion read
// this. Works on trees alone, so a name has its place whether or not a block that holds it is ever drawn.
#pragma once

#include "netfig/program.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace netfig::lsp {

enum class SymbolKind {
    block,
    operation,
    boundary,  // In and Out
    instance,
    port,  // of an operation
    parameter,
    value,        // `wide = 4 * c`, `let k = …`
    loop,         // the variable of a `for`
    size,         // a symbolic size: T
    style_class,  // `.frozen`
};

using SymbolId = Id<struct SymbolTag>;
using BodyScopeId = Id<struct BodyScopeTag>;

struct Symbol {
    SymbolKind kind{};
    std::string name;
    std::size_t ast = 0;  // where it is declared
    Span span;            // of the declaring word; none in the compiler and in what nobody parsed
    std::vector<std::string> aliases;
    BlockId block;                     // of a block
    OperationDeclarationId operation;  // of an operation that was parsed
    SymbolId type;                     // of an instance: what it is; of a parameter or port: whose it is
    std::vector<SymbolId> parameters;  // of a type, in order
    std::vector<SymbolId> ports;       // of an operation
    bool output = false;               // of a port
    BodyScopeId inside;                // of a block or an inline one: where a path goes on
};

struct Occurrence {
    Span span;
    SymbolId symbol;
    bool declares = false;
    bool alias = false;  // written as an alias, which keeps its own name
};

/// What one body declares, and what is seen in it.
struct BodyScope {
    std::size_t ast = 0;
    BodyId body;
    Span span;
    BodyScopeId outer;
    SymbolId owner;  // the block whose body it is, if any
    std::map<std::string, SymbolId> instances;
    std::map<std::string, SymbolId> values;  // parameters too
    std::map<std::string, SymbolId> types;   // its definitions; of a file also what it uses, own ones first
};

struct Names {
    Table<SymbolId, Symbol> symbols;
    Table<BodyScopeId, BodyScope> bodies;  // outer ones first
    std::vector<Occurrence> occurrences;   // by place, each place once
};

Names index_names(const Program& program, const Sources& sources);

/// The occurrence that holds or ends at an offset.
const Occurrence* occurrence_at(const Names& names, SourceId source, std::size_t offset);

/// The innermost body around an offset of the main file.
BodyScopeId body_at(const Names& names, SourceId source, std::size_t offset);

/// A value or a definition (by its declared name) seen from a body, outwards; an invalid id where there is none.
SymbolId find_value(const Names& names, BodyScopeId body, const std::string& name);
SymbolId find_definition(const Names& names, BodyScopeId body, const std::string& name);

/// What `name` means inside of an instance: a part of its block, or a port. `layer_2` finds a repeated `layer`.
SymbolId find_inside(const Names& names, SymbolId instance, const std::string& name);
/// Likewise among the instances of a body.
SymbolId find_instance(const Names& names, BodyScopeId body, const std::string& name);

}  // namespace netfig::lsp
