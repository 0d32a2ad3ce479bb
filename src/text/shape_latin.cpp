#include "text/shape_latin.h"

#include "text/font_metrics.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace netfig {
namespace {

constexpr double units_per_point = 1024;  // Pango's, so that both round alike

struct Range {
    char32_t first, last;
};
// Of the scripts Latin and Common, without marks that combine, signs that may be pictures, and what is not seen.
constexpr Range latin[] = {{0x20, 0x7e},     {0xa1, 0xac},     {0xae, 0x17f},    {0x2010, 0x2016},
                           {0x2018, 0x2022}, {0x2026, 0x2026}, {0x2030, 0x203a}, {0x2200, 0x22ff}};

bool is_latin(hb_codepoint_t point) {
    return std::ranges::any_of(latin,
                               [point](const Range& range) { return range.first <= point && point <= range.last; });
}

hb_font_t* open_font(LatinFonts& fonts, const std::string& file, double size_pt) {
    const auto [place, is_new] = fonts.try_emplace(file);
    if (!is_new) return place->second.get();
    hb_blob_t* blob = hb_blob_create_from_file_or_fail(file.c_str());
    if (!blob) return nullptr;
    hb_face_t* face = hb_face_create(blob, 0);
    if (hb_face_get_glyph_count(face) > 0) {
        place->second.reset(hb_font_create(face));
        const int scale = static_cast<int>(std::lround(size_pt * units_per_point));
        hb_font_set_scale(place->second.get(), scale, scale);
    }
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return place->second.get();
}

struct DestroyBuffer {
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};
using Buffer = std::unique_ptr<hb_buffer_t, DestroyBuffer>;

std::span<const hb_glyph_info_t> infos_of(const Buffer& buffer) {
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
    return {infos, count};
}

/// The characters, if none of them needs Pango.
Buffer characters_of(std::string_view text) {
    Buffer buffer(hb_buffer_create());
    const int length = static_cast<int>(text.size());
    hb_buffer_add_utf8(buffer.get(), text.data(), length, 0, length);
    const auto is_plain = [](const hb_glyph_info_t& info) { return is_latin(info.codepoint); };
    return std::ranges::all_of(infos_of(buffer), is_plain) ? std::move(buffer) : nullptr;
}

/// Characters to glyphs; false where the font lacks one.
bool shape(const Buffer& buffer, hb_font_t* font) {
    hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer.get(), hb_language_from_string("en", -1));
    hb_buffer_guess_segment_properties(buffer.get());  // the script of the first letter
    if (hb_buffer_get_script(buffer.get()) == HB_SCRIPT_INVALID) hb_buffer_set_script(buffer.get(), HB_SCRIPT_COMMON);
    hb_shape(font, buffer.get(), nullptr, 0);
    return std::ranges::none_of(infos_of(buffer), [](const hb_glyph_info_t& info) { return info.codepoint == 0; });
}

/// A rectangle that grows around the ink of each glyph.
struct Ink {
    int left = 0, top = 0, right = 0, bottom = 0;
    bool empty = true;

    void add(const hb_glyph_extents_t& extents, int x, int y) {
        if (extents.width == 0 || extents.height == 0) return;
        const Ink other{x + extents.x_bearing, y - extents.y_bearing, x + extents.x_bearing + extents.width,
                        y - extents.y_bearing - extents.height, false};
        if (empty) {
            *this = other;
            return;
        }
        *this = {std::min(left, other.left), std::min(top, other.top), std::max(right, other.right),
                 std::max(bottom, other.bottom), false};
    }
};

double points(int units) { return units / units_per_point; }

}  // namespace

std::optional<TextRun> shape_latin(LatinFonts& fonts, std::string_view text, const Font& font,
                                   const std::string& file) {
    const Buffer buffer = file.empty() ? nullptr : characters_of(text);
    hb_font_t* opened = buffer ? open_font(fonts, file, font.size_pt) : nullptr;
    if (!opened || !shape(buffer, opened)) return std::nullopt;

    TextRun run;
    run.font = font;
    run.text = text;
    run.file = file;
    read_metrics(run, hb_font_get_face(opened));
    Ink ink;
    int x = 0;
    const hb_glyph_position_t* place = hb_buffer_get_glyph_positions(buffer.get(), nullptr);
    for (const hb_glyph_info_t& glyph : infos_of(buffer)) {
        const int left = x + place->x_offset, top = -place->y_offset;
        run.glyphs.push_back({glyph.codepoint, points(left), points(top)});
        hb_glyph_extents_t extents{};
        hb_font_get_glyph_extents(opened, glyph.codepoint, &extents);
        ink.add(extents, left, top);
        x += place++->x_advance;
    }
    run.width = points(x);
    run.ink = {points(ink.left), points(ink.top), points(ink.right - ink.left), points(ink.bottom - ink.top)};
    return run;
}

}  // namespace netfig
