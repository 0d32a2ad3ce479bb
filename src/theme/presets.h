// What documents of a kind look like: how wide their columns are, and which fonts they are set in.
#pragma once

#include "netfig/theme.h"

#include <span>
#include <string>
#include <string_view>

namespace netfig {

struct Preset {
    std::string_view name;
    std::string_view documents;            // the classes whose columns are as wide
    double one_column_pt, two_columns_pt;  // in points of PDF, 72 to the inch
    std::string_view font_family, math_family;
    double font_size, small_font_size, title_font_size;
    std::string_view packages;  // of Debian, that hold the fonts
    bool serif;
};

std::span<const Preset> all_presets();
/// Nothing where no preset has this name.
const Preset* find_preset(std::string_view name);
std::vector<std::string> preset_names();

/// The document's fonts instead of the theme's; all else stays.
void apply_preset(const Preset& preset, Theme& theme);

}  // namespace netfig
