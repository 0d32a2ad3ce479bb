#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace netfig {

struct PlainWord {
    std::size_t type = 0;    // as the lexer calls it
    std::size_t length = 0;  // in code points
};

/// The word that `shown`, which is what the lexer is shown of the rest of a text, begins with. Nothing where only the
/// lexer knows: numbers with a unit, shapes, strings, and all that is rare.
std::optional<PlainWord> plain_word(std::u32string_view shown);

bool is_space(char32_t shown);

}  // namespace netfig
