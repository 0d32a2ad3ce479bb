// Paths of a scene told as TikZ tells them: corners with a radius instead of curves.
#pragma once

#include "netfig/geometry.h"
#include "netfig/scene.h"

#include <optional>
#include <string>
#include <vector>

namespace netfig {

/// A rectangle whose corners are equally round, or a circle.
struct TikzShape {
    Rect rect;
    double radius = 0;
    bool circle = false;
};

/// What a box's outline is, if it is one of those.
std::optional<TikzShape> shape_of(const std::vector<PathStep>& steps);

/// The places that a line goes through, its round corners as their corner points.
struct TikzLine {
    struct Place {
        Point at;
        double radius = 0;  // of the corner here
    };
    std::vector<Place> places;
    bool closed = false;
};

Rect bounds_of(const TikzLine& line);

/// Nothing where the path has curves that are no corners.
std::optional<TikzLine> line_of(const std::vector<PathStep>& steps);

/// "12.5,3" without brackets; two decimals.
std::string tikz_number(double value);
std::string tikz_point(Point point);

/// `(1,2) -- (3,4) -- cycle` with the radius said wherever it changes from `radius`.
std::string tikz_path(const std::vector<PathStep>& steps, double radius);

}  // namespace netfig
