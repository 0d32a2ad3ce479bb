#include "layout/check.h"
#include "layout/check_geometry.h"

#include <cmath>
#include <optional>
#include <set>
#include <utility>

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

/// A trunk too long for the page goes on in the next column or row: the line to it runs back on its way.
bool runs_back(const std::vector<Point>& points, Flow flow) {
    for (std::size_t at = 1; at < points.size(); ++at) {
        const double dx = points[at].x - points[at - 1].x, dy = points[at].y - points[at - 1].y;
        if ((flow == Flow::down && dy < -tolerance) || (flow == Flow::up && dy > tolerance) ||
            (flow == Flow::right && dx < -tolerance) || (flow == Flow::left && dx > tolerance))
            return true;
    }
    return false;
}

/// Where bends were saved, the line to the next column may run straight across.
bool stands_beside(const Rect& from, const Rect& to, Flow flow) {
    const auto overlap = [](double low, double high, double other_low, double other_high) {
        return std::min(high, other_high) - std::max(low, other_low) > tolerance;
    };
    return flows_across(flow) ? overlap(from.x, from.right(), to.x, to.right())
                              : overlap(from.y, from.bottom(), to.y, to.bottom());
}

/// The links at which the chain is wrapped, by their ends.
std::set<std::pair<BoxId, BoxId>> find_wraps(const Figure& figure, const LaidOutFigure& layout) {
    std::set<std::pair<BoxId, BoxId>> wraps;
    for (const auto id : figure.links.ids()) {
        const auto& link = figure.links[id];
        const auto flow = std::get<FrameBox>(figure.boxes[figure.boxes[link.from].parent].content).flow;
        const bool beside = figure.fewest_bends && stands_beside(layout.boxes[link.from], layout.boxes[link.to], flow);
        if (beside || runs_back(layout.routes[id].points, flow)) wraps.emplace(link.from, link.to);
    }
    return wraps;
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
    const auto wraps = find_wraps(figure, layout);
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
        if (wraps.contains({id, next})) continue;
        if (std::abs(across(figure, layout, id) - across(figure, layout, next)) > tolerance) {
            violations.push_back("the trunk is bent from " + figure.boxes[id].path + " to " + figure.boxes[next].path);
        }
    }
    return violations;
}

namespace {

/// The chains of nodes that lead from a fork to one join, in the order of their places; nothing where there are others.
struct Branches {
    BoxId join;
    std::vector<std::vector<BoxId>> chains;
};

struct BranchFinder {
    const Figure& figure;
    const LaidOutFigure& layout;
    LevelGraph graph;

    bool is_link_of_chain(BoxId id) const {
        return is_plain(figure, id) && graph.previous[id.index()].size() == 1 && graph.next[id.index()].size() == 1 &&
               !graph.outward_in[id.index()] && !graph.outward_out[id.index()];
    }
    std::optional<Branches> find(BoxId fork) const;
};

std::optional<Branches> BranchFinder::find(BoxId fork) const {
    const auto& heads = graph.next[fork.index()];
    if (!is_plain(figure, fork) || heads.size() < 2 || graph.outward_out[fork.index()]) return {};
    Branches branches;
    for (const BoxId head : heads) {
        auto& chain = branches.chains.emplace_back();
        BoxId at = head;
        for (; is_link_of_chain(at); at = *graph.next[at.index()].begin()) chain.push_back(at);
        if (chain.empty() || (branches.join.valid() && branches.join != at)) return {};
        branches.join = at;
    }
    const auto join = branches.join.index();
    if (graph.previous[join].size() != heads.size() || graph.outward_in[join]) return {};
    std::stable_sort(branches.chains.begin(), branches.chains.end(), [&](const auto& one, const auto& other) {
        return across(figure, layout, one.front()) < across(figure, layout, other.front());
    });
    return branches;
}

/// What stands there takes the same room: size, badge, and labels of the lines that enter it.
bool equal_boxes(const Figure& figure, const std::vector<double>& label_widths, BoxId one, BoxId other) {
    const auto size = [&](BoxId id) { return std::get<NodeBox>(figure.boxes[id].content).size; };
    return size(one) == size(other) && !figure.boxes[one].badge && !figure.boxes[other].badge &&
           label_widths[one.index()] == 0 && label_widths[other.index()] == 0;
}

bool equal_chains(const Figure& figure, const std::vector<double>& label_widths, const std::vector<BoxId>& one,
                  const std::vector<BoxId>& other) {
    if (one.size() != other.size()) return false;
    for (std::size_t at = 0; at < one.size(); ++at) {
        if (!equal_boxes(figure, label_widths, one[at], other[at])) return false;
    }
    return true;
}

/// Per box, the widest label of a line that ends or starts there.
std::vector<double> label_widths_of(const Figure& figure) {
    std::vector<double> widths(figure.boxes.size());
    for (const auto& link : figure.links) {
        for (const BoxId end : {link.from, link.to})
            widths[end.index()] = std::max(widths[end.index()], link.label.size.width);
    }
    return widths;
}

/// Equal branches, from outside in, mirror each other about the fork in every box.
bool are_mirrored(const Figure& figure, const LaidOutFigure& layout, BoxId fork, const Branches& branches) {
    const double axis = across(figure, layout, fork);
    for (std::size_t left = 0; left < branches.chains.size() / 2; ++left) {
        const auto &one = branches.chains[left], &other = branches.chains[branches.chains.size() - 1 - left];
        for (std::size_t at = 0; at < one.size(); ++at) {
            const double middle = (across(figure, layout, one[at]) + across(figure, layout, other[at])) / 2;
            if (std::abs(middle - axis) > tolerance) return false;
        }
    }
    return true;
}

}  // namespace

/// Three or more chains of nodes from one node to another, or two of equal length: both ends stand in their middle.
/// Where chains are equal pair by pair, they are mirrored box by box.
Violations check_branches_symmetric(const Figure& figure, const LaidOutFigure& layout) {
    Violations violations;
    const BranchFinder finder{figure, layout, build(figure)};
    const auto label_widths = label_widths_of(figure);
    std::set<BoxId> marked;  // where the author says which branch is the trunk, that one stands on the axis
    for (const auto& link : figure.links) {
        if (link.trunk) marked.insert(link.from);
    }
    for (const auto fork : figure.boxes.ids()) {
        const auto branches = finder.find(fork);
        if (!branches || marked.contains(fork)) continue;
        const auto& chains = branches->chains;
        if (chains.size() == 2 && chains[0].size() != chains[1].size()) continue;
        const double middle =
            (across(figure, layout, chains.front().front()) + across(figure, layout, chains.back().front())) / 2;
        for (const BoxId end : {fork, branches->join}) {
            if (end == branches->join && !is_plain(figure, end)) continue;
            if (std::abs(middle - across(figure, layout, end)) <= tolerance) continue;
            violations.push_back("branches from " + figure.boxes[fork].path + " are not symmetric about " +
                                 figure.boxes[end].path);
        }
        bool equal = true;
        for (std::size_t left = 0; left < chains.size() / 2; ++left)
            equal = equal && equal_chains(figure, label_widths, chains[left], chains[chains.size() - 1 - left]);
        if (equal && !are_mirrored(figure, layout, fork, *branches))
            violations.push_back("equal branches from " + figure.boxes[fork].path + " are not mirrored");
    }
    return violations;
}

}  // namespace netfig
