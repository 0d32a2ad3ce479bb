// The parameters of the type whose parentheses are open, and which of them is being written.
#include "base/acronym.h"
#include "lsp/completion_items.h"
#include "lsp/context.h"
#include "lsp/handlers.h"

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

}  // namespace

Outcome signature_help(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    const std::size_t offset = asked_offset(*asked, params);
    const WritingPlace place = writing_place(asked->tree(), asked->source().text, offset);
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
