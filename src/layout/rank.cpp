#include "layout/rank.h"

#include <algorithm>
#include <queue>

namespace netfig::layered {

namespace {

struct Constraint {
    int from = 0, to = 0;
    int length = 1;
};

struct Ranker {
    Level& level;
    std::vector<Constraint> constraints;
    std::vector<std::vector<int>> leaving;  // constraints by vertex
    std::vector<int> order;                 // topological

    explicit Ranker(Level& level_in) : level(level_in), leaving(level_in.vertices.size()) {}

    void add(int from, int to, int length) {
        leaving[from].push_back(count(constraints));
        constraints.push_back({from, to, length});
    }
    void collect_primary();
    void sort();
    void collect_secondary();
    void longest_paths();
    void pull_sources_down();
    void place_borders();
};

void Ranker::collect_primary() {
    for (const auto& edge : level.edges) {
        if (!is_primary(edge)) continue;
        add(edge.from.vertex, edge.to.vertex, 1);
    }
}

void Ranker::sort() {
    std::vector<int> waiting(level.vertices.size());
    for (const auto& constraint : constraints) ++waiting[constraint.to];
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        if (waiting[vertex] == 0) ready.push(vertex);
    }
    while (!ready.empty()) {
        const int vertex = ready.top();
        ready.pop();
        order.push_back(vertex);
        for (const int index : leaving[vertex]) {
            if (--waiting[constraints[index].to] == 0) ready.push(constraints[index].to);
        }
    }
}

/// A neighbour that reads from the side may stand beside its source, but a lone input stands before its reader.
void Ranker::collect_secondary() {
    std::vector<int> at(level.vertices.size());
    std::vector<bool> is_source(level.vertices.size(), true);
    for (int index = 0; index < count(order); ++index) at[order[index]] = index;
    for (const auto& constraint : constraints) is_source[constraint.to] = false;
    for (const auto& edge : level.edges) {
        if (edge.from.vertex < 0 || edge.to.vertex < 0 || edge.backward || !edge.secondary) continue;
        const auto& from = level.vertices[edge.from.vertex];
        const bool lone = is_source[edge.from.vertex] && !from.is_frame;
        if (at[edge.from.vertex] < at[edge.to.vertex]) add(edge.from.vertex, edge.to.vertex, lone ? 1 : 0);
    }
}

void Ranker::longest_paths() {
    for (auto& vertex : level.vertices) vertex.rank = vertex.kind == VertexKind::border ? 0 : 1;
    for (const int vertex : order) {
        for (const int index : leaving[vertex]) {
            auto& to = level.vertices[constraints[index].to];
            to.rank = std::max(to.rank, level.vertices[vertex].rank + constraints[index].length);
        }
    }
}

/// What starts beside the trunk (a mask, a target) moves down to its first reader, with all that hangs on it alone.
void Ranker::pull_sources_down() {
    std::vector<bool> has_before(level.vertices.size());
    for (const auto& constraint : constraints) has_before[constraint.to] = true;
    for (const auto& edge : level.edges) {  // the author's trunk begins where everything does
        if (edge.trunk && edge.from.vertex >= 0) has_before[edge.from.vertex] = true;
    }
    for (auto at = order.size(); at-- > 0;) {
        const int vertex = order[at];
        auto& moved = level.vertices[vertex];
        if (has_before[vertex] || leaving[vertex].empty() || moved.kind == VertexKind::border) continue;
        int limit = level.vertices[constraints[leaving[vertex].front()].to].rank;
        for (const int index : leaving[vertex]) {
            const auto& constraint = constraints[index];
            limit = std::min(limit, level.vertices[constraint.to].rank - constraint.length);
        }
        moved.rank = std::max(moved.rank, limit);
    }
}

void Ranker::place_borders() {
    int last = 0;
    for (const auto& vertex : level.vertices) {
        if (vertex.kind != VertexKind::border) last = std::max(last, vertex.rank);
    }
    for (auto& vertex : level.vertices) {
        if (vertex.kind == VertexKind::border) vertex.rank = vertex.is_last ? last + 1 : 0;
    }
    level.ranks = last + 2;
}

}  // namespace

void rank(Level& level) {
    Ranker ranker(level);
    ranker.collect_primary();
    ranker.sort();
    ranker.collect_secondary();
    ranker.longest_paths();
    ranker.pull_sources_down();
    ranker.place_borders();
}

}  // namespace netfig::layered
