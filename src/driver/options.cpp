#include "driver/options.h"

#include "evaluate/evaluate.h"
#include "parse/parse.h"

#include <array>
#include <utility>

namespace netfig {
namespace {

constexpr std::array<std::pair<std::string_view, OutputFormat>, 7> format_names{{
    {"pdf", OutputFormat::pdf},
    {"svg", OutputFormat::svg},
    {"png", OutputFormat::png},
    {"eps", OutputFormat::eps},
    {"json", OutputFormat::json},
    {"pdf_tex", OutputFormat::pdf_tex},
    {"tikz", OutputFormat::tikz},
}};

}  // namespace

Value parse_value(const std::string& text) {
    const Source source{"<value>", "value = " + text, false};
    Diagnostics diagnostics;
    const Ast ast = parse(source, SourceId(0), diagnostics);
    const std::vector<Statement>& statements = ast.bodies[ast.root].statements;
    const auto* binding = statements.size() == 1 ? std::get_if<Binding>(&statements.front()) : nullptr;
    if (!binding || !diagnostics.empty()) return {text};
    Value value = evaluate(ast, binding->value, {}, diagnostics);
    const bool is_text = value.is_unknown() || std::holds_alternative<Word>(value.what);
    return is_text || !diagnostics.empty() ? Value{text} : value;
}

std::string format_name(OutputFormat format) {
    for (const auto& [name, named] : format_names) {
        if (named == format) return std::string(name);
    }
    return {};
}

std::optional<OutputFormat> format_from(std::string_view name) {
    for (const auto& [known, format] : format_names) {
        if (known == name) return format;
    }
    return std::nullopt;
}

}  // namespace netfig
