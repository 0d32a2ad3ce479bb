// A straight piece between two points, at any slant.
#pragma once

#include "netfig/geometry.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace netfig::layered {

struct Stretch {
    Point from, to;
};

inline double cross(Point origin, Point one, Point other) {
    return (one.x - origin.x) * (other.y - origin.y) - (one.y - origin.y) * (other.x - origin.x);
}

inline double distance_to(const Stretch& stretch, Point point) {
    const double dx = stretch.to.x - stretch.from.x, dy = stretch.to.y - stretch.from.y;
    const double length = dx * dx + dy * dy;
    const double along = length > 0 ? ((point.x - stretch.from.x) * dx + (point.y - stretch.from.y) * dy) / length : 0;
    const double share = std::clamp(along, 0.0, 1.0);
    return distance(point, {stretch.from.x + share * dx, stretch.from.y + share * dy});
}

/// Both pass through each other; touching is not crossing.
inline bool crosses(const Stretch& one, const Stretch& other) {
    const double a = cross(one.from, one.to, other.from), b = cross(one.from, one.to, other.to);
    const double c = cross(other.from, other.to, one.from), d = cross(other.from, other.to, one.to);
    return a * b < 0 && c * d < 0;
}

/// The least distance from an end of either to the other: 0 where they touch.
inline double gap_at_ends(const Stretch& one, const Stretch& other) {
    return std::min({distance_to(one, other.from), distance_to(one, other.to), distance_to(other, one.from),
                     distance_to(other, one.to)});
}

/// Whether any point of the stretch lies within the rectangle, `depth` from its border or deeper.
inline bool meets(const Stretch& stretch, const Rect& rect, double depth) {
    double first = 0, last = 1;
    const auto clip = [&](double from, double by, double low, double high) {
        if (by == 0) return from > low && from < high;
        const double one = (low - from) / by, other = (high - from) / by;
        first = std::max(first, std::min(one, other));
        last = std::min(last, std::max(one, other));
        return first < last;
    };
    return clip(stretch.from.x, stretch.to.x - stretch.from.x, rect.x + depth, rect.right() - depth) &&
           clip(stretch.from.y, stretch.to.y - stretch.from.y, rect.y + depth, rect.bottom() - depth);
}

}  // namespace netfig::layered
