#include "base/strings.h"
#include "base/suggest.h"
#include "theme/shape_names.h"
#include "theme/theme.h"

#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace netfig {
namespace {

constexpr std::array<std::pair<std::string_view, BoxShape>, 8> shapes = {{
    {"rectangle", BoxShape::rectangle},
    {"pill", BoxShape::pill},
    {"circle", BoxShape::circle},
    {"bar", BoxShape::bar},
    {"plain", BoxShape::plain},
    {"rect", BoxShape::rectangle},
    {"box", BoxShape::rectangle},
    {"round", BoxShape::circle},
}};

std::optional<std::string> as_word(const Value& value) {
    if (const auto* word = std::get_if<Word>(&value.what)) return word->text;
    if (const auto* text = std::get_if<std::string>(&value.what)) return *text;
    return std::nullopt;
}

std::optional<double> as_points(const Value& value) {
    std::optional<double> points;
    if (const auto* length = std::get_if<Length>(&value.what)) points = length->points;
    if (const auto* number = std::get_if<double>(&value.what)) points = *number;
    if (const auto* dim = std::get_if<Dim>(&value.what); dim && dim->is_known())
        points = static_cast<double>(dim->value());
    if (points && (!std::isfinite(*points) || *points < 0 || *points > 10000)) return std::nullopt;
    return points;
}

std::optional<Color> as_color(const Value& value) {
    const auto word = as_word(value);
    return word ? parse_color(*word) : std::nullopt;
}

std::optional<bool> as_flag(const Value& value) {
    const auto* flag = std::get_if<bool>(&value.what);
    return flag ? std::optional(*flag) : std::nullopt;
}

struct LookReader {
    LookRule rule;
    Diagnostics& diagnostics;

    void report(DiagnosticCode code, const Property& property, std::string message, std::string suggestion = {}) {
        diagnostics.push_back({code, property.span, std::move(message), {}, std::move(suggestion), {}});
    }

    template <class T>
    void set(std::optional<T>& target, std::optional<T> value, const Property& property, std::string_view expected) {
        if (value)
            target = std::move(value);
        else if (!property.value.is_unknown())
            report(DiagnosticCode::invalid_property, property,
                   "`" + property.name + "` must be " + std::string(expected));
    }

    /// True where the property says a look.
    bool read(const Property& property) {
        constexpr std::string_view color = "a colour: \"#4477aa\" or a CSS name such as steelblue";
        constexpr std::string_view length = "a length such as 0.5pt";
        const std::string& name = property.name;
        const Value& value = property.value;
        if (name == "fill") return set(rule.fill, as_color(value), property, color), true;
        if (name == "stroke") return set(rule.stroke, as_color(value), property, color), true;
        if (name == "text" || name == "color") return set(rule.text, as_color(value), property, color), true;
        if (name == "shape") return read_shape(property), true;
        if (name == "stroke_width") return set(rule.stroke_width, as_points(value), property, length), true;
        if (name == "radius" || name == "corner_radius")
            return set(rule.corner_radius, as_points(value), property, length), true;
        if (name == "font_size") return set(rule.font_size, as_points(value), property, length), true;
        if (name == "dashed") return set(rule.dashed, as_flag(value), property, "true or false"), true;
        if (name == "bold") return set(rule.bold, as_flag(value), property, "true or false"), true;
        if (name == "symbol") return set(rule.symbol, as_word(value), property, "a text"), true;
        return false;
    }

    void read_shape(const Property& property) {
        const auto word = as_word(property.value);
        set(rule.shape, word ? parse_box_shape(*word) : std::nullopt, property, join_alternatives(box_shape_names()));
    }
};

bool is_known(const std::string& name) {
    for (const std::string& known : property_names())
        if (known == name) return true;
    return name.empty();  // a lone string is a label
}

}  // namespace

const std::vector<std::string>& property_names() {
    static const std::vector<std::string> names = {
        "fill",      "stroke",   "text",   "color", "shape",  "stroke_width", "radius",   "corner_radius", "font_size",
        "dashed",    "bold",     "symbol", "label", "note",   "link",         "class",    "width",         "height",
        "collapsed", "expanded", "flow",   "badge", "hidden", "arrow",        "feedback", "row",           "trunk"};
    return names;
}

std::optional<BoxShape> parse_box_shape(std::string_view name) {
    for (const auto& [known, shape] : shapes)
        if (known == name) return shape;
    return std::nullopt;
}

std::optional<LineStyle> parse_line_style(std::string_view name) {
    if (name == "orthogonal") return LineStyle::orthogonal;
    if (name == "direct") return LineStyle::direct;
    return std::nullopt;
}

const std::vector<std::string>& box_shape_names() {
    static const std::vector<std::string> names = {"rectangle", "pill", "circle", "bar", "plain"};
    return names;
}

LookRule look_rule(const Properties& properties, Diagnostics& diagnostics) {
    LookReader reader{{}, diagnostics};
    for (const Property& property : properties)
        if (!reader.read(property) && !is_known(property.name))
            reader.report(DiagnosticCode::unknown_property, property, "unknown property `" + property.name + "`",
                          did_you_mean(property.name, property_names()));
    return std::move(reader.rule);
}

}  // namespace netfig
