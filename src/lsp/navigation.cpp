// Where a name is declared, and where it is used.
#include "library/library.h"
#include "library/library_index.h"
#include "lsp/handlers.h"
#include "lsp/places.h"

#include <filesystem>

namespace netfig::lsp {
namespace {

/// The declaration of a library operation that nobody parsed.
Json library_location(Server& server, const std::string& name) {
    if (!server.world.library_copy) return nullptr;
    for (const LibraryFile& file : library_files()) {
        if (!file.path.starts_with("std/ops/")) continue;
        for (const IndexedDeclaration& each : index_operations(file.text)) {
            if (each.name != name) continue;
            Sources sources;
            const SourceId id = sources.add({std::string(file.path), std::string(file.text), true});
            const auto begin = static_cast<std::uint32_t>(each.name.data() - file.text.data());
            const Span span{id, begin, begin + static_cast<std::uint32_t>(name.size())};
            const std::string uri = uri_of(server, sources[id]);
            if (uri.empty()) return nullptr;
            return {{"uri", uri}, {"range", range_json(map_text(sources[id].text, server.encoding), span)}};
        }
    }
    return nullptr;
}

/// The file that the `use` under the place names.
Json used_file(Server& server, Asked& asked, std::size_t offset) {
    for (const Statement& statement : asked.tree().bodies[asked.tree().root].statements) {
        const auto* use = std::get_if<Use>(&statement);
        if (!use || offset < use->path_span.begin || offset > use->path_span.end) continue;
        const std::string wanted = use->quoted ? use->path : use->path + ".nn";
        const std::string name = std::filesystem::path(wanted).filename().string();
        for (const std::size_t used : asked.run().program.uses.front()) {
            const Source& source = asked.run().sources[asked.run().program.asts[used].source];
            if (std::filesystem::path(source.path).filename() != name || source.library == use->quoted) continue;
            const SourceId id = asked.run().program.asts[used].source;
            return location_json(server, asked.maps, asked.run(), {id, 0, 0});
        }
    }
    return nullptr;
}

}  // namespace

Outcome definition(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    const auto found = asked_symbol(*asked, params);
    if (!found) return used_file(server, *asked, asked_offset(*asked, params));
    const Symbol& symbol = asked->analysis->names.symbols[found->id];
    if (symbol.span.source.valid()) return location_json(server, asked->maps, asked->run(), symbol.span);
    return symbol.kind == SymbolKind::operation ? library_location(server, symbol.name) : Json();
}

Outcome references(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    const auto found = asked_symbol(*asked, params);
    if (!found) return Json::array();
    const bool with_declaration = params.at("context").value("includeDeclaration", true);
    Json list = Json::array();
    for (const SymbolPlace& place : places_of(server, *asked, found->id)) {
        if (with_declaration || !place.declares) list.push_back({{"uri", place.uri}, {"range", place.range}});
    }
    return list;
}

Outcome highlights(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    show_cursor(server, params);  // editors ask this whenever the cursor rests, so the preview follows it
    const auto found = asked_symbol(*asked, params);
    Json list = Json::array();
    if (!found) return list;
    for (const Occurrence& occurrence : asked->analysis->names.occurrences) {
        if (occurrence.symbol != found->id || occurrence.span.source != asked->analysis->source) continue;
        list.push_back({{"range", range_json(asked->map(), occurrence.span)}, {"kind", occurrence.declares ? 3 : 2}});
    }
    return list;
}

}  // namespace netfig::lsp
