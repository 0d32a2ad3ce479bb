#include "paint/stems.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

namespace netfig {
namespace {

constexpr double near = 1e-3;  // routes are rounded to thousandths of a point

Point on_the_way(Point from, Point to, double length) {
    const double whole = distance(from, to);
    if (whole <= 0) return from;
    return {from.x + (to.x - from.x) * length / whole, from.y + (to.y - from.y) * length / whole};
}

/// True where `to` and `other` lie in the same direction from `from`.
bool same_direction(Point from, Point to, Point other) {
    const double cross = (to.x - from.x) * (other.y - from.y) - (to.y - from.y) * (other.x - from.x);
    const double dot = (to.x - from.x) * (other.x - from.x) + (to.y - from.y) * (other.y - from.y);
    return std::abs(cross) < near && dot > 0;
}

/// How far two routes run together from their common start.
double shared_length(std::span<const Point> one, std::span<const Point> other) {
    if (one.size() < 2 || other.size() < 2 || distance(one[0], other[0]) > near) return 0;
    double shared = 0;
    Point at = one[0];
    std::size_t i = 1, j = 1;
    while (i < one.size() && j < other.size() && same_direction(at, one[i], other[j])) {
        const double to_one = distance(at, one[i]), to_other = distance(at, other[j]);
        const Point next = to_one < to_other ? one[i] : other[j];
        shared += std::min(to_one, to_other);
        if (to_one <= to_other + near) ++i;
        if (to_other <= to_one + near) ++j;
        at = next;
    }
    return shared;
}

std::vector<Point> without_start(const std::vector<Point>& points, double length) {
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double piece = distance(points[i - 1], points[i]);
        if (length < piece) {
            std::vector<Point> rest{on_the_way(points[i - 1], points[i], length)};
            rest.insert(rest.end(), points.begin() + static_cast<std::ptrdiff_t>(i), points.end());
            return rest;
        }
        length -= piece;
    }
    return points;
}

bool look_alike(const FigureLink& one, const FigureLink& other) {
    return one.stroke == other.stroke && one.stroke_width == other.stroke_width && !one.dashed && !other.dashed;
}

}  // namespace

Table<FigureLinkId, std::vector<Point>> lines_without_shared_stems(const Figure& figure, const LaidOutFigure& layout) {
    Table<FigureLinkId, std::vector<Point>> lines(figure.links.size());
    std::map<std::size_t, std::vector<FigureLinkId>> drawn;  // by tensor
    for (const FigureLinkId id : figure.links.ids()) {
        const std::vector<Point>& route = layout.routes[id].points;
        double shared = 0;
        for (const FigureLinkId earlier : drawn[figure.links[id].tensor]) {
            if (!look_alike(figure.links[id], figure.links[earlier])) continue;
            shared = std::max(shared, shared_length(route, layout.routes[earlier].points));
        }
        shared -= figure.distances.corner_radius;
        lines[id] = shared > 0 ? without_start(route, shared) : route;
        drawn[figure.links[id].tensor].push_back(id);
    }
    return lines;
}

}  // namespace netfig
