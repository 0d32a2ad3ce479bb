#include "base/data_type.h"
#include "base/dim.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "theme/presets.h"
#include "theme/shape_names.h"
#include "theme/theme.h"

#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

namespace netfig {
namespace {

constexpr double points_per_mm = 72 / 25.4;
constexpr double one_column = 84 * points_per_mm, two_columns = 178 * points_per_mm;
constexpr double smallest_page = 10;

/// A text from the command line: "84mm", "1.5in", "240" (points).
std::optional<double> parse_length(std::string_view text) {
    text = trim(text);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number)) return std::nullopt;
    const std::string_view unit = trim(text.substr(static_cast<std::size_t>(end - text.data())));
    if (unit == "mm") return number * points_per_mm;
    if (unit == "cm") return number * points_per_mm * 10;
    if (unit == "in") return number * 72;
    if (unit == "pt" || unit.empty()) return number;
    return std::nullopt;
}

std::optional<std::string> as_text(const Value& value) {
    if (const auto* word = std::get_if<Word>(&value.what)) return word->text;
    if (const auto* text = std::get_if<std::string>(&value.what)) return *text;
    // A name in capitals is a symbolic size to the notation, and here a name all the same: `collapse = [H]`.
    const auto* dim = std::get_if<Dim>(&value.what);
    if (dim && (dim->is_known() || dim->is_symbolic())) return to_text(*dim);
    return std::nullopt;
}

std::optional<double> as_length(const Value& value) {
    std::optional<double> points;
    if (const auto* length = std::get_if<Length>(&value.what)) points = length->points;
    if (const auto* number = std::get_if<double>(&value.what)) points = *number;
    if (const auto text = as_text(value)) points = parse_length(*text);
    if (points && !(*points >= smallest_page && *points <= largest_page)) return std::nullopt;
    return points;
}

std::optional<double> parse_number(std::string_view text) {
    text = trim(text);
    double number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

/// `16/9`, `1.5`, or a text: "16:9", "16/9".
std::optional<double> as_ratio(const Value& value) {
    std::optional<double> ratio;
    if (const auto* number = std::get_if<double>(&value.what)) ratio = *number;
    if (const auto text = as_text(value)) {
        const std::size_t sign = std::min(text->find_first_of(":/"), text->size());
        ratio = parse_number(std::string_view(*text).substr(0, sign));
        const auto below = sign < text->size() ? parse_number(std::string_view(*text).substr(sign + 1)) : 1;
        if (ratio) ratio = below ? *ratio / *below : std::optional<double>();
    }
    constexpr double most = 20;
    if (ratio && !(*ratio >= 1 / most && *ratio <= most)) return std::nullopt;
    return ratio;
}

std::optional<bool> as_flag(const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value.what)) return *flag;
    const auto text = as_text(value);
    if (text == "true" || text == "yes" || text == "on") return true;
    if (text == "false" || text == "no" || text == "off") return false;
    return std::nullopt;
}

std::optional<std::size_t> as_count(const Value& value) {
    const auto text = as_text(value);
    if (!text) return std::nullopt;
    std::size_t count = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, count);
    return error == std::errc() && stop == end ? std::optional(count) : std::nullopt;
}

/// `[a, b]`, `a`, `"a"`, or a text with commas, as the command line gives it.
std::optional<std::vector<std::string>> as_words(const Value& value) {
    std::vector<std::string> words;
    if (const auto* list = std::get_if<ValueList>(&value.what)) {
        for (const Value& item : *list) {
            auto word = as_text(item);
            if (!word) return std::nullopt;
            words.push_back(*std::move(word));
        }
        return words;
    }
    const auto text = as_text(value);
    if (!text) return std::nullopt;
    for (std::string_view rest = *text; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (const auto word = trim(rest.substr(0, comma)); !word.empty()) words.emplace_back(word);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return words;
}

std::optional<Show> parse_show(std::string_view word) {
    if (word == "shapes") return Show::shapes;
    if (word == "params") return Show::params;
    if (word == "flops") return Show::flops;
    if (word == "names") return Show::names;
    if (word == "arguments" || word == "args") return Show::arguments;
    return std::nullopt;
}

struct SettingsReader;
using ReadSetting = void (*)(SettingsReader&, const Property&);

struct SettingsReader {
    Settings settings;
    const Preset* preset = nullptr;
    Diagnostics& diagnostics;

    void report(DiagnosticCode code, const Property& property, std::string message, std::string suggestion = {}) {
        diagnostics.push_back({code, property.span, std::move(message), {}, std::move(suggestion), {}});
    }
    void invalid(const Property& property, std::string_view expected) {
        if (!property.value.is_unknown())
            report(DiagnosticCode::invalid_property, property,
                   "`" + property.name + "` must be " + std::string(expected));
    }
    void read(const Property& property);
    void read_preset(const Properties& properties);
    std::optional<double> column_width(const Value& value) const;
    void read_flow(const Property& property);
    void read_show(const Property& property);
    void read_fuse(const Property& property);
    void read_batch(const Property& property);
    void read_dtype(const Property& property);
    void read_lines(const Property& property);

    template <class T, class U>
    void set(T& target, std::optional<U> value, const Property& property, std::string_view expected) {
        if (value)
            target = *std::move(value);
        else
            invalid(property, expected);
    }
    void add_words(std::set<std::string>& target, const Property& property) {
        const auto words = as_words(property.value);
        if (!words) return invalid(property, "a list of types or kinds");
        target = std::set<std::string>(words->begin(), words->end());
    }
};

void SettingsReader::read_flow(const Property& property) {
    const auto word = as_text(property.value);
    set(settings.flow, word ? parse_flow(*word) : std::nullopt, property, "right, left, down or up");
}

void SettingsReader::read_show(const Property& property) {
    const auto words = as_words(property.value);
    if (!words) return invalid(property, "a list of shapes, params, flops, names, arguments");
    settings.show.clear();
    const std::vector<std::string> known = {"shapes", "params", "flops", "names", "arguments"};
    for (const std::string& word : *words) {
        if (const auto show = parse_show(word))
            settings.show.insert(*show);
        else if (word != "none")
            report(DiagnosticCode::invalid_property, property, "nothing is shown by the name `" + word + "`",
                   did_you_mean(word, known));
    }
}

void SettingsReader::read_fuse(const Property& property) {
    const auto flag = as_flag(property.value);
    if (!flag) return add_words(settings.fuse, property);
    settings.fuse = *flag ? std::set<std::string>{"activation"} : std::set<std::string>{};
}

void SettingsReader::read_batch(const Property& property) {
    const auto text = as_text(property.value);
    if (const auto* dim = std::get_if<Dim>(&property.value.what))
        settings.batch = *dim;
    else if (const auto count = as_count(property.value))
        settings.batch = Dim(static_cast<std::int64_t>(*count));
    else if (text && is_size_name(*text))
        settings.batch = Dim::symbol(*text);
    else
        invalid(property, "a number or an upper-case name");
}

void SettingsReader::read_dtype(const Property& property) {
    const auto word = as_text(property.value);
    if (!word || !data_type_bytes(*word)) return invalid(property, join_alternatives(data_type_names()));
    settings.dtype = *word;
}

void SettingsReader::read_lines(const Property& property) {
    const auto word = as_text(property.value);
    set(settings.lines, word ? parse_line_style(*word) : std::nullopt, property, "orthogonal or direct");
}

/// Before all else: what a column is depends on it.
void SettingsReader::read_preset(const Properties& properties) {
    for (const Property& property : properties) {
        if (property.name != "preset") continue;
        const auto name = as_text(property.value);
        preset = name ? find_preset(*name) : nullptr;
        if (!preset) {
            report(DiagnosticCode::invalid_property, property, "`preset` must be " + join_alternatives(preset_names()),
                   name ? did_you_mean(*name, preset_names()) : "");
        }
        settings.preset = preset ? *name : "";
    }
    // A figure for a column is no wider than the column, unless the author says so.
    if (preset) settings.width_pt = preset->one_column_pt;
}

std::optional<double> SettingsReader::column_width(const Value& value) const {
    const auto text = as_text(value);
    if (text == "1col") return preset ? preset->one_column_pt : one_column;
    if (text == "2col") return preset ? preset->two_columns_pt : two_columns;
    return as_length(value);
}

struct Setting {
    std::string_view name;
    ReadSetting read;
};

constexpr std::string_view length_expected = "a length such as 84mm, or 1col or 2col";

// clang-format off
const Setting known_settings[] = {
    {"flow", [](SettingsReader& r, const Property& p) { r.read_flow(p); }},
    {"theme", [](SettingsReader& r, const Property& p) { r.set(r.settings.theme, as_text(p.value), p, "the name of a theme"); }},
    {"preset", [](SettingsReader&, const Property&) {}},  // read before all others
    {"width", [](SettingsReader& r, const Property& p) { r.set(r.settings.width_pt, r.column_width(p.value), p, length_expected); }},
    {"height", [](SettingsReader& r, const Property& p) { r.set(r.settings.height_pt, r.column_width(p.value), p, length_expected); }},
    {"aspect", [](SettingsReader& r, const Property& p) { r.set(r.settings.aspect, as_ratio(p.value), p, "a ratio from 1/20 to 20, such as \"16:9\" or 1.5"); }},
    {"depth", [](SettingsReader& r, const Property& p) { r.set(r.settings.depth, as_count(p.value), p, "a number of levels"); }},
    {"title", [](SettingsReader& r, const Property& p) { r.set(r.settings.title, as_text(p.value), p, "a text"); }},
    {"show", [](SettingsReader& r, const Property& p) { r.read_show(p); }},
    {"collapse", [](SettingsReader& r, const Property& p) { r.add_words(r.settings.collapse, p); }},
    {"expand", [](SettingsReader& r, const Property& p) { r.add_words(r.settings.expand, p); }},
    {"fuse", [](SettingsReader& r, const Property& p) { r.read_fuse(p); }},
    {"hide", [](SettingsReader& r, const Property& p) { r.add_words(r.settings.hide, p); }},
    {"lines", [](SettingsReader& r, const Property& p) { r.read_lines(p); }},
    {"fewest_bends", [](SettingsReader& r, const Property& p) { r.set(r.settings.fewest_bends, as_flag(p.value), p, "true or false"); }},
    {"fold", [](SettingsReader& r, const Property& p) { r.set(r.settings.fold_repeats, as_flag(p.value), p, "true or false"); }},
    {"batch", [](SettingsReader& r, const Property& p) { r.read_batch(p); }},
    {"dtype", [](SettingsReader& r, const Property& p) { r.read_dtype(p); }},
};
// clang-format on

void SettingsReader::read(const Property& property) {
    if (property.name.empty()) return set(settings.title, as_text(property.value), property, "a text");
    for (const Setting& setting : known_settings)
        if (setting.name == property.name) return setting.read(*this, property);
    // `figure(right)`: a direction alone says enough.
    if (const auto flow = parse_flow(property.name); flow && as_flag(property.value) == true) {
        settings.flow = *flow;
        return;
    }
    if (is_size_name(property.name)) return;  // `H = 224`: resolve has put the number in place
    report(DiagnosticCode::unknown_property, property, "unknown setting `" + property.name + "`",
           did_you_mean(property.name, setting_names()));
}

}  // namespace

std::vector<std::string> setting_names() {
    std::vector<std::string> names;
    for (const Setting& setting : known_settings) names.emplace_back(setting.name);
    return names;
}

Settings read_settings(const Network& network, const Properties& overrides, Diagnostics& diagnostics) {
    SettingsReader reader{{}, nullptr, diagnostics};
    reader.read_preset(network.settings);
    reader.read_preset(overrides);
    for (const Property& property : network.settings) reader.read(property);
    for (const Property& property : overrides) reader.read(property);
    return std::move(reader.settings);
}

}  // namespace netfig
