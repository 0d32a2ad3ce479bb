#include "layout/latest_inputs.h"

#include <algorithm>
#include <vector>

namespace netfig::layered {

namespace {

/// Per box, how many boxes lie on the longest way to it; boxes on cycles and after them count as first.
std::vector<int> longest_ways(const Figure& figure) {
    std::vector<std::vector<std::size_t>> next(figure.boxes.size());
    std::vector<int> waiting(figure.boxes.size()), before(figure.boxes.size());
    for (const auto& link : figure.links) {
        if (link.feedback || link.from == link.to) continue;
        next[link.from.index()].push_back(link.to.index());
        ++waiting[link.to.index()];
    }
    std::vector<std::size_t> ready;
    for (std::size_t box = 0; box < waiting.size(); ++box) {
        if (waiting[box] == 0) ready.push_back(box);
    }
    while (!ready.empty()) {
        const auto box = ready.back();
        ready.pop_back();
        for (const auto after : next[box]) {
            before[after] = std::max(before[after], before[box] + 1);
            if (--waiting[after] == 0) ready.push_back(after);
        }
    }
    for (std::size_t box = 0; box < waiting.size(); ++box) {
        if (waiting[box] > 0) before[box] = 0;
    }
    return before;
}

void mark_latest(std::vector<FramePort>& ports, const std::vector<int>& made_at) {
    FramePort* latest = nullptr;
    bool alone = false;
    for (auto& port : ports) {
        if (!port.input || !port.primary) continue;
        const int here = made_at[port.tensor], best = latest ? made_at[latest->tensor] : -1;
        alone = here > best || (alone && here < best);
        if (here > best) latest = &port;
    }
    if (latest && alone) latest->latest = true;
}

}  // namespace

void mark_latest_inputs(const Figure& figure, CutLinks& cut) {
    const auto ways = longest_ways(figure);
    std::size_t tensors = 0;
    for (const auto& segments : cut.segments) {
        for (const auto& segment : segments) tensors = std::max(tensors, segment.tensor + 1);
    }
    std::vector<int> made_at(tensors);
    for (const auto id : figure.links.ids()) {
        for (const auto& part : cut.route[id])
            made_at[cut.segments[part.frame][part.segment].tensor] = ways[figure.links[id].from.index()];
    }
    for (auto& ports : cut.ports) mark_latest(ports, made_at);
}

}  // namespace netfig::layered
