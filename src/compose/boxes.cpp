#include "compose/boxes.h"

#include "base/strings.h"
#include "compose/box_size.h"
#include "compose/labels.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace netfig {
namespace {

constexpr GroupId root{std::size_t{0}};
constexpr double wire_size = 4;  // a block that lets a tensor through shows it as a short line

std::optional<Flow> flow_of(const Wishes& wishes) {
    const auto word = wishes.text("flow");
    return word ? parse_flow(*word) : std::nullopt;
}

struct Child {
    std::variant<NodeId, GroupId> what;
    Span span;
};

struct Builder {
    const ComposeContext& context;
    const Folding& folding;
    const Fates& fates;
    const Fusion& fusion;
    Stylist& stylist;
    Table<GroupId, std::vector<Child>> children;
    std::map<GroupId, std::map<std::string, double>> params_inside;  // of collapsed blocks, by kind
    Boxes result;

    const Network& network() const { return context.network; }

    void collect_children();
    void collect_params();
    void build_frame(GroupId id, BoxId parent, Flow flow, std::size_t depth);
    void build_children(GroupId id, BoxId box, Flow flow, std::size_t depth);
    BoxId build_node(NodeId id, BoxId parent, Flow flow);
    BoxId build_collapsed(GroupId id, BoxId parent, Flow flow);
    NodeBox build_content(NodeId id, LookRule& rule, const Wishes& wished, Flow flow);
    Strip build_strip(NodeId id, Flow flow);
    std::optional<Label> badge(const std::string& text) const;
    std::string main_kind(GroupId id) const;
    void add_common(Box& box, const Wishes& wished, const Properties& own) const;
    void check(const Properties& own, bool is_block);
    BoxId add(Box box, const Wishes& wished);
};

void Builder::collect_children() {
    children.resize(network().groups.size());
    for (NodeId id : network().nodes.ids())
        if (fates.nodes[id] == NodeFate::box && fusion.host[id] == id)
            children[network().nodes[id].parent].push_back({id, network().nodes[id].span});
    for (GroupId id : network().groups.ids())
        if (id != root && (fates.groups[id] == GroupFate::frame || fates.groups[id] == GroupFate::box))
            children[network().groups[id].parent].push_back({id, network().groups[id].span});
    for (auto& list : children)
        std::ranges::stable_sort(list, {},
                                 [](const Child& child) { return std::pair(child.span.source, child.span.begin); });
}

void Builder::collect_params() {
    for (NodeId id : network().nodes.ids()) {
        const Dim& params = context.shapes.nodes[id].cost.params;
        if (fates.collapsed_into[id].valid() && params.is_known() && params.value() > 0)
            params_inside[fates.collapsed_into[id]][context.shapes.nodes[id].kind] +=
                static_cast<double>(params.value());
    }
}

std::optional<Label> Builder::badge(const std::string& text) const {
    if (text.empty()) return std::nullopt;
    return draw_small(context, text, true);
}

/// The kind that holds more than half of what a collapsed block learns; empty where none does.
std::string Builder::main_kind(GroupId id) const {
    const auto found = params_inside.find(id);
    if (found == params_inside.end()) return "";
    double all = 0, most = 0;
    std::string kind;
    for (const auto& [name, params] : found->second) {
        all += params;
        if (params > most) kind = name;
        most = std::max(most, params);
    }
    return 2 * most > all ? kind : "";
}

void Builder::add_common(Box& box, const Wishes& wished, const Properties& own) const {
    if (const auto link = wished.text("link")) box.link = *link;
    box.classes = classes_of(own);
    box.row = wished.text("row").value_or("");
}

/// What a thing of this kind cannot do is said, rather than passed over.
void Builder::check(const Properties& own, bool is_block) {
    for (const Property& property : own) {
        const bool of_blocks = property.name == "collapsed" || property.name == "expanded" || property.name == "flow";
        if (of_blocks && !is_block)
            stylist.report(DiagnosticCode::property_without_effect, property,
                           "`" + property.name + "` says something about blocks, and this is none");
        if (property.name == "flow" && is_block && !flow_of({{property}}) && !property.value.is_unknown())
            stylist.report(DiagnosticCode::invalid_property, property, "`flow` must be right, left, down or up");
    }
}

BoxId Builder::add(Box box, const Wishes& wished) {
    const BoxId id = result.boxes.add(std::move(box));
    if (wished.points("width") || wished.points("height")) result.sized.insert(id);
    return id;
}

Strip Builder::build_strip(NodeId id, Flow flow) {
    const Wishes wished = wishes(context, network().nodes[id]);
    const LookRule rule = stylist.node_rule(context.shapes.nodes[id].kind, wished);
    check(network().nodes[id].looks, false);
    Strip strip;
    LookRule small = rule;
    small.font_size = rule.font_size.value_or(context.theme.small_font_size);
    strip.label = draw_words(context, {words_of(context, id, wished).main, {}}, small);
    strip.look = to_look(rule);
    strip.thickness = strip_thickness(strip.label, flow, context.theme);
    strip.path = path_of(network(), id);
    return strip;
}

NodeBox Builder::build_content(NodeId id, LookRule& rule, const Wishes& wished, Flow flow) {
    NodeBox content;
    const BoxWords words = words_of(context, id, wished);
    if (rule.shape == BoxShape::circle) {
        const bool named = wished.find("label") || wished.find("");
        content.label = draw_symbol(context, named ? words.main : rule.symbol.value_or(words.main), rule);
        // A word is too long for a small round box, unless the author asked for a round one.
        if (!wished.find("shape") && count_code_points(content.label.text) > 2) {
            rule.shape = BoxShape::pill;
            rule.font_size.reset();
            content.label = draw_words(context, words, rule);
        }
        content.any_side = rule.shape == BoxShape::circle;
    } else {
        content.label = draw_words(context, words, rule);
    }
    const auto strips = fusion.strips.find(id);
    if (strips != fusion.strips.end())
        for (NodeId strip : strips->second) content.strips.push_back(build_strip(strip, flow));
    fit(content, to_look(rule), flow, wished, context.theme);
    return content;
}

std::string kind_of(const ComposeContext& context, const Node& node, NodeId id) {
    switch (node.kind) {
        case NodeKind::input:
            return "input";
        case NodeKind::output:
            return "output";
        case NodeKind::unknown:
            return "unknown";
        case NodeKind::operation:
            break;
    }
    return context.shapes.nodes[id].kind;
}

BoxId Builder::build_node(NodeId id, BoxId parent, Flow flow) {
    const Node& node = network().nodes[id];
    const Wishes wished = wishes(context, node);
    check(node.looks, false);
    Box box;
    box.path = path_of(network(), id);
    box.type = node.type;
    box.kind = kind_of(context, node, id);
    box.parent = parent;
    box.span = node.span;
    const bool boundary = node.kind == NodeKind::input || node.kind == NodeKind::output;
    LookRule rule = boundary ? stylist.terminal_rule(wished) : stylist.node_rule(box.kind, wished);
    if (fates.passes_through.contains(id)) {
        box.kind = "wire";
        rule.shape = BoxShape::plain;
        box.content = NodeBox{{wire_size, wire_size}, {}, {}};
    } else {
        box.tooltip = tooltip_of(context, id);
        box.content = build_content(id, rule, wished, flow);
        box.badge = badge(badge_of(context, id, wished, folding.times[id]));
    }
    box.look = to_look(rule);
    add_common(box, wished, node.looks);
    const BoxId result_id = add(std::move(box), wished);
    result.of_node[id] = result_id;
    result.host[result_id] = id;
    const auto strips = fusion.strips.find(id);
    if (strips != fusion.strips.end())
        for (NodeId strip : strips->second) result.of_node[strip] = result_id;
    return result_id;
}

BoxId Builder::build_collapsed(GroupId id, BoxId parent, Flow flow) {
    const Group& group = network().groups[id];
    const Wishes wished = wishes(context, group);
    check(group.looks, true);
    const LookRule rule = stylist.block_rule(main_kind(id), wished);
    NodeBox content;
    content.label = draw_words(context, words_of(context, id, wished), rule);
    fit(content, to_look(rule), flow, wished, context.theme);
    Box box;
    box.path = path_of(network(), id);
    box.type = group.type;
    box.kind = "block";
    box.parent = parent;
    box.content = std::move(content);
    box.look = to_look(rule);
    box.badge = badge(badge_of(context, id, wished, folding.group_times[id]));
    box.tooltip = tooltip_of(context, id);
    box.span = group.span;
    add_common(box, wished, group.looks);
    return result.of_group[id] = add(std::move(box), wished);
}

void Builder::build_children(GroupId id, BoxId box, Flow flow, std::size_t depth) {
    for (const Child& child : children[id]) {
        BoxId added;
        if (const auto* node = std::get_if<NodeId>(&child.what)) {
            added = build_node(*node, box, flow);
        } else {
            const GroupId group = std::get<GroupId>(child.what);
            if (fates.groups[group] == GroupFate::frame) {
                build_frame(group, box, flow, depth + 1);
                added = result.of_group[group];
            } else {
                added = build_collapsed(group, box, flow);
            }
        }
        std::get<FrameBox>(result.boxes[box].content).children.push_back(added);
    }
}

void Builder::build_frame(GroupId id, BoxId parent, Flow flow, std::size_t depth) {
    const Group& group = network().groups[id];
    const Wishes wished = wishes(context, group);
    const LookRule rule = stylist.frame_rule(depth, wished);
    check(group.looks, true);
    FrameBox frame;
    frame.flow = flow_of(wished).value_or(flow);
    std::string title = title_of(context, id, wished);
    if (context.settings.show.contains(Show::params) && !title.empty()) {
        const Dim& params = context.shapes.groups[id].params;
        if (params.is_known() && params.value() > 0) title += " · " + format_count(params.value());
    }
    frame.title = draw_title(context, title, rule);
    const Flow inner_flow = frame.flow;
    Box box;
    box.path = path_of(network(), id);
    box.type = group.type;
    box.kind = "block";
    box.parent = parent;
    box.content = std::move(frame);
    box.look = to_look(rule);
    box.badge = badge(badge_of(context, id, wished, folding.group_times[id]));
    box.tooltip = tooltip_of(context, id);
    box.span = group.span;
    add_common(box, wished, group.looks);
    result.of_group[id] = result.boxes.add(std::move(box));
    build_children(id, result.of_group[id], inner_flow, depth);
}

}  // namespace

Boxes build_boxes(const ComposeContext& context, const Folding& folding, const Fates& fates, const Fusion& fusion,
                  Stylist& stylist) {
    Builder builder{context, folding, fates, fusion, stylist, {}, {}, {}};
    builder.result.of_node.resize(context.network.nodes.size());
    builder.result.of_group.resize(context.network.groups.size());
    builder.collect_children();
    builder.collect_params();
    Box page;
    FrameBox frame;
    frame.flow = context.settings.flow;
    page.content = frame;
    page.look.filled = false;
    page.look.shape = BoxShape::plain;
    const BoxId page_id = builder.result.boxes.add(std::move(page));
    if (context.network.groups.empty()) return std::move(builder.result);
    builder.result.of_group[root] = page_id;
    builder.build_children(root, page_id, frame.flow, 0);
    return std::move(builder.result);
}

}  // namespace netfig
