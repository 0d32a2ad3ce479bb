// All texts of a run, parsed, and which file sees which.
#pragma once

#include "netfig/ast.h"

#include <cstddef>
#include <string>
#include <vector>

namespace netfig {

/// One operation that the standard library declares. Only those that a run may need are parsed.
struct LibraryOperation {
    std::string name;
    std::vector<std::string> aliases;
    std::optional<std::size_t> ast;  // where in Program::asts, if parsed
};

struct Program {
    std::vector<Ast> asts;                           // the main file first
    std::vector<std::vector<std::size_t>> uses;      // for each Ast, those that its `use` lines brought, in order
    std::vector<LibraryOperation> library;           // seen by every file
    std::vector<std::string> library_blocks;         // "std/resnet: BasicBlock": for suggestions of a missing `use`
};

}  // namespace netfig
