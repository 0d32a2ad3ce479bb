#include "text/measure.h"

#include "text/fonts.h"

#include <algorithm>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <map>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <tuple>
#include <utility>

namespace netfig {
namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
struct DestroyConfig {
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
struct FreeDescription {
    void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
using Description = std::unique_ptr<PangoFontDescription, FreeDescription>;

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

void turn_hinting_off(FcPattern* pattern, gpointer) {
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
    FcPatternDel(pattern, FC_HINT_STYLE);
    FcPatternAddInteger(pattern, FC_HINT_STYLE, FC_HINT_NONE);
}

/// A font map over some font files only, or over the whole system.
class FontWorld {
public:
    explicit FontWorld(const std::vector<std::string>& files)
        : config_(files.empty() ? FcInitLoadConfigAndFonts() : FcConfigCreate()) {
        for (const std::string& file : files)
            FcConfigAppFontAddFile(config_.get(), reinterpret_cast<const FcChar8*>(file.c_str()));
        // Pango starts the system's configuration if ours is not the current one by then.
        FcConfigSetCurrent(config_.get());
        map_.reset(pango_ft2_font_map_new());
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_.get()), config_.get());
        pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map_.get()), 72, 72);
        pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map_.get()), turn_hinting_off, nullptr, nullptr);
        context_.reset(pango_font_map_create_context(map_.get()));
        pango_context_set_round_glyph_positions(context_.get(), FALSE);
        pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);
        pango_context_set_language(context_.get(), pango_language_from_string("en"));
    }

    PangoContext* context() const { return context_.get(); }

private:
    std::unique_ptr<FcConfig, DestroyConfig> config_;
    std::unique_ptr<PangoFontMap, Unref> map_;
    std::unique_ptr<PangoContext, Unref> context_;
};

Description describe(const Font& font, const std::string& family) {
    Description description(pango_font_description_new());
    pango_font_description_set_family(description.get(), family.c_str());
    pango_font_description_set_absolute_size(description.get(), font.size_pt * PANGO_SCALE);
    pango_font_description_set_weight(description.get(), static_cast<PangoWeight>(font.weight));
    pango_font_description_set_style(description.get(), font.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    return description;
}

void read_file(TextRun& run, PangoFont* font) {
    FcPattern* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcChar8* file = nullptr;
    if (FcPatternGetString(pattern, FC_FILE, 0, &file) == FcResultMatch) run.file = reinterpret_cast<const char*>(file);
    FcPatternGetInteger(pattern, FC_INDEX, 0, &run.face);
}

/// From the face in font units: Pango's own metrics would shape a sample text first, and its hb_font_t has a scale of
/// its own.
void read_metrics(TextRun& run, PangoFont* font) {
    hb_face_t* face = hb_font_get_face(pango_font_get_hb_font(font));
    hb_font_t* unscaled = hb_font_create(face);
    const double unit = run.font.size_pt / static_cast<double>(hb_face_get_upem(face));
    hb_font_extents_t extents{};
    hb_font_get_h_extents(unscaled, &extents);
    run.ascent = unit * extents.ascender;
    run.descent = -unit * extents.descender;
    hb_position_t cap_height = 0;
    const bool known = hb_ot_metrics_get_position(unscaled, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap_height) != 0;
    run.cap_height = known && cap_height > 0 ? unit * cap_height : 0.7 * run.font.size_pt;
    hb_font_destroy(unscaled);
}

void read_ink(TextRun& run, const PangoGlyphItem& item) {
    PangoRectangle ink;
    pango_glyph_string_extents(item.glyphs, item.item->analysis.font, &ink, nullptr);
    run.ink = {points(ink.x), points(ink.y), points(ink.width), points(ink.height)};
}

TextRun read_run(const PangoGlyphItem& item, std::string_view text, const Font& font, bool& complete) {
    TextRun run;
    run.font = font;
    run.text = text.substr(static_cast<std::size_t>(item.item->offset), static_cast<std::size_t>(item.item->length));
    if (PangoFont* loaded = item.item->analysis.font) {
        read_file(run, loaded);
        read_metrics(run, loaded);
        read_ink(run, item);
    }
    int x = 0;
    for (int i = 0; i < item.glyphs->num_glyphs; ++i) {
        const PangoGlyphInfo& glyph = item.glyphs->glyphs[i];
        if (glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) complete = false;
        // A glyph that no font has is drawn as the font's own "missing" sign.
        const bool drawn = glyph.glyph != PANGO_GLYPH_EMPTY;
        const std::uint32_t index = (glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) ? 0 : glyph.glyph;
        if (drawn) run.glyphs.push_back({index, points(x + glyph.geometry.x_offset), points(glyph.geometry.y_offset)});
        x += glyph.geometry.width;
    }
    run.width = points(x);
    return run;
}

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

struct Shaped {
    std::vector<TextRun> runs;
    bool complete = true;  // every character has a glyph
};

Shaped shape(const FontWorld& world, std::string_view text, const Font& font, const std::string& family) {
    std::unique_ptr<PangoLayout, Unref> layout(pango_layout_new(world.context()));
    const Description description = describe(font, family);
    pango_layout_set_font_description(layout.get(), description.get());
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_auto_dir(layout.get(), FALSE);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    Shaped shaped;
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), 0);
    for (GSList* link = line ? line->runs : nullptr; link; link = link->next)
        shaped.runs.push_back(read_run(*static_cast<PangoGlyphItem*>(link->data), text, font, shaped.complete));
    return shaped;
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
        Shaped shaped = shape(world(family, font.italic), text, font, family);
        if (!shaped.complete) shaped = shape(symbol_world(family), text, font, family);
        if (!shaped.complete) shaped = shape(system_world(), text, font, family);
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

    bool system_has(const std::string& family) {
        PangoFont* font = pango_context_load_font(system_world().context(), describe(Font{}, family).get());
        if (!font) return false;
        const Description loaded(pango_font_describe(font));
        const char* name = pango_font_description_get_family(loaded.get());
        const bool same = name && g_ascii_strcasecmp(name, family.c_str()) == 0;
        g_object_unref(font);
        return same;
    }

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
    std::map<std::string, std::string> found_;
    std::map<std::string, std::vector<std::string>> found_files_;
    std::map<std::pair<std::string, bool>, std::unique_ptr<FontWorld>> worlds_;  // by family and italic
    std::map<std::string, std::unique_ptr<FontWorld>> symbol_worlds_;
    std::unique_ptr<FontWorld> system_world_;
    std::map<Key, std::vector<TextRun>> cache_;
};

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

}  // namespace

MeasureText pango_measurer(std::shared_ptr<std::vector<std::string>> replaced, FindFont find) {
    auto measurer = std::make_shared<Measurer>(std::move(replaced), std::move(find));
    return [measurer](std::string_view text, const Font& font) { return (*measurer)(text, font); };
}

MeasureText fixed_width_measurer() { return fixed_width; }

}  // namespace netfig
