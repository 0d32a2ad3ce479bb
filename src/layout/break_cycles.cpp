#include "layout/break_cycles.h"

namespace netfig::layered {

namespace {

enum class Mark : char { untouched, open, done };

struct Step {
    int vertex = 0;
    std::size_t next = 0;
};

}  // namespace

/// Depth first in source order, so that the first way through a cycle is kept and the link that closes it turns back.
void break_cycles(Level& level) {
    std::vector<std::vector<int>> leaving(level.vertices.size());
    for (int index = 0; index < count(level.edges); ++index) {
        auto& edge = level.edges[index];
        if (edge.from.vertex < 0 || edge.to.vertex < 0) continue;
        if (edge.from.vertex == edge.to.vertex) edge.backward = true;
        if (!edge.backward && !edge.secondary) leaving[edge.from.vertex].push_back(index);
    }
    std::vector<Mark> marks(level.vertices.size(), Mark::untouched);
    for (int root = 0; root < count(level.vertices); ++root) {
        if (marks[root] != Mark::untouched) continue;
        std::vector<Step> path{{root}};
        marks[root] = Mark::open;
        while (!path.empty()) {
            auto& step = path.back();
            if (step.next == leaving[step.vertex].size()) {
                marks[step.vertex] = Mark::done;
                path.pop_back();
                continue;
            }
            auto& edge = level.edges[leaving[step.vertex][step.next++]];
            const int to = edge.to.vertex;
            if (marks[to] == Mark::open) {
                edge.backward = true;
            } else if (marks[to] == Mark::untouched) {
                marks[to] = Mark::open;
                path.push_back({to});
            }
        }
    }
}

}  // namespace netfig::layered
