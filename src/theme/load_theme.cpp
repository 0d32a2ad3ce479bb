#include "base/strings.h"
#include "base/suggest.h"
#include "theme/shape_names.h"
#include "theme/theme.h"

#include <cmath>
#include <span>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace netfig {
namespace {

constexpr int longest_base_chain = 8;

using FindBase = std::function<std::optional<std::string>(std::string_view)>;

/// Where a value stands, for messages: "`kinds.loss.fill` (theme `mine`, line 12)".
struct Reader {
    std::string_view theme_name;
    Diagnostics& diagnostics;

    void report(DiagnosticCode code, std::string message, int line, std::string suggestion = {}) {
        message += " (theme `" + std::string(theme_name) + "`";
        if (line >= 0) message += ", line " + std::to_string(line + 1);
        diagnostics.push_back({code, {}, message + ")", {}, std::move(suggestion), {}});
    }
    void invalid(const YAML::Node& node, const std::string& path, std::string_view expected) {
        report(DiagnosticCode::invalid_theme_value, "`" + path + "` must be " + std::string(expected),
               node.Mark().line);
    }
};

void read(Reader& reader, const YAML::Node& node, const std::string& path, double& value) {
    double number = 0;
    if (node.IsScalar() && YAML::convert<double>::decode(node, number) && std::isfinite(number) && number >= 0 &&
        number <= 1000)
        value = number;
    else
        reader.invalid(node, path, "a number of points from 0 to 1000");
}

void read(Reader& reader, const YAML::Node& node, const std::string& path, bool& value) {
    if (!node.IsScalar() || !YAML::convert<bool>::decode(node, value)) reader.invalid(node, path, "true or false");
}

void read(Reader& reader, const YAML::Node& node, const std::string& path, std::string& value) {
    if (node.IsScalar())
        value = node.Scalar();
    else
        reader.invalid(node, path, "a text");
}

void read(Reader& reader, const YAML::Node& node, const std::string& path, Color& value) {
    const auto color = node.IsScalar() ? parse_color(node.Scalar()) : std::nullopt;
    if (color)
        value = *color;
    else
        reader.invalid(node, path, "a colour: \"#4477aa\", \"#47a\" or a CSS name");
}

void read(Reader& reader, const YAML::Node& node, const std::string& path, BoxShape& value) {
    const auto shape = node.IsScalar() ? parse_box_shape(node.Scalar()) : std::nullopt;
    if (shape)
        value = *shape;
    else
        reader.invalid(node, path, join_alternatives(box_shape_names()));
}

void read(Reader& reader, const YAML::Node& node, const std::string& path, LineStyle& value) {
    const auto style = node.IsScalar() ? parse_line_style(node.Scalar()) : std::nullopt;
    if (style)
        value = *style;
    else
        reader.invalid(node, path, "orthogonal or direct");
}

template <class T>
void read(Reader& reader, const YAML::Node& node, const std::string& path, std::optional<T>& value) {
    T inner = value.value_or(T());
    const std::size_t before = reader.diagnostics.size();
    read(reader, node, path, inner);
    if (reader.diagnostics.size() == before) value = inner;
}

void read(Reader& reader, const YAML::Node& node, const std::string& path, std::vector<Color>& value) {
    if (!node.IsSequence() || node.size() == 0) return reader.invalid(node, path, "a list of colours");
    value.clear();
    for (const YAML::Node& item : node) read(reader, item, path, value.emplace_back());
}

/// One key of a YAML map and where its value goes.
template <class T>
struct Field {
    std::string_view key;
    void (*read)(Reader&, const YAML::Node&, const std::string& path, T&);
};

template <auto member, class T>
void read_member(Reader& reader, const YAML::Node& node, const std::string& path, T& target) {
    read(reader, node, path, target.*member);
}

template <class T>
void read_map(Reader& reader, const YAML::Node& map, const std::string& path, std::span<const Field<T>> fields,
              T& target) {
    if (map.IsNull()) return;
    if (!map.IsMap()) return reader.invalid(map, path.empty() ? "theme" : path, "a map of keys and values");
    for (const auto& entry : map) {
        const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
        const std::string inner = path.empty() ? key : path + "." + key;
        bool known = false;
        std::vector<std::string> keys;
        for (const Field<T>& field : fields) {
            keys.emplace_back(field.key);
            if (field.key != key) continue;
            field.read(reader, entry.second, inner, target);
            known = true;
        }
        if (!known)
            reader.report(DiagnosticCode::unknown_theme_key, "unknown key `" + inner + "`", entry.first.Mark().line,
                          did_you_mean(key, keys));
    }
}

#define NETFIG_FIELD(T, member) \
    { #member, read_member < &T::member, T> }

constexpr Field<LookRule> look_fields[] = {
    NETFIG_FIELD(LookRule, fill),      NETFIG_FIELD(LookRule, stroke),       NETFIG_FIELD(LookRule, text),
    NETFIG_FIELD(LookRule, shape),     NETFIG_FIELD(LookRule, stroke_width), NETFIG_FIELD(LookRule, corner_radius),
    NETFIG_FIELD(LookRule, font_size), NETFIG_FIELD(LookRule, dashed),       NETFIG_FIELD(LookRule, bold),
    NETFIG_FIELD(LookRule, symbol),
};

constexpr Field<Distances> distance_fields[] = {
    NETFIG_FIELD(Distances, between_boxes), NETFIG_FIELD(Distances, between_layers),
    NETFIG_FIELD(Distances, frame_padding), NETFIG_FIELD(Distances, lane),
    NETFIG_FIELD(Distances, title_gap),     NETFIG_FIELD(Distances, page_margin),
    NETFIG_FIELD(Distances, corner_radius), NETFIG_FIELD(Distances, arrow_length),
};

void read(Reader& reader, const YAML::Node& node, const std::string& path, LookRule& value) {
    read_map<LookRule>(reader, node, path, look_fields, value);
}

void read(Reader& reader, const YAML::Node& node, const std::string& path, Distances& value) {
    read_map<Distances>(reader, node, path, distance_fields, value);
}

void read(Reader& reader, const YAML::Node& node, const std::string& path, std::map<std::string, LookRule>& kinds) {
    if (!node.IsMap()) return reader.invalid(node, path, "a map of kinds and their looks");
    for (const auto& entry : node) {
        std::string kind = entry.first.IsScalar() ? entry.first.Scalar() : "?";
        const std::string inner = path + "." + kind;
        if (kind == "none") kind.clear();  // an operation that declares no kind
        read(reader, entry.second, inner, kinds[kind]);
    }
}

/// `base` and `description` are read elsewhere.
void skip(Reader&, const YAML::Node&, const std::string&, Theme&) {}

constexpr Field<Theme> theme_fields[] = {
    {"base", skip},
    {"description", skip},
    NETFIG_FIELD(Theme, background),
    NETFIG_FIELD(Theme, paint_background),
    NETFIG_FIELD(Theme, font_family),
    NETFIG_FIELD(Theme, math_family),
    NETFIG_FIELD(Theme, font_size),
    NETFIG_FIELD(Theme, small_font_size),
    NETFIG_FIELD(Theme, title_font_size),
    NETFIG_FIELD(Theme, node_padding_x),
    NETFIG_FIELD(Theme, node_padding_y),
    NETFIG_FIELD(Theme, node_min_width),
    NETFIG_FIELD(Theme, node_min_height),
    NETFIG_FIELD(Theme, operator_diameter),
    NETFIG_FIELD(Theme, node),
    NETFIG_FIELD(Theme, frame),
    NETFIG_FIELD(Theme, frame_fills),
    NETFIG_FIELD(Theme, terminal),
    NETFIG_FIELD(Theme, link),
    NETFIG_FIELD(Theme, label_color),
    NETFIG_FIELD(Theme, kinds),
    NETFIG_FIELD(Theme, distances),
    NETFIG_FIELD(Theme, lines),
    NETFIG_FIELD(Theme, fewest_bends),
};

#undef NETFIG_FIELD

std::optional<YAML::Node> parse_yaml(Reader& reader, std::string_view yaml) {
    try {
        return YAML::Load(std::string(yaml));
    } catch (const YAML::Exception& error) {
        reader.report(DiagnosticCode::invalid_theme_value, "not valid YAML: " + error.msg, error.mark.line);
        return std::nullopt;
    }
}

struct Loader {
    Diagnostics& diagnostics;
    const FindBase& find_base;

    void load(std::string_view name, std::string_view yaml, Theme& theme, int depth) {
        Reader reader{name, diagnostics};
        const auto document = parse_yaml(reader, yaml);
        if (!document) return;
        if (document->IsMap() && (*document)["base"]) load_base((*document)["base"], reader, theme, depth);
        read_map<Theme>(reader, *document, "", theme_fields, theme);
    }

    void load_base(const YAML::Node& node, Reader& reader, Theme& theme, int depth) {
        if (!node.IsScalar()) return reader.invalid(node, "base", "the name of a theme");
        const std::string name = node.Scalar();
        if (depth >= longest_base_chain)
            return reader.invalid(node, "base", "a theme that does not lead back to this one");
        const auto text = find_base ? find_base(name) : std::nullopt;
        if (!text)
            return reader.report(DiagnosticCode::unknown_theme, "there is no theme `" + name + "` to build on",
                                 node.Mark().line);
        load(name, *text, theme, depth + 1);
    }
};

/// What netfig draws with where no theme says anything: readable, plain.
Theme built_in() {
    Theme theme;
    theme.font_family = "TeX Gyre Heros";
    theme.math_family = "STIXGeneral";
    theme.label_color = {0x4a, 0x50, 0x59};
    theme.node.fill = Color{255, 255, 255};
    theme.node.stroke = Color{0x55, 0x5c, 0x66};
    theme.node.text = Color{0x1c, 0x20, 0x26};
    theme.frame.stroke = Color{0xb4, 0xba, 0xc2};
    theme.frame_fills = {Color{0xf7, 0xf8, 0xf9}};
    theme.link.stroke = Color{0x3d, 0x43, 0x4b};
    return theme;
}

}  // namespace

Theme load_theme(std::string_view name, std::string_view yaml, Diagnostics& diagnostics, const FindBase& base) {
    Theme theme = built_in();
    Loader{diagnostics, base}.load(name, yaml, theme, 0);
    theme.name = name;
    return theme;
}

}  // namespace netfig
