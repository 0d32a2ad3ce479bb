// The names that math in labels knows.
#pragma once

#include <optional>
#include <string_view>

namespace netfig {

enum class SymbolClass {
    letter,  // set in italic, as variables are
    ordinary,
    binary,    // a little space around: +, ×
    relation,  // more space around: =, ≤, →
    function,  // upright, a thin space after: max, log
    accent,    // a combining mark, put behind the letter that follows
    space,
};

struct MathSymbol {
    std::string_view name;  // without its backslash
    std::string_view text;  // UTF-8
    SymbolClass kind;
};

std::optional<MathSymbol> find_math_symbol(std::string_view name);

/// The name of a sign that is no plain ASCII: `times` of `×`.
std::optional<std::string_view> math_symbol_name(std::string_view sign);

/// How much wider a space of this name is than nothing, in em; 0 where it is no space.
double math_space(std::string_view name);

}  // namespace netfig
