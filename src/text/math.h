// The small language between two `$` of a label: a subset of TeX's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

enum class MathStyle : std::uint8_t {
    italic,   // letters
    upright,  // digits, symbols, \mathrm, functions
    bold,     // \mathbf
    text,     // \text: the font of the label around it
};

/// A piece with the scripts that hang on it. `base` is in visual order and may be empty (`$_q$`).
/// A group `{…}` stands in `inner` instead of `base`.
struct MathAtom {
    std::string base;
    MathStyle style = MathStyle::upright;
    double space_before = 0;  // em
    double space_after = 0;
    std::vector<MathAtom> inner;
    std::vector<MathAtom> below, above;  // sub- and superscript
};

/// Never fails: what is not understood is shown as written.
std::vector<MathAtom> parse_math(std::string_view text);

/// As a reader would say it: `W_q x^2`, with Greek letters and symbols in place of their names.
std::string plain_text(const std::vector<MathAtom>& atoms);

}  // namespace netfig
