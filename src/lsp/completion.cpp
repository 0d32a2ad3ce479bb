// What may be written at a place. Every keystroke asks anew, so that acronyms can be told from words that only look
// alike.
#include "base/acronym.h"
#include "library/library.h"
#include "lsp/completion_items.h"
#include "lsp/context.h"
#include "lsp/describe.h"
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
        // A flag is set by its name alone; one that is set already (`false` comes first) is there to be taken away.
        const bool flag = word.values.starts_with("true");
        if (insert == Insert::assignment && !flag) item.insert = item.label + " = ";
        list.add(std::move(item));
    }
}

/// Of a key whose value is a list, `[shapes,params]` say, each part where the place is in the list.
void add_values(ItemList& list, Vocabulary vocabulary, const std::string& key, bool in_list = false) {
    const VocabularyWord* word = find_word(vocabulary, key);
    if (!word) return;
    for (const std::string& value : split_words(word->values)) {
        if (!in_list) {
            list.add({.label = value, .kind = ItemKind::value});
            continue;
        }
        for (std::size_t at = 0; at < value.size();) {
            const std::size_t end = std::min(value.find_first_of("[],", at), value.size());
            if (end > at) list.add({.label = value.substr(at, end - at), .kind = ItemKind::value});
            at = end + 1;
        }
    }
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

void add_expression(ItemList& list, const Asked& asked, BodyScopeId body, const WritingPlace& place) {
    for (const std::string& name : place.loops)
        list.add({.label = name, .kind = ItemKind::variable, .detail = "variable of a loop"});
    add_seen_values(list, asked, body);
    ++list.rank;
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

bool means(const LibraryParameter& parameter, const std::string& written) {
    const auto fits = [&](const std::string& name) { return name == written || abbreviates(written, name); };
    return fits(parameter.name) || std::ranges::any_of(parameter.aliases, fits);
}

/// The parameters that have no argument yet, in the order of their declaration.
void add_parameters(ItemList& list, const LibraryType& type, const WritingPlace& place) {
    for (std::size_t i = place.positional; i < type.parameters.size(); ++i) {
        const LibraryParameter& parameter = type.parameters[i];
        if (std::ranges::any_of(place.given, [&](const std::string& name) { return means(parameter, name); })) continue;
        const SymbolKind kind = type.inputs.empty() && type.outputs.empty() ? SymbolKind::block : SymbolKind::operation;
        list.add({.label = parameter.name,
                  .kind = ItemKind::parameter,
                  .detail = parameter.default_text.empty() ? "no default" : "default " + parameter.default_text,
                  .documentation = [type, kind] { return type_markdown(type, kind); },
                  .also = parameter.aliases,
                  .insert = parameter.name + " = ",
                  .order = static_cast<int>(i)});
    }
}

/// What its default tells of a parameter's values.
void add_argument_values(ItemList& list, const LibraryType& type, const std::string& key) {
    const auto parameter =
        std::ranges::find_if(type.parameters, [&](const LibraryParameter& each) { return means(each, key); });
    if (parameter == type.parameters.end()) return;
    const std::string& value = parameter->default_text;
    const bool flag = value == "true" || value == "false";
    if (!value.empty()) list.add({.label = value, .kind = ItemKind::value, .detail = "the default"});
    if (flag) list.add({.label = value == "true" ? "false" : "true", .kind = ItemKind::value, .order = 1});
}

void add_arguments(ItemList& list, Server& server, const Asked& asked, const WritingPlace& place, BodyScopeId body) {
    const auto type = written_type(server, asked, body, place.type);
    if (type && place.key.empty()) add_parameters(list, *type, place);
    if (type && !place.key.empty() && !place.in_list) add_argument_values(list, *type, place.key);
    list.rank = 1;
    add_expression(list, asked, body, place);
}

/// Blocks seen from the whole file, which is where settings stand.
void add_blocks(ItemList& list, const Asked& asked) {
    const Names& names = asked.analysis->names;
    for (const Symbol& symbol : names.symbols) {
        if (symbol.kind != SymbolKind::block || !symbol.span.source.valid()) continue;
        list.add({.label = symbol.name, .kind = ItemKind::type, .detail = "block"});
    }
}

void add_setting(ItemList& list, Server& server, const Asked& asked, const WritingPlace& place, bool quoted) {
    if (place.key.empty()) return add_words(list, Vocabulary::settings, ItemKind::property, Insert::assignment);
    if (place.key == "theme") return add_themes(list, quoted);
    add_values(list, Vocabulary::settings, place.key, place.in_list);
    const bool kinds = place.key == "fuse" || place.key == "hide";
    if (kinds) add_words(list, Vocabulary::kinds, ItemKind::value, Insert::word);
    if (place.key == "collapse" || place.key == "expand") add_blocks(list, asked);
    if (place.key != "hide") return;
    list.calls = ItemList::Calls::bare;
    add_types(list, server, asked, {});
}

void add_property(ItemList& list, const Asked& asked, const WritingPlace& place, Vocabulary vocabulary) {
    if (place.key.empty()) return add_words(list, vocabulary, ItemKind::property, Insert::assignment);
    add_values(list, vocabulary, place.key, place.in_list);
    if (place.key != "class") return;
    for (const Symbol& symbol : asked.analysis->names.symbols) {
        if (symbol.kind == SymbolKind::style_class) list.add({.label = symbol.name, .kind = ItemKind::value});
    }
}

void add_clause(ItemList& list, const Asked& asked, const WritingPlace& place, BodyScopeId body) {
    if (place.key == "kind") return add_words(list, Vocabulary::kinds, ItemKind::value, Insert::word);
    add_words(list, Vocabulary::clauses, ItemKind::keyword, Insert::word);
    list.rank = 1;
    add_expression(list, asked, body, place);
}

/// Files beside the document that `use` may name.
void add_files(ItemList& list, const Server& server, const Document& document, const std::string& quote) {
    const std::string folder = std::filesystem::path(document.path).parent_path().string();
    if (folder.empty() || !server.world.sources_below) return;
    for (const std::string& file : server.world.sources_below(folder)) {
        if (file == document.canonical || file == document.path || !file.starts_with(folder + "/")) continue;
        const std::string name = file.substr(folder.size() + 1);
        list.add({.label = name, .kind = ItemKind::file, .insert = quote + name + quote});
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

/// `style Conv, |`: there types have no arguments.
bool is_selector(const Asked& asked, const WritingPlace& place) {
    const std::string_view before = std::string_view(asked.source().text).substr(0, place.word.begin);
    const std::size_t last = before.find_last_not_of(" \t\r\n");
    return last != std::string_view::npos && before[last] != ':';
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
            if (is_selector(asked, place)) list.calls = ItemList::Calls::bare;
            return add_types(list, server, asked, body);
        case PlaceKind::path:
            return add_path(list, asked, body, place.path);
        case PlaceKind::use_name:
            add_use(list, place.path);
            if (place.path.empty()) add_files(list, server, asked.document, "\"");
            return;
        case PlaceKind::use_file:
            return add_files(list, server, asked.document, "");
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
            return add_expression(list, asked, body, place);
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
