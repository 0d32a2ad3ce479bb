#include "layout/nets.h"
#include "layout/order.h"
#include "layout/surroundings.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace netfig::layered {

namespace {

struct SideTurner {
    Level& level;
    Surroundings around;
    std::vector<Spread> spreads;

    explicit SideTurner(Level& level_in) : level(level_in), around(level_in), spreads(find_spreads(level_in)) {}

    int element_above(const Edge& edge) const;
    void open_sides(int vertex);
    int choose(std::vector<std::pair<int, int>>& edges) const;
    void enter_beside(int vertex, int tensor, Side side);
    void make_corners();
    bool is_elbow(const Edge& edge) const;
    bool only_lanes_between(int owner, Side side, int lane) const;
    int make_corner(const End& end, int tensor);
    void place_corners();
    void untangle_corners();
    void attach_ports();
    std::vector<int> nearest_first() const;
    bool is_outermost(int vertex, Side side) const;
};

/// What stands in the rank above and brings the link: its source, or the tensor's lane. None for links from below.
int SideTurner::element_above(const Edge& edge) const {
    const int rank = level.vertices[edge.to.vertex].rank;
    if (edge.from.vertex < 0 || edge.backward || is_beside(pin_of(level, edge.from).side)) return -1;
    if (channel_of(level, edge.from) > rank) return -1;
    return channel_of(level, edge.from) == rank ? edge.from.vertex : level.lanes[edge.tensor][rank - 1];
}

/// The line that the vertex stands on enters it straight; of the others, the outermost on each side turns into its
/// side.
void SideTurner::open_sides(int vertex) {
    int above = around.line_before[vertex], main_tensor = -1;
    for (const int index : around.entering[vertex]) {
        const Edge& edge = level.edges[index];
        if (edge.from.vertex < 0) {
            enter_beside(vertex, edge.tensor, level.ports[edge.from.port].side);
            continue;
        }
        if (edge.from.vertex != above) continue;
        main_tensor = edge.tensor;
        if (level.vertices[above].rank < level.vertices[vertex].rank - 1) above = element_above(edge);
    }
    if (above < 0) return;
    std::vector<std::pair<int, int>> left, right;  // how far from the line, edge
    for (const int index : around.entering[vertex]) {
        const Edge& edge = level.edges[index];
        if (edge.tensor == main_tensor || is_beside(pin_of(level, edge.to).side)) continue;
        const int element = element_above(edge);
        if (element < 0) continue;
        const int away = level.vertices[element].place - level.vertices[above].place;
        if (away < 0) left.emplace_back(-away, index);
        if (away > 0) right.emplace_back(away, index);
    }
    if (!left.empty()) enter_beside(vertex, level.edges[choose(left)].tensor, Side::west);
    if (!right.empty()) enter_beside(vertex, level.edges[choose(right)].tensor, Side::east);
}

/// The outermost of those that end here leaves room for the others to enter from above; a line that goes on would be in
/// its way.
int SideTurner::choose(std::vector<std::pair<int, int>>& edges) const {
    std::sort(edges.begin(), edges.end());
    std::size_t chosen = 0;
    const auto ends_here = [&](int index) {
        const Edge& edge = level.edges[index];
        return spreads[edge.tensor].high <= 2 * level.vertices[edge.to.vertex].rank;
    };
    while (chosen + 1 < edges.size() && ends_here(edges[chosen].second)) ++chosen;
    return edges[chosen].second;
}

void SideTurner::enter_beside(int vertex, int tensor, Side side) {
    auto& pins = level.vertices[vertex].pins;
    if (std::any_of(pins.begin(), pins.end(), [&](const Pin& pin) { return pin.side == side; })) return;
    pins.push_back({side, level.vertices[vertex].height / 2});
    for (const int index : around.entering[vertex]) {
        if (level.edges[index].tensor == tensor) level.edges[index].to.pin = count(pins) - 1;
    }
}

/// Then the lane may stay where it is: crossing lanes is better than stepping over them.
bool SideTurner::only_lanes_between(int owner, Side side, int lane) const {
    const auto& row = level.order[level.vertices[owner].rank];
    auto from = std::find(row.begin(), row.end(), owner), to = std::find(row.begin(), row.end(), lane);
    if ((to < from) != (side == Side::west)) return false;
    if (to < from) std::swap(from, to);
    return std::all_of(from + 1, to, [&](int vertex) { return level.vertices[vertex].kind == VertexKind::lane; });
}

int SideTurner::make_corner(const End& end, int tensor) {
    const Vertex owner = level.vertices[end.vertex];
    const int lane = level.lanes[tensor][owner.rank];
    int corner = lane;
    const bool other_zone = lane >= 0 && level.vertices[lane].zone != owner.zone;  // in or out of a band: goes on there
    if (lane < 0 || level.vertices[lane].owner >= 0 || other_zone) {
        Vertex made;
        made.kind = VertexKind::lane;
        made.rank = owner.rank;
        made.tensor = tensor;
        made.zone = owner.zone;
        made.band = owner.band;
        made.pins = {{Side::north, 0}, {Side::south, 0}};
        level.vertices.push_back(made);
        corner = count(level.vertices) - 1;
        if (lane < 0) level.lanes[tensor].set(owner.rank, corner);
    } else if (owner.is_frame || !only_lanes_between(end.vertex, owner.pins[end.pin].side, lane)) {
        std::erase(level.order[owner.rank], lane);
    }
    level.vertices[corner].owner = end.vertex;
    level.vertices[corner].owner_pin = end.pin;
    return corner;
}

/// A line from the side of one neighbour to the facing side of the next needs one turn only, between them.
bool SideTurner::is_elbow(const Edge& edge) const {
    if (edge.from.vertex < 0 || edge.to.vertex < 0) return false;
    const Vertex &from = level.vertices[edge.from.vertex], &to = level.vertices[edge.to.vertex];
    const Pin &out = pin_of(level, edge.from), &in = pin_of(level, edge.to);
    const Side facing = from.place < to.place ? Side::east : Side::west;
    if (from.rank != to.rank || out.side != facing || in.side == facing || !is_beside(in.side)) return false;
    if (out.corner >= 0 || in.corner >= 0 || level.lanes[edge.tensor][from.rank] >= 0) return false;
    const auto is_other = [&](const Edge& other) { return &other != &edge && other.tensor == edge.tensor; };
    if (std::any_of(level.edges.begin(), level.edges.end(), is_other)) return false;
    const auto& row = level.order[from.rank];
    const auto [first, last] = std::minmax(from.place, to.place);
    return std::all_of(row.begin() + first + 1, row.begin() + last, [&](int vertex) {
        return level.vertices[vertex].kind == VertexKind::lane && level.vertices[vertex].owner < 0;
    });
}

void SideTurner::make_corners() {
    for (auto& edge : level.edges) {
        if (is_elbow(edge)) {
            const int corner = make_corner(edge.from, edge.tensor);
            level.vertices[edge.from.vertex].pins[edge.from.pin].corner = corner;
            level.vertices[edge.to.vertex].pins[edge.to.pin].corner = corner;
        }
        for (const auto& end : {edge.from, edge.to}) {
            if (end.vertex < 0 || !is_beside(pin_of(level, end).side) || pin_of(level, end).corner >= 0) continue;
            const int corner = make_corner(end, edge.tensor);
            level.vertices[end.vertex].pins[end.pin].corner = corner;
        }
    }
}

/// Turns from above: the higher the pin, the nearer its lane; from below the other way round; then none crosses
/// another.
void SideTurner::place_corners() {
    std::map<std::pair<int, Side>, std::vector<std::pair<double, int>>> beside;
    for (int index = 0; index < count(level.vertices); ++index) {
        const Vertex& corner = level.vertices[index];
        const auto& here = level.order[corner.rank];
        if (corner.owner < 0 || std::find(here.begin(), here.end(), index) != here.end()) continue;
        const Pin& pin = level.vertices[corner.owner].pins[corner.owner_pin];
        const bool from_above = spreads[corner.tensor].low < 2 * corner.rank + 1;
        const bool from_below = spreads[corner.tensor].high > 2 * corner.rank + 1;
        const double away = from_above && from_below ? 1e9 : from_below ? -pin.at : pin.at;
        beside[{corner.owner, pin.side}].push_back({away, index});
    }
    for (auto& [key, corners] : beside) {
        std::sort(corners.begin(), corners.end());
        auto& row = level.order[level.vertices[key.first].rank];
        for (auto at = corners.size(); at-- > 0;) {
            const auto owner = std::find(row.begin(), row.end(), key.first);
            row.insert(key.second == Side::west ? owner : owner + 1, corners[at].second);
        }
    }
}

/// Two boxes whose facing sides are entered: each turn stands on its own box's side of the other, or their lines would
/// run on top of each other.
void SideTurner::untangle_corners() {
    const auto turns_at = [&](int vertex, Side side) {
        const Vertex& corner = level.vertices[vertex];
        return corner.owner >= 0 && level.vertices[corner.owner].pins[corner.owner_pin].side == side;
    };
    for (auto& row : level.order) {
        for (int at = 0; at < count(row); ++at) {
            if (!turns_at(row[at], Side::west)) continue;
            const auto owner = std::find(row.begin() + at, row.end(), level.vertices[row[at]].owner);
            for (auto next = row.begin() + at + 1; next < owner; ++next) {
                if (!turns_at(*next, Side::east)) continue;
                std::rotate(row.begin() + at, next, next + 1);
                ++at;
            }
        }
    }
}

bool SideTurner::is_outermost(int vertex, Side side) const {
    const auto& row = level.order[level.vertices[vertex].rank];
    const int owner = level.vertices[vertex].owner;
    for (const int other : row) {
        const Vertex& standing = level.vertices[other];
        const bool beyond = side == Side::west ? standing.place < level.vertices[owner].place
                                               : standing.place > level.vertices[owner].place;
        if (beyond && standing.kind == VertexKind::box) return false;
    }
    return true;
}

/// Edges in the order in which their ports would take them: those that end near where the port's line comes from first.
std::vector<int> SideTurner::nearest_first() const {
    std::vector<std::pair<double, int>> edges;
    for (int index = 0; index < count(level.edges); ++index) {
        const Edge& edge = level.edges[index];
        const double along = edge.from.vertex < 0 ? level.ports[edge.from.port].along : 0;
        double away = 0;
        if (along > 0 && edge.to.vertex >= 0)
            away = (level.vertices[edge.to.vertex].rank - 0.5) / std::max(level.ranks - 2, 1) - along;
        edges.emplace_back(std::abs(away), index);
    }
    std::stable_sort(edges.begin(), edges.end(),
                     [](const auto& one, const auto& other) { return one.first < other.first; });
    std::vector<int> order;
    for (const auto& [away, index] : edges) order.push_back(index);
    return order;
}

/// A port at the frame's side runs straight on to the first turn into the same side that nothing hides; else it takes
/// the channel of its nearest end.
void SideTurner::attach_ports() {
    std::vector<bool> taken(level.vertices.size());
    for (const int index : nearest_first()) {
        const auto& edge = level.edges[index];
        const bool enters = edge.from.vertex < 0;
        if (enters == (edge.to.vertex < 0)) continue;
        Port& port = level.ports[enters ? edge.from.port : edge.to.port];
        const End& inner = enters ? edge.to : edge.from;
        const Pin& pin = pin_of(level, inner);
        const bool is_lane =
            pin.corner >= 0 && level.lanes[edge.tensor][level.vertices[inner.vertex].rank] == pin.corner;
        if (pin.side == port.side && is_lane && !taken[pin.corner] && is_outermost(pin.corner, port.side) &&
            port.corner < 0) {
            port.corner = pin.corner;
            taken[pin.corner] = true;
            port.channel = -1;
            continue;
        }
        if (port.corner >= 0) continue;
        const int channel =
            is_beside(pin.side) ? level.vertices[inner.vertex].rank + (enters ? 0 : 1) : channel_of(level, inner);
        port.channel = port.channel < 0 ? channel : std::min(port.channel, channel);
    }
}

}  // namespace

void turn_into_sides(Level& level) {
    SideTurner turner(level);
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        if (level.vertices[vertex].any_side) turner.open_sides(vertex);
    }
    make_turns(level);
}

void make_turns(Level& level) {
    for (auto& port : level.ports) port.corner = port.channel = -1;
    SideTurner turner(level);
    turner.make_corners();
    turner.place_corners();
    turner.untangle_corners();
    for (const auto& row : level.order) { number_places(level, row); }
    turner.attach_ports();
}

}  // namespace netfig::layered
