#include "layout/check.h"
#include "layout/check_geometry.h"
#include "layout/stretch.h"

#include <cmath>
#include <tuple>

namespace netfig {

using namespace layered;

namespace {

struct Line {
    FigureLinkId link;
    Rect rect;
    bool is_vertical = false;
    Stretch stretch;
    bool is_slanted() const { return rect.width > tolerance && rect.height > tolerance; }
};

std::vector<Line> lines_of(const Figure& figure, const LaidOutFigure& layout) {
    std::vector<Line> lines;
    for (const auto id : figure.links.ids()) {
        const auto& points = layout.routes[id].points;
        for (std::size_t at = 1; at < points.size(); ++at) {
            lines.push_back({id,
                             piece(points[at - 1], points[at]),
                             points[at - 1].x == points[at].x,
                             {points[at - 1], points[at]}});
        }
    }
    return lines;
}

/// Runs on top of one of the frame's borders.
bool lies_on_border(const Rect& line, const Rect& frame, bool is_vertical) {
    const double length = is_vertical ? std::min(line.bottom(), frame.bottom()) - std::max(line.y, frame.y)
                                      : std::min(line.right(), frame.right()) - std::max(line.x, frame.x);
    if (length < 1) return false;
    const auto near = [](double one, double other) { return std::abs(one - other) < 0.5; };
    return is_vertical ? near(line.x, frame.x) || near(line.x, frame.right())
                       : near(line.y, frame.y) || near(line.y, frame.bottom());
}

struct Obstacle {
    BoxId box;
    Rect rect;
    std::string what;
    bool is_frame = false;
    FigureLinkId label_of;
};

std::vector<Obstacle> obstacles(const Figure& figure, const LaidOutFigure& layout) {
    std::vector<Obstacle> list;
    for (const auto id : figure.boxes.ids()) {
        const auto& path = figure.boxes[id].path;
        if (figure.boxes[id].parent.valid())
            list.push_back({id, layout.boxes[id], "box " + path, is_frame(figure.boxes[id]), {}});
        if (layout.titles[id]) list.push_back({id, *layout.titles[id], "title of " + path, false, {}});
        if (layout.badges[id]) list.push_back({id, *layout.badges[id], "badge of " + path, false, {}});
    }
    for (const auto id : figure.links.ids()) {
        if (layout.labels[id])
            list.push_back({BoxId(), *layout.labels[id], "label of " + name_of(figure, id), false, id});
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const Obstacle& one, const Obstacle& other) { return one.rect.y < other.rect.y; });
    return list;
}

bool is_blocked(const Figure& figure, const Line& line, const Obstacle& obstacle) {
    const auto& link = figure.links[line.link];
    const bool inside = meets(line.stretch, obstacle.rect, tolerance);
    if (!obstacle.is_frame) return inside;
    if (!line.is_slanted() && lies_on_border(line.rect, obstacle.rect, line.is_vertical)) return true;
    return inside && !is_inside(figure, link.from, obstacle.box) && !is_inside(figure, link.to, obstacle.box);
}

}  // namespace

Violations check_lines_clear(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    auto lines = lines_of(figure, layout);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& one, const Line& other) { return one.rect.y < other.rect.y; });
    const auto list = obstacles(figure, layout);
    std::vector<const Line*> active;
    std::size_t next = 0;
    for (const auto& obstacle : list) {
        while (next < lines.size() && lines[next].rect.y <= obstacle.rect.bottom() + 1)
            active.push_back(&lines[next++]);
        for (const auto* line : active) {
            if (line->rect.bottom() < obstacle.rect.y - 1 || line->rect.y > obstacle.rect.bottom() + 1) continue;
            if (is_blocked(figure, *line, obstacle))
                violations.push_back("link " + name_of(figure, line->link) + " runs through " + obstacle.what);
        }
        std::erase_if(active, [&](const Line* line) { return line->rect.bottom() < obstacle.rect.y - 1; });
    }
    return violations;
}

namespace {

/// Slanted lines that come from different sources and go to different targets touch nowhere but where they cross.
Violations check_slanted_apart(const Figure& figure, const std::vector<Line>& lines) {
    Violations violations;
    for (std::size_t one = 0; one < lines.size(); ++one) {
        for (std::size_t other = one + 1; other < lines.size(); ++other) {
            const Line &a = lines[one], &b = lines[other];
            const auto &first = figure.links[a.link], &second = figure.links[b.link];
            if (!a.is_slanted() && !b.is_slanted()) continue;
            if (first.from == second.from || first.to == second.to) continue;
            if (crosses(a.stretch, b.stretch) || gap_at_ends(a.stretch, b.stretch) > 0.5) continue;
            violations.push_back("links " + name_of(figure, a.link) + " and " + name_of(figure, b.link) + " touch");
        }
    }
    return violations;
}

}  // namespace

/// Lines may share a stretch only where they come from one source or go to one target, output and input included.
Violations check_lines_apart(const Figure& figure, const LaidOutFigure& layout) {
    auto lines = lines_of(figure, layout);
    Violations violations;
    if (figure.lines == LineStyle::direct) violations = check_slanted_apart(figure, lines);
    std::erase_if(lines, [](const Line& line) { return line.is_slanted(); });
    const auto key = [](const Line& line) {
        return std::make_tuple(line.is_vertical, line.is_vertical ? line.rect.x : line.rect.y);
    };
    std::stable_sort(lines.begin(), lines.end(),
                     [&](const Line& one, const Line& other) { return key(one) < key(other); });
    for (std::size_t one = 0; one < lines.size(); ++one) {
        for (std::size_t other = one + 1; other < lines.size(); ++other) {
            if (lines[other].is_vertical != lines[one].is_vertical) break;
            if (std::get<1>(key(lines[other])) - std::get<1>(key(lines[one])) > 0.5) break;
            const Rect &a = lines[one].rect, &b = lines[other].rect;
            const double shared = lines[one].is_vertical ? std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y)
                                                         : std::min(a.right(), b.right()) - std::max(a.x, b.x);
            const auto& first = figure.links[lines[one].link];
            const auto& second = figure.links[lines[other].link];
            if (shared > 0.5 && first.from != second.from && first.to != second.to) {
                violations.push_back("links " + name_of(figure, lines[one].link) + " and " +
                                     name_of(figure, lines[other].link) + " run on one line");
            }
        }
    }
    return violations;
}

namespace {

/// The side on which a point lies of a box: 'n', 's', 'w', 'e', or 0 where it is not on the border or at a corner.
char side_at(const Rect& rect, Point point) {
    const auto near = [](double one, double other) { return std::abs(one - other) < tolerance; };
    const bool within_x = point.x > rect.x + tolerance && point.x < rect.right() - tolerance;
    const bool within_y = point.y > rect.y + tolerance && point.y < rect.bottom() - tolerance;
    if (within_x && near(point.y, rect.y)) return 'n';
    if (within_x && near(point.y, rect.bottom())) return 's';
    if (within_y && near(point.x, rect.x)) return 'w';
    if (within_y && near(point.x, rect.right())) return 'e';
    return 0;
}

/// The piece from `end` to `next` leaves the box at a right angle to the side that it stands on, or at least outwards.
bool leaves(const Rect& rect, Point end, Point next, bool square) {
    const bool straight_x = !square || next.x == end.x, straight_y = !square || next.y == end.y;
    switch (side_at(rect, end)) {
        case 'n':
            return straight_x && next.y < end.y;
        case 's':
            return straight_x && next.y > end.y;
        case 'w':
            return straight_y && next.x < end.x;
        case 'e':
            return straight_y && next.x > end.x;
    }
    return false;
}

}  // namespace

Violations check_routes(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    for (const auto id : figure.links.ids()) {
        const auto& points = layout.routes[id].points;
        const std::string name = "link " + name_of(figure, id);
        if (points.size() < 2) {
            violations.push_back(name + " has no route");
            continue;
        }
        const bool direct = figure.lines == LineStyle::direct && points.size() == 2;
        for (std::size_t at = 1; at < points.size(); ++at) {
            if (!direct && (points[at - 1].x == points[at].x) == (points[at - 1].y == points[at].y))
                violations.push_back(name + " is not orthogonal");
        }
        const auto& link = figure.links[id];
        if (!leaves(layout.boxes[link.from], points[0], points[1], !direct))
            violations.push_back(name + " does not leave its box square");
        const auto last = points.size() - 1;
        if (!leaves(layout.boxes[link.to], points[last], points[last - 1], !direct))
            violations.push_back(name + " does not enter its box square");
        if (link.arrow && distance(points[last - 1], points[last]) < figure.distances.arrow_length - tolerance) {
            violations.push_back(name + " has no room for its arrow head");
        }
    }
    return violations;
}

namespace layered {

Table<BoxId, std::string> sides_of_ports(const Figure& figure, const LaidOutFigure& layout) {
    Table<BoxId, std::string> sides(figure.boxes.size());
    for (const auto id : figure.links.ids()) {
        const auto& points = layout.routes[id].points;
        for (const BoxId end : {figure.links[id].from, figure.links[id].to}) {
            for (BoxId at = figure.boxes[end].parent; at.valid() && figure.boxes[at].parent.valid();
                 at = figure.boxes[at].parent) {
                const Rect& rect = layout.boxes[at];
                for (std::size_t point = 1; point < points.size(); ++point) {
                    const Rect line = piece(points[point - 1], points[point]);
                    if (line.x <= rect.x && line.right() > rect.x) sides[at] += 'w';
                    if (line.x < rect.right() && line.right() >= rect.right()) sides[at] += 'e';
                    if (line.y <= rect.y && line.bottom() > rect.y) sides[at] += 'n';
                    if (line.y < rect.bottom() && line.bottom() >= rect.bottom()) sides[at] += 's';
                }
                sides[at] += ',';
            }
        }
    }
    return sides;
}

}  // namespace layered

}  // namespace netfig
