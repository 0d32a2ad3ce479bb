#include "lsp/elements.h"

#include "base/dim.h"
#include "base/strings.h"
#include "summary/exits.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

void add_once(std::vector<std::string>& list, std::string text) {
    if (std::ranges::find(list, text) == list.end()) list.push_back(std::move(text));
}

std::string count_text(const Dim& count) {
    if (count.is_unknown() || (count.is_known() && count.value() == 0)) return {};
    return count.is_known() ? format_grouped(count.value()) : to_text(count);
}

PartFacts facts(const Compilation& run, NodeId id, const Exits& exits) {
    PartFacts result;
    const Node& node = run.network.nodes[id];
    const bool source = node.kind == NodeKind::input && !run.network.groups[node.parent].parent.valid();
    for (const PortId port : node.inputs) {
        if (!source) add_once(result.inputs, to_text(run.shapes.ports[port]));
    }
    const std::vector<PortId>& outputs = exits.nodes[id].empty() ? node.outputs : exits.nodes[id];
    for (const PortId port : outputs) add_once(result.outputs, to_text(run.shapes.ports[port]));
    result.params = count_text(run.shapes.nodes[id].cost.params);
    result.flops = count_text(run.shapes.nodes[id].cost.flops);
    return result;
}

bool lies_in(const Network& network, NodeId node, GroupId group) {
    GroupId at = network.nodes[node].parent;
    while (at.valid() && at != group) at = network.groups[at].parent;
    return at.valid();
}

PartFacts facts(const Compilation& run, GroupId id, const Exits& exits) {
    PartFacts result;
    const Network& network = run.network;
    for (const Link& link : network.links) {
        const bool enters =
            lies_in(network, network.ports[link.to].node, id) && !lies_in(network, network.ports[link.from].node, id);
        if (enters) add_once(result.inputs, to_text(run.shapes.ports[link.from]));
    }
    for (const PortId port : exits.groups[id]) add_once(result.outputs, to_text(run.shapes.ports[port]));
    result.params = count_text(run.shapes.groups[id].params);
    result.flops = count_text(run.shapes.groups[id].flops);
    return result;
}

}  // namespace

std::optional<ElementPlace> element_at(const Ast& ast, std::size_t offset) {
    std::optional<ElementPlace> best;
    std::size_t shortest = static_cast<std::size_t>(-1);
    for (const ChainId chain : ast.chains.ids()) {
        const std::vector<Element>& elements = ast.chains[chain].elements;
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const Span span = elements[i].span;
            if (offset < span.begin || offset > span.end || span.end - span.begin >= shortest) continue;
            shortest = span.end - span.begin;
            best = {chain, i};
        }
    }
    return best;
}

const Element& element_of(const Ast& ast, ElementPlace place) { return ast.chains[place.chain].elements[place.index]; }

std::optional<ElementPlace> declaring_element(const Ast& ast, Span name) {
    for (const ChainId chain : ast.chains.ids()) {
        const std::vector<Element>& elements = ast.chains[chain].elements;
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const auto* instance = std::get_if<Instance>(&elements[i].what);
            const auto* block = std::get_if<InlineBlock>(&elements[i].what);
            const std::optional<Identifier>* written = instance ? &instance->name : block ? &block->name : nullptr;
            if (written && *written && (*written)->span == name) return ElementPlace{chain, i};
        }
    }
    return std::nullopt;
}

std::map<Span, Parts> parts_by_element(const Network& network) {
    std::map<Span, Parts> parts;
    for (const NodeId id : network.nodes.ids()) parts[network.nodes[id].span].nodes.push_back(id);
    for (const GroupId id : network.groups.ids()) {
        if (network.groups[id].parent.valid()) parts[network.groups[id].span].groups.push_back(id);
    }
    return parts;
}

std::vector<PartFacts> facts_of(const Compilation& run, const Parts& parts) {
    // A block may be used a thousand times; the first of them say enough.
    constexpr std::size_t most = 64;
    const Exits exits = find_exits(run.network);
    std::vector<PartFacts> result;
    const auto add = [&](PartFacts each) {
        if (std::ranges::find(result, each) == result.end()) result.push_back(std::move(each));
    };
    for (std::size_t i = 0; i < parts.nodes.size() && i < most; ++i) add(facts(run, parts.nodes[i], exits));
    for (std::size_t i = 0; i < parts.groups.size() && i < most; ++i) add(facts(run, parts.groups[i], exits));
    return result;
}

}  // namespace netfig::lsp
