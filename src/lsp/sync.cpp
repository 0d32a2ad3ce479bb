#include "lsp/sync.h"

#include "lsp/capabilities.h"
#include "lsp/handlers.h"
#include "lsp/uri.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

/// A copy of a library file, opened to be read.
bool is_library(const Server& server, const Document& document) {
    const std::string& folder = server.world.library_folder;
    return !folder.empty() && document.path.starts_with(folder + "/");
}

/// The document itself and every other one that reads its file.
void draw_dependents(Server& server, const Document& changed) {
    ++server.generation;
    if (!is_library(server, changed) && !is_theme(changed)) server.to_draw.insert(changed.uri);
    for (const auto& [uri, files] : server.files_read) {
        if (std::ranges::find(files, changed.canonical) != files.end()) server.to_draw.insert(uri);
    }
}

/// Something outside changed: everything may be different.
void draw_all(Server& server) {
    ++server.generation;
    for (const auto& [uri, document] : server.documents) {
        if (!is_library(server, document) && !is_theme(document)) server.to_draw.insert(uri);
    }
}

Document* find_document(Server& server, const Json& params) {
    const auto found = server.documents.find(params.at("textDocument").at("uri").get<std::string>());
    return found == server.documents.end() ? nullptr : &found->second;
}

}  // namespace

std::vector<Json> did_open(Server& server, const Json& params) {
    const Json& item = params.at("textDocument");
    Document document;
    document.uri = item.at("uri").get<std::string>();
    document.path = path_of_uri(document.uri);
    document.canonical = server.world.files->canonical(document.path).value_or(document.path);
    document.version = item.value("version", std::int64_t{0});
    document.text = std::make_shared<const std::string>(item.at("text").get<std::string>());
    draw_dependents(server, server.documents[document.uri] = document);
    return {};
}

std::vector<Json> did_change(Server& server, const Json& params) {
    Document* document = find_document(server, params);
    if (!document) return {};
    const Json& version = params.at("textDocument").value("version", Json());
    Document changed = *document;  // a change of the wrong form leaves the text as it was
    if (version.is_number_integer()) changed.version = version.get<std::int64_t>();
    for (const Json& change : params.at("contentChanges")) apply_change(changed, change, server.encoding);
    *document = std::move(changed);
    draw_dependents(server, *document);
    return {};
}

std::vector<Json> did_save(Server& server, const Json& params) {
    if (Document* document = find_document(server, params)) draw_dependents(server, *document);
    return {};
}

std::vector<Json> did_close(Server& server, const Json& params) {
    Document* document = find_document(server, params);
    if (!document) return {};
    const std::string uri = document->uri;
    draw_dependents(server, *document);  // the others see the file on disk again
    server.documents.erase(uri);
    server.analyses.erase(uri);
    server.files_read.erase(uri);
    server.to_draw.erase(uri);
    return clear_diagnostics(server, uri);
}

std::vector<Json> did_change_files(Server& server, const Json&) {
    draw_all(server);
    return {};
}

std::vector<Json> did_change_configuration(Server& server, const Json& params) {
    const Json settings = params.value("settings", Json());
    if (settings.is_object()) read_config(server.config, settings.value("netfig", settings));
    draw_all(server);
    return {};
}

std::vector<Json> did_change_folders(Server& server, const Json& params) {
    const Json& event = params.at("event");
    for (const Json& removed : event.value("removed", Json::array()))
        std::erase(server.folders, path_of_uri(removed.at("uri").get<std::string>()));
    for (const Json& added : event.value("added", Json::array()))
        server.folders.push_back(path_of_uri(added.at("uri").get<std::string>()));
    return {};
}

std::vector<DrawRequest> take_drawings(Server& server) {
    std::vector<DrawRequest> drawings;
    if (server.to_draw.empty()) return drawings;
    const auto files = std::make_shared<const OverlayReader>(*server.world.files, overlays_of(server));
    for (const std::string& uri : server.to_draw) {
        const auto document = server.documents.find(uri);
        if (document == server.documents.end()) continue;
        const bool shown = server.world.is_previewed && server.world.is_previewed(uri);
        CompileRequest request = compile_request(server, document->second);
        request.until = shown ? Phase::paint : Phase::layout;
        drawings.push_back({uri, document->second.version, std::move(request), files});
    }
    server.to_draw.clear();
    return drawings;
}

}  // namespace netfig::lsp
