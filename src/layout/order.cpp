#include "layout/order.h"

#include "layout/strands.h"

#include <algorithm>

namespace netfig::layered {

namespace {

struct Sweeper {
    Level& level;
    Strands strands;

    explicit Sweeper(Level& level_in) : level(level_in), strands(collect_strands(level_in)) {}

    long crossings() const {
        long total = 0;
        for (const auto& channel : strands.channels) total += count_crossings(level, channel);
        return total;
    }
    void sort_rank(int rank, bool by_above);
    bool exchange(int rank);
    bool exchange();
    void sweep();
    void improve();
};

/// Barycentres of the neighbours on one side; a vertex without neighbours there keeps its place, and all keep to their
/// zones.
void Sweeper::sort_rank(int rank, bool by_above) {
    auto& row = level.order[rank];
    std::vector<double> wish(row.size(), -1);
    const auto& channel = strands.channels[by_above ? rank : rank + 1];
    for (std::size_t at = 0; at < row.size(); ++at) {
        double sum = 0, known = 0;
        for (const int index : by_above ? strands.above[row[at]] : strands.below[row[at]]) {
            const auto& end = by_above ? channel[index].top : channel[index].bottom;
            if (end.vertex < 0) continue;
            sum += level.vertices[end.vertex].place;
            ++known;
        }
        if (known > 0) wish[at] = sum / known;
    }
    for (std::size_t begin = 0, end = 0; begin < row.size(); begin = end) {
        const int zone = level.vertices[row[begin]].zone;
        std::vector<std::pair<double, int>> moving;
        for (end = begin; end < row.size() && level.vertices[row[end]].zone == zone; ++end) {
            if (wish[end] >= 0) moving.emplace_back(wish[end], row[end]);
        }
        std::stable_sort(moving.begin(), moving.end(),
                         [](const auto& one, const auto& other) { return one.first < other.first; });
        std::size_t next = 0;
        for (std::size_t at = begin; at < end; ++at) {
            if (wish[at] >= 0) row[at] = moving[next++].second;
        }
    }
    number_rank(level, rank);
}

/// Swaps neighbours where that saves crossings.
bool Sweeper::exchange(int rank) {
    auto& row = level.order[rank];
    bool better = false;
    for (std::size_t at = 0; at + 1 < row.size(); ++at) {
        const int left = row[at], right = row[at + 1];
        if (level.vertices[left].zone != level.vertices[right].zone) continue;
        long now = 0, swapped = 0;
        const auto compare = [&](const std::vector<int>& ours, const std::vector<int>& theirs, std::size_t channel,
                                 bool up) {
            const auto far_place = [&](int index) {
                const auto& strand = strands.channels[channel][index];
                return place_of(level, up ? strand.top : strand.bottom);
            };
            for (const int one : ours) {
                const int a = far_place(one);
                for (const int other : theirs) {
                    const int b = far_place(other);
                    now += a > b;
                    swapped += a < b;
                }
            }
        };
        compare(strands.above[left], strands.above[right], rank, true);
        compare(strands.below[left], strands.below[right], rank + 1, false);
        if (swapped >= now) continue;
        std::swap(row[at], row[at + 1]);
        std::swap(level.vertices[left].place, level.vertices[right].place);
        better = true;
    }
    return better;
}

constexpr int rounds = 6;

bool Sweeper::exchange() {
    bool better = false;
    for (int round = 0; round < rounds; ++round) {
        bool changed = false;
        for (int rank = 0; rank < level.ranks; ++rank) changed = exchange(rank) || changed;
        if (!changed) break;
        better = true;
    }
    return better;
}

/// Down and up by barycentres; the best order seen stays.
void Sweeper::sweep() {
    long best = crossings();
    auto kept = level.order;
    const auto keep_if_better = [&] {
        const long now = crossings();
        if (now >= best) return;
        best = now;
        kept = level.order;
    };
    for (int round = 0; round < rounds && best > 0; ++round) {
        for (int rank = 1; rank < level.ranks; ++rank) sort_rank(rank, true);
        keep_if_better();
        for (int rank = level.ranks - 1; rank-- > 0;) sort_rank(rank, false);
        keep_if_better();
    }
    level.order = kept;
    for (int rank = 0; rank < level.ranks; ++rank) number_rank(level, rank);
}

/// What only moves whole lines comes first: it disturbs the order of the source least.
void Sweeper::improve() {
    const auto settle = [&] {
        for (int round = 0; round < rounds; ++round) {
            const bool exchanged = exchange();
            if (!sift_chains(level, strands) && !exchanged) break;
        }
        return crossings();
    };
    const auto start = level.order;
    long best = settle();
    if (best == 0) return;
    const auto settled = level.order;
    level.order = start;
    for (int rank = 0; rank < level.ranks; ++rank) number_rank(level, rank);
    sweep();
    if (settle() < best) return;
    level.order = settled;
    for (int rank = 0; rank < level.ranks; ++rank) number_rank(level, rank);
}

/// Lines from the frame's sides come in above what reads them, until it is known better.
void guess_port_channels(Level& level) {
    for (const auto& edge : level.edges) {
        const bool enters = edge.from.vertex < 0;
        if (enters == (edge.to.vertex < 0)) continue;
        auto& port = level.ports[enters ? edge.from.port : edge.to.port];
        const End& inner = enters ? edge.to : edge.from;
        const int channel = is_beside(pin_of(level, inner).side) ? level.vertices[inner.vertex].rank + (enters ? 0 : 1)
                                                                 : channel_of(level, inner);
        port.channel = port.channel < 0 ? channel : std::min(port.channel, channel);
    }
}

}  // namespace

void order(Level& level) {
    guess_port_channels(level);
    Sweeper sweeper(level);
    if (sweeper.crossings() > 0) sweeper.improve();
    for (auto& port : level.ports) port.channel = -1;
}

}  // namespace netfig::layered
