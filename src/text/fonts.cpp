#include "text/fonts.h"

#include <array>
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
            if (i % 2 == 1 && !italic) continue;
            std::string path = std::string(folder) + std::string(family->files[i]);
            std::error_code ignored;
            if (std::filesystem::exists(path, ignored)) found.push_back(std::move(path));
        }
        if (!found.empty()) return found;
    }
    return {};
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
