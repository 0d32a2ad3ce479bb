#include "layout/stand_beside.h"

#include "layout/check_geometry.h"
#include "layout/drawn_strokes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace netfig::layered {

namespace {

Point turn(Point point) { return {point.y, point.x}; }
Rect turn(const Rect& rect) { return {rect.y, rect.x, rect.height, rect.width}; }

/// A source and the line to its reader.
struct Candidate {
    BoxId source, reader;
    FigureLinkId link;
    bool turned = false;  // the source stands in a flow to the right or to the left
};

/// The boxes of a candidate, turned so that the source's flow runs down or up.
struct Ends {
    Rect source, reader;
};

/// Where the source would stand, and its line.
struct Beside {
    Rect box;
    Point start, end;
};

struct SourceMover {
    const Figure& figure;
    LaidOutFigure& layout;
    Table<BoxId, std::vector<FigureLinkId>> entering, leaving;
    double clearance;  // of a source and its line from everything else
    double room;       // for the line, at least

    SourceMover(const Figure& figure_in, LaidOutFigure& layout_in);
    bool is_lone_source(BoxId box) const { return entering[box].empty() && leaving[box].size() == 1; }
    bool is_on_trunk(BoxId reader, FigureLinkId beside, bool turned) const;
    std::vector<Candidate> find_candidates() const;
    double distance(const Candidate& candidate) const;
    Ends ends_of(const Candidate& candidate) const;
    Beside place(const Candidate& candidate, bool right, double edge) const;
    bool may_cross(const Candidate& candidate, const Stroke& stroke, const Rect& line) const;
    bool is_clear(const Candidate& candidate, const Beside& beside, DrawnStrokes& drawn) const;
    bool try_place(const Candidate& candidate, const Beside& beside, DrawnStrokes& drawn);
    bool move_beside(const Candidate& candidate, DrawnStrokes& drawn);
    void align(const std::vector<Candidate>& moved, DrawnStrokes& drawn);
};

SourceMover::SourceMover(const Figure& figure_in, LaidOutFigure& layout_in)
    : figure(figure_in),
      layout(layout_in),
      entering(figure_in.boxes.size()),
      leaving(figure_in.boxes.size()),
      clearance(std::min(0.8 * figure_in.distances.lane, 4.8)),
      room(0.6 * figure_in.distances.between_layers) {
    for (const auto id : figure.links.ids()) {
        leaving[figure.links[id].from].push_back(id);
        entering[figure.links[id].to].push_back(id);
    }
}

/// Whether another line comes to the reader along the flow, from something that is more than an input too; or the
/// reader is where a chain begins that runs across the source's own flow. In equal blocks the answer is the same.
bool SourceMover::is_on_trunk(BoxId reader, FigureLinkId beside, bool turned) const {
    if (flows_across(layout.flows[reader]) != turned) return entering[reader].size() == 1;
    return std::any_of(entering[reader].begin(), entering[reader].end(), [&](FigureLinkId other) {
        const auto& points = layout.routes[other].points;
        const BoxId from = figure.links[other].from;
        const bool is_input = is_lone_source(from) && figure.boxes[from].parent == figure.boxes[reader].parent;
        if (other == beside || points.size() < 2 || is_input) return false;
        const Point end = points.back(), before = points[points.size() - 2];
        return turned ? end.y == before.y : end.x == before.x;
    });
}

std::vector<Candidate> SourceMover::find_candidates() const {
    std::vector<Candidate> found;
    for (const auto id : figure.boxes.ids()) {
        if (is_frame(figure.boxes[id]) || !is_lone_source(id) || layout.badges[id]) continue;
        const auto link = leaving[id].front();
        const auto& ends = figure.links[link];
        const auto bends = layout.routes[link].points.size();
        const bool turned = flows_across(layout.flows[id]);
        const bool bent = bends == 3 || bends == 4;
        if (!bent || layout.labels[link] || ends.feedback) continue;
        if (is_inside(figure, ends.to, figure.boxes[id].parent) && is_on_trunk(ends.to, link, turned))
            found.push_back({id, ends.to, link, turned});
    }
    std::stable_sort(found.begin(), found.end(), [&](const Candidate& one, const Candidate& other) {
        return one.reader != other.reader ? one.reader < other.reader : distance(one) > distance(other);
    });
    return found;
}

/// Across the flow: of two on one side the outer one moves down, and its line makes room for the other's.
double SourceMover::distance(const Candidate& candidate) const {
    const Point source = layout.boxes[candidate.source].center(), reader = layout.boxes[candidate.reader].center();
    return std::abs(candidate.turned ? source.y - reader.y : source.x - reader.x);
}

Ends SourceMover::ends_of(const Candidate& candidate) const {
    const Rect &source = layout.boxes[candidate.source], &reader = layout.boxes[candidate.reader];
    return candidate.turned ? Ends{turn(source), turn(reader)} : Ends{source, reader};
}

/// Level with its reader, with its nearer edge there.
Beside SourceMover::place(const Candidate& candidate, bool right, double edge) const {
    const auto [source, reader] = ends_of(candidate);
    const double y = reader.center().y;
    const Rect box{right ? edge : edge - source.width, y - source.height / 2, source.width, source.height};
    const Beside beside{box, {edge, y}, {right ? reader.right() : reader.x, y}};
    return candidate.turned ? Beside{turn(beside.box), turn(beside.start), turn(beside.end)} : beside;
}

/// Where it stands across the flow, if an arrow has room there, else as near as that lets it; or on the other side.
bool SourceMover::move_beside(const Candidate& candidate, DrawnStrokes& drawn) {
    const auto [source, reader] = ends_of(candidate);
    const bool right = source.center().x > reader.center().x;
    const double edge = right ? std::max(source.x, reader.right() + room) : std::min(source.right(), reader.x - room);
    return try_place(candidate, place(candidate, right, edge), drawn) ||
           try_place(candidate, place(candidate, !right, 2 * reader.center().x - edge), drawn);
}

/// Those beside one line stand one below the other, if the nearest leaves room for that.
void SourceMover::align(const std::vector<Candidate>& moved, DrawnStrokes& drawn) {
    std::map<std::tuple<BoxId, long, bool>, std::vector<Candidate>> beside_line;
    for (const auto& candidate : moved) {
        const auto [source, reader] = ends_of(candidate);
        const bool right = source.x > reader.x;
        beside_line[{figure.boxes[candidate.source].parent, std::lround(reader.center().x), right}].push_back(
            candidate);
    }
    for (const auto& [line, candidates] : beside_line) {
        const bool right = std::get<bool>(line);
        double nearest = right ? 1e18 : -1e18;
        for (const auto& candidate : candidates) {
            const Rect source = ends_of(candidate).source;
            nearest = right ? std::min(nearest, source.x) : std::max(nearest, source.right());
        }
        for (const auto& candidate : candidates) {
            const Rect reader = ends_of(candidate).reader;
            if ((right ? nearest - reader.right() : reader.x - nearest) < room) continue;
            try_place(candidate, place(candidate, right, nearest), drawn);
        }
    }
}

/// Only the borders of frames that the reader stands in and the source does not, away from their corners.
bool SourceMover::may_cross(const Candidate& candidate, const Stroke& stroke, const Rect& line) const {
    if (stroke.kind != StrokeKind::frame || !is_inside(figure, candidate.reader, stroke.box)) return false;
    if (is_inside(figure, candidate.source, stroke.box)) return false;
    const bool across = stroke.is_vertical() == candidate.turned;
    const double low = candidate.turned ? stroke.rect.x : stroke.rect.y;
    const double high = candidate.turned ? stroke.rect.right() : stroke.rect.bottom();
    const double at = candidate.turned ? line.x : line.y;
    return !across && at - low > clearance && high - at > clearance;
}

bool SourceMover::is_clear(const Candidate& candidate, const Beside& beside, DrawnStrokes& drawn) const {
    const BoxId parent = figure.boxes[candidate.source].parent;
    const double rim = figure.boxes[parent].parent.valid() ? clearance : figure.distances.page_margin;
    const Rect& frame = layout.boxes[parent];
    if (!contains({frame.x + rim, frame.y + rim, frame.width - 2 * rim, frame.height - 2 * rim}, beside.box))
        return false;
    for (BoxId at = figure.boxes[candidate.reader].parent; at != parent; at = figure.boxes[at].parent) {
        if (overlap(layout.boxes[at], beside.box)) return false;  // it stands in none of the reader's own frames
    }
    const Rect line = piece(beside.start, beside.end);
    const auto is_free = [&](const Rect& rect, bool is_line) {
        const auto near = drawn.grid.near(rect, clearance);
        return std::none_of(near.begin(), near.end(), [&](int index) {
            const Stroke& stroke = drawn.grid[index];
            const bool own = stroke.kind == StrokeKind::line ? stroke.link == candidate.link
                             : stroke.kind == StrokeKind::text
                                 ? false
                                 : stroke.box == candidate.source || (is_line && stroke.box == candidate.reader);
            if (own || distance_between(rect, stroke.rect) >= clearance) return false;
            return !is_line || !may_cross(candidate, stroke, line);
        });
    };
    return is_free(beside.box, false) && is_free(line, true);
}

bool SourceMover::try_place(const Candidate& candidate, const Beside& beside, DrawnStrokes& drawn) {
    if (!is_clear(candidate, beside, drawn)) return false;
    layout.boxes[candidate.source] = beside.box;
    layout.routes[candidate.link].points = {beside.start, beside.end};
    drawn.draw(candidate.link, layout.routes[candidate.link]);
    auto& sides = drawn.sides[candidate.source];
    for (const int side : sides) drawn.grid.remove(side);
    sides = drawn.grid.add_sides(StrokeKind::box, beside.box, candidate.source);
    return true;
}

}  // namespace

void stand_beside(const Figure& figure, LaidOutFigure& layout) {
    SourceMover mover(figure, layout);
    auto waiting = mover.find_candidates();
    if (waiting.empty()) return;
    DrawnStrokes drawn(figure, layout);
    std::vector<Candidate> moved;
    for (int round = 0; round < 2; ++round) {  // one may make room for another
        std::vector<Candidate> left;
        for (const auto& candidate : waiting) (mover.move_beside(candidate, drawn) ? moved : left).push_back(candidate);
        waiting = std::move(left);
    }
    mover.align(moved, drawn);
}

}  // namespace netfig::layered
