// What the server offers to do: mend a fault, extract a chain into a block, put a block in the place of its instance.
#include "lsp/completion_items.h"
#include "lsp/handlers.h"
#include "lsp/refactor.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

bool wanted(const Json& context, std::string_view kind) {
    const auto only = context.find("only");
    if (only == context.end() || !only->is_array()) return true;
    return std::ranges::any_of(*only, [&](const Json& each) {
        const std::string asked = each.get<std::string>();
        return kind == asked || kind.starts_with(asked + ".");
    });
}

Json action(std::string_view title, std::string_view kind, const std::string& uri, Json edits) {
    return {{"title", title}, {"kind", kind}, {"edit", {{"changes", {{uri, std::move(edits)}}}}}};
}

/// `use std/resnet` for a type that a library file declares.
void add_use_action(Json& list, Server& server, Asked& asked, const Diagnostic& diagnostic, const Json& told) {
    if (diagnostic.code != DiagnosticCode::unknown_type) return;
    const Span span = diagnostic.span;
    const std::string name = asked.source().text.substr(span.begin, span.end - span.begin);
    for (const LibraryType& type : server.library.types()) {
        if (type.name != name || type.file.empty()) continue;
        Json json = action("add `use " + type.file + "`", "quickfix", asked.document.uri, use_edit(asked, type.file));
        json["diagnostics"] = Json::array({told});
        list.push_back(std::move(json));
    }
}

void add_fixes(Json& list, Server& server, Asked& asked, Span range) {
    for (const Diagnostic& diagnostic : asked.run().diagnostics) {
        if (!touches(diagnostic.span, range)) continue;
        const Json told = diagnostic_json(server, asked.maps, asked.run(), diagnostic);
        for (const Fix& fix : diagnostic.fixes) {
            if (fix.span.source != asked.analysis->source) continue;
            const std::string title = fix.replacement.empty() ? "remove it" : "change to `" + fix.replacement + "`";
            const Json edit{{"range", range_json(asked.map(), fix.span)}, {"newText", fix.replacement}};
            Json json = action(title, "quickfix", asked.document.uri, Json::array({edit}));
            json["diagnostics"] = Json::array({told});
            json["isPreferred"] = diagnostic.fixes.size() == 1;
            list.push_back(std::move(json));
        }
        add_use_action(list, server, asked, diagnostic, told);
    }
}

void add_refactoring(Json& list, Asked& asked, const std::optional<Refactoring>& refactoring, std::string_view kind) {
    if (!refactoring) return;
    Json edits = Json::array();
    for (const Fix& edit : refactoring->edits)
        edits.push_back({{"range", range_json(asked.map(), edit.span)}, {"newText", edit.replacement}});
    list.push_back(action(refactoring->title, kind, asked.document.uri, std::move(edits)));
}

}  // namespace

Outcome code_actions(Server& server, const Json& params) {
    auto asked = asked_document(server, params, Phase::infer);
    if (!asked) return Json();
    const Span range = asked_range(*asked, params);
    const Json context = params.value("context", Json::object());
    Json list = Json::array();
    if (wanted(context, "quickfix")) add_fixes(list, server, *asked, range);
    if (wanted(context, "refactor.extract")) add_refactoring(list, *asked, extract(*asked, range), "refactor.extract");
    if (wanted(context, "refactor.inline")) add_refactoring(list, *asked, put_inline(*asked, range), "refactor.inline");
    return list;
}

}  // namespace netfig::lsp
