// The standard library as an editor wants to know it: signatures, parameters and words about each.
#pragma once

#include "netfig/ast.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netfig::lsp {

struct LibraryParameter {
    std::string name;
    std::string default_text;  // as written; empty where there is none
    std::vector<std::string> aliases;
};

struct LibraryType {
    std::string name;
    std::vector<std::string> aliases;
    std::vector<LibraryParameter> parameters;
    std::vector<std::string> inputs, outputs;  // ports, as declared: `C x H x W`, `mask?: T x S`
    std::string documentation;
    std::string file;  // "std/resnet", for blocks, which have to be brought in; empty for operations
    std::string kind;  // "convolution", as declared
};

/// Parsed when first asked for, and kept.
class Library {
public:
    const std::vector<LibraryType>& types();

private:
    std::vector<LibraryType> types_;
};

/// What a declaration says, from its tree; `text` is that of its source.
LibraryType describe(const Ast& ast, const OperationDeclaration& operation, std::string_view text);
LibraryType describe(const Ast& ast, const Block& block, std::string_view text);

/// "Convolution(filters, kernel = 3)"
std::string signature_of(const LibraryType& type);

/// "std/resnet", "std/vgg" …: what `use` may name.
std::vector<std::string> library_use_paths();

}  // namespace netfig::lsp
