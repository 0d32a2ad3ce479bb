// Which piece goes along which arrow: `Chunk(2)` with two arrows leaving it gives one piece to each.
#include "resolve/expansion.h"

#include <algorithm>
#include <map>
#include <set>

namespace netfig::resolving {
namespace {

/// The operation whose pieces, all of them, an arrow carries; invalid where it carries something else.
NodeId source_of_pieces(const State& state, const Feed& feed) {
    const NodeId node = feed.outputs.of.node;
    if (!node.valid() || feed.outputs.from_list || feed.outputs.count < 2) return {};
    return state.network.nodes[node].outputs.size() == feed.outputs.count ? node : NodeId();
}

/// True for a target that needs one input: several pieces would not fit there.
bool takes_one(const State& state, Member target) {
    if (target.group.valid()) {
        const std::vector<Member>& inputs = state.boundaries[target.group].inputs;
        return inputs.size() == 1 && takes_one(state, inputs.front());
    }
    const Node& node = state.network.nodes[target.node];
    if (node.kind != NodeKind::operation) return node.kind == NodeKind::output || node.kind == NodeKind::input;
    std::size_t single = 0;
    for (const PortClause* clause : state.signatures[node.operation].inputs) {
        if (clause->arity == PortArity::variadic) return false;
        single += clause->arity == PortArity::single ? 1 : 0;
    }
    return single == 1;
}

}  // namespace

void share_out_pieces(State& state) {
    std::map<NodeId, std::vector<std::size_t>> arrows;
    for (std::size_t i = 0; i < state.feeds.size(); ++i) {
        if (const NodeId source = source_of_pieces(state, state.feeds[i]); source.valid()) arrows[source].push_back(i);
    }
    if (arrows.empty()) return;
    std::set<NodeId> chosen;  // some piece of theirs was named
    for (const Feed& feed : state.feeds) {
        if (source_of_pieces(state, feed).valid()) continue;
        for (std::uint32_t j = 0; j < feed.outputs.count; ++j) {
            chosen.insert(node_of(state, state.outputs[feed.outputs.begin + j]));
        }
    }
    for (const auto& [source, leaving] : arrows) {
        const bool fits = std::all_of(leaving.begin(), leaving.end(),
                                      [&](std::size_t i) { return takes_one(state, state.feeds[i].target); });
        if (!fits || chosen.contains(source) || leaving.size() != state.network.nodes[source].outputs.size()) continue;
        for (std::size_t i = 0; i < leaving.size(); ++i) {
            const Outputs& all = state.feeds[leaving[i]].outputs;
            state.feeds[leaving[i]].outputs = {
                .begin = all.begin + static_cast<std::uint32_t>(i), .count = 1, .of = {}};
        }
    }
}

}  // namespace netfig::resolving
