#include "layout/check.h"
#include "layout/check_geometry.h"

#include <cmath>
#include <set>

namespace netfig {

using namespace layered;

namespace {

/// Every frame's children and the links between them, whatever lies deeper; what is linked across the frame's border is
/// marked.
struct LevelGraph {
    std::vector<std::set<BoxId>> next, previous;  // by box index; only between children of one frame
    std::vector<bool> outward_in, outward_out;    // also linked across a border, its own or its frame's
};

LevelGraph build(const Figure& figure) {
    const auto size = figure.boxes.size();
    LevelGraph graph{std::vector<std::set<BoxId>>(size), std::vector<std::set<BoxId>>(size), std::vector<bool>(size),
                     std::vector<bool>(size)};
    for (const auto& link : figure.links) {
        BoxId from = link.from, to = link.to;
        while (figure.boxes[from].parent != figure.boxes[to].parent) {
            auto& deeper =
                figure.boxes[from].parent > figure.boxes[to].parent ? from : to;  // parents stand before children
            (deeper == from ? graph.outward_out : graph.outward_in)[deeper.index()] = true;
            deeper = figure.boxes[deeper].parent;
        }
        if (link.feedback || from == to) {
            graph.outward_out[from.index()] = graph.outward_in[to.index()] = true;
            continue;
        }
        graph.next[from.index()].insert(to);
        graph.previous[to.index()].insert(from);
    }
    return graph;
}

bool is_plain(const Figure& figure, BoxId id) {
    const auto* node = std::get_if<NodeBox>(&figure.boxes[id].content);
    return node && node->inputs <= 1 && node->outputs <= 1;
}

/// The middle of a box across the flow that it stands in.
double across(const Figure& figure, const LaidOutFigure& layout, BoxId id) {
    const Flow flow = std::get<FrameBox>(figure.boxes[figure.boxes[id].parent].content).flow;
    const Point center = layout.boxes[id].center();
    return flow == Flow::right || flow == Flow::left ? center.y : center.x;
}

/// A trunk too long for the page goes on in the next column or row: then `next` does not lie after `box`.
bool is_wrapped(const Figure& figure, const LaidOutFigure& layout, BoxId box, BoxId next) {
    const Rect &one = layout.boxes[box], &other = layout.boxes[next];
    switch (std::get<FrameBox>(figure.boxes[figure.boxes[box].parent].content).flow) {
        case Flow::down:
            return other.y < one.bottom();
        case Flow::up:
            return other.bottom() > one.y;
        case Flow::right:
            return other.x < one.right();
        case Flow::left:
            return other.right() > one.x;
    }
    return false;
}

/// Longest ways from every node forwards and backwards within its frame; nothing where a cycle is.
struct Depths {
    std::vector<int> before, after;
    bool cyclic = false;
};

Depths measure(const Figure& figure, const LevelGraph& graph) {
    const auto size = figure.boxes.size();
    Depths depths{std::vector<int>(size), std::vector<int>(size), false};
    std::vector<std::size_t> waiting(size);
    std::vector<BoxId> sorted;
    for (const auto id : figure.boxes.ids()) {
        waiting[id.index()] = graph.previous[id.index()].size();
        if (waiting[id.index()] == 0) sorted.push_back(id);
    }
    for (std::size_t at = 0; at < sorted.size(); ++at) {
        for (const auto next : graph.next[sorted[at].index()]) {
            depths.before[next.index()] = std::max(depths.before[next.index()], depths.before[sorted[at].index()] + 1);
            if (--waiting[next.index()] == 0) sorted.push_back(next);
        }
    }
    depths.cyclic = sorted.size() < size;
    for (auto at = sorted.size(); at-- > 0;) {
        for (const auto next : graph.next[sorted[at].index()]) {
            depths.after[sorted[at].index()] =
                std::max(depths.after[sorted[at].index()], depths.after[next.index()] + 1);
        }
    }
    return depths;
}

}  // namespace

/// On the longest path of a frame, a node that feeds one node only, which reads from it only, stands in line with it.
Violations check_trunk_straight(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    const auto graph = build(figure);
    const auto depths = measure(figure, graph);
    if (depths.cyclic) return violations;
    std::vector<int> longest(figure.boxes.size());
    for (const auto id : figure.boxes.ids()) {
        if (!figure.boxes[id].parent.valid()) continue;
        int& most = longest[figure.boxes[id].parent.index()];
        most = std::max(most, depths.before[id.index()] + depths.after[id.index()]);
    }
    for (const auto id : figure.boxes.ids()) {
        if (!is_plain(figure, id) || graph.next[id.index()].size() != 1 || graph.outward_out[id.index()]) continue;
        const BoxId next = *graph.next[id.index()].begin();
        if (!is_plain(figure, next) || graph.previous[next.index()].size() != 1 || graph.outward_in[next.index()])
            continue;
        if (depths.before[id.index()] + depths.after[id.index()] < longest[figure.boxes[id].parent.index()]) continue;
        if (is_wrapped(figure, layout, id, next)) continue;
        if (std::abs(across(figure, layout, id) - across(figure, layout, next)) > tolerance) {
            violations.push_back("the trunk is bent from " + figure.boxes[id].path + " to " + figure.boxes[next].path);
        }
    }
    return violations;
}

/// Three or more chains of nodes from one node to another, or two of equal length: both ends stand in their middle.
Violations check_branches_symmetric(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    const auto graph = build(figure);
    for (const auto fork : figure.boxes.ids()) {
        const auto& heads = graph.next[fork.index()];
        if (!is_plain(figure, fork) || heads.size() < 2 || graph.outward_out[fork.index()]) continue;
        BoxId join;
        std::set<int> lengths;
        double low = 1e18, high = -1e18;
        bool chains = true;
        for (const BoxId head : heads) {
            BoxId at = head;
            int length = 0;
            while (is_plain(figure, at) && graph.previous[at.index()].size() == 1 &&
                   graph.next[at.index()].size() == 1 && !graph.outward_in[at.index()] &&
                   !graph.outward_out[at.index()]) {
                at = *graph.next[at.index()].begin();
                ++length;
            }
            chains = chains && length > 0 && (!join.valid() || join == at);
            join = at;
            lengths.insert(length);
            low = std::min(low, across(figure, layout, head));
            high = std::max(high, across(figure, layout, head));
        }
        if (!chains || graph.previous[join.index()].size() != heads.size() || graph.outward_in[join.index()]) continue;
        if (heads.size() == 2 && lengths.size() > 1) continue;
        for (const BoxId end : {fork, join}) {
            if (end == join && !is_plain(figure, join)) continue;
            if (std::abs((low + high) / 2 - across(figure, layout, end)) <= tolerance) continue;
            violations.push_back("branches from " + figure.boxes[fork].path + " are not symmetric about " +
                                 figure.boxes[end].path);
        }
    }
    return violations;
}

}  // namespace netfig
