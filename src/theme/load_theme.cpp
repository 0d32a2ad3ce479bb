#include "base/strings.h"
#include "base/suggest.h"
#include "theme/shape_names.h"
#include "theme/theme.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <vector>

namespace netfig {
namespace {

constexpr int longest_base_chain = 8;

/// Where a value stands, for messages: "`kinds.loss.fill` (theme `mine`, line 12)".
struct Reader {
    std::string_view theme_name;
    Diagnostics& diagnostics;

    void report(DiagnosticCode code, std::string message, int line, std::string suggestion = {}) {
        message += " (theme `" + std::string(theme_name) + "`";
        if (line >= 0) message += ", line " + std::to_string(line + 1);
        diagnostics.push_back({code, {}, message + ")", {}, std::move(suggestion), {}});
    }
    void invalid(ThemeRows rows, const std::string& path, std::string_view expected) {
        report(DiagnosticCode::invalid_theme_value, "`" + path + "` must be " + std::string(expected),
               rows.front().line);
    }
};

/// Nothing where the value is a map, a list, or not there.
std::optional<std::string_view> text_of(ThemeRows rows) {
    return rows.front().kind == ThemeValue::text ? std::optional(rows.front().text) : std::nullopt;
}

std::optional<double> number_of(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// As YAML 1.1 has it.
std::optional<bool> flag_of(std::string_view text) {
    const std::string word = lower_case(text);
    if (word == "true" || word == "yes" || word == "on" || word == "y") return true;
    if (word == "false" || word == "no" || word == "off" || word == "n") return false;
    return std::nullopt;
}

void read(Reader& reader, ThemeRows rows, const std::string& path, double& value) {
    const auto text = text_of(rows);
    const auto number = text ? number_of(*text) : std::nullopt;
    if (number && std::isfinite(*number) && *number >= 0 && *number <= 1000)
        value = *number;
    else
        reader.invalid(rows, path, "a number of points from 0 to 1000");
}

void read(Reader& reader, ThemeRows rows, const std::string& path, bool& value) {
    const auto text = text_of(rows);
    const auto flag = text ? flag_of(*text) : std::nullopt;
    if (flag)
        value = *flag;
    else
        reader.invalid(rows, path, "true or false");
}

void read(Reader& reader, ThemeRows rows, const std::string& path, std::string& value) {
    if (const auto text = text_of(rows))
        value = *text;
    else
        reader.invalid(rows, path, "a text");
}

void read(Reader& reader, ThemeRows rows, const std::string& path, Color& value) {
    const auto text = text_of(rows);
    const auto color = text ? parse_color(*text) : std::nullopt;
    if (color)
        value = *color;
    else
        reader.invalid(rows, path, "a colour: \"#4477aa\", \"#47a\" or a CSS name");
}

void read(Reader& reader, ThemeRows rows, const std::string& path, BoxShape& value) {
    const auto text = text_of(rows);
    const auto shape = text ? parse_box_shape(*text) : std::nullopt;
    if (shape)
        value = *shape;
    else
        reader.invalid(rows, path, join_alternatives(box_shape_names()));
}

void read(Reader& reader, ThemeRows rows, const std::string& path, LineStyle& value) {
    const auto text = text_of(rows);
    const auto style = text ? parse_line_style(*text) : std::nullopt;
    if (style)
        value = *style;
    else
        reader.invalid(rows, path, "orthogonal or direct");
}

template <class T>
void read(Reader& reader, ThemeRows rows, const std::string& path, std::optional<T>& value) {
    T inner = value.value_or(T());
    const std::size_t before = reader.diagnostics.size();
    read(reader, rows, path, inner);
    if (reader.diagnostics.size() == before) value = inner;
}

void read(Reader& reader, ThemeRows rows, const std::string& path, std::vector<Color>& value) {
    if (rows.front().kind != ThemeValue::list || rows.size() == 1)
        return reader.invalid(rows, path, "a list of colours");
    value.clear();
    each_inner(rows, [&](ThemeRows item) { read(reader, item, path, value.emplace_back()); });
}

/// One key of a map and where its value goes.
template <class T>
struct Field {
    std::string_view key;
    void (*read)(Reader&, ThemeRows, const std::string& path, T&);
};

template <auto member, class T>
void read_member(Reader& reader, ThemeRows rows, const std::string& path, T& target) {
    read(reader, rows, path, target.*member);
}

template <class T>
void report_unknown_key(Reader& reader, const ThemeRow& row, const std::string& path,
                        std::span<const Field<T>> fields) {
    std::vector<std::string> keys;
    for (const Field<T>& field : fields) keys.emplace_back(field.key);
    reader.report(DiagnosticCode::unknown_theme_key, "unknown key `" + path + "`", row.key_line,
                  did_you_mean(row.key, keys));
}

template <class T>
void read_map(Reader& reader, ThemeRows map, const std::string& path, std::span<const Field<T>> fields, T& target) {
    if (map.front().kind == ThemeValue::none) return;
    if (map.front().kind != ThemeValue::map)
        return reader.invalid(map, path.empty() ? "theme" : path, "a map of keys and values");
    each_inner(map, [&](ThemeRows value) {
        const std::string_view key = value.front().key;
        const std::string inner = (path.empty() ? "" : path + ".") + std::string(key);
        const auto field = std::ranges::find(fields, key, &Field<T>::key);
        if (field == fields.end()) return report_unknown_key(reader, value.front(), inner, fields);
        field->read(reader, value, inner, target);
    });
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

void read(Reader& reader, ThemeRows rows, const std::string& path, LookRule& value) {
    read_map<LookRule>(reader, rows, path, look_fields, value);
}

void read(Reader& reader, ThemeRows rows, const std::string& path, Distances& value) {
    read_map<Distances>(reader, rows, path, distance_fields, value);
}

void read(Reader& reader, ThemeRows rows, const std::string& path, std::map<std::string, LookRule>& kinds) {
    if (rows.front().kind != ThemeValue::map) return reader.invalid(rows, path, "a map of kinds and their looks");
    each_inner(rows, [&](ThemeRows value) {
        const std::string kind(value.front().key);
        // "none": an operation that declares no kind
        read(reader, value, path + "." + kind, kinds[kind == "none" ? "" : kind]);
    });
}

/// `base` and `description` are read elsewhere.
void skip(Reader&, ThemeRows, const std::string&, Theme&) {}

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

ThemeRows find_entry(ThemeRows map, std::string_view key) {
    ThemeRows found;
    each_inner(map, [&](ThemeRows value) {
        if (found.empty() && value.front().key == key) found = value;
    });
    return found;
}

struct Loader {
    Diagnostics& diagnostics;
    const FindBase& find_base;

    void load(std::string_view name, ThemeRows rows, Theme& theme, int depth) {
        Reader reader{name, diagnostics};
        const ThemeRows base = find_entry(rows, "base");
        if (!base.empty()) load_base(base, reader, theme, depth);
        read_map<Theme>(reader, rows, "", theme_fields, theme);
    }

    void load_base(ThemeRows rows, Reader& reader, Theme& theme, int depth) {
        const auto name = text_of(rows);
        if (!name) return reader.invalid(rows, "base", "the name of a theme");
        if (depth >= longest_base_chain)
            return reader.invalid(rows, "base", "a theme that does not lead back to this one");
        const ThemeRows base = find_base(*name);
        if (base.empty())
            return reader.report(DiagnosticCode::unknown_theme,
                                 "there is no theme `" + std::string(*name) + "` to build on", rows.front().line);
        load(*name, base, theme, depth + 1);
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

Theme load_theme(std::string_view name, ThemeRows rows, Diagnostics& diagnostics, const FindBase& base) {
    Theme theme = built_in();
    if (!rows.empty()) Loader{diagnostics, base}.load(name, rows, theme, 0);
    theme.name = name;
    return theme;
}

Theme load_theme(std::string_view name, std::string_view yaml, Diagnostics& diagnostics, const FindBase& base) {
    const ThemeDocument document = read_yaml(yaml);
    if (!document.fault.empty())
        Reader{name, diagnostics}.report(DiagnosticCode::invalid_theme_value, document.fault, document.fault_line);
    return load_theme(name, document.rows, diagnostics, base);
}

}  // namespace netfig
