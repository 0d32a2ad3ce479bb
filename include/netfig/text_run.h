// Words shaped once: measured by compose, drawn by render, plain data in between, so that both always agree.
#pragma once

#include "netfig/geometry.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

struct Font {
    std::string family;
    double size_pt = 8;
    int weight = 400;     // as in CSS
    bool italic = false;
    friend bool operator==(const Font&, const Font&) = default;
};

/// A glyph and its place relative to the start of the run's baseline.
struct Glyph {
    std::uint32_t index = 0;  // in the font file
    double x = 0;
    double y = 0;
};

/// Words of one font on one line. `file` is the font file that was found, `face` its index in it.
/// The glyph indexes belong to that file; the family that was really used may differ from `font.family`.
struct TextRun {
    std::string text;
    Font font;
    std::string file;
    int face = 0;
    std::vector<Glyph> glyphs;
    double width = 0;    // advance
    double ascent = 0;   // of the font at this size, above the baseline
    double descent = 0;  // below it, positive
    double cap_height = 0;
    Rect ink;            // around what is really drawn, relative to the start of the baseline; empty where unknown
};

/// Shapes one line of text. A text that needs several fonts (a glyph missing from the first) gives several runs, in order.
using MeasureText = std::function<std::vector<TextRun>(std::string_view text, const Font& font)>;

/// What TeX says of a line in its document's font, in points.
struct TexSize {
    double width = 0;
    double height = 0;  // above the baseline
    double depth = 0;   // below it
    double cap_height = 0;
};

/// By tex_key() of src/text/tex.h.
using TexSizes = std::map<std::string, TexSize>;

struct PlacedRun {
    TextRun run;
    Point baseline;  // start of the baseline, relative to the label's top left corner
};

/// Text of one or more lines, with sub- and superscripts placed. Empty where `runs` is.
struct Label {
    std::string text;  // as a reader would say it, for tooltips and search
    std::vector<PlacedRun> runs;
    Size size;
    bool empty() const { return runs.empty(); }
};

}  // namespace netfig
