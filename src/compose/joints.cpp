#include "compose/joints.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace netfig {
namespace {

constexpr std::size_t most_joints = 200'000;  // hidden nodes with many links on both sides multiply them
constexpr std::size_t longest_wire = 10'000;  // links in a row without any box between them

struct Joiner {
    const Network& network;
    const Folding& folding;
    const Fates& fates;
    Table<PortId, std::vector<std::size_t>> incoming;  // positions in folding.links
    std::vector<Joint> joints;
    std::set<PortId> seen;       // wires passed on the way back from one reader
    std::vector<LinkId> passed;  // newest first

    bool is_end(NodeId node) const {
        return fates.nodes[node] == NodeFate::box || fates.nodes[node] == NodeFate::inside;
    }

    /// Both inside one collapsed block: nothing to see. A feedback line around the whole block stays.
    bool is_internal(const FoldedLink& link) const {
        const GroupId from = fates.collapsed_into[network.ports[link.from].node];
        const GroupId to = fates.collapsed_into[network.ports[link.to].node];
        return from.valid() && from == to && !network.links[link.link].feedback;
    }

    void trace_back(PortId from, PortId reader) {
        const NodeId node = network.ports[from].node;
        if (is_end(node)) {
            if (joints.size() < most_joints) joints.push_back({from, reader, {passed.rbegin(), passed.rend()}});
            return;
        }
        if (fates.nodes[node] != NodeFate::wire || !seen.insert(from).second) return;
        if (passed.size() > longest_wire) return;
        for (PortId input : network.nodes[node].inputs)
            for (std::size_t position : incoming[input]) follow(folding.links[position], reader);
    }

    void follow(const FoldedLink& link, PortId reader) {
        passed.push_back(link.link);
        trace_back(link.from, reader);
        passed.pop_back();
    }

    void join_all() {
        for (const FoldedLink& link : folding.links) {
            if (!is_end(network.ports[link.to].node) || is_internal(link)) continue;
            seen.clear();
            follow(link, link.to);
        }
    }
};

}  // namespace

std::vector<Joint> join_links(const ComposeContext& context, const Folding& folding, const Fates& fates) {
    Joiner joiner{context.network, folding, fates, {}, {}, {}, {}};
    joiner.incoming.resize(context.network.ports.size());
    for (std::size_t i = 0; i < folding.links.size(); ++i) joiner.incoming[folding.links[i].to].push_back(i);
    joiner.join_all();
    return std::move(joiner.joints);
}

}  // namespace netfig
