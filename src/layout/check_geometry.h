// What the checks of a layout and the passes over a finished one share: plain geometry, with a tolerance far below what
// an eye can see.
#pragma once

#include "netfig/laid_out_figure.h"

#include <algorithm>
#include <string>

namespace netfig::layered {

constexpr double tolerance = 0.05;

inline bool overlap(const Rect& one, const Rect& other) {
    return one.x + tolerance < other.right() && other.x + tolerance < one.right() &&
           one.y + tolerance < other.bottom() && other.y + tolerance < one.bottom();
}

inline bool contains(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
           inner.right() <= outer.right() + tolerance && inner.bottom() <= outer.bottom() + tolerance;
}

/// The straight piece from one point to the next as a rectangle without width or height.
inline Rect piece(Point from, Point to) {
    return {std::min(from.x, to.x), std::min(from.y, to.y), std::max(from.x, to.x) - std::min(from.x, to.x),
            std::max(from.y, to.y) - std::min(from.y, to.y)};
}

/// Across for along, so that what flows right is read as if it flowed down.
inline Point turn(Point point) { return {point.y, point.x}; }
inline Rect turn(const Rect& rect) { return {rect.y, rect.x, rect.height, rect.width}; }

/// Whether `box` is `frame` or lies within it.
inline bool is_inside(const Figure& figure, BoxId box, BoxId frame) {
    while (box.valid() && box > frame) box = figure.boxes[box].parent;  // parents stand before their children
    return box == frame;
}

inline std::string name_of(const Figure& figure, FigureLinkId id) {
    return figure.boxes[figure.links[id].from].path + " -> " + figure.boxes[figure.links[id].to].path;
}

/// Per frame: on which sides its lines cross the border, in order of the links.
Table<BoxId, std::string> sides_of_ports(const Figure& figure, const LaidOutFigure& layout);

}  // namespace netfig::layered
