#include "layout/main_lines.h"

#include "layout/series_parallel.h"

#include <algorithm>

namespace netfig::layered {

namespace {

struct Task {
    enum class Kind { part, vertex, phantoms } kind;
    int index = 0;
    int line = 0;
};

struct LineFinder {
    Level& level;
    PartTree tree;
    std::vector<std::vector<int>> phantoms;  // per part
    std::vector<bool> part_taken, vertex_taken;
    struct Mirrored {
        int axis = -1;              // a vertex
        std::vector<int> branches;  // lines
        bool outer_only = false;
    };
    std::vector<Mirrored> mirrored;

    explicit LineFinder(Level& level_in)
        : level(level_in),
          tree(find_series_parallel(level_in)),
          phantoms(tree.parts.size()),
          part_taken(tree.parts.size()),
          vertex_taken(level_in.vertices.size() + 2) {}

    int new_line() {
        level.lines.emplace_back();
        return count(level.lines) - 1;
    }
    bool is_taken(int vertex) const { return vertex >= tree.start || vertex_taken[vertex]; }
    void take(int line, int vertex) {
        if (is_taken(vertex)) return;
        vertex_taken[vertex] = true;
        level.lines[line].vertices.push_back(vertex);
    }
    void expand(int part, int line);
    void expand_parallel(int part, int line, std::vector<Task>& tasks);
    void add_phantoms(int part, int line);
    void follow(int part, int line);
    void find_lines();

    std::vector<bool> ordered;
    void append(int vertex);
    void append_lanes(int edge);
    void order_part(int part);
    void find_order();
};

/// Puts a part's vertices onto a line; branches beside it get lines of their own.
void LineFinder::expand(int root, int root_line) {
    std::vector<Task> tasks{{Task::Kind::part, root, root_line}};
    while (!tasks.empty()) {
        const Task task = tasks.back();
        tasks.pop_back();
        if (task.kind == Task::Kind::vertex) {
            take(task.line, task.index);
            continue;
        }
        const Part& part = tree.parts[task.index];
        part_taken[task.index] = true;
        if (part.kind == PartKind::parallel) expand_parallel(task.index, task.line, tasks);
        if (part.kind != PartKind::series) continue;
        for (auto at = part.parts.size(); at-- > 0;) {
            if (at + 1 < part.parts.size())
                tasks.push_back({Task::Kind::vertex, tree.parts[part.parts[at]].to, task.line});
            tasks.push_back({Task::Kind::part, part.parts[at], task.line});
        }
    }
}

void LineFinder::expand_parallel(int index, int line, std::vector<Task>& tasks) {
    const Part& part = tree.parts[index];
    std::vector<int> branches;
    std::size_t before_main = part.parts.size() / 2;
    for (const int inner : part.parts) {
        if (inner == part.main) {
            before_main = branches.size();
            continue;
        }
        const int branch = new_line();
        branches.push_back(branch);
        tasks.push_back({Task::Kind::part, inner, branch});
    }
    if (part.main >= 0) tasks.push_back({Task::Kind::part, part.main, line});
    if (part.mirrored)
        mirrored.push_back(
            {part.from < tree.start ? part.from : part.to, branches, 2 * before_main != branches.size()});
    if (part.main < 0) add_phantoms(index, line);
}

void LineFinder::add_phantoms(int index, int line) {
    const Part& part = tree.parts[index];
    const int first = part.from < tree.start ? level.vertices[part.from].rank + 1 : 1;
    const int last = part.to < tree.start ? level.vertices[part.to].rank - 1 : level.ranks - 2;
    for (int rank = first; rank <= last; ++rank) {
        Vertex phantom;
        phantom.kind = VertexKind::phantom;
        phantom.rank = rank;
        level.vertices.push_back(phantom);
        phantoms[index].push_back(count(level.vertices) - 1);
        level.lines[line].vertices.push_back(count(level.vertices) - 1);
    }
}

/// From a part on along the heaviest parts, as long as the vertices between belong to no line yet.
void LineFinder::follow(int part, int line) {
    while (part >= 0) {
        expand(part, line);
        const int at = tree.parts[part].to;
        if (is_taken(at)) return;
        take(line, at);
        part = -1;
        for (const int next : tree.leaving[at]) {
            if (part_taken[next]) continue;
            const auto rank = [&](int one) { return std::pair(!is_taken(tree.parts[one].to), tree.parts[one].weight); };
            if (part < 0 || rank(next) > rank(part)) part = next;
        }
    }
}

void LineFinder::find_lines() {
    const int trunk = new_line();
    for (const int part : tree.trunk) {
        expand(part, trunk);
        take(trunk, tree.parts[part].to);
    }
    const auto follow_all = [&](int vertex) {
        for (const int part : tree.leaving[vertex]) {
            if (!part_taken[part]) follow(part, new_line());
        }
    };
    follow_all(tree.start);  // what another input leads to goes on its line, not on that of a fork
    for (int vertex = 0; vertex < tree.start; ++vertex) follow_all(vertex);
    for (const auto& [axis, lines, outer_only] : mirrored) {
        Mirror mirror{axis, {}, outer_only};
        for (const int line : lines) {
            if (!level.lines[line].vertices.empty()) mirror.branch_heads.push_back(level.lines[line].vertices.front());
        }
        level.mirrors.push_back(mirror);
    }
    std::erase_if(level.lines, [](const Line& line) { return line.vertices.empty(); });
}

void LineFinder::append(int vertex) {
    if (ordered.size() < level.vertices.size()) ordered.resize(level.vertices.size());
    if (ordered[vertex]) return;
    ordered[vertex] = true;
    level.order[level.vertices[vertex].rank].push_back(vertex);
}

int add_lane(Level& level, int tensor, int rank) {
    Vertex lane;
    lane.kind = VertexKind::lane;
    lane.rank = rank;
    lane.tensor = tensor;
    lane.pins = {{Side::north, 0}, {Side::south, 0}};
    level.vertices.push_back(lane);
    level.lanes[tensor].set(rank, count(level.vertices) - 1);
    return count(level.vertices) - 1;
}

void LineFinder::append_lanes(int index) {
    if (index < 0) return;
    const Edge edge = level.edges[index];
    for (int rank = channel_of(level, edge.from); rank < channel_of(level, edge.to); ++rank) {
        if (level.lanes[edge.tensor][rank] < 0) append(add_lane(level, edge.tensor, rank));
    }
}

void LineFinder::order_part(int root) {
    std::vector<Task> tasks{{Task::Kind::part, root, 0}};
    while (!tasks.empty()) {
        const Task task = tasks.back();
        tasks.pop_back();
        if (task.kind == Task::Kind::vertex) {
            append(task.index);
        } else if (task.kind == Task::Kind::phantoms) {
            for (const int vertex : phantoms[task.index]) append(vertex);
        } else if (tree.parts[task.index].kind == PartKind::link) {
            append_lanes(tree.parts[task.index].edge);
        } else {
            const Part& part = tree.parts[task.index];
            for (auto at = part.parts.size(); at-- > 0;) {
                const bool in_row = part.kind == PartKind::series && at + 1 < part.parts.size();
                if (in_row) tasks.push_back({Task::Kind::vertex, tree.parts[part.parts[at]].to, 0});
                tasks.push_back({Task::Kind::part, part.parts[at], 0});
                if (part.kind == PartKind::parallel && part.main < 0 && at == part.parts.size() / 2) {
                    tasks.push_back({Task::Kind::phantoms, task.index, 0});
                }
            }
        }
    }
}

/// Depth first in source order: what comes first stands left, and a skip stands right of all that it passes.
void LineFinder::find_order() {
    level.order.assign(level.ranks, {});
    std::vector<std::size_t> next(tree.start + 1);
    std::vector<int> path{tree.start};
    std::vector<bool> seen(tree.start + 2);
    while (!path.empty()) {
        const int vertex = path.back();
        if (next[vertex] == tree.leaving[vertex].size()) {
            path.pop_back();
            continue;
        }
        const int part = tree.leaving[vertex][next[vertex]++];
        order_part(part);
        const int to = tree.parts[part].to;
        if (to == tree.end || seen[to]) continue;
        seen[to] = true;
        if (ordered.size() < level.vertices.size()) ordered.resize(level.vertices.size());
        if (!ordered[to]) {
            ordered[to] = true;
            level.order[level.vertices[to].rank].push_back(to);
        }
        path.push_back(to);
    }
}

/// Lanes of links that no main line knows: backward and secondary ones. A tensor has one lane in each rank it passes.
void add_remaining_lanes(Level& level) {
    constexpr int far = 1 << 30;
    std::vector<int> low(level.tensors, far), high(level.tensors, -far);
    for (const auto& edge : level.edges) {
        for (const auto& end : {edge.from, edge.to}) {
            if (end.vertex < 0) continue;
            const bool beside = is_beside(pin_of(level, end).side);
            const int at = beside ? 2 * level.vertices[end.vertex].rank + 1 : 2 * channel_of(level, end);
            low[edge.tensor] = std::min(low[edge.tensor], at);
            high[edge.tensor] = std::max(high[edge.tensor], at);
        }
    }
    for (int tensor = 0; tensor < level.tensors; ++tensor) {
        for (int rank = low[tensor] / 2; 2 * rank + 1 < high[tensor]; ++rank) {
            if (2 * rank + 1 == low[tensor] || level.lanes[tensor][rank] >= 0) continue;
            level.order[rank].push_back(add_lane(level, tensor, rank));
        }
    }
}

}  // namespace

void find_main_lines(Level& level) {
    level.lanes.assign(level.tensors, {});
    LineFinder finder(level);
    finder.find_lines();
    finder.find_order();
    add_remaining_lanes(level);
    for (const auto& row : level.order) { number_places(level, row); }
}

}  // namespace netfig::layered
