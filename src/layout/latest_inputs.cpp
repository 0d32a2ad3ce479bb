#include "layout/latest_inputs.h"

#include <algorithm>
#include <map>
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

struct Marker {
    const std::vector<int>& made_at;      // per tensor
    std::vector<int> readers, leans;      // per tensor: in how many frames it is beside the latest; its side
    std::map<BoxId, int> last_lean = {};  // by the frame around: sides are taken in turn

    FramePort* latest_of(std::vector<FramePort>& ports) const;
    void mark(std::vector<FramePort>& ports);
    void lean(std::vector<FramePort>& ports, BoxId around);
};

/// Nothing where two were made at the same time.
FramePort* Marker::latest_of(std::vector<FramePort>& ports) const {
    FramePort* latest = nullptr;
    bool alone = false;
    for (auto& port : ports) {
        if (!port.input || !port.primary) continue;
        const int here = made_at[port.tensor], best = latest ? made_at[latest->tensor] : -1;
        alone = here > best || (alone && here < best);
        if (here > best) latest = &port;
    }
    return alone ? latest : nullptr;
}

void Marker::mark(std::vector<FramePort>& ports) {
    FramePort* const latest = latest_of(ports);
    if (!latest) return;
    latest->latest = true;
    for (const auto& port : ports) readers[port.tensor] += &port != latest && port.input && port.primary;
}

/// What several frames read beside their trunk runs along all of them, on one side. A skip that one frame reads is left
/// to nest with others.
void Marker::lean(std::vector<FramePort>& ports, BoxId around) {
    const auto is_latest = [](const FramePort& port) { return port.latest; };
    if (std::none_of(ports.begin(), ports.end(), is_latest)) return;
    for (auto& port : ports) {
        if (port.latest || !port.input || !port.primary || readers[port.tensor] < 2) continue;
        int& side = leans[port.tensor];
        int& last = last_lean.try_emplace(around, -1).first->second;
        if (side == 0) side = last = -last;
        port.lean = side;
    }
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
    Marker marker{made_at, std::vector<int>(tensors), std::vector<int>(tensors)};
    for (auto& ports : cut.ports) marker.mark(ports);
    for (const auto id : figure.boxes.ids()) marker.lean(cut.ports[id], figure.boxes[id].parent);
}

}  // namespace netfig::layered
