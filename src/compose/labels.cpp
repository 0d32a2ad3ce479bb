#include "compose/labels.h"

#include "base/dim.h"
#include "base/strings.h"
#include "evaluate/evaluate.h"
#include "text/label.h"

#include <algorithm>
#include <map>
#include <optional>

namespace netfig {
namespace {

constexpr double smallest_pt = 6;  // a reader of the printed page needs as much
constexpr std::size_t longest_text = 400;

using Names = std::map<std::string, std::string>;

/// Fills `{name}` outside of math; a name that stands for nothing stays as it was written.
std::string fill_template(std::string_view text, const Names& names) {
    std::string result;
    bool math = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '$') math = !math;
        const std::size_t end = text[at] == '{' && !math ? text.find('}', at) : text.npos;
        const auto found = end == text.npos ? names.end() : names.find(std::string(text.substr(at + 1, end - at - 1)));
        if (found == names.end()) {
            result += text[at];
        } else {
            result += found->second;
            at = end;
        }
    }
    return result;
}

/// `conv_1` is a name of the source; people read `conv 1`. A `$` would start math.
std::string for_people(std::string_view name) {
    std::string text(name.substr(0, longest_text));
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string count_text(const Dim& count, std::string_view unit) {
    const std::string number = count.is_known() ? format_count(count.value()) : to_label(count);
    return number + " " + std::string(unit);
}

bool is_zero(const Dim& count) { return count.is_unknown() || (count.is_known() && count.value() == 0); }

std::string argument_text(const BoundArgument& argument) {
    const std::string value = to_text(argument.value);
    return argument.name.empty() ? value : argument.name + " = " + value;
}

std::string arguments_text(const std::vector<BoundArgument>& arguments, bool only_unknown) {
    std::vector<std::string> parts;
    for (const BoundArgument& argument : arguments)
        if (argument.written && !(only_unknown && argument.known)) parts.push_back(argument_text(argument));
    return join(parts, ", ");
}

void add_names(Names& names, const std::vector<BoundArgument>& arguments) {
    for (const BoundArgument& argument : arguments)
        if (!argument.name.empty()) names[argument.name] = to_text(argument.value);
}

Names template_names(const ComposeContext& context, NodeId id) {
    const Node& node = context.network.nodes[id];
    const Cost& cost = context.shapes.nodes[id].cost;
    Names names;
    names["name"] = node.name;
    names["type"] = node.type;
    names["params"] = cost.params.is_known() ? format_count(cost.params.value()) : to_label(cost.params);
    names["flops"] = cost.flops.is_known() ? format_count(cost.flops.value()) : to_label(cost.flops);
    names["shape"] = node.outputs.empty() ? "?" : shape_label(context, context.shapes.ports[node.outputs.front()]);
    names["in"] = node.inputs.empty() ? "?" : shape_label(context, context.shapes.ports[node.inputs.front()]);
    add_names(names, node.arguments);
    return names;
}

Names template_names(const ComposeContext& context, GroupId id) {
    const Group& group = context.network.groups[id];
    const Cost& cost = context.shapes.groups[id];
    Names names;
    names["name"] = group.name;
    names["type"] = group.type;
    names["params"] = cost.params.is_known() ? format_count(cost.params.value()) : to_label(cost.params);
    names["flops"] = cost.flops.is_known() ? format_count(cost.flops.value()) : to_label(cost.flops);
    add_names(names, group.arguments);
    return names;
}

/// The `label` of the looks; a lone string counts as one.
std::optional<std::string> wished_label(const Wishes& wishes) {
    if (auto label = wishes.text("label")) return label;
    return wishes.text("");
}

/// The author's own second line comes before what the figure shows of everything.
template <class IdT>
void add_note(const ComposeContext& context, IdT id, const Wishes& wishes, std::vector<std::string>& lines) {
    if (const auto note = wishes.text("note")) lines.push_back(fill_template(*note, template_names(context, id)));
}

bool shows(const ComposeContext& context, Show what) { return context.settings.show.contains(what); }

void add_costs(const ComposeContext& context, const Cost& cost, std::vector<std::string>& lines) {
    if (shows(context, Show::params) && !is_zero(cost.params)) lines.push_back(count_text(cost.params, "params"));
    if (shows(context, Show::flops) && !is_zero(cost.flops)) lines.push_back(count_text(cost.flops, "FLOPs"));
}

/// `? × ? × ?` would tell a reader nothing.
bool says_something(const Shape& shape) {
    return !shape.is_unknown() && std::ranges::none_of(*shape.dims, &Dim::is_unknown);
}

std::optional<Shape> known_shape(const ComposeContext& context, const Node& node) {
    const auto port = node.outputs.empty() ? PortId() : node.outputs.front();
    if (port.valid() && says_something(context.shapes.ports[port])) return context.shapes.ports[port];
    if (node.stated_shape && says_something(*node.stated_shape)) return node.stated_shape;
    return std::nullopt;
}

BoxWords boundary_words(const ComposeContext& context, const Node& node) {
    BoxWords words;
    const auto shape = known_shape(context, node);
    if (node.name_written) words.main = for_people(node.name);
    if (shape && words.main.empty())
        words.main = shape_label(context, *shape);
    else if (shape && node.stated_shape)
        words.small.push_back(shape_label(context, *shape));
    if (words.main.empty()) words.main = node.kind == NodeKind::input ? "Input" : "Output";
    return words;
}

BoxWords operation_words(const ComposeContext& context, NodeId id) {
    const Node& node = context.network.nodes[id];
    BoxWords words;
    words.main =
        context.shapes.nodes[id].label.empty() ? for_people(node.written_type) : context.shapes.nodes[id].label;
    if (shows(context, Show::names)) words.small.push_back(for_people(node.name));
    const auto arguments = arguments_text(node.arguments, !shows(context, Show::arguments));
    if (!arguments.empty()) words.small.push_back(arguments.substr(0, longest_text));
    return words;
}

/// `down 1` over a block reads `Down 1`; a single letter is a symbol and stays as it is.
std::string as_title(std::string text) {
    const auto is_small = [](char letter) { return letter >= 'a' && letter <= 'z'; };
    if (text.size() > 1 && is_small(text[0]) && is_small(text[1])) text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

/// The name of a block: the copies of `b:T * 3` are b_1, b_2, b_3, and stand for b where they are drawn once.
std::string name_of(const ComposeContext& context, const Group& group) {
    std::string name = group.name;
    if (group.repeat && context.settings.fold_repeats && name.ends_with("_1")) name.resize(name.size() - 2);
    return as_title(for_people(name));
}

/// `Bottleneck 256`: the first argument, where it is a written number, tells equal-looking blocks apart.
std::string type_of(const Group& group) {
    std::string text = for_people(group.type);
    if (group.arguments.empty()) return text;
    const BoundArgument& first = group.arguments.front();
    const bool number = std::holds_alternative<Dim>(first.value.what) && !first.value.is_unknown();
    if (first.written && number) text += " " + to_text(first.value);
    return text;
}

Font font_of(const ComposeContext& context, const LookRule& rule, double size) {
    const double wished = rule.font_size.value_or(size);
    return {context.theme.font_family, std::max(wished, smallest_pt), rule.bold.value_or(false) ? 700 : 400, false};
}

LabelStyle style_of(const ComposeContext& context, Font font) {
    return {std::move(font), context.theme.math_family, Align::center};
}

std::string shapes_text(const ComposeContext& context, const std::vector<PortId>& ports) {
    std::vector<std::string> parts;
    for (PortId port : ports) parts.push_back(to_text(context.shapes.ports[port]));
    return join(parts, ", ");
}

void add_cost_lines(const Cost& cost, std::string& text) {
    const auto grouped = [](const Dim& count) {
        return count.is_known() ? format_grouped(count.value()) : to_text(count);
    };
    if (!is_zero(cost.params)) text += "\n" + grouped(cost.params) + " parameters";
    if (!is_zero(cost.flops)) text += "\n" + grouped(cost.flops) + " FLOPs";
}

std::string heading(const std::string& name, const std::string& type, const std::vector<BoundArgument>& arguments) {
    std::string text = name;
    if (!type.empty()) text += (text.empty() ? "" : ": ") + type;
    const std::string list = arguments_text(arguments, false);
    if (!list.empty()) text += "(" + list.substr(0, longest_text) + ")";
    return text;
}

}  // namespace

BoxWords words_of(const ComposeContext& context, NodeId id, const Wishes& wishes) {
    const Node& node = context.network.nodes[id];
    BoxWords words;
    if (const auto label = wished_label(wishes))
        words.main = fill_template(*label, template_names(context, id));
    else if (node.kind == NodeKind::input || node.kind == NodeKind::output)
        words = boundary_words(context, node);
    else
        words = operation_words(context, id);
    add_note(context, id, wishes, words.small);
    add_costs(context, context.shapes.nodes[id].cost, words.small);
    return words;
}

BoxWords words_of(const ComposeContext& context, GroupId id, const Wishes& wishes) {
    BoxWords words;
    words.main = title_of(context, id, wishes);
    const Group& group = context.network.groups[id];
    add_note(context, id, wishes, words.small);
    if (shows(context, Show::arguments) && !wished_label(wishes)) {
        const auto arguments = arguments_text(group.arguments, false);
        if (!arguments.empty()) words.small.push_back(arguments.substr(0, longest_text));
    }
    add_costs(context, context.shapes.groups[id], words.small);
    return words;
}

std::string title_of(const ComposeContext& context, GroupId id, const Wishes& wishes) {
    const Group& group = context.network.groups[id];
    if (const auto label = wished_label(wishes)) return fill_template(*label, template_names(context, id));
    if (group.name_written) return name_of(context, group);
    return type_of(group);
}

std::string badge_of(const ComposeContext& context, NodeId id, const Wishes& wishes, std::size_t times) {
    if (const auto badge = wishes.text("badge")) return fill_template(*badge, template_names(context, id));
    return times > 1 ? "×" + std::to_string(times) : "";
}

std::string badge_of(const ComposeContext& context, GroupId id, const Wishes& wishes, std::size_t times) {
    if (const auto badge = wishes.text("badge")) return fill_template(*badge, template_names(context, id));
    return times > 1 ? "×" + std::to_string(times) : "";
}

std::string shape_label(const ComposeContext& context, const Shape& shape) {
    if (!context.settings.batch || shape.is_unknown()) return to_label(shape);
    Shape whole = shape;
    whole.dims->insert(whole.dims->begin(), *context.settings.batch);
    return to_label(whole);
}

std::string tooltip_of(const ComposeContext& context, NodeId id) {
    const Node& node = context.network.nodes[id];
    std::string text = heading(path_of(context.network, id), node.type, node.arguments);
    if (node.kind == NodeKind::input || node.kind == NodeKind::output)
        text += "\n" + shapes_text(context, node.outputs);
    else
        text += "\n" + shapes_text(context, node.inputs) + " → " + shapes_text(context, node.outputs);
    add_cost_lines(context.shapes.nodes[id].cost, text);
    return text;
}

std::string tooltip_of(const ComposeContext& context, GroupId id) {
    const Group& group = context.network.groups[id];
    std::string text = heading(path_of(context.network, id), group.type, group.arguments);
    if (!group.documentation.empty()) text += "\n" + group.documentation;
    add_cost_lines(context.shapes.groups[id], text);
    return text;
}

Label draw_words(const ComposeContext& context, const BoxWords& words, const LookRule& rule) {
    const Theme& theme = context.theme;
    const Font font = font_of(context, rule, theme.font_size);
    Font small = font;
    small.weight = 400;
    small.size_pt = std::max(smallest_pt, font.size_pt * theme.small_font_size / std::max(theme.font_size, 1.0));
    std::vector<Label> lines = {make_label(words.main, style_of(context, font), context.measure)};
    for (const std::string& line : words.small)
        lines.push_back(make_label(line, style_of(context, small), context.measure));
    return stack(lines, 0.08 * font.size_pt);
}

Label draw_symbol(const ComposeContext& context, const std::string& symbol, const LookRule& rule) {
    return make_symbol(symbol, style_of(context, font_of(context, rule, context.theme.font_size)), context.measure);
}

Label draw_small(const ComposeContext& context, std::string_view text, bool bold) {
    const double size = std::max(context.theme.small_font_size, smallest_pt);
    return make_label(text, style_of(context, {context.theme.font_family, size, bold ? 700 : 400, false}),
                      context.measure);
}

Label draw_title(const ComposeContext& context, std::string_view text, const LookRule& rule) {
    return make_label(text, style_of(context, font_of(context, rule, context.theme.small_font_size)), context.measure);
}

}  // namespace netfig
