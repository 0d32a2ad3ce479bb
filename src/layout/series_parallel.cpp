#include "layout/series_parallel.h"

#include "layout/shared_sources.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

namespace netfig::layered {

namespace {

constexpr double as_wished = 1e8;  // of a link that the author puts on the trunk: more than any way without

/// From the level's start to its end.
struct Way {
    double weight = -1;
    std::vector<int> parts;
};

/// Contracts until nothing more nests: a vertex with one part in and one out joins them; parts with equal ends unite.
struct Reducer {
    const Level& level;
    PartTree tree;
    std::vector<std::vector<int>> in, out;       // parts per vertex that are not contracted yet
    std::map<std::pair<int, int>, int> between;  // the one active part between two vertices
    std::vector<int> waiting;                    // vertices that may have become contractible
    std::vector<double> weights;                 // per vertex

    explicit Reducer(const Level& level_in) : level(level_in) {
        const int size = count(level.vertices);
        tree.start = size;
        tree.end = size + 1;
        in.resize(level.vertices.size() + 2);
        out.resize(level.vertices.size() + 2);
    }

    void weigh();
    void add_links();
    void activate(int part);
    void unite(int older, int newer);
    void reduce();
    void join(int vertex);
    void decide(Part& part);
    bool ends_at_ports(const Part& part) const;
    void lean(Part& part) const;
    int axis_of(const Part& part, int filled) const;
    bool is_main_input(int first, double weight, double heaviest, double share) const;
    Way find_heaviest(const std::vector<int>& sorted, const std::vector<int>& beginnings) const;
    void find_trunk();
};

void erase(std::vector<int>& list, int item) { list.erase(std::find(list.begin(), list.end(), item)); }

/// Of two inputs of a frame the trunk comes from the one that more is done with: a mask has one reader. Outside, it
/// comes from what leads to that input.
void Reducer::weigh() {
    constexpr double per_reader = 1e-3, onto_trunk = 1e-4;
    for (const auto& vertex : level.vertices) weights.push_back(vertex.weight);
    for (const auto& edge : level.edges) {
        if (edge.from.vertex >= 0 && level.vertices[edge.from.vertex].kind == VertexKind::border)
            weights[edge.from.vertex] += per_reader;
        if (edge.from.vertex < 0 || edge.to.vertex < 0 || !level.vertices[edge.to.vertex].is_frame) continue;
        const Pin& pin = pin_of(level, edge.to);
        if (pin.side == Side::north && std::abs(pin.at - level.vertices[edge.to.vertex].axis_in) < onto_trunk)
            weights[edge.from.vertex] += onto_trunk;
    }
}

void Reducer::add_links() {
    std::vector<bool> has_before(level.vertices.size()), has_after(level.vertices.size());
    const auto repeated = find_repeated_forks(level);
    const auto add = [&](int from, int to, int edge, int key) {
        const double weight = edge >= 0 && level.edges[edge].trunk ? as_wished : 0;
        tree.parts.push_back({.from = from, .to = to, .edge = edge, .key = key, .weight = weight});
        activate(count(tree.parts) - 1);
    };
    for (int index = 0; index < count(level.edges); ++index) {
        const auto& edge = level.edges[index];
        if (!is_primary(edge) || repeated[index]) continue;
        has_after[edge.from.vertex] = true;
        has_before[edge.to.vertex] = true;
        add(edge.from.vertex, edge.to.vertex, index, index);
    }
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        if (!has_before[vertex]) add(tree.start, vertex, -1, vertex);
        if (!has_after[vertex]) add(vertex, tree.end, -1, vertex);
    }
}

void Reducer::activate(int part) {
    const auto key = std::make_pair(tree.parts[part].from, tree.parts[part].to);
    const auto [found, is_new] = between.try_emplace(key, part);
    if (!is_new) {
        unite(found->second, part);
        return;
    }
    out[key.first].push_back(part);
    in[key.second].push_back(part);
}

void Reducer::unite(int older, int newer) {
    const int from = tree.parts[older].from, to = tree.parts[older].to;
    if (tree.parts[older].kind != PartKind::parallel) {
        Part group{.kind = PartKind::parallel, .from = from, .to = to, .key = tree.parts[older].key, .parts = {older}};
        tree.parts.push_back(group);
        const int united = count(tree.parts) - 1;
        std::replace(out[from].begin(), out[from].end(), older, united);
        std::replace(in[to].begin(), in[to].end(), older, united);
        between[{from, to}] = united;
        older = united;
    }
    tree.parts[older].parts.push_back(newer);
    tree.parts[older].key = std::min(tree.parts[older].key, tree.parts[newer].key);
    waiting.push_back(from);
    waiting.push_back(to);
}

void Reducer::reduce() {
    for (int vertex = tree.start - 1; vertex >= 0; --vertex) waiting.push_back(vertex);
    while (!waiting.empty()) {
        const int vertex = waiting.back();
        waiting.pop_back();
        if (vertex < tree.start && in[vertex].size() == 1 && out[vertex].size() == 1) join(vertex);
    }
}

/// A chain of n vertices becomes one series of n + 1 parts, not a tree n deep.
void Reducer::join(int vertex) {
    const int first = in[vertex].front(), second = out[vertex].front();
    for (const int part : {first, second}) {
        if (tree.parts[part].kind == PartKind::parallel) decide(tree.parts[part]);
        between.erase({tree.parts[part].from, tree.parts[part].to});
    }
    erase(out[tree.parts[first].from], first);
    erase(in[tree.parts[second].to], second);
    in[vertex].clear();
    out[vertex].clear();
    Part joined{.kind = PartKind::series,
                .from = tree.parts[first].from,
                .to = tree.parts[second].to,
                .key = tree.parts[first].key};
    joined.vertices = tree.parts[first].vertices + 1 + tree.parts[second].vertices;
    joined.weight = tree.parts[first].weight + weights[vertex] + tree.parts[second].weight;
    for (const int part : {first, second}) {
        auto& inner = tree.parts[part];
        if (inner.kind == PartKind::series && joined.parts.empty()) {
            joined.parts = std::move(inner.parts);
        } else if (inner.kind == PartKind::series) {
            joined.parts.insert(joined.parts.end(), inner.parts.begin(), inner.parts.end());
            inner.parts.clear();
        } else {
            joined.parts.push_back(part);
        }
    }
    tree.parts.push_back(joined);
    activate(count(tree.parts) - 1);
}

/// Three or more branches, or two of equal length, stand mirrored about the line through fork and join, unless a skip
/// runs beside them. Otherwise the heaviest branch continues the line and the others stand beside it.
void Reducer::decide(Part& part) {
    const auto& parts = tree.parts;
    std::stable_sort(part.parts.begin(), part.parts.end(), [&](int one, int other) {
        if ((parts[one].vertices == 0) != (parts[other].vertices == 0)) return parts[one].vertices > 0;
        return parts[one].key < parts[other].key;
    });
    int filled = 0;
    bool equal = true;
    part.main = part.parts.front();
    for (const int inner : part.parts) {
        part.vertices += parts[inner].vertices;
        if (parts[inner].vertices > 0) ++filled;
        if (parts[inner].vertices > 0 && parts[inner].weight != parts[part.parts.front()].weight) equal = false;
        if (parts[inner].weight > parts[part.main].weight) part.main = inner;
    }
    const int first = part.parts.front();
    if (part.from == tree.start && is_main_input(first, parts[first].weight, parts[part.main].weight, 0.5))
        part.main = first;
    const bool no_skip = filled == count(part.parts);
    const bool inside = part.from < tree.start && part.to < tree.start;
    const bool open = part.from == tree.start && part.to == tree.end;
    part.weight = parts[part.main].weight;
    const bool bare = part.vertices == filled;  // ports alone: then the trunk comes from the latest
    const bool to_ports = !open && filled >= 3 && (equal || !bare) && ends_at_ports(part);
    part.mirrored =
        no_skip && !open &&
        (inside ? filled >= 3 || (filled == 2 && equal) : to_ports || (filled >= 2 && equal && level.ports.empty()));
    if (part.weight >= as_wished) part.mirrored = false;
    if (part.mirrored) part.main = axis_of(part, filled);
    if (bare && part.from == tree.start && !part.mirrored) lean(part);
}

/// Inputs beside the one that the trunk comes from stand on the side where their tensors run; what was made later is
/// nearer, as its skip is shorter.
void Reducer::lean(Part& part) const {
    const auto lean_of = [&](int inner) {
        const auto& chain = tree.parts[inner];
        const int vertex = chain.kind == PartKind::series ? tree.parts[chain.parts.front()].to : -1;
        return inner != part.main && vertex >= 0 && vertex < tree.start ? level.vertices[vertex].lean : 0;
    };
    std::vector<int> sorted;
    for (const int side : {-1, 0, 1}) {
        const auto begin = static_cast<std::ptrdiff_t>(sorted.size());
        std::copy_if(part.parts.begin(), part.parts.end(), std::back_inserter(sorted),
                     [&](int inner) { return lean_of(inner) == side; });
        if (side == 1) std::reverse(sorted.begin() + begin, sorted.end());
    }
    part.parts = std::move(sorted);
}

/// Branches that lead to outputs of the frame, or come from inputs, each from its own.
bool Reducer::ends_at_ports(const Part& part) const {
    return std::all_of(part.parts.begin(), part.parts.end(), [&](int inner) {
        const auto& chain = tree.parts[inner].parts;
        if (tree.parts[inner].kind != PartKind::series) return false;
        const int vertex = part.to == tree.end ? tree.parts[chain.back()].from : tree.parts[chain.front()].to;
        return vertex < tree.start && level.vertices[vertex].kind == VertexKind::border;
    });
}

/// The middle one of an odd number, none of an even one. Where few bends count more than even spacing: the heaviest of
/// the inner ones, unless all are equal.
int Reducer::axis_of(const Part& part, int filled) const {
    const auto weight = [&](int inner) { return tree.parts[inner].weight; };
    const bool equal = std::all_of(part.parts.begin(), part.parts.end(),
                                   [&](int inner) { return weight(inner) == weight(part.parts.front()); });
    if (!level.fewest_bends || filled < 3 || equal) return filled % 2 == 1 ? part.parts[filled / 2] : -1;
    int axis = part.parts[filled % 2 == 1 ? filled / 2 : 1];
    for (int at = 1; at + 1 < filled; ++at) {
        if (weight(part.parts[at]) > weight(axis)) axis = part.parts[at];
    }
    return axis;
}

/// Of several inputs of a network the first one is what it is about, unless far more is done with another. What is read
/// as it comes, by one box, may be a mask.
bool Reducer::is_main_input(int first, double weight, double heaviest, double share) const {
    const bool is_read_as_it_comes = tree.parts[first].vertices == 1;
    return !is_read_as_it_comes && level.ports.empty() && heaviest < as_wished && weight >= share * heaviest;
}

/// Heaviest way through what is left; ranks rise along every part, so vertices in rank order are sorted.
void Reducer::find_trunk() {
    for (auto& list : out) {
        std::stable_sort(list.begin(), list.end(), [&](int one, int other) {
            if ((tree.parts[one].vertices == 0) != (tree.parts[other].vertices == 0))
                return tree.parts[one].vertices > 0;
            return tree.parts[one].key < tree.parts[other].key;
        });
    }
    std::vector<int> sorted;
    for (int vertex = 0; vertex < tree.start; ++vertex) sorted.push_back(vertex);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](int one, int other) { return level.vertices[one].rank < level.vertices[other].rank; });
    sorted.insert(sorted.begin(), tree.start);
    const auto heaviest = find_heaviest(sorted, out[tree.start]);
    tree.trunk = heaviest.parts;
    if (out[tree.start].empty()) return;
    const int beginning = out[tree.start].front();
    const auto first = find_heaviest(sorted, {beginning});
    if (is_main_input(beginning, first.weight, heaviest.weight, 2.0 / 3)) tree.trunk = first.parts;
}

/// Among the ways that begin with one of these parts.
Way Reducer::find_heaviest(const std::vector<int>& sorted, const std::vector<int>& beginnings) const {
    std::vector<double> best(out.size(), -1);
    std::vector<int> came_by(out.size(), -1);
    best[tree.start] = 0;
    for (const int vertex : sorted) {
        if (best[vertex] < 0) continue;
        const double here = best[vertex] + (vertex < tree.start ? weights[vertex] : 0);
        for (const int part : vertex == tree.start ? beginnings : out[vertex]) {
            const int to = tree.parts[part].to;
            if (here + tree.parts[part].weight > best[to]) {
                best[to] = here + tree.parts[part].weight;
                came_by[to] = part;
            }
        }
    }
    Way way{best[tree.end], {}};
    for (int part = came_by[tree.end]; part >= 0; part = came_by[tree.parts[part].from]) way.parts.push_back(part);
    std::reverse(way.parts.begin(), way.parts.end());
    return way;
}

}  // namespace

PartTree find_series_parallel(const Level& level) {
    Reducer reducer(level);
    reducer.weigh();
    reducer.add_links();
    reducer.reduce();
    for (auto& list : reducer.out) {
        for (const int part : list) {
            if (reducer.tree.parts[part].kind == PartKind::parallel) reducer.decide(reducer.tree.parts[part]);
        }
    }
    reducer.find_trunk();
    reducer.tree.leaving = std::move(reducer.out);
    return std::move(reducer.tree);
}

}  // namespace netfig::layered
