#include "lsp/names.h"

#include "lsp/names_walk.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

SymbolId find_in(const std::map<std::string, SymbolId>& names, const std::string& name) {
    const auto found = names.find(name);
    return found == names.end() ? SymbolId() : found->second;
}

/// `layer` of `layer_2`; empty where a word ends in no number.
std::string without_number(const std::string& name) {
    const std::size_t underscore = name.find_last_of('_');
    if (underscore == std::string::npos || underscore + 1 == name.size()) return {};
    const bool number = name.find_first_not_of("0123456789", underscore + 1) == std::string::npos;
    return number ? name.substr(0, underscore) : std::string();
}

SymbolId find_port(const Names& names, const Symbol& type, const std::string& name) {
    for (const SymbolId port : type.ports) {
        if (names.symbols[port].name == name) return port;
    }
    return {};
}

/// One place has one meaning: of two, that of the declaration.
void sort_occurrences(std::vector<Occurrence>& occurrences) {
    const auto before = [](const Occurrence& a, const Occurrence& b) {
        return std::tuple(a.span, !a.declares) < std::tuple(b.span, !b.declares);
    };
    const auto same_place = [](const Occurrence& a, const Occurrence& b) { return a.span == b.span; };
    std::ranges::stable_sort(occurrences, before);
    const auto rest = std::ranges::unique(occurrences, same_place);
    occurrences.erase(rest.begin(), rest.end());
}

}  // namespace

Names index_names(const Program& program, const Sources& sources) {
    if (program.asts.empty()) return {};
    Indexing indexing{.program = program, .sources = sources};
    indexing.scopes = resolving::make_scopes(program, indexing.ignored);
    for (std::size_t ast = 0; ast < program.asts.size(); ++ast) {
        if (indexing.scopes.files[ast].valid() && program.asts[ast].root.valid()) declare_file(indexing, ast);
    }
    for (const BodyScopeId body : indexing.out.bodies.ids()) {
        const BodyScope& scope = indexing.out.bodies[body];
        const bool inline_block = scope.outer.valid() && !scope.owner.valid();  // met in its chain
        if (!inline_block) refer_body(indexing, body);
    }
    sort_occurrences(indexing.out.occurrences);
    return std::move(indexing.out);
}

const Occurrence* occurrence_at(const Names& names, SourceId source, std::size_t offset) {
    const auto starts_after = [&](std::size_t at, const Occurrence& each) {
        return std::tuple(source, at) < std::tuple(each.span.source, static_cast<std::size_t>(each.span.begin));
    };
    auto after = std::upper_bound(names.occurrences.begin(), names.occurrences.end(), offset, starts_after);
    // The one before may end here, and the one that begins here wins.
    for (int step = 0; step < 2 && after != names.occurrences.begin(); ++step) {
        --after;
        if (after->span.source == source && after->span.begin <= offset && offset <= after->span.end) return &*after;
    }
    return nullptr;
}

BodyScopeId body_at(const Names& names, SourceId source, std::size_t offset) {
    BodyScopeId innermost;
    for (const BodyScopeId id : names.bodies.ids()) {
        const BodyScope& body = names.bodies[id];
        if (body.span.source != source) continue;
        const bool root = !body.outer.valid();
        if (root || (body.span.begin < offset && offset < body.span.end)) innermost = id;
    }
    return innermost;
}

SymbolId find_value(const Names& names, BodyScopeId body, const std::string& name) {
    for (; body.valid(); body = names.bodies[body].outer) {
        if (const SymbolId found = find_in(names.bodies[body].values, name); found.valid()) return found;
    }
    return {};
}

SymbolId find_definition(const Names& names, BodyScopeId body, const std::string& name) {
    for (; body.valid(); body = names.bodies[body].outer) {
        if (const SymbolId found = find_in(names.bodies[body].types, name); found.valid()) return found;
    }
    return {};
}

SymbolId find_instance(const Names& names, BodyScopeId body, const std::string& name) {
    const std::map<std::string, SymbolId>& instances = names.bodies[body].instances;
    const SymbolId found = find_in(instances, name);
    return found.valid() ? found : find_in(instances, without_number(name));
}

SymbolId find_inside(const Names& names, SymbolId instance, const std::string& name) {
    if (!instance.valid()) return {};
    const Symbol& at = names.symbols[instance];
    if (at.inside.valid()) return find_instance(names, at.inside, name);
    if (!at.type.valid()) return {};
    const Symbol& type = names.symbols[at.type];
    if (type.inside.valid()) return find_instance(names, type.inside, name);
    const SymbolId port = find_port(names, type, name);
    return port.valid() ? port : find_port(names, type, without_number(name));
}

}  // namespace netfig::lsp
