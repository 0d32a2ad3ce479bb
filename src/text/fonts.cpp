#include "text/fonts.h"

#include <array>
#include <cmath>
#include <filesystem>
#include <system_error>

namespace netfig {
namespace {

struct Family {
    std::string_view name;
    std::array<std::string_view, 2> folders;  // Debian's, then where other distributions put them
    std::array<std::string_view, 4> files;    // regular, italic, bold, bold italic
    bool serif;
};

constexpr std::string_view tex_gyre = "/usr/share/texmf/fonts/opentype/public/tex-gyre/";
constexpr std::string_view urw = "/usr/share/fonts/opentype/urw-base35/";
constexpr std::string_view liberation = "/usr/share/fonts/truetype/liberation2/";
constexpr std::string_view dejavu = "/usr/share/fonts/truetype/dejavu/";

constexpr std::string_view lm = "/usr/share/texmf/fonts/opentype/public/lm/";
constexpr std::string_view lm_elsewhere = "/usr/share/fonts/lmodern/";

constexpr std::array families = {
    Family{
        "TeX Gyre Heros",
        {tex_gyre, "/usr/share/fonts/tex-gyre/"},
        {"texgyreheros-regular.otf", "texgyreheros-italic.otf", "texgyreheros-bold.otf", "texgyreheros-bolditalic.otf"},
        false},
    Family{"Nimbus Sans",
           {urw, "/usr/share/fonts/urw-base35/"},
           {"NimbusSans-Regular.otf", "NimbusSans-Italic.otf", "NimbusSans-Bold.otf", "NimbusSans-BoldItalic.otf"},
           false},
    Family{"Liberation Sans",
           {liberation, "/usr/share/fonts/truetype/liberation/"},
           {"LiberationSans-Regular.ttf", "LiberationSans-Italic.ttf", "LiberationSans-Bold.ttf",
            "LiberationSans-BoldItalic.ttf"},
           false},
    Family{"DejaVu Sans",
           {dejavu, "/usr/share/fonts/dejavu/"},
           {"DejaVuSans.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-BoldOblique.ttf"},
           false},
    Family{"STIXGeneral",
           {"/usr/share/fonts/opentype/stix/", "/usr/share/fonts/stix/"},
           {"STIXGeneral-Regular.otf", "STIXGeneral-Italic.otf", "STIXGeneral-Bold.otf", "STIXGeneral-BoldItalic.otf"},
           true},
    Family{"TeX Gyre Termes",
           {tex_gyre, "/usr/share/fonts/tex-gyre/"},
           {"texgyretermes-regular.otf", "texgyretermes-italic.otf", "texgyretermes-bold.otf",
            "texgyretermes-bolditalic.otf"},
           true},
    Family{"Liberation Serif",
           {liberation, "/usr/share/fonts/truetype/liberation/"},
           {"LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf", "LiberationSerif-Bold.ttf",
            "LiberationSerif-BoldItalic.ttf"},
           true},
    Family{"DejaVu Serif",
           {dejavu, "/usr/share/fonts/dejavu/"},
           {"DejaVuSerif.ttf", "DejaVuSerif-Italic.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-BoldItalic.ttf"},
           true},
    Family{"LM Roman 5", {lm, lm_elsewhere}, {"lmroman5-regular.otf", "", "lmroman5-bold.otf", ""}, true},
    Family{"LM Roman 6", {lm, lm_elsewhere}, {"lmroman6-regular.otf", "", "lmroman6-bold.otf", ""}, true},
    Family{"LM Roman 7", {lm, lm_elsewhere}, {"lmroman7-regular.otf", "lmroman7-italic.otf", "lmroman7-bold.otf", ""}, true},
    Family{"LM Roman 8", {lm, lm_elsewhere}, {"lmroman8-regular.otf", "lmroman8-italic.otf", "lmroman8-bold.otf", ""}, true},
    Family{"LM Roman 9", {lm, lm_elsewhere}, {"lmroman9-regular.otf", "lmroman9-italic.otf", "lmroman9-bold.otf", ""}, true},
    Family{"LM Roman 10", {lm, lm_elsewhere}, {"lmroman10-regular.otf", "lmroman10-italic.otf", "lmroman10-bold.otf", "lmroman10-bolditalic.otf"}, true},
    Family{"LM Roman 12", {lm, lm_elsewhere}, {"lmroman12-regular.otf", "lmroman12-italic.otf", "lmroman12-bold.otf", ""}, true},
    Family{"LM Roman 17", {lm, lm_elsewhere}, {"lmroman17-regular.otf", "", "", ""}, true},
    Family{"LM Sans 8", {lm, lm_elsewhere}, {"lmsans8-regular.otf", "lmsans8-oblique.otf", "lmsans10-bold.otf", "lmsans10-boldoblique.otf"}, false},
    Family{"LM Sans 9", {lm, lm_elsewhere}, {"lmsans9-regular.otf", "lmsans9-oblique.otf", "lmsans10-bold.otf", "lmsans10-boldoblique.otf"}, false},
    Family{"LM Sans 10", {lm, lm_elsewhere}, {"lmsans10-regular.otf", "lmsans10-oblique.otf", "lmsans10-bold.otf", "lmsans10-boldoblique.otf"}, false},
    Family{"LM Sans 12", {lm, lm_elsewhere}, {"lmsans12-regular.otf", "lmsans12-oblique.otf", "lmsans10-bold.otf", "lmsans10-boldoblique.otf"}, false},
    Family{"LM Sans 17", {lm, lm_elsewhere}, {"lmsans17-regular.otf", "lmsans17-oblique.otf", "lmsans10-bold.otf", "lmsans10-boldoblique.otf"}, false},
    Family{"Latin Modern Math", {"/usr/share/texmf/fonts/opentype/public/lm-math/", "/usr/share/fonts/latin-modern-math/"}, {"latinmodern-math.otf", "", "", ""}, true},
    Family{"TeX Gyre Termes Math", {"/usr/share/texmf/fonts/opentype/public/tex-gyre-math/", "/usr/share/fonts/tex-gyre-math/"}, {"texgyretermes-math.otf", "", "", ""}, true},
    Family{"Linux Libertine O", {"/usr/share/fonts/opentype/linux-libertine/", "/usr/share/fonts/linux-libertine/"}, {"LinLibertine_R.otf", "LinLibertine_RI.otf", "LinLibertine_RB.otf", "LinLibertine_RBI.otf"}, true},
};

const Family* find_family(std::string_view name) {
    for (const Family& family : families)
        if (family.name == name) return &family;
    return nullptr;
}

}  // namespace

std::vector<std::string> font_files(std::string_view name, bool italic) {
    const Family* family = find_family(name);
    if (!family) return {};
    for (std::string_view folder : family->folders) {
        std::vector<std::string> found;
        for (std::size_t i = 0; i < family->files.size(); ++i) {
            if ((i % 2 == 1 && !italic) || family->files[i].empty()) continue;
            std::string path = std::string(folder) + std::string(family->files[i]);
            std::error_code ignored;
            if (std::filesystem::exists(path, ignored)) found.push_back(std::move(path));
        }
        if (!found.empty()) return found;
    }
    return {};
}

std::string font_file(std::string_view name, int weight, bool italic) {
    const Family* family = find_family(name);
    if (!family || (weight != 400 && weight != 700)) return {};
    const std::string_view file = family->files[(weight == 700 ? 2U : 0U) + (italic ? 1U : 0U)];
    for (std::string_view folder : family->folders) {
        std::string path = std::string(folder) + std::string(file);
        std::error_code ignored;
        if (!file.empty() && std::filesystem::exists(path, ignored)) return path;
    }
    return {};
}

std::vector<std::string> font_file_names(std::string_view name) {
    const Family* family = find_family(name);
    std::vector<std::string> names;
    for (std::size_t i = 0; family && i < family->files.size(); ++i) {
        if (!family->files[i].empty()) names.emplace_back(family->files[i]);
    }
    return names;
}

std::string optical_family(std::string_view family, double size_pt) {
    struct Design {
        std::string_view family, name;
        std::array<int, 8> sizes;  // rising; 0: no more
    };
    static constexpr std::array designs{
        Design{"Latin Modern Roman", "LM Roman ", {5, 6, 7, 8, 9, 10, 12, 17}},
        Design{"Latin Modern Sans", "LM Sans ", {8, 9, 10, 12, 17, 0, 0, 0}},
    };
    for (const Design& design : designs) {
        if (design.family != family) continue;
        int nearest = design.sizes[0];
        for (const int size : design.sizes) {
            if (size > 0 && std::abs(size - size_pt) < std::abs(nearest - size_pt)) nearest = size;
        }
        return std::string(design.name) + std::to_string(nearest);
    }
    return std::string(family);
}

bool is_serif(std::string_view name) {
    const Family* family = find_family(optical_family(name, 10));
    return family && family->serif;
}

std::vector<std::string> substitutes(std::string_view name) {
    const Family* wanted = find_family(name);
    const bool serif = wanted && wanted->serif;
    std::vector<std::string> others;
    for (const Family& family : families)
        if (family.serif == serif && family.name != name) others.emplace_back(family.name);
    return others;
}

std::span<const std::string_view> symbol_families() {
    static constexpr std::array<std::string_view, 2> symbols = {"STIXGeneral", "DejaVu Sans"};
    return symbols;
}

}  // namespace netfig
