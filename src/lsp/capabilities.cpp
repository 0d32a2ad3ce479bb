#include "lsp/capabilities.h"

#include "lsp/handlers.h"
#include "lsp/uri.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

/// The value at a path of keys, or null.
const Json& at(const Json& json, std::initializer_list<const char*> keys) {
    static const Json none;
    const Json* here = &json;
    for (const char* key : keys) {
        if (!here->is_object()) return none;
        const auto found = here->find(key);
        if (found == here->end()) return none;
        here = &*found;
    }
    return *here;
}

bool is_true(const Json& json) { return json.is_boolean() && json.get<bool>(); }

/// UTF-8 where the editor can: then columns are byte offsets, and nothing is counted.
PositionEncoding choose_encoding(const Json& offered) {
    const bool utf8 = offered.is_array() && std::ranges::find(offered, Json("utf-8")) != offered.end();
    return utf8 ? PositionEncoding::utf8 : PositionEncoding::utf16;
}

std::vector<std::string> folders_of(const Json& params) {
    std::vector<std::string> folders;
    const Json& listed = at(params, {"workspaceFolders"});
    if (listed.is_array()) {
        for (const Json& folder : listed) folders.push_back(path_of_uri(folder.at("uri").get<std::string>()));
    }
    if (folders.empty() && at(params, {"rootUri"}).is_string())
        folders.push_back(path_of_uri(params.at("rootUri").get<std::string>()));
    return folders;
}

Json capabilities(PositionEncoding encoding) {
    const Json completion{{"triggerCharacters", {"/", ":", "(", ",", "=", "\"", ".", "+", "@"}}};
    const Json tokens{{"legend", semantic_legend()}, {"full", true}, {"range", true}};
    return {
        {"positionEncoding", encoding == PositionEncoding::utf8 ? "utf-8" : "utf-16"},
        {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}},
        {"completionProvider", completion},
        {"hoverProvider", true},
        {"signatureHelpProvider", {{"triggerCharacters", {"(", ","}}}},
        {"definitionProvider", true},
        {"referencesProvider", true},
        {"documentHighlightProvider", true},
        {"renameProvider", {{"prepareProvider", true}}},
        {"documentSymbolProvider", true},
        {"workspaceSymbolProvider", true},
        {"foldingRangeProvider", true},
        {"selectionRangeProvider", true},
        {"documentFormattingProvider", true},
        {"documentRangeFormattingProvider", true},
        {"semanticTokensProvider", tokens},
        {"inlayHintProvider", true},
        {"documentLinkProvider", {{"resolveProvider", false}}},
        {"codeActionProvider", {{"codeActionKinds", {"quickfix", "refactor.extract", "refactor.inline"}}}},
        {"executeCommandProvider", {{"commands", {"netfig.preview", "netfig.showCursor"}}}},
        {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}},
    };
}

}  // namespace

void read_config(Config& config, const Json& settings) {
    const auto flag = [&](std::initializer_list<const char*> keys, bool& target) {
        const Json& value = at(settings, keys);
        if (value.is_boolean()) target = value.get<bool>();
    };
    flag({"inlayHints", "shapes"}, config.shape_hints);
    flag({"inlayHints", "parameters"}, config.parameter_hints);
    const Json& folders = at(settings, {"includeFolders"});
    if (!folders.is_array()) return;
    config.include_folders.clear();
    for (const Json& folder : folders) config.include_folders.push_back(folder.get<std::string>());
}

Outcome initialize(Server& server, const Json& params) {
    const Json& client = at(params, {"capabilities"});
    server.encoding = choose_encoding(at(client, {"general", "positionEncodings"}));
    server.snippets = is_true(at(client, {"textDocument", "completion", "completionItem", "snippetSupport"}));
    server.shows_documents = is_true(at(client, {"window", "showDocument", "support"}));
    server.folders = folders_of(params);
    read_config(server.config, at(params, {"initializationOptions"}));
    server.stage = Stage::running;
    return Json{{"capabilities", capabilities(server.encoding)},
                {"serverInfo", {{"name", "netfig"}, {"version", NETFIG_VERSION}}}};
}

}  // namespace netfig::lsp
