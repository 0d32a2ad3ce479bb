#include "layout/strands.h"

#include <algorithm>

namespace netfig::layered {

namespace {

constexpr long crossing = 1L << 20;  // what one crossing weighs against standing far from the trunk
constexpr long far = 1L << 60;

/// A foreign strand by the places of its ends, once the chain is taken out.
struct Across {
    int top = 0, bottom = 0;
};

struct Sifter {
    Level& level;
    const Strands& strands;
    std::vector<int> in_chain;  // per vertex: its index in the chain, or -1
    std::vector<int> trunk_at;  // per rank: the trunk's vertex, or -1
    long work = 0;              // cells looked at so far

    // of the chain in hand
    std::vector<int> chain;
    std::vector<std::vector<long>> cost;                // per rank of the chain and gap in that rank
    std::vector<std::vector<std::vector<long>>> steps;  // per rank but the first: from gap to gap

    Sifter(Level& level_in, const Strands& strands_in)
        : level(level_in), strands(strands_in), in_chain(level_in.vertices.size(), -1), trunk_at(level_in.ranks, -1) {
        if (level.lines.empty()) return;
        for (const int vertex : level.lines.front().vertices) trunk_at[level.vertices[vertex].rank] = vertex;
    }

    int rank_of(std::size_t at) const { return level.vertices[chain[at]].rank; }
    int gaps(std::size_t at) const { return count(level.order[rank_of(at)]); }
    int gap_now(std::size_t at) const { return level.vertices[chain[at]].place; }
    int place_without(const StrandEnd& end) const;
    std::vector<Across> foreign(int channel) const;
    bool fits(std::size_t at, int gap) const;
    void add_standing(std::size_t at);
    void add_taps(std::size_t at, bool above);
    void add_steps(std::size_t at);
    long cost_now() const;
    std::vector<int> find_best(long& least) const;
    void move(const std::vector<int>& best);
    bool sift();
};

int Sifter::place_without(const StrandEnd& end) const {
    const int place = place_of(level, end);
    if (end.vertex < 0) return place;
    const int rank = level.vertices[end.vertex].rank - rank_of(0);
    const bool is_beside_chain = rank >= 0 && rank < count(chain);
    return place - (is_beside_chain && place > gap_now(static_cast<std::size_t>(rank)));
}

std::vector<Across> Sifter::foreign(int channel) const {
    std::vector<Across> list;
    for (const auto& strand : strands.channels[channel]) {
        const bool ours = (strand.top.vertex >= 0 && in_chain[strand.top.vertex] >= 0) ||
                          (strand.bottom.vertex >= 0 && in_chain[strand.bottom.vertex] >= 0);
        if (!ours) list.push_back({place_without(strand.top), place_without(strand.bottom)});
    }
    return list;
}

/// A gap before the first vertex is 0. Zones are kept.
bool Sifter::fits(std::size_t at, int gap) const {
    const auto& row = level.order[rank_of(at)];
    const int own = gap_now(at), zone = level.vertices[chain[at]].zone;
    const int left = gap - 1 < own ? gap - 1 : gap, right = gap < own ? gap : gap + 1;
    return (left < 0 || level.vertices[row[left]].zone <= zone) &&
           (right >= count(row) || level.vertices[row[right]].zone >= zone);
}

/// Near the trunk is better than far from it, on either side.
void Sifter::add_standing(std::size_t at) {
    const int trunk = trunk_at[rank_of(at)];
    const int middle = trunk >= 0 && trunk != chain[at] ? 2 * place_without({trunk, 0}) + 1 : 2 * gap_now(at);
    for (int gap = 0; gap < gaps(at); ++gap) {
        cost[at][gap] += std::abs(2 * gap - middle);
        if (!fits(at, gap)) cost[at][gap] = far;
    }
}

/// Lines of the chain that lead to something outside it, in the channel above or below one of its vertices.
void Sifter::add_taps(std::size_t at, bool above) {
    const int channel = rank_of(at) + (above ? 0 : 1);
    const auto& list = (above ? strands.above : strands.below)[chain[at]];
    std::vector<Across> others;
    bool known = false;
    for (const int index : list) {
        const auto& strand = strands.channels[channel][index];
        const auto& end = above ? strand.top : strand.bottom;
        if (end.vertex >= 0 && in_chain[end.vertex] >= 0) continue;
        if (!known) others = foreign(channel);
        known = true;
        work += count(others) + gaps(at);
        const int fixed = place_without(end);
        std::vector<long> change(cost[at].size() + 1);
        const auto add = [&](int from, int to) {  // crosses where the gap lies in that range
            from = std::clamp(from, 0, gaps(at));
            to = std::clamp(to, 0, gaps(at));
            if (from >= to) return;
            change[from] += crossing;
            change[to] -= crossing;
        };
        for (const auto& other : others) {
            const int near = above ? other.bottom : other.top, away = above ? other.top : other.bottom;
            if (away > fixed) add(near < 0 ? 0 : near + 1, gaps(at));
            if (away < fixed) add(0, near > gaps(at) ? gaps(at) : near + 1);
        }
        long sum = 0;
        for (int gap = 0; gap < gaps(at); ++gap) {
            sum += change[gap];
            if (cost[at][gap] < far) cost[at][gap] += sum;
        }
    }
}

/// From every gap of the rank above to every gap of this one: how many strands lie across.
void Sifter::add_steps(std::size_t at) {
    const int tops = gaps(at - 1), bottoms = gaps(at);
    work += static_cast<long>(tops) * bottoms;
    auto& table = steps[at];
    table.assign(tops, std::vector<long>(bottoms));
    std::vector<std::vector<long>> both(tops, std::vector<long>(bottoms));
    std::vector<long> above(tops + 1), below(bottoms + 1);
    for (const auto& other : foreign(rank_of(at))) {
        const int top = std::clamp(other.top + 1, 0, tops), bottom = std::clamp(other.bottom + 1, 0, bottoms);
        ++above[top];
        ++below[bottom];
        if (top < tops && bottom < bottoms) ++both[top][bottom];
    }
    for (int top = 1; top < tops; ++top) above[top] += above[top - 1];
    for (int bottom = 1; bottom < bottoms; ++bottom) below[bottom] += below[bottom - 1];
    for (int top = 0; top < tops; ++top) {
        for (int bottom = 0; bottom < bottoms; ++bottom) {
            if (top > 0) both[top][bottom] += both[top - 1][bottom];
            if (bottom > 0) both[top][bottom] += both[top][bottom - 1];
            if (top > 0 && bottom > 0) both[top][bottom] -= both[top - 1][bottom - 1];
            table[top][bottom] = crossing * (above[top] + below[bottom] - 2 * both[top][bottom]);
        }
    }
}

long Sifter::cost_now() const {
    long total = 0;
    for (std::size_t at = 0; at < chain.size(); ++at) {
        total += cost[at][gap_now(at)];
        if (at > 0) total += steps[at][gap_now(at - 1)][gap_now(at)];
    }
    return total;
}

/// The cheapest way from rank to rank.
std::vector<int> Sifter::find_best(long& least) const {
    std::vector<std::vector<int>> came(chain.size());
    std::vector<long> best = cost.front();
    for (std::size_t at = 1; at < chain.size(); ++at) {
        std::vector<long> next(cost[at].size(), far);
        came[at].assign(cost[at].size(), 0);
        for (int gap = 0; gap < gaps(at); ++gap) {
            if (cost[at][gap] >= far) continue;
            for (int from = 0; from < gaps(at - 1); ++from) {
                const long total = best[from] + steps[at][from][gap] + cost[at][gap];
                if (best[from] < far && total < next[gap]) next[gap] = total, came[at][gap] = from;
            }
        }
        best = std::move(next);
    }
    const auto found = std::min_element(best.begin(), best.end());
    least = *found;
    std::vector<int> gaps_taken(chain.size());
    gaps_taken.back() = static_cast<int>(found - best.begin());
    for (std::size_t at = chain.size(); at-- > 1;) gaps_taken[at - 1] = came[at][gaps_taken[at]];
    return gaps_taken;
}

void Sifter::move(const std::vector<int>& best) {
    for (std::size_t at = 0; at < chain.size(); ++at) {
        auto& row = level.order[rank_of(at)];
        row.erase(row.begin() + gap_now(at));
        row.insert(row.begin() + best[at], chain[at]);
        number_rank(level, rank_of(at));
    }
}

bool Sifter::sift() {
    cost.assign(chain.size(), {});
    steps.assign(chain.size(), {});
    for (std::size_t at = 0; at < chain.size(); ++at) in_chain[chain[at]] = static_cast<int>(at);
    for (std::size_t at = 0; at < chain.size(); ++at) {
        cost[at].assign(gaps(at), 0);
        add_standing(at);
        add_taps(at, true);
        add_taps(at, false);
        if (at > 0) add_steps(at);
    }
    for (const int vertex : chain) in_chain[vertex] = -1;
    long least = far;
    const auto best = find_best(least);
    if (least / crossing >= cost_now() / crossing) return false;
    move(best);
    return true;
}

/// Runs of consecutive ranks.
void add_runs(const Level& level, const std::vector<int>& vertices, std::vector<std::vector<int>>& chains) {
    std::vector<int> run;
    for (const int vertex : vertices) {
        if (!run.empty() && level.vertices[vertex].rank != level.vertices[run.back()].rank + 1) {
            chains.push_back(run);
            run.clear();
        }
        run.push_back(vertex);
    }
    if (!run.empty()) chains.push_back(run);
}

/// Lanes first: they give way to boxes.
std::vector<std::vector<int>> find_chains(const Level& level) {
    std::vector<std::vector<int>> chains;
    for (const auto& lanes : level.lanes) {
        std::vector<int> present;
        for (int rank = lanes.first(); rank < lanes.end(); ++rank) {
            if (lanes[rank] >= 0) present.push_back(lanes[rank]);
        }
        add_runs(level, present, chains);
    }
    for (std::size_t line = 1; line < level.lines.size(); ++line) {
        const auto& vertices = level.lines[line].vertices;
        const auto is_fixed = [&](int vertex) { return level.vertices[vertex].kind == VertexKind::phantom; };
        if (std::none_of(vertices.begin(), vertices.end(), is_fixed)) add_runs(level, vertices, chains);
    }
    return chains;
}

}  // namespace

bool sift_chains(Level& level, const Strands& strands) {
    constexpr long most_work = 4'000'000;
    Sifter sifter(level, strands);
    bool better = false;
    for (auto& chain : find_chains(level)) {
        if (sifter.work > most_work) break;
        sifter.chain = std::move(chain);
        better = sifter.sift() || better;
    }
    return better;
}

}  // namespace netfig::layered
