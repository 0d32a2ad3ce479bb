// What may be written at a place. Every keystroke asks anew, so that acronyms can be told from words that only look
// alike.
#include "library/library.h"
#include "lsp/completion_items.h"
#include "lsp/context.h"
#include "lsp/handlers.h"
#include "lsp/vocabulary.h"

#include <algorithm>
#include <filesystem>

namespace netfig::lsp {
namespace {

enum class Insert { word, assignment };  // `dashed`, `fill = `

void add_words(ItemList& list, Vocabulary vocabulary, ItemKind kind, Insert insert) {
    for (const VocabularyWord& word : words_of(vocabulary)) {
        Item item{.label = std::string(word.word), .kind = kind, .detail = std::string(word.meaning)};
        const bool flag = word.values.starts_with("true");
        if (insert == Insert::assignment && !flag) item.insert = item.label + " = ";
        list.add(std::move(item));
    }
}

void add_values(ItemList& list, Vocabulary vocabulary, const std::string& key) {
    const VocabularyWord* word = find_word(vocabulary, key);
    if (!word) return;
    for (const std::string& value : split_words(word->values)) list.add({.label = value, .kind = ItemKind::value});
}

void add_themes(ItemList& list, bool quoted) {
    for (const LibraryTheme& theme : library_themes()) {
        const std::string name(theme.name);
        const std::string insert = quoted ? name : "\"" + name + "\"";
        list.add({.label = name, .kind = ItemKind::value, .detail = std::string(theme.summary), .insert = insert});
    }
}

/// Values and parameters seen from a body.
void add_seen_values(ItemList& list, const Asked& asked, BodyScopeId body) {
    const Names& names = asked.analysis->names;
    for (; body.valid(); body = names.bodies[body].outer) {
        for (const auto& [name, symbol] : names.bodies[body].values) {
            const bool parameter = names.symbols[symbol].kind == SymbolKind::parameter;
            list.add({.label = name, .kind = ItemKind::variable, .detail = parameter ? "parameter" : "value"});
        }
    }
}

void add_expression(ItemList& list, const Asked& asked, BodyScopeId body) {
    add_seen_values(list, asked, body);
    add_words(list, Vocabulary::functions, ItemKind::function, Insert::word);
}

void add_instances(ItemList& list, const Asked& asked, BodyScopeId body) {
    const Names& names = asked.analysis->names;
    if (!body.valid()) return;
    for (const auto& [name, symbol] : names.bodies[body].instances) {
        const SymbolId type = names.symbols[symbol].type;
        list.add(
            {.label = name, .kind = ItemKind::instance, .detail = type.valid() ? names.symbols[type].name : "{ … }"});
    }
}

void add_path(ItemList& list, const Asked& asked, BodyScopeId body, const std::vector<std::string>& path) {
    const Names& names = asked.analysis->names;
    SymbolId at = find_instance(names, body, path.front());
    for (std::size_t i = 1; i < path.size() && at.valid(); ++i) at = find_inside(names, at, path[i]);
    if (!at.valid()) return;
    const Symbol& symbol = names.symbols[at];
    BodyScopeId inside = symbol.inside;
    if (!inside.valid() && symbol.type.valid()) inside = names.symbols[symbol.type].inside;
    if (inside.valid()) return add_instances(list, asked, inside);
    if (!symbol.type.valid()) return;
    for (const SymbolId port : names.symbols[symbol.type].ports) {
        const std::string detail = names.symbols[port].output ? "output" : "input";
        list.add({.label = names.symbols[port].name, .kind = ItemKind::port, .detail = detail});
    }
}

void add_arguments(ItemList& list, Server& server, const Asked& asked, const WritingPlace& place, BodyScopeId body) {
    const auto type = place.key.empty() ? written_type(server, asked, body, place.type) : std::nullopt;
    if (type) {
        for (const LibraryParameter& parameter : type->parameters) {
            if (std::ranges::find(place.given, parameter.name) != place.given.end()) continue;
            const std::string detail =
                parameter.default_text.empty() ? "no default" : "default " + parameter.default_text;
            list.add({.label = parameter.name,
                      .kind = ItemKind::parameter,
                      .detail = detail,
                      .also = parameter.aliases,
                      .insert = parameter.name + " = "});
        }
    }
    list.rank = 1;
    add_expression(list, asked, body);
}

void add_setting(ItemList& list, Server& server, const Asked& asked, const WritingPlace& place, bool quoted) {
    if (place.key.empty()) return add_words(list, Vocabulary::settings, ItemKind::property, Insert::assignment);
    if (place.key == "theme") return add_themes(list, quoted);
    add_values(list, Vocabulary::settings, place.key);
    const bool types = place.key == "collapse" || place.key == "expand" || place.key == "hide";
    const bool kinds = place.key == "fuse" || place.key == "hide";
    if (kinds) add_words(list, Vocabulary::kinds, ItemKind::value, Insert::word);
    if (types) add_types(list, server, asked, {});
}

void add_property(ItemList& list, const Asked& asked, const WritingPlace& place, Vocabulary vocabulary) {
    if (place.key.empty()) return add_words(list, vocabulary, ItemKind::property, Insert::assignment);
    add_values(list, vocabulary, place.key);
    if (place.key != "class") return;
    for (const Symbol& symbol : asked.analysis->names.symbols) {
        if (symbol.kind == SymbolKind::style_class) list.add({.label = symbol.name, .kind = ItemKind::value});
    }
}

void add_clause(ItemList& list, const Asked& asked, const WritingPlace& place, BodyScopeId body) {
    if (place.key == "kind") return add_words(list, Vocabulary::kinds, ItemKind::value, Insert::word);
    add_words(list, Vocabulary::clauses, ItemKind::keyword, Insert::word);
    add_expression(list, asked, body);
}

/// Files beside the document that `use` may name.
void add_files(ItemList& list, const Server& server, const Document& document) {
    const std::string folder = std::filesystem::path(document.path).parent_path().string();
    if (folder.empty() || !server.world.sources_below) return;
    for (const std::string& file : server.world.sources_below(folder)) {
        if (file == document.canonical || file == document.path || !file.starts_with(folder + "/")) continue;
        list.add({.label = file.substr(folder.size() + 1), .kind = ItemKind::file});
    }
}

void add_use(ItemList& list, const std::vector<std::string>& path) {
    std::string before;
    for (const std::string& step : path) before += step + "/";
    for (const std::string& name : library_use_paths()) {
        if (name.starts_with(before)) list.add({.label = name.substr(before.size()), .kind = ItemKind::file});
    }
}

void add_element(ItemList& list, Server& server, const Asked& asked, BodyScopeId body) {
    add_instances(list, asked, body);
    list.rank = 1;
    add_types(list, server, asked, body);
    list.rank = 2;
    add_words(list, Vocabulary::statements, ItemKind::keyword, Insert::word);
}

void add_items(ItemList& list, Server& server, const Asked& asked, const WritingPlace& place) {
    const BodyScopeId body = body_at(asked.analysis->names, asked.analysis->source, place.word.begin);
    const bool quoted = place.word.begin > 0 && asked.source().text[place.word.begin - 1] == '"';
    switch (place.kind) {
        case PlaceKind::nothing:
            return;
        case PlaceKind::element:
            return add_element(list, server, asked, body);
        case PlaceKind::type:
            return add_types(list, server, asked, body);
        case PlaceKind::path:
            return add_path(list, asked, body, place.path);
        case PlaceKind::use_name:
            return add_use(list, place.path);
        case PlaceKind::use_file:
            return add_files(list, server, asked.document);
        case PlaceKind::argument:
            return add_arguments(list, server, asked, place, body);
        case PlaceKind::setting:
            return add_setting(list, server, asked, place, quoted);
        case PlaceKind::property:
            return add_property(list, asked, place, Vocabulary::properties);
        case PlaceKind::annotation:
            return add_property(list, asked, place, Vocabulary::annotations);
        case PlaceKind::clause:
            return add_clause(list, asked, place, body);
        case PlaceKind::expression:
            return add_expression(list, asked, body);
        case PlaceKind::style_class:
            return add_property(list, asked, {.key = "class"}, Vocabulary::properties);
    }
}

/// A theme file: its keys, or the values of the key on the line.
Json complete_theme(Server& server, const Document& document, const Json& params) {
    const TextMap map = map_text(*document.text, server.encoding);
    const Json& position = params.at("position");
    const std::size_t offset =
        offset_at(map, {position.at("line").get<std::size_t>(), position.at("character").get<std::size_t>()});
    const std::size_t line = map.starts[position_at(map, offset).line];
    const std::string_view before = map.text.substr(line, offset - line);
    const std::size_t colon = before.find(':');
    const std::size_t gap = before.find_last_of(" ,{\"");
    const std::size_t begin = line + (gap == std::string_view::npos ? 0 : gap + 1);
    ItemList list(server, map, {{}, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(offset)});
    if (colon == std::string_view::npos || before.find('{') != std::string_view::npos) {
        for (const VocabularyWord& word : words_of(Vocabulary::theme_keys)) {
            const std::string name(word.word);
            list.add({.label = name,
                      .kind = ItemKind::property,
                      .detail = std::string(word.meaning),
                      .insert = name + ": "});
        }
    } else {
        const std::size_t first = std::min(before.find_first_not_of(' '), colon);
        const std::string key(before.substr(first, colon - first));
        add_values(list, Vocabulary::theme_keys, key);
        if (key == "base") add_themes(list, true);
    }
    return list.take();
}

}  // namespace

Outcome complete(Server& server, const Json& params) {
    const auto document = server.documents.find(params.at("textDocument").at("uri").get<std::string>());
    if (document == server.documents.end()) return Json();
    if (is_theme(document->second)) return complete_theme(server, document->second, params);
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    const std::size_t offset = asked_offset(*asked, params);
    const WritingPlace place = writing_place(asked->tree(), asked->source().text, offset);
    ItemList list(server, asked->map(), place.word);
    add_items(list, server, *asked, place);
    return list.take();
}

}  // namespace netfig::lsp
