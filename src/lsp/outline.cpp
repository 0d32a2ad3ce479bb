// Symbols of a document as a tree, and of the workspace as a list.
#include "base/strings.h"
#include "lsp/describe.h"
#include "lsp/handlers.h"
#include "lsp/uri.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

constexpr std::size_t most_symbols = 500;

/// With the numbers of the protocol.
enum class OutlineKind : int { block = 5, operation = 12, instance = 13, value = 14, figure = 2 };

struct Outline {
    Asked& asked;

    const Ast& tree() const { return asked.tree(); }
    Json symbol(const std::string& name, OutlineKind kind, Span whole, Span selection) {
        return {{"name", name},
                {"kind", static_cast<int>(kind)},
                {"range", range_json(asked.map(), whole)},
                {"selectionRange", range_json(asked.map(), selection)}};
    }
    void add_body(Json& list, BodyId body);
    void add_chain(Json& list, ChainId chain);
    void add_element(Json& list, const Element& element);
    void add_statement(Json& list, const Statement& statement);
};

void Outline::add_element(Json& list, const Element& element) {
    if (const auto* instance = std::get_if<Instance>(&element.what)) {
        if (!instance->name) return;
        Json json = symbol(instance->name->text, OutlineKind::instance, element.span, instance->name->span);
        json["detail"] = instance->type.text;
        list.push_back(std::move(json));
    } else if (const auto* block = std::get_if<InlineBlock>(&element.what)) {
        if (!block->name) return add_body(list, block->body);
        Json json = symbol(block->name->text, OutlineKind::instance, element.span, block->name->span);
        json["children"] = Json::array();
        add_body(json["children"], block->body);
        list.push_back(std::move(json));
    } else if (const auto* items = std::get_if<List>(&element.what)) {
        for (const ChainId item : items->items) add_chain(list, item);
    } else if (const auto* loop = std::get_if<ForSplice>(&element.what)) {
        add_chain(list, loop->chain);
    } else if (const auto* choice = std::get_if<IfSplice>(&element.what)) {
        add_chain(list, choice->then);
        if (choice->otherwise) add_chain(list, *choice->otherwise);
    }
}

void Outline::add_chain(Json& list, ChainId chain) {
    for (const Element& element : tree().chains[chain].elements) add_element(list, element);
}

void Outline::add_statement(Json& list, const Statement& statement) {
    if (const auto* chain = std::get_if<ChainId>(&statement)) return add_chain(list, *chain);
    if (const auto* id = std::get_if<BlockId>(&statement)) {
        const Block& block = tree().blocks[*id];
        if (block.name.text.empty()) return;
        Json json = symbol(block.name.text, OutlineKind::block, block.span, block.name.span);
        json["detail"] = signature_of(describe(tree(), block, asked.source().text));
        json["children"] = Json::array();
        if (block.body) add_body(json["children"], *block.body);
        list.push_back(std::move(json));
    } else if (const auto* declared = std::get_if<OperationDeclarationId>(&statement)) {
        const OperationDeclaration& operation = tree().operations[*declared];
        if (operation.name.text.empty()) return;
        list.push_back(symbol(operation.name.text, OutlineKind::operation, operation.span, operation.name.span));
    } else if (const auto* figure = std::get_if<FigureSettings>(&statement)) {
        list.push_back(symbol("figure", OutlineKind::figure, figure->span, figure->span));
    } else if (const auto* binding = std::get_if<Binding>(&statement)) {
        list.push_back(symbol(binding->name.text, OutlineKind::value, binding->span, binding->name.span));
    }
}

void Outline::add_body(Json& list, BodyId body) {
    for (const Statement& statement : tree().bodies[body].statements) add_statement(list, statement);
}

// ---- the workspace ----

bool fits(const std::string& name, const std::string& query) {
    return lower_case(name).find(lower_case(query)) != std::string::npos;
}

/// Definitions and named instances of one file.
void add_symbols(Json& list, Server& server, const std::string& path, const std::string& query) {
    const OverlayReader files(*server.world.files, overlays_of(server));
    CompileRequest request;
    request.path = path;
    const auto analysis = analyse(request, files, Phase::parse);
    if (!analysis->source.valid()) return;
    TextMaps maps(analysis->run.sources, server.encoding);
    for (const Symbol& symbol : analysis->names.symbols) {
        const bool named = symbol.kind == SymbolKind::block || symbol.kind == SymbolKind::operation ||
                           symbol.kind == SymbolKind::instance;
        if (!named || symbol.span.source != analysis->source || !fits(symbol.name, query)) continue;
        if (list.size() >= most_symbols) return;
        const OutlineKind kind = symbol.kind == SymbolKind::block       ? OutlineKind::block
                                 : symbol.kind == SymbolKind::operation ? OutlineKind::operation
                                                                        : OutlineKind::instance;
        list.push_back({{"name", symbol.name},
                        {"kind", static_cast<int>(kind)},
                        {"location", location_json(server, maps, analysis->run, symbol.span)}});
    }
}

}  // namespace

Outcome document_symbols(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    Json list = Json::array();
    Outline outline{*asked};
    outline.add_body(list, asked->tree().root);
    return list;
}

Outcome workspace_symbols(Server& server, const Json& params) {
    const std::string query = params.at("query").get<std::string>();
    std::set<std::string> paths;
    for (const auto& [uri, document] : server.documents) paths.insert(document.canonical);
    for (const std::string& folder : server.folders) {
        if (!server.world.sources_below) break;
        for (const std::string& path : server.world.sources_below(folder)) paths.insert(path);
    }
    Json list = Json::array();
    for (const std::string& path : paths) add_symbols(list, server, path, query);
    return list;
}

}  // namespace netfig::lsp
