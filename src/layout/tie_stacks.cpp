#include "layout/tie_stacks.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>

namespace netfig::layered {

namespace {

constexpr double same_place = 0.02;

/// Groups of vertices with fixed distances across the flow.
struct Ties {
    const Level& level;
    std::vector<int> parent;
    std::vector<double> shift;  // from the parent's left to the vertex's
    std::vector<int> size;

    explicit Ties(const Level& level_in)
        : level(level_in),
          parent(level_in.vertices.size()),
          shift(level_in.vertices.size()),
          size(level_in.vertices.size(), 1) {
        std::iota(parent.begin(), parent.end(), 0);
    }

    std::pair<int, double> root(int vertex) const {
        double total = 0;
        for (; parent[vertex] != vertex; vertex = parent[vertex]) total += shift[vertex];
        return {vertex, total};
    }
    void take(Ties& other) {
        parent.swap(other.parent);
        shift.swap(other.shift);
        size.swap(other.size);
    }
    bool tie(int one, double one_at, int other, double other_at);
    void tie_edge(const Edge& edge);
    std::vector<int> way(const Edge& edge) const;
};

/// Whether both places are on one line then.
bool Ties::tie(int one, double one_at, int other, double other_at) {
    const auto [first, first_shift] = root(one);
    const auto [second, second_shift] = root(other);
    const double apart = first_shift + one_at - second_shift - other_at;
    if (first == second) return std::abs(apart) < same_place;
    parent[second] = first;
    shift[second] = apart;
    size[first] += size[second];
    return true;
}

/// The vertices that a link passes from end to end; none where it has no lane of its own in some rank.
std::vector<int> Ties::way(const Edge& edge) const {
    std::vector<int> list{edge.from.vertex};
    for (int rank = channel_of(level, edge.from); rank < channel_of(level, edge.to); ++rank) {
        const int lane = level.lanes[edge.tensor][rank];
        if (lane < 0 || level.vertices[lane].owner >= 0) return {};
        list.push_back(lane);
    }
    list.push_back(edge.to.vertex);
    return list;
}

void Ties::tie_edge(const Edge& edge) {
    const auto list = way(edge);
    if (list.empty()) return;
    const double from = pin_of(level, edge.from).at, to = pin_of(level, edge.to).at;
    const auto [first, first_shift] = root(edge.from.vertex);
    const auto [last, last_shift] = root(edge.to.vertex);
    if (first == last && std::abs(first_shift + from - last_shift - to) >= same_place) return;
    for (std::size_t at = 1; at < list.size(); ++at) {
        const double before = at == 1 ? from : 0, after = at + 1 == list.size() ? to : 0;
        if (!tie(list[at - 1], before, list[at], after)) return;
    }
}

bool goes_on(const Level& level, const Edge& edge) {
    return is_primary(edge) && !is_beside(pin_of(level, edge.from).side) && !is_beside(pin_of(level, edge.to).side) &&
           level.vertices[edge.from.vertex].rank < level.vertices[edge.to.vertex].rank;
}

bool between_stacks(const Level& level, const Edge& edge) {
    return level.vertices[edge.from.vertex].is_stack && level.vertices[edge.to.vertex].is_stack;
}

/// From the left of one to the left of the next, at least.
double least_step(const Level& level, int left, int right) {
    const Vertex &one = level.vertices[left], &other = level.vertices[right];
    const bool boxes = one.kind == VertexKind::box && other.kind == VertexKind::box;
    const double gap = boxes ? level.distances.between_boxes : level.distances.lane;
    return one.width + one.over_right + gap + other.over_left;
}

/// Whether what is tied together in the vertex's rank keeps apart.
bool fits(const Level& level, const Ties& ties, int vertex) {
    const auto& row = level.order[level.vertices[vertex].rank];
    for (std::size_t at = 1; at < row.size(); ++at) {
        const auto [one, one_shift] = ties.root(row[at - 1]);
        const auto [other, other_shift] = ties.root(row[at]);
        const double least = least_step(level, row[at - 1], row[at]);
        if (one == other && other_shift - one_shift < least - same_place) return false;
    }
    return true;
}

/// A box that reads from a stack or gives to one, beside the lines that pass it. It follows the first of its lines that
/// leaves it room.
void tie_boxes(const Level& level, Ties& ties) {
    for (const auto& edge : level.edges) {
        if (!goes_on(level, edge) || between_stacks(level, edge)) continue;
        const bool from_stack = level.vertices[edge.from.vertex].is_stack;
        const int box = from_stack ? edge.to.vertex : edge.from.vertex;
        const bool to_stack = level.vertices[edge.to.vertex].is_stack;
        if (from_stack == to_stack || level.vertices[box].is_frame || ties.size[ties.root(box).first] > 1) continue;
        Ties tried = ties;
        tried.tie_edge(edge);
        if (fits(level, tried, box)) ties.take(tried);
    }
}

/// What keeps the middle free between two branches stands between them when they are tied.
void place_phantoms(const Level& level, Columns& columns) {
    for (const auto& row : level.order) {
        for (int place = 1; place + 1 < count(row); ++place) {
            const int left = row[place - 1], phantom = row[place], right = row[place + 1];
            if (level.vertices[phantom].kind != VertexKind::phantom || columns.of[left] != columns.of[right]) continue;
            columns.of[phantom] = columns.of[left];
            columns.offset[phantom] = (columns.offset[left] + level.vertices[left].width + columns.offset[right]) / 2;
        }
    }
}

/// Tied vertices leave their columns and make new ones.
Columns with_ties(const Level& level, const Columns& columns, const Ties& ties) {
    Columns result = columns;
    std::vector<int> column_of_root(level.vertices.size(), -1);
    int widest = -1;
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        const auto [root, shift] = ties.root(vertex);
        if (ties.size[root] < 2 || columns.of[vertex] < 0) continue;
        if (column_of_root[root] < 0) column_of_root[root] = result.size++;
        result.of[vertex] = column_of_root[root];
        result.offset[vertex] = shift;
        if (widest < 0 || ties.size[root] > ties.size[widest]) widest = root;
    }
    if (widest >= 0) result.trunk = column_of_root[widest];
    place_phantoms(level, result);
    return result;
}

/// What stood in line with a tied box goes with it, or with the nearest of several.
Columns with_company(const Level& level, const Columns& columns, const Ties& ties) {
    Columns result = with_ties(level, columns, ties);
    std::vector<std::vector<int>> leaders(columns.size);
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        const bool moved = columns.of[vertex] >= 0 && result.of[vertex] != columns.of[vertex];
        if (moved && level.vertices[vertex].kind == VertexKind::box && !level.vertices[vertex].is_stack)
            leaders[columns.of[vertex]].push_back(vertex);
    }
    const auto rank = [&](int vertex) { return level.vertices[vertex].rank; };
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        const int column = columns.of[vertex];
        if (column < 0 || result.of[vertex] != column || leaders[column].empty()) continue;
        const int leader = *std::min_element(leaders[column].begin(), leaders[column].end(), [&](int one, int other) {
            return std::abs(rank(one) - rank(vertex)) < std::abs(rank(other) - rank(vertex));
        });
        result.of[vertex] = result.of[leader];
        result.offset[vertex] = result.offset[leader] + columns.offset[vertex] - columns.offset[leader];
    }
    place_phantoms(level, result);
    return result;
}

/// Columns can be placed only if what stands left of what runs in no circle, and boxes in one column keep apart.
bool can_be_placed(const Level& level, const Columns& columns) {
    std::vector<std::vector<int>> next(columns.size);
    std::vector<int> waiting(columns.size);
    for (const auto& row : level.order) {
        for (std::size_t place = 1; place < row.size(); ++place) {
            const int left = columns.of[row[place - 1]], right = columns.of[row[place]];
            if (left == right) {
                const double apart = columns.offset[row[place]] - columns.offset[row[place - 1]];
                if (apart < least_step(level, row[place - 1], row[place]) - same_place) return false;
                continue;
            }
            next[left].push_back(right);
            ++waiting[right];
        }
    }
    std::vector<int> ready;
    for (int column = 0; column < columns.size; ++column) {
        if (waiting[column] == 0) ready.push_back(column);
    }
    for (std::size_t at = 0; at < ready.size(); ++at) {
        for (const int right : next[ready[at]]) {
            if (--waiting[right] == 0) ready.push_back(right);
        }
    }
    return count(ready) == columns.size;
}

bool has_stacks(const Level& level) {
    return std::any_of(level.vertices.begin(), level.vertices.end(),
                       [](const Vertex& vertex) { return vertex.is_stack; });
}

Ties tie_links_of_stacks(const Level& level) {
    Ties ties(level);
    for (const auto& edge : level.edges) {
        if (goes_on(level, edge) && between_stacks(level, edge)) ties.tie_edge(edge);
    }
    return ties;
}

/// What hangs on one box alone stands where that does.
void follow(const Level& level, std::vector<std::optional<double>>& wishes) {
    std::vector<std::vector<int>> after(level.vertices.size());
    std::vector<int> entering(level.vertices.size());
    for (const auto& edge : level.edges) {
        if (edge.to.vertex >= 0) ++entering[edge.to.vertex];
        if (goes_on(level, edge)) after[edge.from.vertex].push_back(edge.to.vertex);
    }
    for (const auto& row : level.order) {
        for (const int vertex : row) {
            if (!wishes[vertex] || level.vertices[vertex].is_stack || after[vertex].size() != 1) continue;
            const int next = after[vertex].front();
            if (entering[next] == 1 && !wishes[next]) wishes[next] = wishes[vertex];
        }
    }
}

/// How far across each vertex would stand, as far as stacks say so; those that several lines pull stand in the middle.
std::vector<std::optional<double>> find_wishes(const Level& level, const Ties& ties) {
    std::vector<std::optional<double>> wishes(level.vertices.size());
    std::vector<std::pair<double, int>> pulls(level.vertices.size());
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        const auto [root, shift] = ties.root(vertex);
        if (ties.size[root] > 1) wishes[vertex] = shift;
    }
    for (const auto& edge : level.edges) {
        if (!goes_on(level, edge) || between_stacks(level, edge)) continue;
        const bool from_stack = level.vertices[edge.from.vertex].is_stack;
        const End& stack = from_stack ? edge.from : edge.to;
        const End& box = from_stack ? edge.to : edge.from;
        if (!level.vertices[stack.vertex].is_stack) continue;
        pulls[box.vertex].first += wishes[stack.vertex].value_or(0) + pin_of(level, stack).at;
        ++pulls[box.vertex].second;
    }
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        if (!wishes[vertex] && pulls[vertex].second > 0) wishes[vertex] = pulls[vertex].first / pulls[vertex].second;
    }
    follow(level, wishes);
    return wishes;
}

}  // namespace

void order_beside_stacks(Level& level) {
    if (!has_stacks(level)) return;
    const auto wishes = find_wishes(level, tie_links_of_stacks(level));
    for (auto& row : level.order) {
        std::vector<int> moving;
        std::copy_if(row.begin(), row.end(), std::back_inserter(moving),
                     [&](int vertex) { return wishes[vertex].has_value(); });
        std::stable_sort(moving.begin(), moving.end(), [&](int one, int other) {
            const int zone = level.vertices[one].zone, other_zone = level.vertices[other].zone;  // in or out of a band
            return zone != other_zone ? zone < other_zone : wishes[one] < wishes[other];
        });
        auto next = moving.begin();
        for (int& vertex : row) {
            if (wishes[vertex]) vertex = *next++;
        }
        number_places(level, row);
    }
}

void tie_stacks(const Level& level, Columns& columns) {
    if (!has_stacks(level)) return;
    Ties ties = tie_links_of_stacks(level);
    Ties with_boxes = ties;
    tie_boxes(level, with_boxes);
    Columns tied = with_company(level, columns, with_boxes);
    if (!can_be_placed(level, tied)) tied = with_ties(level, columns, with_boxes);
    if (!can_be_placed(level, tied)) tied = with_ties(level, columns, ties);
    if (can_be_placed(level, tied)) columns = std::move(tied);
}

}  // namespace netfig::layered
