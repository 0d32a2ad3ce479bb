// What can be followed: used files and web addresses.
#include "lsp/handlers.h"

#include <filesystem>

namespace netfig::lsp {

const Ast* used_file(const Asked& asked, const Use& use) {
    const std::string wanted = use.quoted ? std::filesystem::path(use.path).filename().string() : use.path + ".nn";
    for (const std::size_t used : asked.run().program.uses.front()) {
        const Ast& ast = asked.run().program.asts[used];
        const Source& source = asked.run().sources[ast.source];
        const std::string name = use.quoted ? std::filesystem::path(source.path).filename().string() : source.path;
        if (name == wanted && source.library != use.quoted) return &ast;
    }
    return nullptr;
}

namespace {

void add_uses(Json& list, Server& server, Asked& asked) {
    for (const Statement& statement : asked.tree().bodies[asked.tree().root].statements) {
        const auto* use = std::get_if<Use>(&statement);
        const Ast* file = use ? used_file(asked, *use) : nullptr;
        const std::string uri = file ? uri_of(server, asked.run().sources[file->source]) : std::string();
        if (!uri.empty()) list.push_back({{"range", range_json(asked.map(), use->path_span)}, {"target", uri}});
    }
}

void add_addresses(Json& list, Asked& asked) {
    for (const Expression& expression : asked.tree().expressions) {
        const auto* text = std::get_if<StringLiteral>(&expression.what);
        const bool address = text && (text->text.starts_with("https://") || text->text.starts_with("http://"));
        if (!address) continue;
        const Span inside{expression.span.source, expression.span.begin + 1, expression.span.end - 1};
        list.push_back({{"range", range_json(asked.map(), inside)}, {"target", text->text}});
    }
}

}  // namespace

Outcome document_links(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    Json list = Json::array();
    add_uses(list, server, *asked);
    add_addresses(list, *asked);
    return list;
}

}  // namespace netfig::lsp
