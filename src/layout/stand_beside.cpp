#include "layout/stand_beside.h"

#include "layout/check_geometry.h"
#include "layout/drawn_strokes.h"

#include <algorithm>

namespace netfig::layered {

namespace {

/// A source and the line to its reader.
struct Candidate {
    BoxId source, reader;
    FigureLinkId link;
    bool turned = false;  // the source stands in a flow to the right or to the left
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

    SourceMover(const Figure& figure_in, LaidOutFigure& layout_in);
    bool may_be_entered_beside(BoxId reader, FigureLinkId link, bool turned) const;
    std::vector<Candidate> find_candidates() const;
    Beside place(const Candidate& candidate) const;
    bool may_cross(const Candidate& candidate, const Stroke& stroke, const Rect& line) const;
    bool is_free(const Candidate& candidate, const Rect& rect, bool is_line, DrawnStrokes& drawn) const;
    bool is_clear(const Candidate& candidate, const Beside& beside, DrawnStrokes& drawn) const;
    void move(const Candidate& candidate, const Beside& beside, DrawnStrokes& drawn);
};

SourceMover::SourceMover(const Figure& figure_in, LaidOutFigure& layout_in)
    : figure(figure_in),
      layout(layout_in),
      entering(figure_in.boxes.size()),
      leaving(figure_in.boxes.size()),
      clearance(clearance_of(figure_in.distances)) {
    for (const auto id : figure.links.ids()) {
        leaving[figure.links[id].from].push_back(id);
        entering[figure.links[id].to].push_back(id);
    }
}

/// Another line comes to the reader along the flow; or a chain begins there that runs across the source's own flow.
bool SourceMover::may_be_entered_beside(BoxId reader, FigureLinkId link, bool turned) const {
    if (flows_across(layout.flows[reader]) != turned) return entering[reader].size() == 1;
    return std::any_of(entering[reader].begin(), entering[reader].end(), [&](FigureLinkId other) {
        const auto& points = layout.routes[other].points;
        if (other == link || points.size() < 2) return false;
        const Point end = points.back(), before = points[points.size() - 2];
        return turned ? end.y == before.y : end.x == before.x;
    });
}

std::vector<Candidate> SourceMover::find_candidates() const {
    std::vector<Candidate> found;
    for (const auto id : figure.boxes.ids()) {
        if (is_frame(figure.boxes[id]) || !entering[id].empty() || leaving[id].size() != 1 || layout.badges[id])
            continue;
        const auto link = leaving[id].front();
        const auto& ends = figure.links[link];
        const BoxId frame = figure.boxes[id].parent;
        const auto points = layout.routes[link].points.size();
        const bool turned = flows_across(layout.flows[id]), bent = points == 3 || points == 4;
        const bool enters = figure.boxes[ends.to].parent != frame && is_inside(figure, ends.to, frame);
        if (!bent || !enters || layout.labels[link] || ends.feedback) continue;
        if (may_be_entered_beside(ends.to, link, turned)) found.push_back({id, ends.to, link, turned});
    }
    return found;
}

/// Where it stands across the flow, if an arrow has room there; else as near to the reader as an arrow lets it.
Beside SourceMover::place(const Candidate& candidate) const {
    Rect box = layout.boxes[candidate.source], reader = layout.boxes[candidate.reader];
    if (candidate.turned) box = turn(box), reader = turn(reader);
    const double room = 0.6 * figure.distances.between_layers;
    const bool right = box.center().x > reader.center().x;
    box.y = reader.center().y - box.height / 2;
    box.x = right ? std::max(box.x, reader.right() + room) : std::min(box.x, reader.x - room - box.width);
    const Beside beside{
        box, {right ? box.x : box.right(), reader.center().y}, {right ? reader.right() : reader.x, reader.center().y}};
    return candidate.turned ? Beside{turn(beside.box), turn(beside.start), turn(beside.end)} : beside;
}

/// Only the borders of frames that the reader stands in and the source does not, away from their corners.
bool SourceMover::may_cross(const Candidate& candidate, const Stroke& stroke, const Rect& line) const {
    if (stroke.kind != StrokeKind::frame || !is_inside(figure, candidate.reader, stroke.box)) return false;
    if (is_inside(figure, candidate.source, stroke.box) || stroke.is_vertical() == candidate.turned) return false;
    const Rect border = candidate.turned ? turn(stroke.rect) : stroke.rect;
    const double at = candidate.turned ? line.x : line.y;
    return at - border.y > clearance && border.bottom() - at > clearance;
}

bool SourceMover::is_free(const Candidate& candidate, const Rect& rect, bool is_line, DrawnStrokes& drawn) const {
    const auto is_own = [&](const Stroke& stroke) {
        if (stroke.kind == StrokeKind::line) return stroke.link == candidate.link;
        if (stroke.kind == StrokeKind::text) return false;
        return stroke.box == candidate.source || (is_line && stroke.box == candidate.reader);
    };
    const auto near = drawn.grid.near(rect, clearance);
    return std::none_of(near.begin(), near.end(), [&](int index) {
        const Stroke& stroke = drawn.grid[index];
        if (is_own(stroke) || distance_between(rect, stroke.rect) >= clearance) return false;
        return !is_line || !may_cross(candidate, stroke, rect);
    });
}

/// The source stays in its own frame, and out of the reader's.
bool SourceMover::is_clear(const Candidate& candidate, const Beside& beside, DrawnStrokes& drawn) const {
    const BoxId parent = figure.boxes[candidate.source].parent;
    const double rim = figure.boxes[parent].parent.valid() ? clearance : figure.distances.page_margin;
    const Rect& frame = layout.boxes[parent];
    if (!contains({frame.x + rim, frame.y + rim, frame.width - 2 * rim, frame.height - 2 * rim}, beside.box))
        return false;
    for (BoxId at = figure.boxes[candidate.reader].parent; at != parent; at = figure.boxes[at].parent) {
        if (overlap(layout.boxes[at], beside.box)) return false;
    }
    return is_free(candidate, beside.box, false, drawn) &&
           is_free(candidate, piece(beside.start, beside.end), true, drawn);
}

void SourceMover::move(const Candidate& candidate, const Beside& beside, DrawnStrokes& drawn) {
    layout.boxes[candidate.source] = beside.box;
    layout.routes[candidate.link].points = {beside.start, beside.end};
    drawn.draw(candidate.link, layout.routes[candidate.link]);
    auto& sides = drawn.sides[candidate.source];
    for (const int side : sides) drawn.grid.remove(side);
    sides = drawn.grid.add_sides(StrokeKind::box, beside.box, candidate.source);
}

}  // namespace

void stand_beside(const Figure& figure, LaidOutFigure& layout) {
    SourceMover mover(figure, layout);
    const auto candidates = mover.find_candidates();
    if (candidates.empty()) return;
    DrawnStrokes drawn(figure, layout);
    for (const auto& candidate : candidates) {
        const auto beside = mover.place(candidate);
        if (mover.is_clear(candidate, beside, drawn)) mover.move(candidate, beside, drawn);
    }
}

}  // namespace netfig::layered
