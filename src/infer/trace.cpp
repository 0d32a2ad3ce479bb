#include "infer/trace.h"

#include "base/dim.h"

#include <algorithm>

namespace netfig {

namespace {

constexpr std::size_t max_steps = 6;

/// In and Out inside of a block only pass a shape on; nobody learns from them.
bool is_worth_telling(const Network& network, const Node& node) {
    const bool boundary = node.kind == NodeKind::input || node.kind == NodeKind::output;
    return !boundary || !network.groups[node.parent].parent.valid() || node.stated_shape.has_value();
}

/// The first input of a node that is linked to something of known shape, or else that is linked.
PortId main_input(const ShapeFlow& flow, const Node& node) {
    PortId linked;
    for (const PortId port : node.inputs) {
        if (!feeding_link(flow, port)) continue;
        if (!flow.ports[port].is_unknown()) return port;
        if (!linked.valid()) linked = port;
    }
    return linked;
}

bool is_told(const Note& step, const std::vector<Note>& notes) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const Note& note) { return note.span == step.span && note.message == step.message; });
}

}  // namespace

LinkSurvey survey_links(const Network& network) {
    LinkSurvey survey{Table<PortId, LinkId>(network.ports.size()), Table<PortId, PortId>(network.ports.size())};
    for (const LinkId id : network.links.ids()) {
        const Link& link = network.links[id];
        survey.feedback |= link.feedback;
        survey.stated |= link.stated_shape.has_value();
        if (!network.ports.contains(link.from) || !network.ports.contains(link.to)) continue;
        if (!link.feedback) survey.in_order &= network.ports[link.from].node < network.ports[link.to].node;
        LinkId& chosen = survey.feeding[link.to];
        if (chosen.valid() && (!network.links[chosen].feedback || link.feedback)) continue;
        chosen = id;
        survey.sources[link.to] = link.from;
    }
    return survey;
}

const Link* feeding_link(const ShapeFlow& flow, PortId input) {
    const LinkId id = flow.links.feeding[input];
    return id.valid() ? &flow.network.links[id] : nullptr;
}

std::string quoted(const Network& network, NodeId node) { return "`" + path_of(network, node) + "`"; }

void append_trace(const ShapeFlow& flow, PortId input, std::vector<Note>& notes) {
    std::vector<Note> steps;
    // Feedback can lead in a circle; the bound on all steps ends it.
    for (std::size_t visited = 0; input.valid() && visited < flow.network.nodes.size(); ++visited) {
        const Link* link = feeding_link(flow, input);
        if (!link) break;
        const NodeId id = flow.network.ports[link->from].node;
        const Node& node = flow.network.nodes[id];
        if (is_worth_telling(flow.network, node)) {
            if (steps.size() == max_steps) break;
            Note step{quoted(flow.network, id) + " gives " + to_text(flow.ports[link->from]), node.span};
            const bool told = is_told(step, notes);
            // Where the two ways part is told again if nothing else would be.
            if (!told || steps.empty()) steps.push_back(std::move(step));
            if (told) break;
        }
        input = main_input(flow, node);
    }
    notes.insert(notes.end(), steps.rbegin(), steps.rend());
}

}  // namespace netfig
