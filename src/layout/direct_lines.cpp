#include "layout/direct_lines.h"

#include "layout/check_geometry.h"
#include "layout/drawn_strokes.h"
#include "layout/stretch.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace netfig::layered {

namespace {

constexpr double flattest = 4;  // across by along the flow: flatter, an arrow head would lie on the border
constexpr double longest = 6;   // along the flow, in gaps between layers: a line across the figure is no neighbour's
constexpr double least_angle = 0.15;  // radians between two lines from one point

double angle_between(const Stretch& one, const Stretch& other) {
    const Point a{one.to.x - one.from.x, one.to.y - one.from.y},
        b{other.to.x - other.from.x, other.to.y - other.from.y};
    return std::abs(std::atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y));
}

bool same(Point one, Point other) { return distance(one, other) < tolerance; }

/// The corner that both have in common comes first in both.
bool turn_to_common_end(Stretch& one, Stretch& other) {
    for (int turn = 0; turn < 2; ++turn, std::swap(one.from, one.to)) {
        if (same(one.from, other.from)) return true;
        if (!same(one.from, other.to)) continue;
        std::swap(other.from, other.to);
        return true;
    }
    return false;
}

/// What would be drawn anew, or was before.
struct Direct {
    FigureLinkId link;
    std::vector<Point> points;
    std::set<BoxId> titles;
};

struct Director {
    const Figure& figure;
    LaidOutFigure& layout;
    DrawnStrokes drawn;
    const double clearance, rim;

    Director(const Figure& figure_in, LaidOutFigure& layout_in);
    void draw(FigureLinkId link) { drawn.draw(link, layout.routes[link]); }
    Stretch stretch_of(const Stroke& stroke) const;

    bool is_related(FigureLinkId one, FigureLinkId other) const;
    int frames_around(FigureLinkId link, BoxId frame) const;
    bool keeps_clear(const Stretch& fresh, const Stroke& stroke, FigureLinkId link) const;
    bool passes_border(const Stretch& fresh, const Stretch& border) const;
    bool keeps_apart(Stretch fresh, Stretch line, bool related) const;
    std::vector<int> in_the_way(const Stretch& fresh, FigureLinkId link);
    Rect other_end(BoxId frame) const;
    void move_title(BoxId frame);
    bool may_move_title(BoxId frame, const Stretch& fresh);
    std::optional<std::set<BoxId>> make_way(const Stretch& fresh, FigureLinkId link);
    int crossings(const std::vector<Point>& points, FigureLinkId link);

    Point place(FigureLinkId link, bool at_target) const;
    Point nearest(BoxId box, Point place, Point other) const;
    std::vector<Stretch> candidates(FigureLinkId link) const;
    bool leaves_well(const Stretch& fresh, FigureLinkId link) const;
    std::optional<Direct> find(FigureLinkId link);
    void exchange(Direct& change);
    bool replace(const std::vector<FigureLinkId>& links);
    void try_together(const std::vector<FigureLinkId>& links);
};

Director::Director(const Figure& figure_in, LaidOutFigure& layout_in)
    : figure(figure_in),
      layout(layout_in),
      drawn(figure_in, layout_in),
      clearance(clearance_of(figure_in.distances)),
      rim(std::min(clearance, 4.0)) {}

/// A stroke with width and height is a whole route.
Stretch Director::stretch_of(const Stroke& stroke) const {
    const Rect& rect = stroke.rect;
    if (stroke.kind != StrokeKind::line || rect.width == 0 || rect.height == 0)
        return {{rect.x, rect.y}, {rect.right(), rect.bottom()}};
    return {layout.routes[stroke.link].points.front(), layout.routes[stroke.link].points.back()};
}

bool Director::is_related(FigureLinkId one, FigureLinkId other) const {
    const auto &a = figure.links[one], &b = figure.links[other];
    return (a.from == b.from && a.from_port == b.from_port && a.tensor == b.tensor) ||
           (a.to == b.to && a.to_port == b.to_port);
}

/// How many of the link's ends lie within the frame.
int Director::frames_around(FigureLinkId link, BoxId frame) const {
    const auto& ends = figure.links[link];
    return is_inside(figure, ends.from, frame) + is_inside(figure, ends.to, frame);
}

/// Through a border of its own a line goes at a fair angle, away from the corners.
bool Director::passes_border(const Stretch& fresh, const Stretch& border) const {
    const double angle = angle_between(fresh, border), half = std::acos(-1) / 2;
    return half - std::abs(angle - half) > std::atan(1 / flattest) && gap_at_ends(fresh, border) >= clearance;
}

bool Director::keeps_apart(Stretch fresh, Stretch line, bool related) const {
    if (crosses(fresh, line)) return related || gap_at_ends(fresh, line) >= clearance;
    if (related && turn_to_common_end(fresh, line)) return angle_between(fresh, line) > least_angle;
    return gap_at_ends(fresh, line) >= clearance;
}

bool Director::keeps_clear(const Stretch& fresh, const Stroke& stroke, FigureLinkId link) const {
    const auto& ends = figure.links[link];
    const Stretch other = stretch_of(stroke);
    switch (stroke.kind) {
        case StrokeKind::box:
            if (stroke.box == ends.from || stroke.box == ends.to) return true;
            break;
        case StrokeKind::frame:
            if (frames_around(link, stroke.box) == 1 && crosses(fresh, other)) return passes_border(fresh, other);
            break;
        case StrokeKind::line:
            return stroke.link == link || keeps_apart(fresh, other, is_related(link, stroke.link));
        case StrokeKind::text:
            break;
    }
    return !crosses(fresh, other) && gap_at_ends(fresh, other) >= clearance;
}

std::vector<int> Director::in_the_way(const Stretch& fresh, FigureLinkId link) {
    auto near = drawn.grid.near(piece(fresh.from, fresh.to), clearance);
    std::erase_if(near, [&](int stroke) { return keeps_clear(fresh, drawn.grid[stroke], link); });
    return near;
}

/// A frame's title stands at the left end of its strip; where a line has to pass there, at the right.
Rect Director::other_end(BoxId frame) const {
    const Rect &title = *layout.titles[frame], &around = layout.boxes[frame];
    return {around.right() - (title.x - around.x) - title.width, title.y, title.width, title.height};
}

void Director::move_title(BoxId frame) {
    for (const int side : drawn.title_sides[frame]) drawn.grid.remove(side);
    layout.titles[frame] = other_end(frame);
    drawn.title_sides[frame] = drawn.grid.add_sides(StrokeKind::text, *layout.titles[frame], frame);
}

bool Director::may_move_title(BoxId frame, const Stretch& fresh) {
    const Rect moved = other_end(frame);
    const double gap = std::min(clearance, figure.distances.title_gap) - tolerance;
    if (meets(fresh, moved, -gap)) return false;
    const auto near = drawn.grid.near(moved, gap);
    return std::all_of(near.begin(), near.end(), [&](int stroke) {
        const auto& sides = drawn.title_sides[frame];
        const bool own = std::find(sides.begin(), sides.end(), stroke) != sides.end();
        return own || !meets(stretch_of(drawn.grid[stroke]), moved, -gap);
    });
}

/// Nothing stands in the way, or titles only that have room elsewhere: the frames that they belong to.
std::optional<std::set<BoxId>> Director::make_way(const Stretch& fresh, FigureLinkId link) {
    std::set<BoxId> frames;
    for (const int stroke : in_the_way(fresh, link)) {
        const BoxId frame = drawn.grid[stroke].box;
        if (drawn.grid[stroke].kind != StrokeKind::text || !frame.valid()) return std::nullopt;
        const auto& sides = drawn.title_sides[frame];
        if (std::find(sides.begin(), sides.end(), stroke) == sides.end()) return std::nullopt;
        if (frames.insert(frame).second && !may_move_title(frame, fresh)) return std::nullopt;
    }
    return frames;
}

int Director::crossings(const std::vector<Point>& points, FigureLinkId link) {
    int total = 0;
    for (std::size_t at = 1; at < points.size(); ++at) {
        const Stretch stretch{points[at - 1], points[at]};
        for (const int index : drawn.grid.near(piece(stretch.from, stretch.to), 0)) {
            const Stroke& stroke = drawn.grid[index];
            total += stroke.kind == StrokeKind::line && stroke.link != link && crosses(stretch, stretch_of(stroke));
        }
    }
    return total;
}

/// Where the line meets its box: at the flow's end of it, in the middle or at its own of several places there.
Point Director::place(FigureLinkId link, bool at_target) const {
    const auto& ends = figure.links[link];
    const BoxId id = at_target ? ends.to : ends.from;
    const Rect& box = layout.boxes[id];
    const Flow flow = layout.flows[id];
    const auto& node = std::get<NodeBox>(figure.boxes[id].content);
    const std::size_t many = std::max<std::size_t>(at_target ? node.inputs : node.outputs, 1);
    const std::size_t port = std::min(at_target ? ends.to_port : ends.from_port, many - 1);
    const double share = static_cast<double>(port + 1) / static_cast<double>(many + 1);
    const bool at_start = at_target == (flow == Flow::down || flow == Flow::right);
    if (flows_across(flow)) return {at_start ? box.x : box.right(), box.y + share * box.height};
    return {box.x + share * box.width, at_start ? box.y : box.bottom()};
}

/// The place on the same side of the box that is nearest to another one.
Point Director::nearest(BoxId box, Point place, Point other) const {
    const auto& look = figure.boxes[box].look.shape;
    if (look == BoxShape::circle || look == BoxShape::pill || figure.boxes[box].badge) return place;
    const Rect& rect = layout.boxes[box];
    if (flows_across(layout.flows[box])) return {place.x, std::clamp(other.y, rect.y + rim, rect.bottom() - rim)};
    return {std::clamp(other.x, rect.x + rim, rect.right() - rim), place.y};
}

/// Steep enough at both boxes, along the flow that they stand in.
bool Director::leaves_well(const Stretch& fresh, FigureLinkId link) const {
    const auto& ends = figure.links[link];
    const double dx = fresh.to.x - fresh.from.x, dy = fresh.to.y - fresh.from.y;
    const auto is_well = [&](Flow flow) {
        const double along = flows_across(flow) ? dx : dy, across = flows_across(flow) ? dy : dx;
        const double onward = flow == Flow::down || flow == Flow::right ? along : -along;
        return onward > figure.distances.arrow_length + rim && onward < longest * figure.distances.between_layers &&
               std::abs(across) < flattest * onward;
    };
    return is_well(layout.flows[ends.from]) && is_well(layout.flows[ends.to]);
}

/// From middle to middle; where few bends count most, also between places nearer to each other.
std::vector<Stretch> Director::candidates(FigureLinkId link) const {
    const auto& ends = figure.links[link];
    const Point from = place(link, false), to = place(link, true);
    if (!figure.fewest_bends) return {{from, to}};
    const Point near_from = nearest(ends.from, from, to), near_to = nearest(ends.to, to, from);
    return {{from, to}, {near_from, to}, {from, near_to}, {near_from, near_to}};
}

/// The straight line that the link could be, and the frames whose titles give way to it.
std::optional<Direct> Director::find(FigureLinkId link) {
    const auto& ends = figure.links[link];
    if (ends.feedback || ends.from == ends.to || layout.labels[link]) return std::nullopt;
    const int before = crossings(layout.routes[link].points, link);
    for (const auto& fresh : candidates(link)) {
        if (!leaves_well(fresh, link) || crossings({fresh.from, fresh.to}, link) > before) continue;
        if (const auto titles = make_way(fresh, link)) return Direct{link, {fresh.from, fresh.to}, *titles};
    }
    return std::nullopt;
}

/// Done twice, all is as it was.
void Director::exchange(Direct& change) {
    std::swap(layout.routes[change.link].points, change.points);
    for (const BoxId frame : change.titles) move_title(frame);
    draw(change.link);
}

/// All of them or none, so that the two sides of a fork look alike. Returns whether they are.
bool Director::replace(const std::vector<FigureLinkId>& links) {
    for (const auto link : links) drawn.lift(link);
    std::vector<Direct> changes;
    for (const auto link : links) {
        const auto change = find(link);
        if (!change) break;
        exchange(changes.emplace_back(*change));
    }
    if (changes.size() == links.size()) return true;
    for (auto& change : changes) exchange(change);
    for (const auto link : links) draw(link);
    return false;
}

/// Where few bends count most, as many as can.
void Director::try_together(const std::vector<FigureLinkId>& links) {
    if (replace(links) || !figure.fewest_bends) return;
    for (const auto link : links) replace({link});
}

/// Always on to the same side: not round something and back.
bool goes_one_way(const std::vector<Point>& points) {
    bool left = false, right = false, up = false, down = false;
    for (std::size_t at = 1; at < points.size(); ++at) {
        left = left || points[at].x < points[at - 1].x;
        right = right || points[at].x > points[at - 1].x;
        up = up || points[at].y < points[at - 1].y;
        down = down || points[at].y > points[at - 1].y;
    }
    return !(left && right) && !(up && down);
}

}  // namespace

void draw_direct_lines(const Figure& figure, LaidOutFigure& layout) {
    Director director(figure, layout);
    std::map<std::tuple<BoxId, std::size_t, std::size_t>, std::vector<FigureLinkId>> forks;
    std::map<std::pair<BoxId, std::size_t>, std::vector<FigureLinkId>> joins;
    for (const auto id : figure.links.ids()) {
        const auto& link = figure.links[id];
        if (layout.routes[id].points.size() <= 2 || !goes_one_way(layout.routes[id].points)) continue;
        forks[{link.from, link.from_port, link.tensor}].push_back(id);
        joins[{link.to, link.to_port}].push_back(id);
    }
    for (const auto& [source, links] : forks) director.try_together(links);
    for (const auto& [target, links] : joins) director.try_together(links);
}

}  // namespace netfig::layered
