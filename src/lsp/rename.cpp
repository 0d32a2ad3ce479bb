// A new name wherever the old one stands. Abbreviations of it become the new name in full.
#include "base/acronym.h"
#include "base/strings.h"
#include "lsp/handlers.h"
#include "lsp/places.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
bool is_part(char c) {
    return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U;
}

bool names_a_type(SymbolKind kind) { return kind == SymbolKind::block || kind == SymbolKind::operation; }

/// What is wrong with a new name; empty where nothing is.
std::string fault_of(const Symbol& symbol, const std::string& name) {
    if (name.empty() || !std::ranges::all_of(name, is_part) || (name[0] >= '0' && name[0] <= '9'))
        return "`" + name + "` is not a name";
    const bool beyond_ascii = static_cast<unsigned char>(name[0]) >= 0x80U;
    if (names_a_type(symbol.kind) && !is_upper(name[0]) && !beyond_ascii)
        return "the name of a type starts with an upper-case letter";
    const bool size = symbol.kind == SymbolKind::size;
    if (!names_a_type(symbol.kind) && !size && is_upper(name[0])) return "this name starts with a lower-case letter";
    if (name == "_") return "`_` is the wire itself";
    return {};
}

/// A declaration that the new name would collide with.
bool is_taken(const Names& names, SymbolId id, const std::string& name) {
    const Symbol& symbol = names.symbols[id];
    for (const BodyScope& body : names.bodies) {
        const auto holds = [&](const std::map<std::string, SymbolId>& scope) {
            const auto own = scope.find(symbol.name);
            return own != scope.end() && own->second == id && scope.contains(name);
        };
        if (holds(body.instances) || holds(body.values) || holds(body.types)) return true;
    }
    if (!symbol.type.valid() || symbol.kind == SymbolKind::instance) return false;
    const Symbol& owner = names.symbols[symbol.type];
    const auto& siblings = symbol.kind == SymbolKind::port ? owner.ports : owner.parameters;
    return std::ranges::any_of(siblings, [&](SymbolId each) {
        const Symbol& sibling = names.symbols[each];
        return sibling.name == name ||
               (each != id && std::ranges::find(sibling.aliases, name) != sibling.aliases.end());
    });
}

bool is_inside(Span inner, Span outer) {
    return inner.source == outer.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// The body whose definitions or values hold a symbol.
BodyScopeId home_of(const Names& names, SymbolId id) {
    for (const BodyScopeId at : names.bodies.ids()) {
        const BodyScope& body = names.bodies[at];
        for (const auto* scope : {&body.values, &body.types}) {
            const auto own = scope->find(names.symbols[id].name);
            if (own != scope->end() && own->second == id) return at;
        }
    }
    return {};
}

/// Whether what is written would mean a type of the new name, rather than what it means now: a name comes before an
/// alias, that before what is abbreviated, and in each case what is declared nearer.
bool would_mean(const Symbol& now, const std::string& written, const std::string& name) {
    if (written == name) return true;
    const bool by_name = written == now.name || std::ranges::find(now.aliases, written) != now.aliases.end();
    return !by_name && abbreviates(written, name);
}

/// A word in the body of a type or value that the new name would take over, or take away from it.
std::optional<std::string> captured(const Asked& asked, SymbolId id, const std::string& name) {
    const Names& names = asked.analysis->names;
    const BodyScopeId home = home_of(names, id);
    if (!home.valid()) return std::nullopt;
    const Span scope = names.bodies[home].span;
    const bool type = names_a_type(names.symbols[id].kind);
    const std::string& text = asked.run().sources[scope.source].text;
    for (const Occurrence& each : names.occurrences) {
        if (each.declares || !is_inside(each.span, scope)) continue;
        const std::string written = text.substr(each.span.begin, each.span.end - each.span.begin);
        const BodyScopeId body = body_at(names, scope.source, each.span.begin);
        const Symbol& other = names.symbols[each.symbol];
        if (each.symbol == id) {
            const SymbolId nearer = type ? find_definition(names, body, name) : find_value(names, body, name);
            const BodyScopeId there = nearer.valid() && nearer != id ? home_of(names, nearer) : BodyScopeId();
            if (there.valid() && is_inside(names.bodies[there].span, scope)) return name;
        } else if (type ? names_a_type(other.kind) && would_mean(other, written, name)
                        : written == name && find_value(names, body, name) == each.symbol) {
            return written;
        }
    }
    return std::nullopt;
}

/// Why a symbol can't be renamed; empty where it can.
std::string refusal_of(const Asked& asked, SymbolId id) {
    const Symbol& symbol = asked.analysis->names.symbols[id];
    if (symbol.kind == SymbolKind::boundary) return "`" + symbol.name + "` belongs to the notation";
    const bool declared = symbol.span.source.valid();
    if (!declared || asked.run().sources[symbol.span.source].library)
        return "`" + symbol.name + "` belongs to the library";
    return {};
}

/// `Class` of `BasicBlock`: an alias is renamed by itself, all else with the name.
bool follows(const SymbolPlace& place, bool alias, const std::string& written) {
    return alias ? place.written == written : !place.alias;
}

}  // namespace

Outcome prepare_rename(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    if (!asked) return Json();
    const auto found = asked_symbol(*asked, params);
    if (!found) return Json();
    const std::string refusal = refusal_of(*asked, found->id);
    if (!refusal.empty()) return Error{ErrorCode::request_failed, refusal};
    const Span span = found->occurrence->span;
    const std::string name = found->occurrence->alias ? asked->source().text.substr(span.begin, span.end - span.begin)
                                                      : asked->analysis->names.symbols[found->id].name;
    return Json{{"range", range_json(asked->map(), span)}, {"placeholder", name}};
}

Outcome rename(Server& server, const Json& params) {
    auto asked = asked_document(server, params);
    const auto found = asked ? asked_symbol(*asked, params) : std::nullopt;
    if (!found) return Error{ErrorCode::request_failed, "there is no name to change here"};
    const std::string name = params.at("newName").get<std::string>();
    const Symbol& symbol = asked->analysis->names.symbols[found->id];
    for (const std::string& fault : {refusal_of(*asked, found->id), fault_of(symbol, name)}) {
        if (!fault.empty()) return Error{ErrorCode::request_failed, fault};
    }
    if (is_taken(asked->analysis->names, found->id, name))
        return Error{ErrorCode::request_failed, "`" + name + "` is declared here already"};
    if (const auto word = captured(*asked, found->id, name))
        return Error{ErrorCode::request_failed, "`" + *word + "` means something else here, and would be changed"};
    const Span span = found->occurrence->span;
    const std::string written = asked->source().text.substr(span.begin, span.end - span.begin);
    Json changes = Json::object();
    for (const SymbolPlace& place : places_of(server, *asked, found->id)) {
        if (!follows(place, found->occurrence->alias, written)) continue;
        if (place.written != symbol.name && !place.declares && abbreviates(place.written, name)) continue;
        changes[place.uri].push_back({{"range", place.range}, {"newText", name}});
    }
    return Json{{"changes", std::move(changes)}};
}

}  // namespace netfig::lsp
