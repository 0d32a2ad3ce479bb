#include "layout/columns.h"

#include "layout/nets.h"
#include "layout/tie_stacks.h"

#include <algorithm>
#include <map>

namespace netfig::layered {

namespace {

struct Straight {
    int top = 0, bottom = 0;
    double top_at = 0, bottom_at = 0;
};

/// Takes wished straight links in order of importance; a link that would cross one already taken is dropped.
struct ColumnFinder {
    const Level& level;
    std::vector<Straight> taken;
    std::vector<int> below, above;             // per vertex: index of its taken link on that side
    std::vector<std::map<int, int>> channels;  // per channel: places of the taken links, top to bottom

    explicit ColumnFinder(const Level& level_in)
        : level(level_in), below(level_in.vertices.size(), -1), above(below), channels(level_in.ranks + 1) {}

    void wish(const Straight& link);
    void wish_lines(std::size_t first, std::size_t last);
    void wish_step(int top, int bottom, const std::map<std::pair<int, int>, int>& edges);
    void wish_lanes();
    void wish_walls();
    void wish_turns();
    std::map<std::pair<int, int>, int> edges_by_ends() const;
};

void ColumnFinder::wish(const Straight& link) {
    if (below[link.top] >= 0 || above[link.bottom] >= 0) return;
    const int top = level.vertices[link.top].place, bottom = level.vertices[link.bottom].place;
    auto& channel = channels[level.vertices[link.bottom].rank];
    const auto after = channel.lower_bound(top);
    if (after != channel.end() && after->second <= bottom) return;
    if (after != channel.begin() && std::prev(after)->second >= bottom) return;
    channel[top] = bottom;
    below[link.top] = above[link.bottom] = count(taken);
    taken.push_back(link);
}

std::map<std::pair<int, int>, int> ColumnFinder::edges_by_ends() const {
    std::map<std::pair<int, int>, int> edges;
    for (int index = 0; index < count(level.edges); ++index) {
        const Edge& edge = level.edges[index];
        if (edge.from.vertex >= 0 && edge.to.vertex >= 0 && !edge.backward)
            edges.try_emplace({edge.from.vertex, edge.to.vertex}, index);
    }
    return edges;
}

double line_in(const Vertex& vertex) { return vertex.kind == VertexKind::box ? vertex.axis_in : 0; }
double line_out(const Vertex& vertex) { return vertex.kind == VertexKind::box ? vertex.axis_out : 0; }

void ColumnFinder::wish_step(int top, int bottom, const std::map<std::pair<int, int>, int>& edges) {
    const Vertex& from = level.vertices[top];
    const Vertex& to = level.vertices[bottom];
    int previous = top;
    if (to.rank > from.rank + 1) {
        const auto edge = edges.find({top, bottom});
        if (edge == edges.end()) return;
        for (int rank = from.rank + 1; rank < to.rank; ++rank) {
            const int lane = level.lanes[level.edges[edge->second].tensor][rank];
            if (lane < 0) return;
            wish({previous, lane, previous == top ? line_out(from) : 0, 0});
            previous = lane;
        }
    }
    if (to.rank > from.rank) wish({previous, bottom, previous == top ? line_out(from) : 0, line_in(to)});
}

void ColumnFinder::wish_lines(std::size_t first, std::size_t last) {
    const auto edges = edges_by_ends();
    for (std::size_t line = first; line < std::min(last, level.lines.size()); ++line) {
        const auto& vertices = level.lines[line].vertices;
        for (std::size_t at = 1; at < vertices.size(); ++at) wish_step(vertices[at - 1], vertices[at], edges);
    }
}

/// Nothing straight crosses a wall.
void ColumnFinder::wish_walls() {
    for (const auto& band : level.bands) {
        for (const auto* wall : {&band.west, &band.east}) {
            for (std::size_t at = 1; at < wall->size(); ++at) wish({(*wall)[at - 1], (*wall)[at], 0, 0});
        }
    }
}

void ColumnFinder::wish_lanes() {
    for (const auto& lanes : level.lanes) {
        for (int rank = lanes.first() + 1; rank < lanes.end(); ++rank) {
            if (lanes[rank - 1] >= 0 && lanes[rank] >= 0) wish({lanes[rank - 1], lanes[rank], 0, 0});
        }
    }
}

/// The start and the end of a lane, and whatever else is linked by a line of its own.
void ColumnFinder::wish_turns() {
    for (const auto& nets : collect_nets(level)) {
        for (const auto& net : nets) {
            for (const auto& top : net.top) {
                for (const auto& bottom : net.bottom) wish({top.vertex, bottom.vertex, top.at, bottom.at});
            }
        }
    }
}

}  // namespace

Columns find_columns(const Level& level) {
    ColumnFinder finder(level);
    finder.wish_walls();
    finder.wish_lines(0, 1);
    finder.wish_lanes();
    finder.wish_lines(1, level.lines.size());
    finder.wish_turns();

    Columns columns{std::vector<int>(level.vertices.size(), -1), std::vector<double>(level.vertices.size()), 0, 0};
    for (const auto& row : level.order) {
        for (const int head : row) {
            if (finder.above[head] >= 0) continue;
            int vertex = head;
            columns.offset[vertex] = -line_out(level.vertices[vertex]);
            columns.of[vertex] = columns.size;
            while (finder.below[vertex] >= 0) {
                const auto& link = finder.taken[finder.below[vertex]];
                columns.offset[link.bottom] = columns.offset[vertex] + link.top_at - link.bottom_at;
                columns.of[link.bottom] = columns.size;
                vertex = link.bottom;
            }
            ++columns.size;
        }
    }
    if (!level.lines.empty()) columns.trunk = columns.of[level.lines.front().vertices.front()];
    tie_stacks(level, columns);
    return columns;
}

}  // namespace netfig::layered
