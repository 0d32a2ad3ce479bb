// Exact outlines out of lines and cubic curves: what boxes, lines and arrow heads are drawn with.
#pragma once

#include "netfig/scene.h"

#include <array>
#include <vector>

namespace netfig {

/// Radii of the corners, clockwise from the top left one.
using CornerRadii = std::array<double, 4>;

/// A closed rectangle. Radii that do not fit are made smaller.
std::vector<PathStep> rounded_rectangle(const Rect& rect, CornerRadii radii);
std::vector<PathStep> rounded_rectangle(const Rect& rect, double radius);

std::vector<PathStep> circle(Point center, double radius);

/// An open line through `points` whose corners are arcs of `radius`, smaller where the pieces beside a corner are
/// short.
std::vector<PathStep> rounded_line(const std::vector<Point>& points, double radius);

/// Dashes that fit a path: it starts and ends with a dash (a closed one goes on where it started).
std::vector<double> fitted_dashes(const std::vector<PathStep>& steps);

/// A slim arrow head with a notched back; it points from `from` to `tip`.
struct ArrowHead {
    std::vector<PathStep> outline;
    Point line_end;  // where the line to it stops: inside the notch, so that no gap shows
};
ArrowHead arrow_head(Point from, Point tip, double length);

}  // namespace netfig
