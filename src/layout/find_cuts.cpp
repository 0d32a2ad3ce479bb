#include "layout/find_cuts.h"

#include <algorithm>
#include <set>

namespace netfig::layered {

namespace {

constexpr double far = 1e18;

/// Per rank, what stands in it.
struct Extent {
    double left = far, right = -far, top = far, bottom = -far;

    void include(const Vertex& vertex) {
        left = std::min(left, vertex.x - vertex.over_left);
        right = std::max(right, vertex.x + vertex.width + vertex.over_right);
        if (vertex.kind != VertexKind::box) return;
        top = std::min(top, vertex.y - vertex.over_top);
        bottom = std::max(bottom, vertex.y + vertex.height + vertex.over_bottom);
    }
    void include(const Extent& other) {
        left = std::min(left, other.left);
        right = std::max(right, other.right);
        top = std::min(top, other.top);
        bottom = std::max(bottom, other.bottom);
    }
    double width() const { return std::max(0.0, right - left); }
};

std::vector<Extent> extents_of(const Level& level) {
    std::vector<Extent> extents(level.ranks);
    for (const auto& vertex : level.vertices) {
        if (vertex.kind == VertexKind::box || vertex.kind == VertexKind::lane) extents[vertex.rank].include(vertex);
    }
    return extents;
}

/// The ranks between which each tensor runs, and the ranks before which no cut may be.
struct Crossings {
    std::vector<int> low, high;  // per tensor
    std::vector<int> blocked;    // per rank, how many lines forbid a cut before it

    std::vector<bool> on_trunk;  // per vertex

    explicit Crossings(const Level& level);
    void block(int first, int last) {  // cuts before these ranks, both included
        if (first > last) return;
        ++blocked[first];
        --blocked[last + 1];
    }
    void add(const Level& level, const Edge& edge);
};

Crossings::Crossings(const Level& level)
    : low(level.tensors, level.ranks),
      high(level.tensors, -1),
      blocked(level.ranks + 2),
      on_trunk(level.vertices.size()) {
    if (!level.lines.empty()) {
        for (const int vertex : level.lines.front().vertices) on_trunk[vertex] = true;
    }
    for (const auto& edge : level.edges) add(level, edge);
    for (const auto& band : level.bands) block(band.first + 1, band.last);  // one border is drawn around all of it
    for (std::size_t rank = 1; rank < blocked.size(); ++rank) blocked[rank] += blocked[rank - 1];
}

/// Branches stay beside each other: only the trunk and lines between its boxes are parted. Lines from and to the
/// frame's sides run above and below all columns; what passes from side to side needs one column.
void Crossings::add(const Level& level, const Edge& edge) {
    if (edge.from.vertex < 0 && edge.to.vertex < 0) return block(0, level.ranks);
    if (edge.from.vertex < 0 || edge.to.vertex < 0) return;
    const int from = level.vertices[edge.from.vertex].rank, to = level.vertices[edge.to.vertex].rank;
    const bool goes_on = on_trunk[edge.from.vertex] && on_trunk[edge.to.vertex] && !edge.backward && from <= to &&
                         pin_of(level, edge.from).side != Side::north && pin_of(level, edge.to).side != Side::south;
    if (!goes_on) return block(std::min(from, to) + 1, std::max(from, to));
    low[edge.tensor] = std::min(low[edge.tensor], from);
    high[edge.tensor] = std::max(high[edge.tensor], to);
}

/// Picks cuts so that the columns between them cost least.
struct Chooser {
    const Level& level;
    const std::vector<Cut>& cuts;
    Returns returns;
    std::vector<Extent> extents;
    double height = 0;  // of a column, its lines included

    int places() const { return count(cuts) + 2; }  // the start, the cuts, the end
    int rank_at(int place) const { return place == 0 ? 0 : place > count(cuts) ? level.ranks : cuts[place - 1].rank; }
    int lines(int from, int to) const;  // from one column to the next
    double height_between(int from, int to) const { return height_of(from, to, lines(from, to)); }
    double height_of(int from, int to, int lines_on) const;
    double gutter(int to, int lines_on) const;
    bool is_lost(int from, int to) const;
    double cost(int from, int to, int lines_on, double tall, double column_width) const;
    std::vector<int> choose() const;
    double highest(const std::vector<int>& chosen) const;
    double width(const std::vector<int>& chosen) const;
};

int Chooser::lines(int from, int to) const { return to > count(cuts) ? 0 : cuts[to - 1].lines_since(rank_at(from)); }

double Chooser::height_of(int from, int to, int lines_on) const {
    const double top = from == 0 ? 0 : cuts[from - 1].top;
    if (to > count(cuts)) return level.content.height - top + (from == 0 ? 0 : returns.turn);
    return cuts[to - 1].bottom + 2 * returns.turn + returns.extra(lines_on) - top;
}

double Chooser::gutter(int to, int lines_on) const {
    return to > count(cuts) ? 0 : returns.gutter + returns.extra(lines_on);
}

/// An input or output that stands in a column of its own looks lost.
bool Chooser::is_lost(int from, int to) const {
    if (from > 0 && to <= count(cuts)) return false;
    const auto first = extents.begin() + rank_at(from), last = extents.begin() + rank_at(to);
    const auto has_box = [](const Extent& rank) { return rank.top < far; };
    const double top = from == 0 ? 0 : cuts[from - 1].top;
    const double bottom = to > count(cuts) ? level.content.height : cuts[to - 1].bottom;
    return std::count_if(first, last, has_box) == 1 && bottom - top < height / 4;
}

/// Widths count, and somewhat that columns are uneven, and that many lines go round.
double Chooser::cost(int from, int to, int lines_on, double tall, double column_width) const {
    constexpr double for_height = 0.05, for_lines = 2, for_lost = 150;
    return column_width + gutter(to, lines_on) + for_lines * returns.extra(lines_on) +
           for_height * tall * tall / height + (is_lost(from, to) ? for_lost : 0);
}

/// Per place the best place before it; a column is too high only where nothing can be cut off it.
std::vector<int> Chooser::choose() const {
    std::vector<double> best(places(), far);
    std::vector<int> before(places(), 0);
    best[0] = 0;
    for (int to = 1; to < places(); ++to) {
        Extent extent;
        for (int from = to - 1; from >= 0; --from) {
            const int lines_on = lines(from, to);
            const double tall = height_of(from, to, lines_on);
            if (from < to - 1 && tall > height) break;
            for (int rank = rank_at(from); rank < rank_at(from + 1); ++rank) extent.include(extents[rank]);
            const double sum = best[from] + cost(from, to, lines_on, tall, extent.width());
            if (sum < best[to]) best[to] = sum, before[to] = from;
        }
    }
    std::vector<int> chosen;
    for (int at = before.back(); at > 0; at = before[at]) chosen.push_back(at);
    std::reverse(chosen.begin(), chosen.end());
    return chosen;
}

double Chooser::highest(const std::vector<int>& chosen) const {
    double most = 0;
    for (std::size_t at = 0; at <= chosen.size(); ++at)
        most = std::max(most,
                        height_between(at == 0 ? 0 : chosen[at - 1], at < chosen.size() ? chosen[at] : places() - 1));
    return most;
}

double Chooser::width(const std::vector<int>& chosen) const {
    double sum = 0;
    for (std::size_t at = 0; at <= chosen.size(); ++at) {
        const int from = at == 0 ? 0 : chosen[at - 1], to = at < chosen.size() ? chosen[at] : places() - 1;
        Extent extent;
        for (int rank = rank_at(from); rank < rank_at(to); ++rank) extent.include(extents[rank]);
        sum += extent.width() + gutter(to, lines(from, to));
    }
    return sum;
}

}  // namespace

Returns room_for_returns(const Distances& distances) {
    Returns returns;
    returns.turn = distances.arrow_length + distances.corner_radius + distances.lane;
    returns.gutter = 2 * distances.lane + 4;
    returns.lane = distances.lane;
    return returns;
}

std::vector<Cut> find_cuts(const Level& level) {
    const Crossings crossings(level);
    const auto extents = extents_of(level);
    std::vector<double> top(level.ranks + 1, far);
    for (int rank = level.ranks; rank-- > 0;) top[rank] = std::min(top[rank + 1], extents[rank].top);
    std::vector<std::vector<int>> ending(level.ranks + 1),
        starting(level.ranks + 1);  // tensors by rank, as their starts
    for (int tensor = 0; tensor < level.tensors; ++tensor) {
        if (crossings.low[tensor] >= crossings.high[tensor]) continue;
        starting[crossings.low[tensor]].push_back(crossings.low[tensor]);
        ending[crossings.high[tensor]].push_back(crossings.low[tensor]);
    }
    std::vector<Cut> cuts;
    std::multiset<int> open;  // where the tensors start that pass here
    double deepest = -far;
    for (int rank = 1; rank < level.ranks; ++rank) {
        open.insert(starting[rank - 1].begin(), starting[rank - 1].end());
        for (const int start : ending[rank - 1]) open.erase(open.find(start));
        deepest = std::max(deepest, extents[rank - 1].bottom);
        if (crossings.blocked[rank] > 0 || deepest < 0 || top[rank] == far || open.empty()) continue;
        cuts.push_back({rank, deepest, top[rank], {open.begin(), open.end()}});
    }
    return cuts;
}

/// The columns as low as they can be without getting wider together.
std::vector<Cut> choose_cuts(const Level& level, const std::vector<Cut>& cuts, double height) {
    Chooser chooser{level, cuts, room_for_returns(level.distances), extents_of(level), std::max(height, 1.0)};
    auto best = chooser.choose();
    constexpr double wider = 1.02;
    const double most = chooser.width(best) * wider;
    const auto lower_to = [&](double wanted) {
        chooser.height = wanted;
        auto lower = chooser.choose();
        if (chooser.width(lower) > most || chooser.highest(lower) > wanted) return false;
        best = std::move(lower);
        return true;
    };
    double low = level.content.height / (count(best) + 1),
           high = chooser.highest(best) - 0.5;  // no lower than evenly shared
    constexpr int halvings = 7;
    for (int step = 0; step < halvings && high > low && lower_to(high); ++step) {
        high = chooser.highest(best) - 0.5;
        const double middle = (low + high) / 2;
        if (middle > low && lower_to(middle)) {
            high = chooser.highest(best) - 0.5;
        } else {
            low = std::max(low, middle);
        }
    }
    std::vector<Cut> chosen;
    for (const int place : best) chosen.push_back(cuts[place - 1]);
    return chosen;
}

}  // namespace netfig::layered
