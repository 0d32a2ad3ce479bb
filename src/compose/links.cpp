#include "compose/links.h"

#include "base/dim.h"
#include "compose/labels.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

namespace netfig {
namespace {

using Place = std::pair<std::size_t, std::size_t>;  // declared port, piece of it

struct LinkBuilder {
    const ComposeContext& context;
    const std::vector<Joint>& joints;
    Boxes& boxes;
    Stylist& stylist;
    std::map<BoxId, std::set<Place>> entries, exits;
    std::set<std::tuple<PortId, BoxId, BoxId, std::size_t>> drawn;
    std::set<LinkId> labelled;  // an arrow's words stand once, though it may lead to several readers
    std::set<PortId> shape_shown;
    Table<FigureLinkId, FigureLink> links;

    const Network& network() const { return context.network; }

    BoxId box_of(PortId port) const {
        const NodeId node = network().ports[port].node;
        if (boxes.of_node[node].valid()) return boxes.of_node[node];
        for (GroupId group = network().nodes[node].parent; group.valid(); group = network().groups[group].parent)
            if (boxes.of_group[group].valid()) return boxes.of_group[group];
        return BoxId();
    }

    /// The block that is drawn as the box a node is in, if it is.
    GroupId collapsed_block(NodeId node) const {
        if (boxes.of_node[node].valid()) return GroupId();
        GroupId group = network().nodes[node].parent;
        while (group.valid() && !boxes.of_group[group].valid()) group = network().groups[group].parent;
        return group;
    }

    /// Where on its box a line at this port belongs, relative to the others.
    Place place_of(PortId id, bool entry) const {
        const Port& port = network().ports[id];
        const GroupId block = collapsed_block(port.node);
        if (!block.valid()) return entry ? Place(port.declared, 0) : Place(port.declared, port.index);
        const auto& boundary = entry ? network().groups[block].inputs : network().groups[block].outputs;
        const auto found = std::ranges::find(boundary, port.node);
        return {found == boundary.end() ? 0 : static_cast<std::size_t>(found - boundary.begin()), 0};
    }

    void collect_places() {
        for (const Joint& joint : joints) {
            exits[box_of(joint.from)].insert(place_of(joint.from, false));
            entries[box_of(joint.to)].insert(place_of(joint.to, true));
        }
        for (BoxId id : boxes.boxes.ids()) {
            auto* node = std::get_if<NodeBox>(&boxes.boxes[id].content);
            if (!node || node->any_side) continue;
            node->inputs = std::max<std::size_t>(1, entries[id].size());
            node->outputs = std::max<std::size_t>(1, exits[id].size());
        }
    }

    std::size_t rank(const std::map<BoxId, std::set<Place>>& places, BoxId box, Place place) const {
        if (std::get<NodeBox>(boxes.boxes[box].content).any_side) return 0;
        const auto& all = places.at(box);
        return static_cast<std::size_t>(std::distance(all.begin(), all.find(place)));
    }

    /// True where a node gives out another shape than any it takes in; sources say theirs in their own label.
    bool changes_shape(PortId from) const {
        NodeId node = network().ports[from].node;
        const GroupId block = collapsed_block(node);
        // What leaves a strip has come through the layer that the strip is on.
        if (const auto host = boxes.host.find(boxes.of_node[node]); host != boxes.host.end()) node = host->second;
        std::vector<PortId> inputs = network().nodes[node].inputs;
        if (block.valid()) {
            inputs.clear();
            for (NodeId in : network().groups[block].inputs)
                for (PortId port : network().nodes[in].outputs) inputs.push_back(port);
        }
        const NodeKind kind = network().nodes[node].kind;
        if (!block.valid() && (kind == NodeKind::input || inputs.empty())) return false;
        const Shape& out = context.shapes.ports[from];
        return std::ranges::none_of(inputs, [&](PortId in) { return context.shapes.ports[in] == out; });
    }

    std::string words_on(const Joint& joint) {
        std::string words;
        for (LinkId id : joint.via) {
            const Link& link = network().links[id];
            if (labelled.contains(id)) continue;
            if (!link.label.empty() || link.stated_shape) labelled.insert(id);
            if (!link.label.empty()) words += (words.empty() ? "" : "\n") + link.label;
            if (link.stated_shape && shape_shown.insert(joint.from).second)
                words += (words.empty() ? "" : "\n") + shape_label(context, *link.stated_shape);
        }
        const Shape& shape = context.shapes.ports[joint.from];
        if (!context.settings.show.contains(Show::shapes) || shape.is_unknown()) return words;
        // An output that is called by its shape says it already.
        const auto* target = std::get_if<NodeBox>(&boxes.boxes[box_of(joint.to)].content);
        if (target && target->label.text == shape_label(context, shape)) return words;
        if (changes_shape(joint.from) && shape_shown.insert(joint.from).second)
            words += (words.empty() ? "" : "\n") + shape_label(context, shape);
        return words;
    }

    std::string tooltip(const Joint& joint) const {
        const NodeId from = network().ports[joint.from].node, to = network().ports[joint.to].node;
        return path_of(network(), from) + " → " + path_of(network(), to) + "\n" +
               to_text(context.shapes.ports[joint.from]);
    }

    void add(const Joint& joint) {
        const BoxId from = box_of(joint.from), to = box_of(joint.to);
        if (!from.valid() || !to.valid() || !is_node(from) || !is_node(to)) return;
        const std::size_t to_port = rank(entries, to, place_of(joint.to, true));
        if (!drawn.emplace(joint.from, from, to, to_port).second) return;

        FigureLink link;
        link.from = from;
        link.to = to;
        link.from_port = rank(exits, from, place_of(joint.from, false));
        link.to_port = to_port;
        link.tensor = joint.from.index();
        link.span = network().links[joint.via.back()].span;
        Properties looks;
        for (LinkId id : joint.via) {
            link.feedback = link.feedback || network().links[id].feedback;
            const auto& own = network().links[id].looks;
            looks.insert(looks.end(), own.begin(), own.end());
        }
        style(link, looks);
        link.label = draw_small(context, words_on(joint));
        link.tooltip = tooltip(joint);
        link.arrow = link.arrow && boxes.boxes[to].kind != "wire";
        links.add(std::move(link));
    }

    bool is_node(BoxId id) const { return std::holds_alternative<NodeBox>(boxes.boxes[id].content); }

    void style(FigureLink& link, const Properties& looks) {
        const LookRule rule = stylist.link_rule(looks);
        link.stroke = rule.stroke.value_or(Color{0, 0, 0});
        link.stroke_width = rule.stroke_width.value_or(link.stroke_width);
        link.dashed = rule.dashed.value_or(false);
        for (const Property& property : looks) {
            const bool* flag = std::get_if<bool>(&property.value.what);
            if (property.name == "arrow" && flag) link.arrow = *flag;
            if (property.name == "trunk" && flag) link.trunk = *flag;
        }
    }
};

}  // namespace

Table<FigureLinkId, FigureLink> build_links(const ComposeContext& context, const std::vector<Joint>& joints,
                                            Boxes& boxes, Stylist& stylist) {
    LinkBuilder builder{context, joints, boxes, stylist, {}, {}, {}, {}, {}, {}};
    builder.collect_places();
    for (const Joint& joint : joints) builder.add(joint);
    return std::move(builder.links);
}

}  // namespace netfig
