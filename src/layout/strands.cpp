#include "layout/strands.h"

#include "layout/nets.h"

#include <algorithm>
#include <tuple>

namespace netfig::layered {

namespace {

constexpr double beyond_west = -1, beyond_east = 1;

/// A net's lines come from above and from the frame's sides, and go down; what only has ends above runs to the sides.
void add_strands(const Net& net, std::vector<Strand>& strands) {
    for (const auto& top : net.top) {
        for (const auto& bottom : net.bottom) strands.push_back({{top.vertex, top.at}, {bottom.vertex, bottom.at}});
    }
    for (const auto& [present, side] : {std::pair{net.west, beyond_west}, std::pair{net.east, beyond_east}}) {
        if (!present) continue;
        for (const auto& top : net.top) strands.push_back({{top.vertex, top.at}, {-1, side}});
        for (const auto& bottom : net.bottom) strands.push_back({{-1, side}, {bottom.vertex, bottom.at}});
    }
}

/// Counts pairs out of order by merging.
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

}  // namespace

Strands collect_strands(const Level& level) {
    Strands strands;
    const auto nets = collect_nets(level);
    strands.channels.resize(nets.size());
    strands.above.resize(level.vertices.size());
    strands.below.resize(level.vertices.size());
    for (std::size_t channel = 0; channel < nets.size(); ++channel) {
        auto& here = strands.channels[channel];
        for (const auto& net : nets[channel]) add_strands(net, here);
        for (int index = 0; index < count(here); ++index) {
            if (here[index].top.vertex >= 0) strands.below[here[index].top.vertex].push_back(index);
            if (here[index].bottom.vertex >= 0) strands.above[here[index].bottom.vertex].push_back(index);
        }
    }
    return strands;
}

long count_crossings(const Level& level, const std::vector<Strand>& strands) {
    struct Ends {
        int top = 0;
        double top_at = 0;
        int bottom = 0;
        double bottom_at = 0;
    };
    std::vector<Ends> sorted;
    for (const auto& strand : strands) {
        const int top = place_of(level, strand.top), bottom = place_of(level, strand.bottom);
        sorted.push_back({top, strand.top.at, bottom, strand.bottom.at});
    }
    std::sort(sorted.begin(), sorted.end(), [](const Ends& one, const Ends& other) {
        return std::tie(one.top, one.top_at, one.bottom, one.bottom_at) <
               std::tie(other.top, other.top_at, other.bottom, other.bottom_at);
    });
    std::vector<std::size_t> by_bottom(sorted.size());
    for (std::size_t index = 0; index < by_bottom.size(); ++index) by_bottom[index] = index;
    const auto bottom = [&](std::size_t index) {
        return std::make_pair(sorted[index].bottom, sorted[index].bottom_at);
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

}  // namespace netfig::layered
