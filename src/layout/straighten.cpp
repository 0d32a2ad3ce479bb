#include "layout/straighten.h"

#include "layout/check_geometry.h"
#include "layout/drawn_strokes.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace netfig::layered {

namespace {

using Points = std::vector<Point>;

/// A route from one of its ends, turned so that it leaves its box downwards or upwards.
struct View {
    FigureLinkId link;
    bool from_target = false;
    bool turned = false;
    Points points;
    Rect box, far_box;  // of this end, and of the other
};

/// The part of a route that would be new, the part that it replaces, and the whole.
struct Change {
    Points fresh, old, whole;
};

struct Straightener {
    const Figure& figure;
    LaidOutFigure& layout;
    DrawnStrokes drawn;
    Table<BoxId, std::vector<FigureLinkId>> ends_at;  // links that start or end at a box
    const double clearance;                           // between a new line and anything else
    const double pin_gap, rim;                        // along a box's side: between lines, and from its corners
    const double least_exit, least_entry, margin;

    Straightener(const Figure& figure_in, LaidOutFigure& layout_in);
    void draw(FigureLinkId link) { drawn.draw(link, layout.routes[link]); }
    View view(FigureLinkId link, bool from_target) const;

    bool is_same_end(FigureLinkId one, FigureLinkId other, bool from_target) const;
    bool is_related(FigureLinkId one, FigureLinkId other) const;
    bool is_inside(FigureLinkId link, BoxId frame) const;
    std::optional<int> crossings(const Points& points, const View& seen);
    int crossings_now(const Points& points, FigureLinkId link);
    std::optional<int> crossing(const Rect& fresh, const Stroke& stroke, const View& seen) const;
    bool is_near(const Rect& fresh, const Stroke& stroke, const View& seen) const;
    bool accept(const View& seen, Change change);

    bool is_round(BoxId box) const;
    std::vector<double> places_beside(const View& seen, bool right) const;
    bool beside(const View& seen);
    bool leave_for(const View& seen, std::size_t kept);
    bool cut_short(const View& seen);
    bool make_way(const View& seen);
    bool slide(const View& seen);
    bool meet_halfway(const View& seen);
    bool fall_straight(const View& seen);
    void improve(BoxId box);
};

Straightener::Straightener(const Figure& figure_in, LaidOutFigure& layout_in)
    : figure(figure_in),
      layout(layout_in),
      drawn(figure_in, layout_in),
      ends_at(figure_in.boxes.size()),
      clearance(clearance_of(figure_in.distances)),
      pin_gap(std::min(figure_in.distances.lane, 5.0)),
      rim(std::min(clearance, 4.0)),
      least_exit(figure_in.distances.corner_radius + 2),
      least_entry(figure_in.distances.corner_radius + figure_in.distances.arrow_length + 1),
      margin(std::min(figure_in.distances.lane, 5.0)) {
    for (const auto id : figure.links.ids()) {
        if (figure.links[id].from == figure.links[id].to) continue;
        ends_at[figure.links[id].from].push_back(id);
        ends_at[figure.links[id].to].push_back(id);
    }
}

View Straightener::view(FigureLinkId link, bool from_target) const {
    const auto& ends = figure.links[link];
    View seen{link,
              from_target,
              false,
              layout.routes[link].points,
              layout.boxes[from_target ? ends.to : ends.from],
              layout.boxes[from_target ? ends.from : ends.to]};
    if (from_target) std::reverse(seen.points.begin(), seen.points.end());
    seen.turned = seen.points.size() > 1 && seen.points[0].y == seen.points[1].y;
    if (!seen.turned) return seen;
    for (auto& point : seen.points) point = turn(point);
    seen.box = turn(seen.box);
    seen.far_box = turn(seen.far_box);
    return seen;
}

/// Lines of one output may share a stem, lines to one input a tail.
bool Straightener::is_same_end(FigureLinkId one, FigureLinkId other, bool from_target) const {
    const auto &a = figure.links[one], &b = figure.links[other];
    if (from_target) return a.to == b.to && a.to_port == b.to_port;
    return a.from == b.from && a.from_port == b.from_port && a.tensor == b.tensor;
}

bool Straightener::is_related(FigureLinkId one, FigureLinkId other) const {
    return is_same_end(one, other, false) || is_same_end(one, other, true);
}

bool Straightener::is_inside(FigureLinkId link, BoxId frame) const {
    const auto& ends = figure.links[link];
    return layered::is_inside(figure, ends.from, frame) || layered::is_inside(figure, ends.to, frame);
}

/// Whether the stroke stands too close to a new piece that it does not cross.
bool Straightener::is_near(const Rect& fresh, const Stroke& stroke, const View& seen) const {
    const double apart = distance_between(fresh, stroke.rect);
    if (apart >= clearance) return false;
    const auto& ends = figure.links[seen.link];
    if (stroke.kind == StrokeKind::box) return stroke.box != ends.from && stroke.box != ends.to;
    if (stroke.kind != StrokeKind::line) return true;
    if (!is_related(seen.link, stroke.link)) return true;
    const bool parallel = stroke.is_vertical() == (fresh.height > fresh.width);
    return parallel && apart > tolerance;
}

/// Where a piece and a stroke cross: how far that is from the nearest end of either.
std::optional<double> crossing_at(const Rect& fresh, const Stroke& stroke) {
    const bool vertical = fresh.height > fresh.width;
    const Rect &one = vertical ? fresh : stroke.rect, &other = vertical ? stroke.rect : fresh;
    const double to_end = std::min({one.x - other.x, other.right() - one.x, other.y - one.y, one.bottom() - other.y});
    return stroke.is_vertical() != vertical && to_end > 0 ? std::optional(to_end) : std::nullopt;
}

/// 1 where the stroke crosses the new piece, 0 where it keeps away from it; nothing where it is in the way.
std::optional<int> Straightener::crossing(const Rect& fresh, const Stroke& stroke, const View& seen) const {
    const auto to_end = crossing_at(fresh, stroke);
    if (!to_end) return is_near(fresh, stroke, seen) ? std::nullopt : std::optional(0);
    const bool at_end = *to_end < clearance;
    switch (stroke.kind) {
        case StrokeKind::frame:
            return at_end || !is_inside(seen.link, stroke.box) ? std::nullopt : std::optional(0);
        case StrokeKind::line:
            return at_end && !is_related(seen.link, stroke.link) ? std::nullopt : std::optional(1);
        case StrokeKind::box:
        case StrokeKind::text:
            break;
    }
    return std::nullopt;
}

/// How many lines the new points cross; nothing where something is in their way.
std::optional<int> Straightener::crossings(const Points& points, const View& seen) {
    int total = 0;
    for (std::size_t at = 1; at < points.size(); ++at) {
        const Rect fresh = piece(points[at - 1], points[at]);
        for (const int index : drawn.grid.near(fresh, clearance)) {
            if (drawn.grid[index].kind == StrokeKind::line && drawn.grid[index].link == seen.link) continue;
            const auto found = crossing(fresh, drawn.grid[index], seen);
            if (!found) return std::nullopt;
            total += *found;
        }
    }
    return total;
}

int Straightener::crossings_now(const Points& points, FigureLinkId link) {
    int total = 0;
    for (std::size_t at = 1; at < points.size(); ++at) {
        const Rect old = piece(points[at - 1], points[at]);
        for (const int index : drawn.grid.near(old, 0)) {
            const Stroke& stroke = drawn.grid[index];
            if (stroke.kind != StrokeKind::line || stroke.link == link || is_related(link, stroke.link)) continue;
            total += crossing_at(old, stroke).has_value();
        }
    }
    return total;
}

bool Straightener::accept(const View& seen, Change change) {
    for (auto* points : {&change.fresh, &change.old, &change.whole}) {
        for (auto& point : *points) point = seen.turned ? turn(point) : point;
    }
    const auto is_outside = [&](Point point) {
        return std::min({point.x, point.y, layout.page.width - point.x, layout.page.height - point.y}) < 1;
    };
    if (std::any_of(change.fresh.begin(), change.fresh.end(), is_outside)) return false;
    const auto fresh = crossings(change.fresh, seen);
    if (!fresh || (*fresh > 0 && *fresh > crossings_now(change.old, seen.link))) return false;
    if (seen.from_target) std::reverse(change.whole.begin(), change.whole.end());
    layout.routes[seen.link].points = std::move(change.whole);
    draw(seen.link);
    return true;
}

bool Straightener::is_round(BoxId id) const {
    const auto& box = figure.boxes[id];
    const auto* node = std::get_if<NodeBox>(&box.content);
    return !node || node->any_side || box.badge || box.look.shape == BoxShape::pill ||
           box.look.shape == BoxShape::circle;
}

/// Where a line may leave on the box's left or right: where its own kind does, in the middle, or clear of others there.
std::vector<double> Straightener::places_beside(const View& seen, bool right) const {
    const auto& ends = figure.links[seen.link];
    const BoxId box = seen.from_target ? ends.to : ends.from;
    const double side = right ? seen.box.right() : seen.box.x, middle = seen.box.center().y;
    if (is_round(box)) return {middle};
    std::vector<double> own, others;
    for (const auto link : ends_at[box]) {
        if (link == seen.link) continue;
        for (const bool from_target : {false, true}) {
            const auto& points = layout.routes[link].points;
            if (points.empty() || (from_target ? figure.links[link].to : figure.links[link].from) != box) continue;
            Point at = from_target ? points.back() : points.front();
            if (seen.turned) at = turn(at);
            if (std::abs(at.x - side) > tolerance) continue;
            const bool same = from_target == seen.from_target && is_same_end(link, seen.link, from_target);
            (same ? own : others).push_back(at.y);
        }
    }
    std::vector<double> places = own;
    places.push_back(middle);
    for (const double other : others) {
        for (const double step : {1.0, -1.0}) places.push_back(other + step * pin_gap);
    }
    std::erase_if(places, [&](double y) { return y < seen.box.y + rim || y > seen.box.bottom() - rim; });
    return places;
}

/// Down, across, down or up again, and so on: instead, leave at the side straight for one of the pieces along the flow.
bool Straightener::beside(const View& seen) {
    for (std::size_t kept = (seen.points.size() - 2) / 2 * 2; kept >= 2; kept -= 2) {
        if (leave_for(seen, kept)) return true;
    }
    return false;
}

/// From `kept` on the route stays as it is.
bool Straightener::leave_for(const View& seen, std::size_t kept) {
    const auto& points = seen.points;
    const double x = points[kept].x, from = points[kept].y, end = points[kept + 1].y;
    const bool right = x > seen.box.center().x, down = end > from;
    const double side = right ? seen.box.right() : seen.box.x;
    const double least = seen.from_target ? least_entry : least_exit;
    if ((right ? x - side : side - x) < least) return false;
    const bool is_last = points.size() == kept + 2;
    const double last = !is_last ? 2 * figure.distances.corner_radius : seen.from_target ? least_exit : least_entry;
    for (const double y : places_beside(seen, right)) {
        if ((down ? end - y : y - end) < last) continue;
        const Point corner{x, y};
        const auto cut = points.begin() + static_cast<std::ptrdiff_t>(kept) + 1;
        Change change{{{side, y}, corner}, Points(points.begin(), cut), {{side, y}, corner}};
        const bool is_longer = down ? y < from : y > from;
        (is_longer ? change.fresh : change.old).push_back(is_longer ? points[kept] : corner);
        change.whole.insert(change.whole.end(), cut, points.end());
        if (accept(seen, std::move(change))) return true;
    }
    return false;
}

/// Straight on until the line meets a later piece of itself, or where that would begin earlier: what lies between is a
/// detour.
bool Straightener::cut_short(const View& seen) {
    const auto& points = seen.points;
    const double x = points[0].x, start = points[0].y, corner = 2 * figure.distances.corner_radius;
    const bool down = points[1].y > start;
    for (std::size_t at = points.size() - 2; at >= 3; --at) {
        if (at % 2 == 0) continue;
        const Point from = points[at], to = points[at + 1];
        const bool meets = (to.x - x) * (to.x - from.x) > 0 && std::abs(to.x - x) >= corner;
        const double length = down ? from.y - start : start - from.y;
        if (!meets || length < (seen.from_target ? least_entry : least_exit)) continue;
        const Point met{x, from.y};
        const auto rest = points.begin() + static_cast<std::ptrdiff_t>(at) + 1;
        Change change{{points[0], met}, Points(points.begin(), rest), {points[0], met}};
        if (std::abs(to.x - x) < std::abs(to.x - from.x)) {
            change.old.push_back(met);
        } else {
            change.fresh.push_back({from.x + (to.x > x ? 1 : -1), from.y});  // beyond: nothing may touch where it joins
        }
        change.whole.insert(change.whole.end(), rest, points.end());
        if (accept(seen, std::move(change))) return true;
    }
    return false;
}

/// As leave_for, where the line goes on right beside the box or below it: that piece moves aside, clear of the box.
bool Straightener::make_way(const View& seen) {
    const auto& points = seen.points;
    if (points.size() < 5) return false;
    const double least = seen.from_target ? least_entry : least_exit, gap = std::max(least, figure.distances.lane);
    const bool right = points[2].x > points[1].x, down = points[3].y > points[2].y;
    const double side = right ? seen.box.right() : seen.box.x, x = right ? side + gap : side - gap;
    const bool is_free = right ? points[2].x < side + least && points[4].x < x - gap
                               : points[2].x > side - least && points[4].x > x + gap;
    if (!is_free) return false;
    for (const double y : places_beside(seen, right)) {
        const double end = points[3].y;
        if ((down ? end - y : y - end) < 2 * figure.distances.corner_radius) continue;
        Points fresh{{side, y}, {x, y}, {x, end}};
        Change change{fresh, Points(points.begin(), points.begin() + 5), fresh};
        change.fresh.push_back(points[4]);
        change.whole.insert(change.whole.end(), points.begin() + 4, points.end());
        if (accept(seen, std::move(change))) return true;
    }
    return false;
}

/// Down, across, down: instead, leave where the line goes on, if the box is wide enough.
bool Straightener::slide(const View& seen) {
    const auto& points = seen.points;
    if (points.size() < 4) return false;
    const double x = points[2].x;
    const bool onward = (points[1].y > points[0].y) == (points[3].y > points[2].y);
    const auto& ends = figure.links[seen.link];
    const BoxId box = seen.from_target ? ends.to : ends.from;
    if (!onward || is_round(box) || x < seen.box.x + margin || x > seen.box.right() - margin) return false;
    const Point start{x, points[0].y};
    Change change{{start, points[2]}, {points[0], points[1], points[2]}, {start}};
    change.whole.insert(change.whole.end(), points.begin() + 3, points.end());
    return accept(seen, std::move(change));
}

/// Two boxes that stand one below the other, though not in line: straight, in the middle of what they share.
bool Straightener::meet_halfway(const View& seen) {
    const auto& points = seen.points;
    const auto& ends = figure.links[seen.link];
    if (points.size() != 4 || is_round(ends.from) || is_round(ends.to)) return false;
    if ((points[1].y > points[0].y) != (points[3].y > points[2].y)) return false;
    const double low = std::max(seen.box.x, seen.far_box.x) + margin;
    const double high = std::min(seen.box.right(), seen.far_box.right()) - margin;
    if (low > high + tolerance) return false;
    const double x = (low + high) / 2;
    const Points straight{{x, points[0].y}, {x, points[3].y}};
    return accept(seen, {straight, points, straight});
}

/// A way round to a box that stands in line: straight there instead.
bool Straightener::fall_straight(const View& seen) {
    const auto& points = seen.points;
    if (points.size() < 4) return false;
    const bool down = points[1].y > points[0].y;
    const Point end{points[0].x, down ? seen.far_box.y : seen.far_box.bottom()};
    const auto& ends = figure.links[seen.link];
    const bool is_middle = std::abs(end.x - seen.far_box.center().x) < tolerance;
    const bool is_below = end.x > seen.far_box.x + margin && end.x < seen.far_box.right() - margin;
    const BoxId far = seen.from_target ? ends.from : ends.to;
    if (!(is_round(far) ? is_middle : is_below) || (down ? end.y - points[0].y : points[0].y - end.y) < least_entry)
        return false;
    const Points straight{points[0], end};
    return accept(seen, {straight, points, straight});
}

/// The nearest first: it turns inside of the others.
void Straightener::improve(BoxId box) {
    auto links = ends_at[box];
    constexpr std::size_t many = 100;
    if (links.size() > many) return;
    const auto reach = [&](FigureLinkId link) {
        const auto seen = view(link, figure.links[link].to == box);
        return seen.points.size() > 2 ? std::abs(seen.points[2].x - seen.box.center().x) : 0;
    };
    std::stable_sort(links.begin(), links.end(),
                     [&](FigureLinkId one, FigureLinkId other) { return reach(one) < reach(other); });
    for (const auto link : links) {
        if (layout.labels[link] || figure.links[link].feedback) continue;
        const bool from_target = figure.links[link].to == box;
        if (slide(view(link, from_target)) || meet_halfway(view(link, from_target))) continue;
        if (fall_straight(view(link, from_target))) continue;
        if (view(link, from_target).points.size() > 4) cut_short(view(link, from_target));
        if (!beside(view(link, from_target))) make_way(view(link, from_target));
    }
}

}  // namespace

void straighten(const Figure& figure, LaidOutFigure& layout) {
    Straightener straightener(figure, layout);
    for (int round = 0; round < 2; ++round) {
        for (const auto id : figure.boxes.ids()) straightener.improve(id);
    }
}

}  // namespace netfig::layered
