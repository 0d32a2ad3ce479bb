#include "theme/presets.h"

#include <array>

namespace netfig {
namespace {

/// TeX has 72.27 points to the inch, PDF 72: taken for one another, a figure is 0.4 % too wide for its column.
constexpr double tex(double points) { return points * 72 / 72.27; }

// Widths as the classes print them (`\the\columnwidth`, `\the\textwidth`), at their usual size and paper; a test with
// LaTeX asks all of them but neurips, whose style files, which no package has, set \textwidth to 5.5 inches. Words have
// the sizes of \footnotesize and \scriptsize of a text of 10 points: smaller than the text around, never below 6
// points.
constexpr std::array presets{
    Preset{"article", "article, report, book", tex(345), tex(345), "Latin Modern Roman", "Latin Modern Math", tex(8),
           tex(7), tex(9), "fonts-lmodern", true},
    Preset{"ieee", "IEEEtran", tex(252), tex(516), "TeX Gyre Termes", "TeX Gyre Termes Math", tex(8), tex(7), tex(9),
           "fonts-texgyre fonts-texgyre-math", true},
    Preset{"acm", "acmart, sigconf", tex(241.14749), tex(506.295), "Linux Libertine O", "Linux Libertine O", tex(8),
           tex(7), tex(9), "fonts-linuxlibertine", true},
    Preset{"neurips", "neurips", tex(397.48499), tex(397.48499), "TeX Gyre Termes", "TeX Gyre Termes Math", tex(8),
           tex(7), tex(9), "fonts-texgyre fonts-texgyre-math", true},
    Preset{"springer", "llncs", tex(347.12354), tex(347.12354), "Latin Modern Roman", "Latin Modern Math", tex(8),
           tex(7), tex(9), "fonts-lmodern", true},
    Preset{"beamer", "beamer, 4:3", tex(307.28987), tex(307.28987), "Latin Modern Sans", "Latin Modern Sans", tex(9),
           tex(8), tex(10), "fonts-lmodern", false},
};

}  // namespace

std::span<const Preset> all_presets() { return presets; }

const Preset* find_preset(std::string_view name) {
    for (const Preset& preset : presets) {
        if (preset.name == name) return &preset;
    }
    return nullptr;
}

std::vector<std::string> preset_names() {
    std::vector<std::string> names;
    for (const Preset& preset : presets) names.emplace_back(preset.name);
    return names;
}

void apply_preset(const Preset& preset, Theme& theme) {
    theme.font_family = preset.font_family;
    theme.math_family = preset.math_family;
    theme.font_size = preset.font_size;
    theme.small_font_size = preset.small_font_size;
    theme.title_font_size = preset.title_font_size;
    if (theme.frame.font_size) theme.frame.font_size = preset.small_font_size;
}

}  // namespace netfig
