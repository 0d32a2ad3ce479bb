// Words that a TeX document sets in its own font.
#pragma once

#include "netfig/text_run.h"

#include <string>
#include <string_view>

namespace netfig {

/// The family of such words. A line in it is one run, without glyphs, whose text still has its `$…$`.
inline constexpr std::string_view tex_family = "TeX";

/// Names a line in a style, in letters and digits: the key of what TeX measured.
std::string tex_key(std::string_view line, const Font& font);

/// What to take for lines that TeX has not measured yet: their size in these families.
struct TexGuess {
    std::string font_family;
    std::string math_family;
    MeasureText measure;
};
MeasureText tex_measurer(TexSizes sizes, TexGuess guess);

/// Lines `KEY WIDTH HEIGHT DEPTH CAPITALS`, lengths in TeX's points. Lines of another form are passed over.
TexSizes read_tex_sizes(std::string_view text);

}  // namespace netfig
