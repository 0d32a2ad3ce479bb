#include "layout/seat_inputs.h"

#include "layout/surroundings.h"

#include <algorithm>

namespace netfig::layered {

namespace {

Side other_side(Side side) { return side == Side::west ? Side::east : Side::west; }

struct InputSeater {
    Level& level;
    Surroundings around;
    std::vector<bool> mirrored;

    explicit InputSeater(Level& level_in);
    bool is_input(int vertex) const {
        return level.vertices[vertex].kind == VertexKind::box && !level.vertices[vertex].is_frame &&
               around.entering[vertex].empty();
    }
    int element_above(const Edge& edge) const;
    bool may_sit(int index) const;
    int trunk_above(int reader) const;
    std::vector<Side> free_sides(int reader, int trunk) const;
    void seat(int index, Side side);
    void seat_beside(int reader);
};

InputSeater::InputSeater(Level& level_in) : level(level_in), around(level_in), mirrored(level_in.vertices.size()) {
    for (const auto& mirror : level.mirrors) {
        for (const int head : mirror.branch_heads) mirrored[head] = true;
    }
}

/// What stands in the rank above the reader and brings the link; -1 where it comes from elsewhere.
int InputSeater::element_above(const Edge& edge) const {
    const int rank = level.vertices[edge.to.vertex].rank;
    if (edge.from.vertex < 0 || edge.backward || rank == 0) return -1;
    if (level.vertices[edge.from.vertex].rank == rank - 1) return edge.from.vertex;
    return level.lanes[edge.tensor][rank - 1];
}

/// An input of its own, right above its only reader.
bool InputSeater::may_sit(int index) const {
    const Edge& edge = level.edges[index];
    const int from = edge.from.vertex;
    if (from < 0 || edge.backward || edge.trunk || edge.secondary || edge.label_vertex >= 0) return false;
    if (!is_input(from) || around.leaving[from].size() != 1 || mirrored[from] || around.line_after[from] >= 0)
        return false;
    const Vertex &source = level.vertices[from], &reader = level.vertices[edge.to.vertex];
    return source.rank == reader.rank - 1 && source.band == reader.band &&
           pin_of(level, edge.from).side == Side::south && pin_of(level, edge.to).side == Side::north;
}

/// Where the reader's own line comes down, if that is more than an input too.
int InputSeater::trunk_above(int reader) const {
    const int before = around.line_before[reader];
    if (before < 0 || is_input(before)) return -1;
    for (const int index : around.entering[reader]) {
        if (level.edges[index].from.vertex == before) return element_above(level.edges[index]);
    }
    return -1;
}

/// Sides at which no other line comes down or comes in.
std::vector<Side> InputSeater::free_sides(int reader, int trunk) const {
    std::vector<Side> free{Side::west, Side::east};
    for (const auto& pin : level.vertices[reader].pins) std::erase(free, pin.side);
    for (const int index : around.entering[reader]) {
        const Edge& edge = level.edges[index];
        const int above = element_above(edge);
        if (above == trunk || may_sit(index)) continue;
        if (above < 0) return {};
        std::erase(free, level.vertices[above].place < level.vertices[trunk].place ? Side::west : Side::east);
    }
    return free;
}

void InputSeater::seat(int index, Side side) {
    Edge& edge = level.edges[index];
    Vertex &source = level.vertices[edge.from.vertex], &reader = level.vertices[edge.to.vertex];
    std::erase(level.order[source.rank], edge.from.vertex);
    auto& row = level.order[reader.rank];
    const auto beside = std::find(row.begin(), row.end(), edge.to.vertex);
    row.insert(side == Side::west ? beside : beside + 1, edge.from.vertex);
    for (const int rank : {source.rank, reader.rank}) number_places(level, level.order[rank]);
    source.rank = reader.rank;
    source.zone = reader.zone;
    source.beside = edge.to.vertex;
    source.pins.push_back({other_side(side), source.height / 2});
    reader.pins.push_back({side, reader.height / 2});
    edge.from.pin = count(source.pins) - 1;
    edge.to.pin = count(reader.pins) - 1;
}

void InputSeater::seat_beside(int reader) {
    const int trunk = trunk_above(reader);
    if (trunk < 0) return;
    auto free = free_sides(reader, trunk);
    std::vector<int> waiting;
    for (const int index : around.entering[reader]) {
        if (!may_sit(index) || free.empty()) continue;
        const int source = level.edges[index].from.vertex;
        const Side own = level.vertices[source].place < level.vertices[trunk].place ? Side::west : Side::east;
        if (std::erase(free, own) > 0) {
            seat(index, own);
        } else {
            waiting.push_back(index);
        }
    }
    for (std::size_t at = 0; at < std::min(waiting.size(), free.size()); ++at) seat(waiting[at], free[at]);
}

}  // namespace

void seat_inputs(Level& level) {
    const auto is_stack = [](const Vertex& vertex) { return vertex.is_stack; };
    if (std::any_of(level.vertices.begin(), level.vertices.end(), is_stack)) return;  // rows are agreed upon there
    InputSeater seater(level);
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        const Vertex& reader = level.vertices[vertex];
        if (reader.kind == VertexKind::box && !reader.is_frame) seater.seat_beside(vertex);
    }
}

}  // namespace netfig::layered
