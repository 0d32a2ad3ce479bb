#include "text/font_world.h"

#include "base/strings.h"
#include "text/font_metrics.h"

namespace netfig {
namespace {

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

Description describe(const Font& font, const std::string& family) {
    Description description(pango_font_description_new());
    pango_font_description_set_family(description.get(), family.c_str());
    pango_font_description_set_absolute_size(description.get(), font.size_pt * PANGO_SCALE);
    pango_font_description_set_weight(description.get(), static_cast<PangoWeight>(font.weight));
    pango_font_description_set_style(description.get(), font.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    return description;
}

void read_file(TextRun& run, PangoFont* font) {
    FcPattern* pattern = pango_fc_font_get_pattern(reinterpret_cast<PangoFcFont*>(font));
    FcChar8* file = nullptr;
    if (FcPatternGetString(pattern, FC_FILE, 0, &file) == FcResultMatch) run.file = reinterpret_cast<const char*>(file);
    FcPatternGetInteger(pattern, FC_INDEX, 0, &run.face);
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
        read_metrics(run, hb_font_get_face(pango_font_get_hb_font(loaded)));
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

}  // namespace

FontWorld::FontWorld(const std::vector<std::string>& files)
    : config_(files.empty() ? FcInitLoadConfigAndFonts() : FcConfigCreate()) {
    for (const std::string& file : files)
        FcConfigAppFontAddFile(config_.get(), reinterpret_cast<const FcChar8*>(file.c_str()));
    // Pango starts the system's configuration if ours is not the current one by then.
    FcConfigSetCurrent(config_.get());
    map_.reset(pango_ft2_font_map_new());
    pango_fc_font_map_set_config(reinterpret_cast<PangoFcFontMap*>(map_.get()), config_.get());
    pango_ft2_font_map_set_resolution(reinterpret_cast<PangoFT2FontMap*>(map_.get()), 72, 72);
    pango_fc_font_map_set_default_substitute(reinterpret_cast<PangoFcFontMap*>(map_.get()), turn_hinting_off, nullptr,
                                             nullptr);
    context_.reset(pango_font_map_create_context(map_.get()));
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);
    pango_context_set_language(context_.get(), pango_language_from_string("en"));
}

Shaped FontWorld::shape(std::string_view text, const Font& font, const std::string& family) const {
    std::unique_ptr<PangoLayout, UnrefObject> layout(pango_layout_new(context_.get()));
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

bool FontWorld::has(const std::string& family) const {
    PangoFont* font = pango_context_load_font(context_.get(), describe(Font{}, family).get());
    if (!font) return false;
    const Description loaded(pango_font_describe(font));
    const char* name = pango_font_description_get_family(loaded.get());
    const bool same = name && lower_case(name) == lower_case(family);
    g_object_unref(font);
    return same;
}

}  // namespace netfig
