#include "lsp/completion_items.h"

#include "base/acronym.h"
#include "base/strings.h"
#include "lsp/describe.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

constexpr std::size_t most_documented = 40;
constexpr std::size_t most_items = 200;  // the list is made anew with the next letter
constexpr std::string_view word_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::size_t least_guessed = 3;  // letters before words are found by what stands within them

bool has_in_order(std::string_view word, std::string_view letters) {
    std::size_t at = 0;
    for (const char c : word) {
        if (at < letters.size() && letters[at] == c) ++at;
    }
    return at == letters.size();
}

constexpr int of_another_word = 1;  // a name fits better than an alias, as in the notation itself

/// How well a word fits what is typed: 0 is best, nothing is not at all.
std::optional<int> quality_of(const std::string& word, std::string_view typed) {
    if (typed.empty() || word.starts_with(typed)) return 0;
    const std::string lower_word = lower_case(word), lower_typed = lower_case(typed);
    if (abbreviates(typed, word)) return 1;
    if (lower_word.starts_with(lower_typed)) return 1;
    if (typed.size() < least_guessed) return std::nullopt;
    if (lower_word.find(lower_typed) != std::string::npos) return 3;
    if (lower_word[0] == lower_typed[0] && has_in_order(lower_word, lower_typed)) return 4;
    return std::nullopt;
}

std::optional<int> quality_of(const std::string& label, const std::vector<std::string>& also, std::string_view typed) {
    std::optional<int> best = quality_of(label, typed);
    for (const std::string& word : also) {
        const auto quality = quality_of(word, typed);
        const int counted = quality.value_or(0) + (word == typed ? 0 : of_another_word);
        if (quality && (!best || counted < *best)) best = counted;
    }
    return best;
}

/// The well-known word for a type, `ReLU` say, where that is what is being typed; else its name.
std::string word_for(const LibraryType& type, std::string_view typed) {
    if (typed.empty() || type.name.starts_with(typed) || abbreviates(typed, type.name)) return type.name;
    const auto alias =
        std::ranges::find_if(type.aliases, [&](const std::string& each) { return each.starts_with(typed); });
    return alias == type.aliases.end() ? type.name : *alias;
}

/// Later parameters without a default are those that a network tells by itself, such as the channels that come in.
bool needs_arguments(const LibraryType& type) {
    return !type.parameters.empty() && type.parameters.front().default_text.empty();
}

/// Where a new `use` goes: behind the last one, or before the first statement.
std::uint32_t place_of_use(const Ast& ast) {
    std::uint32_t first = 0, behind = 0;
    for (const Statement& statement : ast.bodies[ast.root].statements) {
        if (const auto* use = std::get_if<Use>(&statement)) behind = use->span.end;
    }
    if (behind > 0) return behind;
    for (const Token& token : ast.tokens) {
        if (token.kind == TokenKind::comment) continue;
        first = token.span.begin;
        break;
    }
    return first;
}

}  // namespace

ItemList::ItemList(const Server& server, const TextMap& map, Span word)
    : server_(server), typed_(map.text.substr(word.begin, word.end - word.begin)), range_(range_json(map, word)) {
    // Arguments that are there already stay: `Con|(64)`, `Max|Pool(2)`.
    std::string_view rest = map.text.substr(word.end);
    rest.remove_prefix(std::min(rest.find_first_not_of(word_letters), rest.size()));
    if (rest.starts_with('(') || !server.snippets) calls = Calls::bare;
}

void ItemList::add_type(const LibraryType& type, SymbolKind kind, Json use) {
    const std::string word = word_for(type, typed_);
    Item item{.label = word, .kind = ItemKind::type, .detail = signature_of(type), .also = type.aliases};
    if (word != type.name) item.also.push_back(type.name);
    if (!use.is_null()) item.detail += "  (use " + type.file + ")";
    item.additional_edits = std::move(use);
    item.documentation = [type, kind] { return type_markdown(type, kind); };
    if (needs_arguments(type) && calls == Calls::written) {
        item.insert = word + "($1)$0";
        item.snippet = true;
    }
    add(std::move(item));
}

bool ItemList::wants(const std::string& label, const std::vector<std::string>& also) const {
    return quality_of(label, also, typed_).has_value();
}

void ItemList::add(Item item) {
    const auto quality = quality_of(item.label, item.also, typed_);
    if (!quality || !labels_.insert(item.label).second) return;
    std::string order = order_of(item, *quality);
    items_.push_back({std::move(item), *quality, std::move(order)});
}

/// Texts are compared by editors, letter by letter.
std::string ItemList::order_of(const Item& item, int quality) const {
    const std::string place = std::to_string(item.order);
    return std::to_string(quality) + std::to_string(rank) +
           std::string(3 - std::min<std::size_t>(place.size(), 3), '0') + place + item.label;
}

Json ItemList::to_json(const Item& item, int quality) const {
    const std::string& inserted = item.insert.empty() ? item.label : item.insert;
    Json json{{"label", item.label},
              {"kind", static_cast<int>(item.kind)},
              {"textEdit", {{"range", range_}, {"newText", inserted}}}};
    if (!item.detail.empty()) json["detail"] = item.detail;
    if (item.snippet) json["insertTextFormat"] = 2;
    // Editors that compare letters one by one would drop an acronym.
    if (quality > 0) json["filterText"] = std::string(typed_);
    if (!item.additional_edits.is_null()) json["additionalTextEdits"] = item.additional_edits;
    const bool documented = item.documentation && items_.size() <= most_documented;
    if (documented) json["documentation"] = {{"kind", "markdown"}, {"value", item.documentation()}};
    return json;
}

Json ItemList::take() {
    Json items = Json::array();
    std::ranges::stable_sort(items_, {}, &Ranked::order);
    if (items_.size() > most_items) items_.resize(most_items);
    for (const Ranked& each : items_) {
        Json json = to_json(each.item, each.quality);
        json["sortText"] = each.order;
        items.push_back(std::move(json));
    }
    return {{"isIncomplete", true}, {"items", std::move(items)}};
}

std::optional<LibraryType> written_type(Server& server, const Asked& asked, BodyScopeId body,
                                        const std::string& written) {
    const bool boundary = written == "In" || written == "Out" || written == "Input" || written == "Output";
    if (boundary) return std::nullopt;
    const Analysis& analysis = *asked.analysis;
    // What the file declares and uses, by the rule that resolve() follows: names, then what is abbreviated.
    for (const bool exact : {true, false}) {
        for (BodyScopeId at = body; at.valid(); at = analysis.names.bodies[at].outer) {
            for (const auto& [name, symbol] : analysis.names.bodies[at].types) {
                const bool fits = exact ? name == written : abbreviates(written, name);
                if (fits) return describe_type(server, analysis, analysis.names.symbols[symbol]);
            }
        }
        for (const LibraryType& type : server.library.types()) {
            if (!type.file.empty()) continue;
            const auto fits = [&](const std::string& name) {
                return exact ? name == written : abbreviates(written, name);
            };
            if (fits(type.name) || std::ranges::any_of(type.aliases, fits)) return type;
        }
    }
    return std::nullopt;
}

Json use_edit(Asked& asked, const std::string& path) {
    const std::uint32_t at = place_of_use(asked.tree());
    const bool behind = at > 0 && asked.source().text[at - 1] != '\n';
    const std::string text = behind ? "\nuse " + path : "use " + path + "\n\n";
    const Span place{asked.analysis->source, at, at};
    return Json::array({{{"range", range_json(asked.map(), place)}, {"newText", text}}});
}

void add_types(ItemList& list, Server& server, const Asked& asked, BodyScopeId body) {
    const Names& names = asked.analysis->names;
    if (!body.valid()) body = body_at(names, asked.analysis->source, 0);
    for (; body.valid(); body = names.bodies[body].outer) {
        for (const auto& [name, symbol] : names.bodies[body].types) {
            if (!list.wants(name, names.symbols[symbol].aliases)) continue;
            const auto type = describe_type(server, *asked.analysis, names.symbols[symbol]);
            if (type) list.add_type(*type, names.symbols[symbol].kind, {});
        }
    }
    list.add({.label = "In",
              .kind = ItemKind::type,
              .detail = "the input, with its shape: In(3x224x224)",
              .also = {"Input"}});
    list.add({.label = "Out", .kind = ItemKind::type, .detail = "the output", .also = {"Output"}});
    Asked copy = asked;
    for (const LibraryType& type : server.library.types()) {
        if (!list.wants(type.name, type.aliases)) continue;
        const bool block = !type.file.empty();
        list.add_type(type, block ? SymbolKind::block : SymbolKind::operation,
                      block ? use_edit(copy, type.file) : Json());
    }
}

}  // namespace netfig::lsp
