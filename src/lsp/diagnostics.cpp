// Diagnostics, told again whenever a drawing is finished.
#include "lsp/handlers.h"
#include "lsp/uri.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

/// What belongs to no place is shown at the top.
Span shown_span(const Compilation& run, Span span) {
    if (run.sources.contains(span.source)) return span;
    return {run.program.asts.empty() ? SourceId(0U) : run.program.asts.front().source, 0, 0};
}

std::string full_message(const Diagnostic& diagnostic) {
    std::string message = diagnostic.message;
    for (const Note& note : diagnostic.notes) {
        if (!note.span.source.valid()) message += "\nnote: " + note.message;
    }
    if (!diagnostic.suggestion.empty()) message += "\nhelp: " + diagnostic.suggestion;
    return message;
}

Json publish(Server& server, const std::string& uri) {
    Json all = Json::array();
    for (const auto& [from, list] : server.published[uri]) {
        for (const Json& each : list) {
            if (std::ranges::find(all, each) == all.end()) all.push_back(each);
        }
    }
    Json params{{"uri", uri}, {"diagnostics", std::move(all)}};
    const auto document = server.documents.find(uri);
    if (document != server.documents.end()) params["version"] = document->second.version;
    return notification("textDocument/publishDiagnostics", std::move(params));
}

/// A compilation's diagnostics by the address of the file they are in. Those of an open file come from its own.
std::map<std::string, Json> by_file(Server& server, const Drawn& drawn) {
    std::map<std::string, Json> lists{{drawn.uri, Json::array()}};
    TextMaps maps(drawn.run->sources, server.encoding);
    for (const Diagnostic& diagnostic : drawn.run->diagnostics) {
        const Span span = shown_span(*drawn.run, diagnostic.span);
        if (!drawn.run->sources.contains(span.source)) continue;
        const Source& source = drawn.run->sources[span.source];
        const bool main = span.source == shown_span(*drawn.run, {}).source;
        const std::string uri = main ? drawn.uri : uri_of(server, source);
        if (source.library || uri.empty() || (!main && server.documents.contains(uri))) continue;
        Json& list = lists[uri];
        if (list.is_null()) list = Json::array();
        list.push_back(diagnostic_json(server, maps, *drawn.run, diagnostic));
    }
    return lists;
}

}  // namespace

Json diagnostic_json(Server& server, TextMaps& maps, const Compilation& run, const Diagnostic& diagnostic) {
    const Span span = shown_span(run, diagnostic.span);
    Json json{{"range", range_json(maps.of(span.source), span)},
              {"severity", severity(diagnostic.code) == Severity::error ? 1 : 2},
              {"code", info(diagnostic.code).number},
              {"source", "netfig"},
              {"message", full_message(diagnostic)}};
    Json related = Json::array();
    for (const Note& note : diagnostic.notes) {
        Json location = location_json(server, maps, run, note.span);
        if (!location.is_null()) related.push_back({{"location", std::move(location)}, {"message", note.message}});
    }
    if (!related.empty()) json["relatedInformation"] = std::move(related);
    return json;
}

std::vector<Json> clear_diagnostics(Server& server, const std::string& uri) {
    std::vector<Json> messages;
    for (auto& [file, lists] : server.published) {
        if (lists.erase(uri) > 0) messages.push_back(publish(server, file));
    }
    std::erase_if(server.published, [](const auto& entry) { return entry.second.empty(); });
    return messages;
}

std::vector<Json> finish_drawing(Server& server, const Drawn& drawn) {
    if (!server.documents.contains(drawn.uri)) return {};
    const OverlayReader files(*server.world.files, overlays_of(server));
    std::vector<std::string>& read = server.files_read[drawn.uri];
    read.clear();
    for (const std::string& path : drawn.run->files_read) read.push_back(files.canonical(path).value_or(path));

    std::map<std::string, Json> lists = by_file(server, drawn);
    std::set<std::string> changed{drawn.uri};
    for (auto& [file, known] : server.published) {
        if (!lists.contains(file) && known.erase(drawn.uri) > 0) changed.insert(file);
    }
    for (auto& [file, list] : lists) {
        changed.insert(file);
        server.published[file][drawn.uri] = std::move(list);
    }
    std::vector<Json> messages;
    for (const std::string& file : changed) messages.push_back(publish(server, file));
    return messages;
}

}  // namespace netfig::lsp
