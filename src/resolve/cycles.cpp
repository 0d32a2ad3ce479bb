#include "resolve/cycles.h"

#include "base/strings.h"

#include <algorithm>
#include <set>
#include <utility>

namespace netfig::resolving {
namespace {

enum class Mark : char { unseen, open, done };

/// A depth-first walk without recursion, since chains can be longer than the stack.
struct Walk {
    struct Step {
        NodeId node;
        std::size_t next = 0;  // position among the node's links
    };

    Network& network;
    Diagnostics& diagnostics;
    Table<NodeId, std::vector<LinkId>> leaving;
    Table<NodeId, Mark> marks;
    std::vector<Step> path;
    std::set<Span> reported;
};

NodeId source_of(const Walk& walk, LinkId link) { return walk.network.ports[walk.network.links[link].from].node; }
NodeId target_of(const Walk& walk, LinkId link) { return walk.network.ports[walk.network.links[link].to].node; }

std::string cycle_text(const Walk& walk, NodeId start) {
    const auto is_start = [&](const Walk::Step& step) { return step.node == start; };
    auto at = std::find_if(walk.path.begin(), walk.path.end(), is_start);
    std::vector<std::string> names;
    const auto length = static_cast<std::size_t>(walk.path.end() - at);
    for (std::size_t i = 0; i < length; ++i, ++at) {
        // A long cycle is told by its two ends.
        if (length > 12 && i == 6) names.push_back("…");
        if (length > 12 && i >= 6 && i + 6 < length) continue;
        names.push_back("`" + path_of(walk.network, at->node) + "`");
    }
    names.push_back("`" + path_of(walk.network, start) + "`");
    return join(names, " → ");
}

void report_cycle(Walk& walk, LinkId closing) {
    Link& link = walk.network.links[closing];
    link.feedback = true;
    if (!walk.reported.insert(link.span).second) return;
    const NodeId target = target_of(walk, closing);
    const std::string name = "`" + path_of(walk.network, target) + "`";
    if (source_of(walk, closing) == target) {
        walk.diagnostics.push_back({.code = DiagnosticCode::self_link,
                                    .span = link.span,
                                    .message = name + " leads to itself",
                                    .suggestion = "if that is meant, write `-[feedback]->`"});
        return;
    }
    walk.diagnostics.push_back(
        {.code = DiagnosticCode::link_cycle,
         .span = link.span,
         .message = name + " leads back to itself: " + cycle_text(walk, target),
         .suggestion = "if that is meant, mark the arrow that closes the cycle: `-[feedback]->`"});
}

void take_step(Walk& walk) {
    Walk::Step& step = walk.path.back();
    const std::vector<LinkId>& links = walk.leaving[step.node];
    if (step.next == links.size()) {
        walk.marks[step.node] = Mark::done;
        walk.path.pop_back();
        return;
    }
    const LinkId link = links[step.next++];
    const NodeId target = target_of(walk, link);
    if (walk.marks[target] == Mark::open) report_cycle(walk, link);
    if (walk.marks[target] != Mark::unseen) return;
    walk.marks[target] = Mark::open;
    walk.path.push_back({target});
}

/// A cycle needs a link that leads back in the order of the nodes; most networks have none.
bool leads_back(const Network& network, const Link& link) {
    return !link.feedback && network.ports[link.to].node <= network.ports[link.from].node;
}

}  // namespace

void break_cycles(Network& network, Diagnostics& diagnostics) {
    const auto back = [&](const Link& link) { return leads_back(network, link); };
    if (std::none_of(network.links.begin(), network.links.end(), back)) return;
    Walk walk{network, diagnostics, {}, {}, {}, {}};
    walk.leaving.resize(network.nodes.size());
    walk.marks.resize(network.nodes.size());
    for (const LinkId link : network.links.ids()) {
        if (!network.links[link].feedback) walk.leaving[source_of(walk, link)].push_back(link);
    }
    for (const NodeId node : network.nodes.ids()) {
        if (walk.marks[node] != Mark::unseen) continue;
        walk.marks[node] = Mark::open;
        walk.path.push_back({node});
        while (!walk.path.empty()) take_step(walk);
    }
}

}  // namespace netfig::resolving
