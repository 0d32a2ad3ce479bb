#include "compose/looks.h"

#include "base/dim.h"
#include "theme/color.h"
#include "theme/theme.h"

#include <algorithm>
#include <utility>

namespace netfig {
namespace {

template <class T>
void overlay(std::optional<T>& target, const std::optional<T>& nearer) {
    if (nearer) target = nearer;
}

/// A nearer rule that changes only the fill gets a border and words to match it.
void overlay(LookRule& rule, const LookRule& nearer, Color background) {
    const bool new_fill = nearer.fill && nearer.fill != rule.fill;
    overlay(rule.fill, nearer.fill);
    if (new_fill) rule.stroke = border_of(*nearer.fill, background);
    overlay(rule.stroke, nearer.stroke);
    overlay(rule.text, nearer.text);
    if (new_fill && !nearer.text && rule.text) rule.text = readable_on(*nearer.fill, *rule.text);
    overlay(rule.shape, nearer.shape);
    overlay(rule.stroke_width, nearer.stroke_width);
    overlay(rule.corner_radius, nearer.corner_radius);
    overlay(rule.font_size, nearer.font_size);
    overlay(rule.dashed, nearer.dashed);
    overlay(rule.bold, nearer.bold);
    overlay(rule.symbol, nearer.symbol);
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

void append(Properties& properties, const Properties& more) {
    properties.insert(properties.end(), more.begin(), more.end());
}

Wishes collect(const ComposeContext& context, const std::string& type, const Properties& own) {
    Wishes result;
    const auto classes = classes_of(own);
    for (const ResolvedStyle& style : context.network.styles)
        if (contains(style.types, type)) append(result.properties, style.properties);
    for (const ResolvedStyle& style : context.network.styles)
        if (std::ranges::any_of(classes, [&](const auto& name) { return contains(style.classes, name); }))
            append(result.properties, style.properties);
    append(result.properties, own);
    return result;
}

}  // namespace

const Value* Wishes::find(std::string_view name) const {
    const Value* found = nullptr;
    for (const Property& property : properties)
        if (property.name == name && !property.value.is_unknown()) found = &property.value;
    return found;
}

bool Wishes::flag(std::string_view name) const {
    const Value* value = find(name);
    const bool* flag = value ? std::get_if<bool>(&value->what) : nullptr;
    return flag && *flag;
}

std::optional<std::string> Wishes::text(std::string_view name) const {
    const Value* value = find(name);
    if (!value) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&value->what)) return *text;
    if (const auto* word = std::get_if<Word>(&value->what)) return word->text;
    const auto* dim = std::get_if<Dim>(&value->what);
    if (dim && (dim->is_known() || dim->is_symbolic())) return to_text(*dim);
    return std::nullopt;
}

std::optional<double> Wishes::points(std::string_view name) const {
    const Value* value = find(name);
    if (!value) return std::nullopt;
    std::optional<double> points;
    if (const auto* length = std::get_if<Length>(&value->what)) points = length->points;
    if (const auto* number = std::get_if<double>(&value->what)) points = *number;
    if (const auto* dim = std::get_if<Dim>(&value->what); dim && dim->is_known())
        points = static_cast<double>(dim->value());
    if (!points || !(*points > 0 && *points <= 10000)) return std::nullopt;
    return points;
}

Wishes wishes(const ComposeContext& context, const Node& node) { return collect(context, node.type, node.looks); }
Wishes wishes(const ComposeContext& context, const Group& group) { return collect(context, group.type, group.looks); }

std::vector<std::string> classes_of(const Properties& properties) {
    std::vector<std::string> classes;
    const auto add = [&](const Value& value) {
        std::string_view words;
        if (const auto* text = std::get_if<std::string>(&value.what)) words = *text;
        if (const auto* word = std::get_if<Word>(&value.what)) words = word->text;
        while (!words.empty()) {
            const std::size_t end = std::min(words.find_first_of(" ,"), words.size());
            if (end > 0) classes.emplace_back(words.substr(0, end));
            words.remove_prefix(std::min(end + 1, words.size()));
        }
    };
    for (const Property& property : properties) {
        if (property.name != "class") continue;
        if (const auto* list = std::get_if<ValueList>(&property.value.what))
            std::ranges::for_each(*list, add);
        else
            add(property.value);
    }
    return classes;
}

LookRule Stylist::read(const Properties& properties) {
    if (properties.empty()) return {};
    Diagnostics found;
    LookRule rule = look_rule(properties, found);
    for (Diagnostic& diagnostic : found)
        if (reported_.emplace(diagnostic.span, diagnostic.message).second)
            diagnostics_.push_back(std::move(diagnostic));
    return rule;
}

void Stylist::report(DiagnosticCode code, const Property& property, std::string message) {
    if (reported_.emplace(property.span, message).second)
        diagnostics_.push_back({code, property.span, std::move(message), {}, {}, {}});
}

void Stylist::add(LookRule& rule, const Wishes& wishes) {
    overlay(rule, read(wishes.properties), context_.theme.background);
}

LookRule Stylist::node_rule(std::string_view kind, const Wishes& wishes) {
    LookRule rule = context_.theme.node;
    const auto found = context_.theme.kinds.find(std::string(kind));
    if (found != context_.theme.kinds.end()) overlay(rule, found->second, context_.theme.background);
    add(rule, wishes);
    return rule;
}

LookRule Stylist::block_rule(std::string_view main_kind, const Wishes& wishes) {
    constexpr double tint = 0.8;
    LookRule rule = context_.theme.node;
    const auto& kinds = context_.theme.kinds;
    if (const auto block = kinds.find("block"); block != kinds.end())
        overlay(rule, block->second, context_.theme.background);
    if (const auto kind = kinds.find(std::string(main_kind)); kind != kinds.end()) {
        if (rule.fill && kind->second.fill) rule.fill = mix(*rule.fill, *kind->second.fill, tint);
        overlay(rule.stroke, kind->second.stroke);
    }
    add(rule, wishes);
    return rule;
}

LookRule Stylist::terminal_rule(const Wishes& wishes) {
    LookRule rule = context_.theme.node;
    overlay(rule, context_.theme.terminal, context_.theme.background);
    add(rule, wishes);
    return rule;
}

LookRule Stylist::frame_rule(std::size_t depth, const Wishes& wishes) {
    const Theme& theme = context_.theme;
    LookRule rule = theme.node;
    rule.dashed = rule.bold = false;
    rule.font_size = theme.small_font_size;
    overlay(rule, theme.frame, theme.background);
    if (!theme.frame_fills.empty()) rule.fill = theme.frame_fills[std::min(depth, theme.frame_fills.size()) - 1];
    if (!theme.frame.text) rule.text = theme.label_color;
    add(rule, wishes);
    return rule;
}

LookRule Stylist::link_rule(const Properties& properties) {
    LookRule rule = context_.theme.link;
    const LookRule own = read(properties);
    overlay(rule, own, context_.theme.background);
    // `color` says the text of a box, and all there is of a line.
    if (own.text && !own.stroke) rule.stroke = own.text;
    return rule;
}

Look to_look(const LookRule& rule) {
    Look look;
    look.shape = rule.shape.value_or(BoxShape::rectangle);
    look.fill = rule.fill.value_or(Color{255, 255, 255});
    look.stroke = rule.stroke.value_or(Color{0, 0, 0});
    look.text = rule.text.value_or(Color{0, 0, 0});
    look.stroke_width = rule.stroke_width.value_or(look.stroke_width);
    look.corner_radius = rule.corner_radius.value_or(look.corner_radius);
    look.dashed = rule.dashed.value_or(false);
    look.filled = look.shape != BoxShape::plain;
    return look;
}

}  // namespace netfig
