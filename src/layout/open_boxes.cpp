#include "layout/order.h"
#include "layout/surroundings.h"

#include <algorithm>
#include <optional>

namespace netfig::layered {

namespace {

/// A line that could enter a box beside the one that the box stands on.
struct Aside {
    int tensor = -1;
    Side side = Side::east;
    double away = 0;  // how far out it comes from; ports lie farther out than any lane
    bool is_port = false;
    bool goes_on = false;
    bool is_branch = false;  // the end of a branch, not a skip
};

struct BoxOpener {
    Level& level;
    Surroundings around;

    explicit BoxOpener(Level& level_in) : level(level_in), around(level_in) {}

    int place_of_turn(int vertex, Side side, int tensor) const;
    void make_lane(int vertex, const Aside& aside);
    bool is_outermost(int vertex, Side side) const;
    std::optional<Aside> from_port(const Edge& edge) const;
    std::optional<Aside> from_lane(const Edge& edge) const;
    std::optional<Aside> find_aside(int index) const;
    std::vector<Aside> find_asides(int vertex) const;
    bool enter(int vertex, Side side, std::vector<Aside> asides);
    bool enter_above_exit(int vertex, Side side, const std::vector<Aside>& asides);
    bool open(int vertex);
};

/// Past the lanes that stand between the box and a tensor's lane: the place where that lane goes on or would; -1 if
/// something hides the way.
int BoxOpener::place_of_turn(int vertex, Side side, int tensor) const {
    const int rank = level.vertices[vertex].rank;
    const double x = level.vertices[level.lanes[tensor][rank - 1]].x;
    const auto& row = level.order[rank];
    const int step = side == Side::west ? -1 : 1;
    int place = level.vertices[vertex].place + step;
    for (; place >= 0 && place < count(row); place += step) {
        const Vertex& next = level.vertices[row[place]];
        const bool is_farther = side == Side::west ? next.x + next.width < x : next.x > x;
        if (is_farther || row[place] == level.lanes[tensor][rank]) break;
        if (next.kind != VertexKind::lane || next.owner >= 0) return -1;
    }
    return side == Side::west ? place + 1 : place;
}

bool BoxOpener::is_outermost(int vertex, Side side) const {
    const auto& row = level.order[level.vertices[vertex].rank];
    const auto self = row.begin() + level.vertices[vertex].place;
    const auto is_box = [&](int other) { return level.vertices[other].kind == VertexKind::box; };
    return side == Side::west ? std::none_of(row.begin(), self, is_box) : std::none_of(self + 1, row.end(), is_box);
}

/// A line from the frame's own side comes in straight where no other box stands between.
std::optional<Aside> BoxOpener::from_port(const Edge& edge) const {
    const Side side = level.ports[edge.from.port].side;
    if (!is_outermost(edge.to.vertex, side)) return std::nullopt;
    constexpr double far = 1e9;
    return Aside{edge.tensor, side, far, true, false, false};
}

/// A lane that comes down beside the box, with nothing between them, turns in once instead of twice.
std::optional<Aside> BoxOpener::from_lane(const Edge& edge) const {
    const Vertex& box = level.vertices[edge.to.vertex];
    if (edge.backward || is_beside(pin_of(level, edge.from).side) || channel_of(level, edge.from) >= box.rank)
        return std::nullopt;
    const int above = level.lanes[edge.tensor][box.rank - 1], here = level.lanes[edge.tensor][box.rank];
    if (above < 0) return std::nullopt;
    const double x = level.vertices[above].x, right = box.x + box.width;
    if (x >= box.x && x <= right) return std::nullopt;
    const Side side = x < box.x ? Side::west : Side::east;
    const double distance = side == Side::west ? box.x - x : x - right;
    const bool is_branch = around.line_after[edge.from.vertex] < 0;
    if (here >= 0 && level.vertices[here].x != x) return std::nullopt;
    if (place_of_turn(edge.to.vertex, side, edge.tensor) < 0) return std::nullopt;
    return Aside{edge.tensor, side, distance, false, here >= 0, is_branch};
}

/// A line whose label stands before the box stays there.
std::optional<Aside> BoxOpener::find_aside(int index) const {
    const Edge& edge = level.edges[index];
    if (pin_of(level, edge.to).side != Side::north || edge.label_vertex == edge.to.vertex) return std::nullopt;
    return edge.from.vertex < 0 ? from_port(edge) : from_lane(edge);
}

/// Everything but the line that the box stands on, once per tensor. Branches turn in together or not at all.
std::vector<Aside> BoxOpener::find_asides(int vertex) const {
    std::vector<Aside> asides;
    bool is_join = false;
    for (const int index : around.entering[vertex]) {
        const Edge& edge = level.edges[index];
        const bool main = edge.from.vertex >= 0 && edge.from.vertex == around.line_before[vertex];
        const auto known = [&](const Aside& other) { return other.tensor == edge.tensor; };
        if (main || std::any_of(asides.begin(), asides.end(), known)) continue;
        const auto aside = find_aside(index);
        if (aside) asides.push_back(*aside);
        is_join = is_join || !aside;
    }
    if (is_join) std::erase_if(asides, [](const Aside& aside) { return aside.is_branch; });
    return asides;
}

/// The tensor's lane in the box's own rank, straight below the one that brings it.
void BoxOpener::make_lane(int vertex, const Aside& aside) {
    const int rank = level.vertices[vertex].rank;
    if (aside.is_port || level.lanes[aside.tensor][rank] >= 0) return;
    Vertex lane;
    lane.kind = VertexKind::lane;
    lane.rank = rank;
    lane.tensor = aside.tensor;
    lane.pins = {{Side::north, 0}, {Side::south, 0}};
    lane.x = level.vertices[level.lanes[aside.tensor][rank - 1]].x;
    auto& row = level.order[rank];
    row.insert(row.begin() + place_of_turn(vertex, aside.side, aside.tensor), count(level.vertices));
    level.lanes[aside.tensor].set(rank, count(level.vertices));
    level.vertices.push_back(lane);
    number_places(level, row);
}

/// The nearer a line, the higher its pin, so that none crosses another; what goes on below must be the outermost.
bool BoxOpener::enter(int vertex, Side side, std::vector<Aside> asides) {
    std::erase_if(asides, [&](const Aside& aside) { return aside.side != side; });
    std::stable_sort(asides.begin(), asides.end(),
                     [](const Aside& one, const Aside& other) { return one.away < other.away; });
    Vertex& box = level.vertices[vertex];
    if (std::any_of(box.pins.begin(), box.pins.end(), [&](const Pin& pin) { return pin.side == side; }))
        return enter_above_exit(vertex, side, asides);
    const auto room = static_cast<std::size_t>(std::max(box.height / level.distances.lane - 1, 0.0));
    const auto blocking = std::find_if(asides.begin(), asides.end(), [](const Aside& aside) { return aside.goes_on; });
    auto fitting = static_cast<std::size_t>(blocking - asides.begin()) + (blocking != asides.end());
    fitting = std::min(fitting, box.even_sides ? std::max<std::size_t>(room, 1) : 1);
    for (std::size_t at = 0; at < fitting; ++at) {
        box.pins.push_back({side, box.height * static_cast<double>(at + 1) / static_cast<double>(fitting + 1)});
        for (const int index : around.entering[vertex]) {
            auto& edge = level.edges[index];
            if (edge.tensor == asides[at].tensor && pin_of(level, edge.to).side == Side::north)
                edge.to.pin = count(box.pins) - 1;
        }
    }
    for (std::size_t at = 0; at < fitting; ++at) make_lane(vertex, asides[at]);
    return fitting > 0;
}

/// A line that leaves at this side alone makes room for one that turns in: its lane comes from above, and ends here.
bool BoxOpener::enter_above_exit(int vertex, Side side, const std::vector<Aside>& asides) {
    Vertex& box = level.vertices[vertex];
    int exit = -1;
    for (int pin = 0; pin < count(box.pins); ++pin) {
        if (box.pins[pin].side != side) continue;
        if (exit >= 0) return false;
        exit = pin;
    }
    const auto leaves = [&](const Edge& edge) {
        return edge.from.vertex == vertex && edge.from.pin == exit && edge.to.vertex < 0;
    };
    if (asides.size() != 1 || asides.front().goes_on || asides.front().is_port || !box.even_sides ||
        std::none_of(level.edges.begin(), level.edges.end(), leaves))
        return false;
    box.pins[exit].at = box.height * 2 / 3;
    box.pins.push_back({side, box.height / 3});
    for (const int index : around.entering[vertex]) {
        auto& edge = level.edges[index];
        if (edge.tensor == asides.front().tensor && pin_of(level, edge.to).side == Side::north)
            edge.to.pin = count(box.pins) - 1;
    }
    make_lane(vertex, asides.front());
    return true;
}

bool BoxOpener::open(int vertex) {
    const Vertex& box = level.vertices[vertex];
    const bool may =
        box.kind == VertexKind::box && !box.is_frame && !box.any_side && around.entering[vertex].size() > 1;
    const int above = around.line_before[vertex];
    if (!may || above < 0 || level.vertices[above].kind == VertexKind::phantom) return false;
    const auto asides = find_asides(vertex);
    const bool west = enter(vertex, Side::west, asides);
    return enter(vertex, Side::east, asides) || west;
}

}  // namespace

bool open_boxes(Level& level) {
    BoxOpener opener(level);
    bool opened = false;
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) opened = opener.open(vertex) || opened;
    return opened;
}

}  // namespace netfig::layered
