#include "lsp/feature.h"

#include "lsp/uri.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

Position position_from(const Json& json) {
    return {json.at("line").get<std::size_t>(), json.at("character").get<std::size_t>()};
}

}  // namespace

Overlays overlays_of(const Server& server) {
    Overlays overlays;
    for (const auto& [uri, document] : server.documents) overlays[document.canonical] = document.text;
    return overlays;
}

std::vector<std::string> include_folders(const Server& server) {
    std::vector<std::string> folders = server.world.include_folders;
    folders.insert(folders.end(), server.config.include_folders.begin(), server.config.include_folders.end());
    return folders;
}

CompileRequest compile_request(const Server& server, const Document& document) {
    CompileRequest request;
    request.path = document.path;
    request.text = text_to_compile(*document.text);
    request.include_folders = include_folders(server);
    request.trees = server.trees;
    return request;
}

std::shared_ptr<const Analysis> analysis_of(Server& server, const Document& document, Phase until) {
    CachedAnalysis& cached = server.analyses[document.uri];
    if (!cached.analysis || cached.generation != server.generation || cached.until < until) {
        const OverlayReader files(*server.world.files, overlays_of(server));
        cached = {server.generation, until, analyse(compile_request(server, document), files, until)};
    }
    return cached.analysis;
}

std::optional<Asked> asked_document(Server& server, const Json& params, Phase until) {
    const auto found = server.documents.find(params.at("textDocument").at("uri").get<std::string>());
    if (found == server.documents.end()) return std::nullopt;
    auto analysis = analysis_of(server, found->second, until);
    if (!analysis->source.valid()) return std::nullopt;
    const Sources& sources = analysis->run.sources;
    return Asked{found->second, std::move(analysis), TextMaps(sources, server.encoding)};
}

std::size_t asked_offset(Asked& asked, const Json& params) {
    return offset_at(asked.map(), position_from(params.at("position")));
}

Span asked_range(Asked& asked, const Json& params) {
    const Json& range = params.at("range");
    const std::size_t begin = offset_at(asked.map(), position_from(range.at("start")));
    const std::size_t end = std::max(begin, offset_at(asked.map(), position_from(range.at("end"))));
    return {asked.analysis->source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Json to_json(Position position) { return {{"line", position.line}, {"character", position.character}}; }

Json range_json(const TextMap& map, Span span) {
    return {{"start", to_json(position_at(map, span.begin))}, {"end", to_json(position_at(map, span.end))}};
}

std::string uri_of(Server& server, const Source& source) {
    if (source.library) {
        const auto copy = server.world.library_copy ? server.world.library_copy(source.path) : std::nullopt;
        return copy ? uri_of_path(*copy) : std::string();
    }
    const OverlayReader files(*server.world.files, overlays_of(server));
    const std::string canonical = files.canonical(source.path).value_or(source.path);
    for (const auto& [uri, document] : server.documents) {
        if (document.canonical == canonical) return uri;
    }
    return uri_of_path(canonical);
}

Json location_json(Server& server, TextMaps& maps, const Compilation& run, Span span) {
    if (!run.sources.contains(span.source)) return nullptr;
    const std::string uri = uri_of(server, run.sources[span.source]);
    if (uri.empty()) return nullptr;
    return {{"uri", uri}, {"range", range_json(maps.of(span.source), span)}};
}

bool touches(Span one, Span other) {
    return one.source == other.source && one.begin <= other.end && other.begin <= one.end;
}

}  // namespace netfig::lsp
