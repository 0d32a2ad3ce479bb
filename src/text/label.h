// Texts of one or more lines, with `$…$` math, to placed runs.
#pragma once

#include "netfig/text_run.h"

#include <string>
#include <string_view>
#include <vector>

namespace netfig {

enum class Align { left, center };

struct LabelStyle {
    Font font;
    std::string math_family;
    Align align = Align::center;
};

/// Lines are split at `\n`. The label's height is tidy rather than the font's: capitals are centred in each line, and
/// descenders have room below them.
Label make_label(std::string_view text, const LabelStyle& style, const MeasureText& measure);

/// A label around the middle of one symbol, so that `+` stands in the very centre of a round box.
Label make_symbol(std::string_view symbol, const LabelStyle& style, const MeasureText& measure);

/// The labels one below the other, empty ones left out.
Label stack(const std::vector<Label>& lines, double gap, Align align = Align::center);

}  // namespace netfig
