#include "paint/outlines.h"

#include <algorithm>
#include <cmath>

namespace netfig {
namespace {

/// How far the control points of a cubic curve stand from the ends of the quarter circle it draws, per radius.
constexpr double quarter_arc = 0.5522847498;

/// Corners that turn less than this are no corners, lengths below it no lengths.
constexpr double tiny = 1e-6;

constexpr double dash = 2.4;
constexpr double gap = 1.6;

constexpr double head_width_per_length = 0.8;
constexpr double head_notch_per_length = 0.22;

Point mix(Point from, Point to, double share) {
    return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}

/// The arc that touches the lines to `corner` at `from` and `to`.
CurveTo corner_arc(Point from, Point corner, Point to) {
    return {mix(from, corner, quarter_arc), mix(to, corner, quarter_arc), to};
}

/// Two radii on one side share its length, in proportion where it is too short for both.
void shrink_to_fit(CornerRadii& radii, const Rect& rect) {
    double scale = 1;
    for (std::size_t corner = 0; corner < 4; ++corner) {
        const double side = corner % 2 == 0 ? rect.width : rect.height;
        const double wanted = radii[corner] + radii[(corner + 1) % 4];
        if (wanted > side) scale = std::min(scale, std::max(side, 0.0) / wanted);
    }
    for (double& radius : radii) radius *= scale;
}

/// Adds up the length of a path, step by step.
struct Ruler {
    Point start;
    Point at;
    double length = 0;
    bool closed = false;

    void operator()(const MoveTo& step) { start = at = step.to; }
    void operator()(const LineTo& step) { advance(step.to); }
    void operator()(const CurveTo& step) {
        constexpr int pieces = 8;
        const Point from = at;
        for (int i = 1; i <= pieces; ++i) {
            const double share = static_cast<double>(i) / pieces;
            const Point middle = mix(step.control1, step.control2, share);
            const Point left = mix(mix(from, step.control1, share), middle, share);
            const Point right = mix(middle, mix(step.control2, step.to, share), share);
            advance(mix(left, right, share));
        }
    }
    void operator()(const ClosePath&) {
        advance(start);
        closed = true;
    }
    void advance(Point to) {
        length += distance(at, to);
        at = to;
    }
};

std::vector<Point> without_repetitions(const std::vector<Point>& points) {
    std::vector<Point> kept;
    for (const Point& point : points) {
        if (kept.empty() || distance(kept.back(), point) > tiny) kept.push_back(point);
    }
    return kept;
}

}  // namespace

std::vector<PathStep> rounded_rectangle(const Rect& rect, CornerRadii radii) {
    shrink_to_fit(radii, rect);
    const std::array<Point, 4> corners{
        {{rect.x, rect.y}, {rect.right(), rect.y}, {rect.right(), rect.bottom()}, {rect.x, rect.bottom()}}};
    std::vector<PathStep> steps;
    for (std::size_t i = 0; i < 4; ++i) {
        const Point corner = corners[i];
        const Point before = corners[(i + 3) % 4];
        const Point after = corners[(i + 1) % 4];
        const double radius = radii[i];
        const Point start = radius > tiny ? mix(corner, before, radius / distance(corner, before)) : corner;
        if (steps.empty()) {
            steps.emplace_back(MoveTo{start});
        } else {
            steps.emplace_back(LineTo{start});
        }
        if (radius > tiny) {
            steps.emplace_back(corner_arc(start, corner, mix(corner, after, radius / distance(corner, after))));
        }
    }
    steps.emplace_back(ClosePath{});
    return steps;
}

std::vector<PathStep> rounded_rectangle(const Rect& rect, double radius) {
    return rounded_rectangle(rect, CornerRadii{radius, radius, radius, radius});
}

std::vector<PathStep> circle(Point center, double radius) {
    const Point top{center.x, center.y - radius};
    const Point right{center.x + radius, center.y};
    const Point bottom{center.x, center.y + radius};
    const Point left{center.x - radius, center.y};
    return {MoveTo{top},
            corner_arc(top, {right.x, top.y}, right),
            corner_arc(right, {right.x, bottom.y}, bottom),
            corner_arc(bottom, {left.x, bottom.y}, left),
            corner_arc(left, {left.x, top.y}, top),
            ClosePath{}};
}

std::vector<PathStep> rounded_line(const std::vector<Point>& points, double radius) {
    const std::vector<Point> bends = without_repetitions(points);
    std::vector<PathStep> steps;
    if (bends.size() < 2) return steps;
    steps.emplace_back(MoveTo{bends.front()});
    for (std::size_t i = 1; i + 1 < bends.size(); ++i) {
        // An inner piece is shared by the corners at both its ends, the first and the last belong to one corner alone.
        const double before = distance(bends[i - 1], bends[i]) / (i == 1 ? 1 : 2);
        const double after = distance(bends[i], bends[i + 1]) / (i + 2 == bends.size() ? 1 : 2);
        const double fitting = std::min({radius, before, after});
        const Point start = mix(bends[i], bends[i - 1], fitting / distance(bends[i], bends[i - 1]));
        const Point end = mix(bends[i], bends[i + 1], fitting / distance(bends[i], bends[i + 1]));
        const double turn =
            (start.x - bends[i].x) * (end.y - bends[i].y) - (start.y - bends[i].y) * (end.x - bends[i].x);
        if (std::abs(turn) < tiny) {
            steps.emplace_back(LineTo{bends[i]});
            continue;
        }
        steps.emplace_back(LineTo{start});
        steps.emplace_back(corner_arc(start, bends[i], end));
    }
    steps.emplace_back(LineTo{bends.back()});
    return steps;
}

std::vector<double> fitted_dashes(const std::vector<PathStep>& steps) {
    Ruler ruler;
    for (const PathStep& step : steps) std::visit(ruler, step);
    const double last_dash = ruler.closed ? 0 : dash;
    const double count = std::max(std::round((ruler.length - last_dash) / (dash + gap)), 1.0);
    const double scale = ruler.length / (count * (dash + gap) + last_dash);
    if (!(scale > tiny)) return {};
    return {dash * scale, gap * scale};
}

ArrowHead arrow_head(Point from, Point tip, double length) {
    const double whole = std::max(distance(from, tip), tiny);
    const Point along{(tip.x - from.x) / whole, (tip.y - from.y) / whole};
    const double half = length * head_width_per_length / 2;
    const auto place = [&](double back, double aside) {
        return Point{tip.x - along.x * back - along.y * aside, tip.y - along.y * back + along.x * aside};
    };
    const double notch = length * (1 - head_notch_per_length);
    ArrowHead head;
    head.outline = {MoveTo{tip}, LineTo{place(length, half)}, LineTo{place(notch, 0)}, LineTo{place(length, -half)},
                    ClosePath{}};
    head.line_end = place(notch - length * 0.1, 0);
    return head;
}

}  // namespace netfig
