// What the standard library declares, found by a fast textual scan: nothing is parsed before it is needed.
#pragma once

#include <string_view>
#include <vector>

namespace netfig {

/// One `op` or block of a library file: declarations start at the beginning of a line. All views point into the text.
struct IndexedDeclaration {
    std::string_view name;
    std::vector<std::string_view> aliases;  // operations only
    std::string_view summary;               // the first `///` line above it
    std::size_t begin = 0;                  // where the declaration starts, its documentation included
    std::size_t end = 0;                    // after its closing brace
};

/// Declarations `op Name(…) alias Other { … }`.
std::vector<IndexedDeclaration> index_operations(std::string_view text);

/// Declarations `+Name(…) { … }`.
std::vector<IndexedDeclaration> index_blocks(std::string_view text);

}  // namespace netfig
