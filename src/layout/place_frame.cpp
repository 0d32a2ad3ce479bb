#include "layout/bands.h"
#include "layout/frame_level.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netfig::layered {

namespace {

double rounded(double value) { return std::round(value * 1000) / 1000; }
Rect rounded(const Rect& rect) { return {rounded(rect.x), rounded(rect.y), rounded(rect.width), rounded(rect.height)}; }

/// Turns a level that flows down into the frame's direction and puts border and title around it.
struct FramePlacer {
    const FrameContext& context;
    BoxId frame;
    const Level& level;
    Flow flow;
    PlacedFrame placed;
    double left = 0, top = 0;  // of the content within the frame

    Point turn(double x, double y) const;
    Rect turn(const Rect& rect) const;
    void make_room();
    void place_heading(double pad_top);
    void place_children();
    void place_segments();
    void place_bands();
    bool is_sound(int band, const PlacedBand& made) const;
    bool is_within(const End& end, int band) const;
    void find_axes();
    Point onto_border(Point point, Side side) const;
};

Point FramePlacer::turn(double x, double y) const {
    x -= level.content.x;
    const double flipped = level.content.height - y;
    switch (flow) {
        case Flow::down:
            return {left + x, top + y};
        case Flow::up:
            return {left + x, top + flipped};
        case Flow::right:
            return {left + y, top + x};
        case Flow::left:
            return {left + flipped, top + x};
    }
    return {};
}

Rect FramePlacer::turn(const Rect& rect) const {
    const Point one = turn(rect.x, rect.y), other = turn(rect.right(), rect.bottom());
    return rounded(
        Rect{std::min(one.x, other.x), std::min(one.y, other.y), std::abs(one.x - other.x), std::abs(one.y - other.y)});
}

/// Padding, and above it a strip for title and badge, left and right of whatever line enters or leaves there.
void FramePlacer::make_room() {
    const auto& box = context.figure.boxes[frame];
    const auto& distances = level.distances;
    const bool is_page = !box.parent.valid();
    const double padding = is_page ? distances.page_margin : distances.frame_padding;
    const bool across = flow == Flow::right || flow == Flow::left;
    placed.size =
        across ? Size{level.content.height, level.content.width} : Size{level.content.width, level.content.height};
    left = top = padding;
    placed.size.width += 2 * padding;
    placed.size.height += 2 * padding;
    const auto& title = std::get<FrameBox>(box.content).title;
    if (is_page || (title.empty() && !box.badge)) return;
    const double tall = std::max(title.empty() ? 0 : title.size.height, box.badge ? box.badge->size.height : 0);
    const double strip = std::max(tall + 2 * distances.title_gap, padding);
    top = strip;
    placed.size.height += strip - padding;
    place_heading(strip);
}

/// Title at the left, badge at the right; the frame grows where a line through the strip leaves them too little.
void FramePlacer::place_heading(double strip) {
    const auto& box = context.figure.boxes[frame];
    const auto& title = std::get<FrameBox>(box.content).title;
    const double gap = level.distances.title_gap, inset = heading_inset(level.distances);
    const double title_room = title.empty() ? 0 : inset + title.size.width + 2 * gap;
    const double badge_room = box.badge ? inset + box.badge->size.width + 2 * gap : 0;
    const auto& ports = context.cut.ports[frame];
    double first = 1e18, last = -1e18;
    for (std::size_t index = 0; index < ports.size(); ++index) {
        if (ports[index].side != Side::north) continue;
        const double along = to_level(Side::north, flow) == Side::north || to_level(Side::north, flow) == Side::south
                                 ? turn(level.ports[index].at, 0).x
                                 : turn(0, level.ports[index].at).x;
        first = std::min(first, along);
        last = std::max(last, along);
    }
    if (first > last) {
        placed.size.width = std::max(placed.size.width, title_room + badge_room);
    } else {
        const double more_left = std::max(0.0, title_room - first);
        const double more_right = std::max(0.0, badge_room - (placed.size.width - last));
        constexpr double cheap = 30;  // a frame centred on its line is worth this much width
        const bool centred = more_left > 0 && more_left < cheap && more_right < more_left &&
                             std::abs((first - left) - (placed.size.width - left - last)) < 1;
        left += more_left;
        placed.size.width += more_left + (centred ? more_left : more_right);
    }
    if (!title.empty())
        placed.title = rounded(Rect{inset, (strip - title.size.height) / 2, title.size.width, title.size.height});
    if (box.badge) {
        const Size size = box.badge->size;
        placed.badge =
            rounded(Rect{placed.size.width - inset - size.width, (strip - size.height) / 2, size.width, size.height});
    }
}

void FramePlacer::place_children() {
    for (const auto& vertex : level.vertices) {
        if (vertex.kind != VertexKind::box || placed.children.size() == context.cut.children[frame].size()) continue;
        const auto& box = context.figure.boxes[context.cut.children[frame][placed.children.size()]];
        const Rect rect = turn({vertex.x, vertex.y, vertex.width, vertex.height});
        placed.children.push_back(rect);
        std::optional<Rect> badge;
        if (box.badge && !vertex.is_frame) {
            const bool across = flow == Flow::right || flow == Flow::left;
            const Size size{rect.width, rect.height};
            badge =
                rounded(badge_place(size, box.badge->size, across, level.distances.title_gap).moved(rect.x, rect.y));
        }
        placed.badges.push_back(badge);
    }
}

Point FramePlacer::onto_border(Point point, Side side) const {
    switch (side) {
        case Side::north:
            return {point.x, 0};
        case Side::south:
            return {point.x, placed.size.height};
        case Side::west:
            return {0, point.y};
        case Side::east:
            return {placed.size.width, point.y};
    }
    return point;
}

void FramePlacer::place_segments() {
    const auto& ports = context.cut.ports[frame];
    placed.ports.assign(ports.size(), 0);
    for (const auto& edge : level.edges) {
        std::vector<Point> points;
        for (const auto& point : edge.points) {
            const Point turned = turn(point.x, point.y);
            points.push_back({rounded(turned.x), rounded(turned.y)});
        }
        for (const bool at_start : {true, false}) {
            const int port = at_start ? edge.from.port : edge.to.port;
            if (port < 0 || points.empty()) continue;
            const Side side = ports[port].side;
            const Point end = onto_border(at_start ? points.front() : points.back(), side);
            placed.ports[port] = is_beside(side) ? end.y : end.x;
            points.insert(at_start ? points.begin() : points.end(), end);
        }
        placed.segments.push_back(points);
        std::optional<Rect> label;
        if (edge.label_vertex >= 0) {
            const Vertex& vertex = level.vertices[edge.label_vertex];
            label = turn(edge.label_rect.moved(vertex.x, vertex.y));
        }
        placed.labels.push_back(label);
    }
}

bool FramePlacer::is_within(const End& end, int band) const {
    int at = end.vertex < 0 ? -1 : level.vertices[end.vertex].band;
    while (at >= 0 && at != band) at = level.bands[at].outer;
    return at == band;
}

/// Whether an upright or level line meets the inside of a rectangle.
bool runs_through(const std::vector<Point>& line, const Rect& rect) {
    for (std::size_t at = 1; at < line.size(); ++at) {
        const auto [left, right] = std::minmax(line[at - 1].x, line[at].x);
        const auto [top, bottom] = std::minmax(line[at - 1].y, line[at].y);
        if (right > rect.x && left < rect.right() && bottom > rect.y && top < rect.bottom()) return true;
    }
    return false;
}

bool FramePlacer::is_sound(int band, const PlacedBand& made) const {
    for (int edge = 0; edge < count(level.edges); ++edge) {
        const auto& line = placed.segments[edge];
        const bool own = is_within(level.edges[edge].from, band) || is_within(level.edges[edge].to, band);
        if (!own && runs_through(line, made.rect)) return false;
        if ((made.title && runs_through(line, *made.title)) || (made.badge && runs_through(line, *made.badge)))
            return false;
    }
    return true;
}

void FramePlacer::place_bands() {
    auto band = level.bands.begin();
    for (const auto& open : context.cut.open) {
        if (open.level != frame) continue;
        const auto& box = context.figure.boxes[open.frame];
        const auto& title = std::get<FrameBox>(box.content).title;
        const Rect rect = turn(band->rect);
        PlacedBand made{rect, {}, {}, true};
        const auto stand = [&](Size size, double x) {
            return rounded(Rect{x, rect.y + (band->strip - size.height) / 2, size.width, size.height});
        };
        const double inset = heading_inset(level.distances);
        if (!title.empty()) made.title = stand(title.size, rect.x + inset);
        if (box.badge) made.badge = stand(box.badge->size, rect.right() - inset - box.badge->size.width);
        made.sound = is_sound(static_cast<int>(band - level.bands.begin()), made);
        placed.bands.push_back(made);
        ++band;
    }
}

/// Operations on the longest way through: between an even number of branches the trunk itself holds none.
double heaviest_way(const Level& level) {
    std::vector<std::vector<int>> leaving(level.vertices.size());
    for (const auto& edge : level.edges) {
        if (edge.from.vertex < 0 || edge.to.vertex < 0 || edge.backward) continue;
        const bool goes_on = level.vertices[edge.from.vertex].rank < level.vertices[edge.to.vertex].rank;
        if (goes_on) leaving[edge.from.vertex].push_back(edge.to.vertex);
    }
    std::vector<int> sorted(level.vertices.size());
    std::iota(sorted.begin(), sorted.end(), 0);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](int one, int other) { return level.vertices[one].rank < level.vertices[other].rank; });
    std::vector<double> before(level.vertices.size());
    double heaviest = 0;
    for (const int vertex : sorted) {
        const bool is_box = level.vertices[vertex].kind == VertexKind::box;
        const double here = before[vertex] + (is_box ? level.vertices[vertex].weight : 0);
        heaviest = std::max(heaviest, here);
        for (const int next : leaving[vertex]) before[next] = std::max(before[next], here);
    }
    return heaviest;
}

/// Where the level's trunk meets the border: the parent's trunk goes on there.
void FramePlacer::find_axes() {
    if (level.lines.empty()) return;
    const auto& trunk = level.lines.front().vertices;
    placed.weight = std::max(heaviest_way(level), 1.0);
    const bool across = flow == Flow::right || flow == Flow::left;
    const auto along = [&](const Vertex& vertex, double axis) {
        const Point point = turn(vertex.x + axis, vertex.y);
        return rounded(across ? point.y : point.x);
    };
    placed.axis_in = along(level.vertices[trunk.front()], level.vertices[trunk.front()].axis_in);
    placed.axis_out = along(level.vertices[trunk.back()], level.vertices[trunk.back()].axis_out);
}

}  // namespace

PlacedFrame place_frame(const FrameContext& context, BoxId frame, const Level& level) {
    FramePlacer placer{context, frame, level, std::get<FrameBox>(context.figure.boxes[frame].content).flow, {}};
    placer.make_room();
    placer.place_children();
    placer.place_segments();
    placer.place_bands();
    placer.find_axes();
    placer.placed.size = {rounded(placer.placed.size.width), rounded(placer.placed.size.height)};
    return std::move(placer.placed);
}

}  // namespace netfig::layered
