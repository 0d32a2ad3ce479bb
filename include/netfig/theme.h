// How a figure looks, as far as a theme file says it. Lengths in points, font sizes at the printed size.
#pragma once

#include "netfig/text_run.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace netfig {

/// sRGB, without transparency: colours are blended before they are drawn, so that a PDF needs no transparency group.
struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    friend bool operator==(const Color&, const Color&) = default;
};

/// WCAG 2.1 contrast ratio, 1 to 21.
double contrast(Color one, Color other);

enum class BoxShape {
    rectangle,  // corners rounded by `corner_radius`
    pill,       // ends are half circles
    circle,     // small, holds a symbol: the round operators
    bar,        // a thin bar across the flow: a concatenation that spans its branches
    plain,      // text alone
};

/// How lines run from box to box.
enum class LineStyle {
    orthogonal,  // along the flow and across it
    direct,      // straight at a slant, where that saves bends and nothing is in the way
};

/// What a kind of operation, a style or an instance may set; unset properties fall through to the next farther rule.
struct LookRule {
    std::optional<Color> fill, stroke, text;
    std::optional<BoxShape> shape;
    std::optional<double> stroke_width, corner_radius, font_size;
    std::optional<bool> dashed, bold;
    std::optional<std::string> symbol;  // drawn instead of the label where the shape is a circle
};

/// The distances that layout keeps.
struct Distances {
    double between_boxes = 10;    // across the flow
    double between_layers = 14;   // along the flow, room for an arrow
    double frame_padding = 8;     // inside a frame
    double lane = 6;              // between parallel lines, and between a line and a box
    double title_gap = 3;         // around a frame's title
    double page_margin = 4;
    double corner_radius = 3;     // of lines
    double arrow_length = 4;      // of arrow heads, which keep a straight piece of this length before the border
};

struct Theme {
    std::string name;
    Color background{255, 255, 255};
    bool paint_background = false;   // paper leaves the page transparent
    std::string font_family;         // of all text
    std::string math_family;         // of `$…$`
    double font_size = 8;
    double small_font_size = 6.5;    // second lines, shapes on arrows, badges
    double title_font_size = 9;
    double node_padding_x = 6, node_padding_y = 3.5;
    double node_min_width = 30, node_min_height = 15;
    double operator_diameter = 11;
    LookRule node;                   // what every box starts from
    LookRule frame;                  // what every block frame starts from
    std::vector<Color> frame_fills;  // by nesting depth, repeated from the last
    LookRule terminal;               // In and Out at the top
    LookRule link;                   // stroke, stroke_width, dashed
    Color label_color;               // of arrows' labels and frames' titles
    std::map<std::string, LookRule> kinds;  // "convolution" → its look; "" is an operation without kind
    Distances distances;
    LineStyle lines = LineStyle::orthogonal;
    bool fewest_bends = false;       // before shared stems and even spacing
};

}  // namespace netfig
