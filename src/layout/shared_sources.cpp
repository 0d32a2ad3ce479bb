#include "layout/shared_sources.h"

#include <algorithm>
#include <map>

namespace netfig::layered {

namespace {

struct Neighbours {
    std::vector<std::vector<int>> before, after;  // vertices, each once; the former in ascending order
};

Neighbours find_neighbours(const Level& level) {
    Neighbours found{{level.vertices.size(), std::vector<int>{}}, {level.vertices.size(), std::vector<int>{}}};
    for (const auto& edge : level.edges) {
        if (!is_primary(edge)) continue;
        found.before[edge.to.vertex].push_back(edge.from.vertex);
        found.after[edge.from.vertex].push_back(edge.to.vertex);
    }
    for (auto* lists : {&found.before, &found.after}) {
        for (auto& list : *lists) {
            std::sort(list.begin(), list.end());
            list.erase(std::unique(list.begin(), list.end()), list.end());
        }
    }
    return found;
}

/// Where the chain that begins at a branch's head meets other lines; -1 where it parts or ends first.
int end_of_chain(const Neighbours& around, int head) {
    int at = head;
    while (around.after[at].size() == 1) {
        at = around.after[at].front();
        if (around.before[at].size() > 1) return at;
    }
    return -1;
}

bool meet_again(const Neighbours& around, const std::vector<int>& heads) {
    const int join = end_of_chain(around, heads.front());
    return join >= 0 &&
           std::all_of(heads.begin(), heads.end(), [&](int head) { return end_of_chain(around, head) == join; });
}

int choose_fork(const Level& level, std::vector<int> sources) {
    const auto rank = [&](int vertex) { return level.vertices[vertex].rank; };
    int latest = 0;
    for (const int source : sources) latest = std::max(latest, rank(source));
    std::erase_if(sources, [&](int source) { return rank(source) < latest; });
    return sources[(sources.size() - 1) / 2];
}

}  // namespace

std::vector<bool> find_repeated_forks(const Level& level) {
    std::vector<bool> repeated(level.edges.size());
    const auto around = find_neighbours(level);
    std::map<std::vector<int>, std::vector<int>> heads_of;  // by their sources
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        if (around.before[vertex].size() > 1) heads_of[around.before[vertex]].push_back(vertex);
    }
    std::map<int, int> fork_of;  // per head
    for (const auto& [sources, heads] : heads_of) {
        const bool pairs = sources.size() == 2 && heads.size() == 2;  // each head continues one source
        if (heads.size() < 2 || pairs || !meet_again(around, heads)) continue;
        const int fork = choose_fork(level, sources);
        for (const int head : heads) fork_of[head] = fork;
    }
    for (int index = 0; index < count(level.edges); ++index) {
        const Edge& edge = level.edges[index];
        if (!is_primary(edge)) continue;
        const auto fork = fork_of.find(edge.to.vertex);
        repeated[index] = fork != fork_of.end() && fork->second != edge.from.vertex;
    }
    return repeated;
}

}  // namespace netfig::layered
