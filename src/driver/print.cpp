#include "driver/print.h"

#include "driver/excerpt.h"

#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

namespace netfig {
namespace {

constexpr int json_version = 1;
constexpr std::size_t shown_per_file = 20;

// Terminal colours: the severity stands out, the frame steps back.
constexpr std::string_view bold = "\033[1m", red = "\033[1;31m", yellow = "\033[1;33m", blue = "\033[1;34m",
                           green = "\033[1;32m", plain = "\033[0m";

struct Printer {
    const Sources& sources;
    const PrintOptions& options;
    std::string out;

    std::string painted(std::string_view color, std::string_view text) const {
        return options.color ? fmt::format("{}{}{}", color, text, plain) : std::string(text);
    }
};

std::string_view severity_word(DiagnosticCode code) { return severity(code) == Severity::error ? "error" : "warning"; }

/// "file.nn:3:12", or empty for what belongs to no file.
std::string place_of(const Printer& printer, Span span) {
    if (!printer.sources.contains(span.source)) return {};
    const Source& source = printer.sources[span.source];
    if (source.library && printer.options.blank_library) return source.path + ":-:-";
    const LineColumn place = line_column(source, span.begin);
    return fmt::format("{}:{}:{}", source.path, place.line, place.column);
}

// ---- human ----

std::string line_number(const Printer& printer, Span span) {
    const Source& source = printer.sources[span.source];
    if (source.library && printer.options.blank_library) return "-";
    return fmt::format("{}", line_column(source, span.begin).line);
}

void print_excerpt(Printer& printer, Span span, char mark, std::string_view color) {
    if (!printer.sources.contains(span.source)) return;
    const Source& source = printer.sources[span.source];
    if (source.text.empty()) return;
    const std::string number = line_number(printer, span);
    const Excerpt shown = excerpt(source, span, mark);
    const std::string bar = printer.painted(blue, "|");
    printer.out += fmt::format(" {} {} {}\n", printer.painted(blue, number), bar, shown.line);
    printer.out += fmt::format(
        " {:{}} {} {}\n", "", number.size(), bar,
        shown.underline.substr(0, shown.underline.find_first_not_of(' ')) +
            printer.painted(color, std::string_view(shown.underline).substr(shown.underline.find_first_not_of(' '))));
}

void print_human(Printer& printer, const Diagnostic& diagnostic) {
    const bool is_error = severity(diagnostic.code) == Severity::error;
    const std::string_view color = is_error ? red : yellow;
    const std::string place = place_of(printer, diagnostic.span);
    const std::string head = fmt::format("{}[{}]", severity_word(diagnostic.code), info(diagnostic.code).number);
    printer.out +=
        fmt::format("{}{}{}: {}\n", place.empty() ? "" : printer.painted(bold, place + ":"), place.empty() ? "" : " ",
                    printer.painted(color, head), printer.painted(bold, diagnostic.message));
    print_excerpt(printer, diagnostic.span, '^', color);
    for (const Note& note : diagnostic.notes) {
        const std::string note_place = place_of(printer, note.span);
        printer.out += fmt::format("  {} {}{}{}\n", printer.painted(blue, "note:"), note_place,
                                   note_place.empty() ? "" : ": ", note.message);
        print_excerpt(printer, note.span, '-', blue);
    }
    if (!diagnostic.suggestion.empty()) {
        printer.out += fmt::format("  {} {}\n", printer.painted(green, "help:"), diagnostic.suggestion);
    }
    printer.out += "\n";
}

/// The first of each file, then how many more there are.
void print_human_capped(Printer& printer, const Diagnostics& diagnostics) {
    std::map<std::pair<SourceId, Severity>, std::size_t> seen;
    for (const Diagnostic& diagnostic : diagnostics) {
        const std::size_t count = ++seen[{diagnostic.span.source, severity(diagnostic.code)}];
        if (count <= shown_per_file) print_human(printer, diagnostic);
    }
    for (const auto& [key, count] : seen) {
        if (count <= shown_per_file) continue;
        const bool in_file = printer.sources.contains(key.first);
        printer.out += fmt::format("{}… and {} more {}\n", in_file ? printer.sources[key.first].path + ": " : "",
                                   count - shown_per_file, key.second == Severity::error ? "errors" : "warnings");
    }
}

// ---- short and JSON ----

void print_short(Printer& printer, const Diagnostic& diagnostic) {
    const std::string place = place_of(printer, diagnostic.span);
    const std::string_view comma = diagnostic.suggestion.empty() ? "" : "; ";
    printer.out += fmt::format("{}{}{}[{}]: {}{}{}\n", place, place.empty() ? "" : ": ", severity_word(diagnostic.code),
                               info(diagnostic.code).number, diagnostic.message, comma, diagnostic.suggestion);
}

nlohmann::ordered_json json_place(const Printer& printer, Span span) {
    if (!printer.sources.contains(span.source)) return nullptr;
    const Source& source = printer.sources[span.source];
    const LineColumn begin = line_column(source, span.begin);
    const LineColumn end = line_column(source, span.end);
    return {{"file", source.path},      {"line", begin.line},       {"column", begin.column}, {"end_line", end.line},
            {"end_column", end.column}, {"begin_byte", span.begin}, {"end_byte", span.end}};
}

void print_json(Printer& printer, const Diagnostic& diagnostic) {
    nlohmann::ordered_json object{{"version", json_version},
                                  {"severity", severity_word(diagnostic.code)},
                                  {"code", info(diagnostic.code).number},
                                  {"title", info(diagnostic.code).title},
                                  {"message", diagnostic.message},
                                  {"place", json_place(printer, diagnostic.span)}};
    object["notes"] = nlohmann::ordered_json::array();
    for (const Note& note : diagnostic.notes) {
        object["notes"].push_back({{"message", note.message}, {"place", json_place(printer, note.span)}});
    }
    object["suggestion"] = diagnostic.suggestion;
    object["fixes"] = nlohmann::ordered_json::array();
    for (const Fix& fix : diagnostic.fixes) {
        object["fixes"].push_back({{"replacement", fix.replacement}, {"place", json_place(printer, fix.span)}});
    }
    printer.out += object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string print(const Diagnostics& diagnostics, const Sources& sources, const PrintOptions& options) {
    Printer printer{sources, options, {}};
    switch (options.format) {
        case MessageFormat::human:
            print_human_capped(printer, diagnostics);
            break;
        case MessageFormat::short_:
            for (const Diagnostic& diagnostic : diagnostics) print_short(printer, diagnostic);
            break;
        case MessageFormat::json:
            for (const Diagnostic& diagnostic : diagnostics) print_json(printer, diagnostic);
            break;
    }
    return std::move(printer.out);
}

}  // namespace netfig
