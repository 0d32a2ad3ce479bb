#include "text/measure.h"

#include "text/font_world.h"
#include "text/fonts.h"
#include "text/shape_latin.h"

#include <map>
#include <tuple>
#include <utility>

namespace netfig {
namespace {

/// Words are shaped once, at this size: without hinting a run of another size is the same one scaled, and Pango starts
/// threads of its own for every size it meets.
constexpr double shaping_size_pt = 100;

void scale(TextRun& run, double size_pt) {
    const double by = size_pt / shaping_size_pt;
    run.font.size_pt = size_pt;
    for (Glyph& glyph : run.glyphs) {
        glyph.x *= by;
        glyph.y *= by;
    }
    for (double* length : {&run.width, &run.ascent, &run.descent, &run.cap_height}) *length *= by;
    run.ink = {run.ink.x * by, run.ink.y * by, run.ink.width * by, run.ink.height * by};
}

std::vector<TextRun> fixed_width(std::string_view text, const Font& font) {
    if (text.empty()) return {};
    TextRun run;
    run.text = text;
    run.font = font;
    for (unsigned char byte : text) {
        if ((byte & 0xC0U) == 0x80U) continue;  // the rest of a code point
        run.glyphs.push_back({byte, run.width, 0});
        run.width += 0.5 * font.size_pt;
    }
    run.ascent = 0.9 * font.size_pt;
    run.descent = 0.25 * font.size_pt;
    run.cap_height = 0.7 * font.size_pt;
    return {run};
}

/// What one measurer keeps between words. Worlds are built at the first word that needs them.
class Measurer {
public:
    Measurer(std::shared_ptr<std::vector<std::string>> replaced, FindFont find)
        : replaced_(std::move(replaced)), find_(std::move(find)) {}

    std::vector<TextRun> operator()(std::string_view text, const Font& font) {
        const std::string family = optical_family(font.family, font.size_pt);
        auto [place, is_new] = cache_.try_emplace(Key{std::string(text), family, font.weight, font.italic});
        if (is_new) place->second = measure(text, {family, shaping_size_pt, font.weight, font.italic});
        std::vector<TextRun> runs = place->second;
        for (TextRun& run : runs) scale(run, font.size_pt);
        return runs;
    }

private:
    using Key = std::tuple<std::string, std::string, int, bool>;

    std::vector<TextRun> measure(std::string_view text, const Font& font) {
        if (text.empty()) return {};
        const std::string& family = found_family(font.family);
        if (auto run = shape_latin(latin_fonts_, text, font, font_file(family, font.weight, font.italic)))
            return {*run};
        if (load_pango()) return fixed_width(text, font);  // without a font file, which is reported
        Shaped shaped = world(family, font.italic).shape(text, font, family);
        if (!shaped.complete) shaped = symbol_world(family).shape(text, font, family);
        if (!shaped.complete) shaped = system_world().shape(text, font, family);
        return std::move(shaped.runs);
    }

    /// Where netfig looks by itself, or else where the caller finds them; asking costs a process, so each family is
    /// asked for once.
    std::vector<std::string> files_of(const std::string& family, bool italic) {
        auto files = font_files(family, italic);
        if (!files.empty() || !find_) return files;
        auto [place, is_new] = found_files_.try_emplace(family);
        if (!is_new) return place->second;
        for (const std::string& name : font_file_names(family)) {
            if (std::string path = find_(name); !path.empty()) place->second.push_back(std::move(path));
        }
        return place->second;
    }

    /// The family itself, or the one that takes its place.
    const std::string& found_family(const std::string& family) {
        auto [place, is_new] = found_.try_emplace(family, family);
        if (is_new && files_of(family, true).empty() && !system_has(family)) {
            if (replaced_) replaced_->push_back(family);
            for (const std::string& other : substitutes(family))
                if (!font_files(other).empty()) return place->second = other;
            place->second = "sans-serif";
        }
        return place->second;
    }

    bool system_has(const std::string& family) { return !load_pango() && system_world().has(family); }

    /// Upright words need no italic files: each one read costs a start more than half a millisecond.
    const FontWorld& world(const std::string& family, bool italic) {
        auto& world = worlds_[{family, italic}];
        if (world) return *world;
        const auto files = files_of(family, italic);
        if (files.empty()) return system_world();
        world = std::make_unique<FontWorld>(files);
        return *world;
    }

    /// The family and those that have the characters it may lack.
    const FontWorld& symbol_world(const std::string& family) {
        auto& world = symbol_worlds_[family];
        if (world) return *world;
        auto files = files_of(family, true);
        if (files.empty()) return system_world();
        for (std::string_view other : symbol_families())
            for (std::string& file : font_files(other)) files.push_back(std::move(file));
        world = std::make_unique<FontWorld>(files);
        return *world;
    }

    const FontWorld& system_world() {
        if (!system_world_) system_world_ = std::make_unique<FontWorld>(std::vector<std::string>());
        return *system_world_;
    }

    std::shared_ptr<std::vector<std::string>> replaced_;
    FindFont find_;
    LatinFonts latin_fonts_;
    std::map<std::string, std::string> found_;
    std::map<std::string, std::vector<std::string>> found_files_;
    std::map<std::pair<std::string, bool>, std::unique_ptr<FontWorld>> worlds_;  // by family and italic
    std::map<std::string, std::unique_ptr<FontWorld>> symbol_worlds_;
    std::unique_ptr<FontWorld> system_world_;
    std::map<Key, std::vector<TextRun>> cache_;
};

}  // namespace

MeasureText pango_measurer(std::shared_ptr<std::vector<std::string>> replaced, FindFont find) {
    auto measurer = std::make_shared<Measurer>(std::move(replaced), std::move(find));
    return [measurer](std::string_view text, const Font& font) { return (*measurer)(text, font); };
}

std::optional<std::string> missing_pango() { return load_pango(); }

MeasureText fixed_width_measurer() { return fixed_width; }

}  // namespace netfig
