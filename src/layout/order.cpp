#include "layout/order.h"

#include "layout/nets.h"

#include <algorithm>

namespace netfig::layered {

namespace {

struct Strand {
    int top = 0, bottom = 0;  // vertices
    double top_at = 0, bottom_at = 0;
};

/// Counts pairs that cross by merging, in n log n.
long count_inversions(std::vector<int>& values, std::vector<int>& scratch, std::size_t begin, std::size_t end) {
    if (end - begin < 2) return 0;
    const std::size_t middle = (begin + end) / 2;
    long total = count_inversions(values, scratch, begin, middle) + count_inversions(values, scratch, middle, end);
    std::size_t left = begin, right = middle, at = begin;
    while (left < middle || right < end) {
        if (right == end || (left < middle && values[left] <= values[right])) {
            scratch[at++] = values[left++];
        } else {
            total += static_cast<long>(middle - left);
            scratch[at++] = values[right++];
        }
    }
    std::copy(scratch.begin() + static_cast<long>(begin), scratch.begin() + static_cast<long>(end),
              values.begin() + static_cast<long>(begin));
    return total;
}

struct Sweeper {
    Level& level;
    std::vector<std::vector<Strand>> strands;    // per channel
    std::vector<std::vector<int>> above, below;  // per vertex: strands of its channels

    explicit Sweeper(Level& level_in) : level(level_in) {
        const auto nets = collect_nets(level);
        strands.resize(nets.size());
        for (std::size_t channel = 0; channel < nets.size(); ++channel) {
            for (const auto& net : nets[channel]) {
                for (const auto& top : net.top) {
                    for (const auto& bottom : net.bottom) {
                        strands[channel].push_back({top.vertex, bottom.vertex, top.at, bottom.at});
                    }
                }
            }
        }
        above.resize(level.vertices.size());
        below.resize(level.vertices.size());
        for (const auto& channel : strands) {
            for (int index = 0; index < count(channel); ++index) {
                below[channel[index].top].push_back(index);
                above[channel[index].bottom].push_back(index);
            }
        }
    }

    int place(int vertex) const { return level.vertices[vertex].place; }
    long crossings(std::size_t channel) const;
    long crossings() const {
        long total = 0;
        for (std::size_t channel = 0; channel < strands.size(); ++channel) total += crossings(channel);
        return total;
    }
    void number(int rank) {
        auto& row = level.order[rank];
        for (int place = 0; place < count(row); ++place) level.vertices[row[place]].place = place;
    }
    void number_all() {
        for (int rank = 0; rank < level.ranks; ++rank) number(rank);
    }
    void sort_rank(int rank, bool by_above);
    bool exchange(int rank);
    void improve();
};

long Sweeper::crossings(std::size_t channel) const {
    auto sorted = strands[channel];
    const auto key = [&](const Strand& strand) {
        return std::make_tuple(place(strand.top), strand.top_at, place(strand.bottom), strand.bottom_at);
    };
    std::sort(sorted.begin(), sorted.end(),
              [&](const Strand& one, const Strand& other) { return key(one) < key(other); });
    std::vector<std::size_t> by_bottom(sorted.size());
    for (std::size_t index = 0; index < by_bottom.size(); ++index) by_bottom[index] = index;
    const auto bottom = [&](std::size_t index) {
        return std::make_pair(place(sorted[index].bottom), sorted[index].bottom_at);
    };
    std::stable_sort(by_bottom.begin(), by_bottom.end(),
                     [&](std::size_t one, std::size_t other) { return bottom(one) < bottom(other); });
    std::vector<int> values(sorted.size()), scratch(sorted.size());
    int number_of = 0;
    for (std::size_t index = 0; index < by_bottom.size(); ++index) {
        if (index > 0 && bottom(by_bottom[index - 1]) < bottom(by_bottom[index])) ++number_of;
        values[by_bottom[index]] = number_of;
    }
    return count_inversions(values, scratch, 0, values.size());
}

/// Barycentres of the neighbours on one side; a vertex without neighbours there keeps its place.
void Sweeper::sort_rank(int rank, bool by_above) {
    auto& row = level.order[rank];
    std::vector<double> wish(level.vertices.size());
    const auto& channel = strands[by_above ? rank : rank + 1];
    for (const int vertex : row) {
        const auto& list = by_above ? above[vertex] : below[vertex];
        double sum = 0;
        for (const int index : list) sum += place(by_above ? channel[index].top : channel[index].bottom);
        wish[vertex] = list.empty() ? -1 : sum / static_cast<double>(list.size());
    }
    std::vector<int> moving;
    for (const int vertex : row) {
        if (wish[vertex] >= 0) moving.push_back(vertex);
    }
    std::stable_sort(moving.begin(), moving.end(), [&](int one, int other) { return wish[one] < wish[other]; });
    std::size_t next = 0;
    for (int& vertex : row) {
        if (wish[vertex] >= 0) vertex = moving[next++];
    }
    number(rank);
}

/// Swaps neighbours where that saves crossings.
bool Sweeper::exchange(int rank) {
    auto& row = level.order[rank];
    bool better = false;
    for (std::size_t at = 0; at + 1 < row.size(); ++at) {
        const int left = row[at], right = row[at + 1];
        long now = 0, swapped = 0;
        const auto compare = [&](const std::vector<int>& ours, const std::vector<int>& theirs, std::size_t channel,
                                 bool up) {
            for (const int one : ours) {
                for (const int other : theirs) {
                    const int a = place(up ? strands[channel][one].top : strands[channel][one].bottom);
                    const int b = place(up ? strands[channel][other].top : strands[channel][other].bottom);
                    now += a > b;
                    swapped += a < b;
                }
            }
        };
        compare(above[left], above[right], rank, true);
        compare(below[left], below[right], rank + 1, false);
        if (swapped >= now) continue;
        std::swap(row[at], row[at + 1]);
        std::swap(level.vertices[left].place, level.vertices[right].place);
        better = true;
    }
    return better;
}

void Sweeper::improve() {
    long best = crossings();
    auto kept = level.order;
    const auto keep_if_better = [&] {
        const long now = crossings();
        if (now < best) {
            best = now;
            kept = level.order;
        }
    };
    constexpr int rounds = 6;
    for (int round = 0; round < rounds && best > 0; ++round) {
        for (int rank = 1; rank < level.ranks; ++rank) sort_rank(rank, true);
        keep_if_better();
        for (int rank = level.ranks - 1; rank-- > 0;) sort_rank(rank, false);
        keep_if_better();
    }
    level.order = kept;
    number_all();
    for (int round = 0; round < rounds && best > 0; ++round) {
        bool better = false;
        for (int rank = 0; rank < level.ranks; ++rank) better = exchange(rank) || better;
        if (!better) break;
        best = crossings();
    }
}

}  // namespace

void order(Level& level) {
    Sweeper sweeper(level);
    if (sweeper.crossings() > 0) sweeper.improve();
}

}  // namespace netfig::layered
