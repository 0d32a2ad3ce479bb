#include "lsp/places.h"

#include "lsp/uri.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace netfig::lsp {
namespace {

constexpr std::size_t max_file_bytes = std::size_t{8} << 20;
constexpr std::size_t max_files = 2000;

/// Where a symbol is declared, told so that two programs agree on it.
struct Home {
    std::string uri;
    std::uint32_t begin = 0;
    SymbolKind kind{};
    friend bool operator==(const Home&, const Home&) = default;
};

struct Search {
    Server& server;
    Home home;
    std::vector<SymbolPlace> found;
    std::set<std::string> seen_files;  // addresses whose program was looked through
};

void add_places(Search& search, const Analysis& analysis, SymbolId symbol) {
    TextMaps maps(analysis.run.sources, search.server.encoding);
    std::map<SourceId, std::string> uris;
    for (const Occurrence& occurrence : analysis.names.occurrences) {
        const Source& source = analysis.run.sources[occurrence.span.source];
        if (occurrence.symbol != symbol || source.library) continue;
        auto [uri, is_new] = uris.try_emplace(occurrence.span.source);
        if (is_new) uri->second = uri_of(search.server, source);
        const Span span = occurrence.span;
        search.found.push_back({uri->second, range_json(maps.of(span.source), span),
                                source.text.substr(span.begin, span.end - span.begin), occurrence.declares,
                                occurrence.alias});
    }
}

Home home_of(Server& server, const Analysis& analysis, SymbolId id) {
    const Symbol& symbol = analysis.names.symbols[id];
    if (!symbol.span.source.valid()) return {};
    return {uri_of(server, analysis.run.sources[symbol.span.source]), symbol.span.begin, symbol.kind};
}

SymbolId find_at_home(Search& search, const Analysis& analysis) {
    for (const SymbolId id : analysis.names.symbols.ids()) {
        const Symbol& symbol = analysis.names.symbols[id];
        const bool near =
            symbol.span.source.valid() && symbol.span.begin == search.home.begin && symbol.kind == search.home.kind;
        if (near && home_of(search.server, analysis, id) == search.home) return id;
    }
    return {};
}

/// Whether other files can name it.
bool is_public(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::block:
        case SymbolKind::operation:
        case SymbolKind::parameter:
        case SymbolKind::instance:
        case SymbolKind::port:
            return true;
        case SymbolKind::boundary:
        case SymbolKind::value:
        case SymbolKind::loop:
        case SymbolKind::size:
        case SymbolKind::style_class:
            return false;
    }
    return false;
}

void look_through(Search& search, const std::string& path, const OverlayReader& files) {
    const std::optional<std::string> text = files.read(path, max_file_bytes);
    const bool uses = text && text->size() <= max_file_bytes && text->find("use") != std::string::npos;
    if (!uses || text->find('"') == std::string::npos) return;
    CompileRequest request;
    request.path = path;
    request.text = *text;
    request.include_folders = include_folders(search.server);
    const auto analysis = analyse(request, files, Phase::parse);
    if (const SymbolId symbol = find_at_home(search, *analysis); symbol.valid()) add_places(search, *analysis, symbol);
}

void look_through_workspace(Search& search) {
    const OverlayReader files(*search.server.world.files, overlays_of(search.server));
    std::vector<std::string> paths;
    for (const auto& [uri, document] : search.server.documents) paths.push_back(document.canonical);
    for (const std::string& folder : search.server.folders) {
        if (!search.server.world.sources_below) break;
        for (const std::string& path : search.server.world.sources_below(folder)) paths.push_back(path);
    }
    for (const std::string& path : paths) {
        const std::string canonical = files.canonical(path).value_or(path);
        if (search.seen_files.size() >= max_files) return;
        if (search.seen_files.insert(canonical).second) look_through(search, canonical, files);
    }
}

}  // namespace

std::vector<SymbolPlace> places_of(Server& server, Asked& asked, SymbolId symbol) {
    Search search{server, home_of(server, *asked.analysis, symbol), {}, {asked.document.canonical}};
    add_places(search, *asked.analysis, symbol);
    const bool at_home = !search.home.uri.empty();
    if (at_home && is_public(search.home.kind)) look_through_workspace(search);
    const auto order = [](const SymbolPlace& a, const SymbolPlace& b) {
        const auto key = [](const SymbolPlace& each) {
            const Json& start = each.range.at("start");
            return std::tuple(each.uri, start.at("line").get<std::size_t>(), start.at("character").get<std::size_t>());
        };
        return key(a) < key(b);
    };
    std::ranges::stable_sort(search.found, order);
    const auto rest = std::ranges::unique(search.found);
    search.found.erase(rest.begin(), rest.end());
    return std::move(search.found);
}

std::optional<AskedSymbol> asked_symbol(Asked& asked, const Json& params) {
    const std::size_t offset = asked_offset(asked, params);
    const Occurrence* occurrence = occurrence_at(asked.analysis->names, asked.analysis->source, offset);
    if (!occurrence) return std::nullopt;
    return AskedSymbol{occurrence, occurrence->symbol};
}

}  // namespace netfig::lsp
