// The parameters of the type whose parentheses are open, and which of them is being written.
#include "base/acronym.h"
#include "lsp/completion_items.h"
#include "lsp/context.h"
#include "lsp/handlers.h"
#include "lsp/vocabulary.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

bool means(const LibraryParameter& parameter, const std::string& written) {
    if (parameter.name == written || abbreviates(written, parameter.name)) return true;
    return std::ranges::any_of(parameter.aliases,
                               [&](const std::string& alias) { return abbreviates(written, alias); });
}

std::size_t active_parameter(const LibraryType& type, const WritingPlace& place) {
    if (place.key.empty()) return place.positional;
    for (std::size_t i = 0; i < type.parameters.size(); ++i) {
        if (means(type.parameters[i], place.key)) return i;
    }
    return type.parameters.size();
}

std::string parameter_text(const LibraryParameter& parameter) {
    return parameter.default_text.empty() ? parameter.name : parameter.name + " = " + parameter.default_text;
}

/// A built-in function: its parameters are words of a list.
Json function_help(const WritingPlace& place) {
    const VocabularyWord* function = find_word(Vocabulary::functions, place.function);
    if (!function) return Json();
    Json parameters = Json::array();
    for (std::string_view rest = function->values; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(", "), rest.size());
        parameters.push_back({{"label", rest.substr(0, comma)}});
        rest.remove_prefix(std::min(comma + 2, rest.size()));
    }
    // `max(a, b, …)` takes any number.
    const std::size_t last = parameters.size() - 1;
    const bool any = std::string_view(function->values).ends_with("…");
    const std::size_t active = any ? std::min(place.positional, last) : place.positional;
    const std::string label = place.function + "(" + std::string(function->values) + ")";
    return {{"signatures", {{{"label", label}, {"parameters", parameters}, {"documentation", function->meaning}}}},
            {"activeSignature", 0},
            {"activeParameter", active}};
}

}  // namespace

Outcome signature_help(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    const std::size_t offset = asked_offset(*asked, params);
    const WritingPlace place = writing_place(asked->tree(), asked->source().text, offset);
    if (!place.function.empty()) return function_help(place);
    if (place.kind != PlaceKind::argument) return Json();
    const BodyScopeId body = body_at(asked->analysis->names, asked->analysis->source, offset);
    const auto type = written_type(server, *asked, body, place.type);
    if (!type) return Json();
    Json parameters = Json::array();
    for (const LibraryParameter& parameter : type->parameters)
        parameters.push_back({{"label", parameter_text(parameter)}});
    Json signature{{"label", signature_of(*type)}, {"parameters", std::move(parameters)}};
    if (!type->documentation.empty()) signature["documentation"] = type->documentation;
    return Json{{"signatures", Json::array({std::move(signature)})},
                {"activeSignature", 0},
                {"activeParameter", active_parameter(*type, place)}};
}

}  // namespace netfig::lsp
