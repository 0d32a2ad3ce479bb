#include "lsp/elements.h"
#include "lsp/refactor.h"
#include "summary/exits.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

struct Run {
    ChainId chain;
    std::size_t first = 0, last = 0;
    Span span;
};

bool inside(Span inner, Span outer) {
    return inner.source == outer.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// A selection without the blanks around it.
Span trimmed(std::string_view text, Span span) {
    const auto blank = [&](std::size_t at) {
        return std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos;
    };
    while (span.begin < span.end && blank(span.begin)) ++span.begin;
    while (span.begin < span.end && blank(span.end - 1)) --span.end;
    return span;
}

/// The elements that a selection covers, if it cuts through none.
std::optional<Run> covered_run(const Ast& ast, ChainId id, Span selection) {
    std::optional<Run> run;
    const Chain& chain = ast.chains[id];
    if (!inside(selection, chain.span)) return std::nullopt;
    for (std::size_t i = 0; i < chain.elements.size(); ++i) {
        const Span span = chain.elements[i].span;
        const bool apart = span.end <= selection.begin || selection.end <= span.begin;
        if (apart) continue;
        if (!inside(span, selection)) return std::nullopt;
        if (!run) run = Run{id, i, i, span};
        run->last = i;
        run->span.end = span.end;
    }
    return run;
}

/// The outermost chain with covered elements.
std::optional<Run> find_run(const Ast& ast, Span selection) {
    std::optional<Run> best;
    for (const ChainId id : ast.chains.ids()) {
        const auto run = covered_run(ast, id, selection);
        if (run && (!best || inside(best->span, run->span))) best = run;
    }
    return best;
}

bool is_boundary(const Element& element) {
    const auto* instance = std::get_if<Instance>(&element.what);
    if (!instance) return false;
    const std::string& type = instance->type.text;
    return type == "In" || type == "Out" || type == "Input" || type == "Output";
}

bool can_stand_alone(const Element& element) {
    if (std::holds_alternative<Instance>(element.what)) return !is_boundary(element);
    return std::holds_alternative<InlineBlock>(element.what) || std::holds_alternative<List>(element.what) ||
           std::holds_alternative<ForSplice>(element.what) || std::holds_alternative<IfSplice>(element.what);
}

/// Boundaries of the body itself, in lists say; those of inline blocks go along with them.
bool holds_boundary(const Ast& ast, const Run& run) {
    std::vector<Span> boundaries, blocks;
    for (const Chain& chain : ast.chains) {
        for (const Element& element : chain.elements) {
            if (!inside(element.span, run.span)) continue;
            if (is_boundary(element)) boundaries.push_back(element.span);
            if (std::holds_alternative<InlineBlock>(element.what)) blocks.push_back(element.span);
        }
    }
    return std::ranges::any_of(boundaries, [&](Span boundary) {
        return std::ranges::none_of(blocks, [&](Span block) { return inside(boundary, block); });
    });
}

/// The element that holds a chain, of a list say, and the one before it: what flows into the chain comes from there.
const Element* element_before(const Ast& ast, const Chain& chain, std::size_t index) {
    if (index > 0) return &chain.elements[index - 1];
    const Chain* holder = nullptr;
    std::size_t place = 0;
    Span least;
    for (const Chain& each : ast.chains) {
        for (std::size_t i = 0; i < each.elements.size(); ++i) {
            const Element& element = each.elements[i];
            const bool passes_on = !std::holds_alternative<InlineBlock>(element.what);
            const bool nearer = !holder || inside(element.span, least);
            if (&each == &chain || !passes_on || !inside(chain.span, element.span) || !nearer) continue;
            holder = &each;
            place = i;
            least = element.span;
        }
    }
    return holder ? element_before(ast, *holder, place) : nullptr;
}

/// Whether one value leaves an element: a block has one input and one output of its own, so that several would be
/// mixed.
bool gives_one(const Asked& asked, const std::map<Span, Parts>& parts, const Exits& exits, const Element& element) {
    const auto end_gives_one = [&](ChainId chain) {
        const std::vector<Element>& elements = asked.tree().chains[chain].elements;
        return !elements.empty() && gives_one(asked, parts, exits, elements.back());
    };
    if (const auto* list = std::get_if<List>(&element.what))
        return list->items.size() == 1 && !element.repeat && end_gives_one(list->items.front());
    if (const auto* loop = std::get_if<ForSplice>(&element.what)) return end_gives_one(loop->chain);
    if (const auto* choice = std::get_if<IfSplice>(&element.what))
        return end_gives_one(choice->then) && (!choice->otherwise || end_gives_one(*choice->otherwise));
    const auto found = parts.find(element.span);
    if (found == parts.end()) return true;
    const auto single = [](const auto& table) { return [&](auto id) { return table[id].size() <= 1; }; };
    return std::ranges::all_of(found->second.nodes, single(exits.nodes)) &&
           std::ranges::all_of(found->second.groups, single(exits.groups));
}

/// Whether the cut has one way in and one way out.
bool is_one_path(const Asked& asked, const Run& run) {
    const Ast& ast = asked.tree();
    const Chain& chain = ast.chains[run.chain];
    const std::map<Span, Parts> parts = parts_by_element(asked.run().network);
    const Exits exits = find_exits(asked.run().network);
    const Element* before = element_before(ast, chain, run.first);
    return (!before || gives_one(asked, parts, exits, *before)) &&
           gives_one(asked, parts, exits, chain.elements[run.last]);
}

/// Names of instances belong to one body: none may be declared on one side of the cut and used on the other.
bool cuts_names(const Asked& asked, Span cut) {
    const Names& names = asked.analysis->names;
    for (const Occurrence& here : names.occurrences) {
        if (names.symbols[here.symbol].kind != SymbolKind::instance || !inside(here.span, cut)) continue;
        const bool outside = std::ranges::any_of(names.occurrences, [&](const Occurrence& other) {
            return other.symbol == here.symbol && !inside(other.span, cut);
        });
        if (outside) return true;
    }
    return false;
}

/// Variables of loops around the cut: the new block takes them as parameters.
std::vector<std::string> loop_variables(const Asked& asked, Span cut) {
    const Names& names = asked.analysis->names;
    std::vector<std::string> result;
    for (const Occurrence& here : names.occurrences) {
        const Symbol& symbol = names.symbols[here.symbol];
        const bool from_outside =
            symbol.kind == SymbolKind::loop && inside(here.span, cut) && !inside(symbol.span, cut);
        if (from_outside && std::ranges::find(result, symbol.name) == result.end()) result.push_back(symbol.name);
    }
    return result;
}

/// The statement of the innermost body that holds the cut.
std::optional<Span> statement_around(const Asked& asked, Span cut) {
    const Names& names = asked.analysis->names;
    const BodyScopeId scope = body_at(names, cut.source, cut.begin);
    if (!scope.valid()) return std::nullopt;
    for (const Statement& statement : asked.tree().bodies[names.bodies[scope].body].statements) {
        const auto* chain = std::get_if<ChainId>(&statement);
        if (chain && inside(cut, asked.tree().chains[*chain].span)) return asked.tree().chains[*chain].span;
    }
    return std::nullopt;
}

std::string free_name(const Asked& asked) {
    for (int number = 1;; ++number) {
        const std::string name = number == 1 ? "Extracted" : "Extracted" + std::to_string(number);
        const bool taken = std::ranges::any_of(asked.analysis->names.symbols,
                                               [&](const Symbol& symbol) { return symbol.name == name; });
        if (!taken) return name;
    }
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "(" : ", ") + name;
    return text.empty() ? text : text + ")";
}

std::string indent_of(std::string_view text, std::size_t offset) {
    const std::size_t line = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;  // npos + 1 is 0
    const std::size_t end = std::min(text.find_first_not_of(" \t", line), offset);
    return std::string(text.substr(line, end - line));
}

bool is_whole(const Ast& ast, const Run& run) {
    const std::vector<Element>& elements = ast.chains[run.chain].elements;
    return std::all_of(elements.begin() + static_cast<std::ptrdiff_t>(run.first),
                       elements.begin() + static_cast<std::ptrdiff_t>(run.last) + 1, can_stand_alone);
}

}  // namespace

std::optional<Refactoring> extract(const Asked& asked, Span selection) {
    if (selection.begin >= selection.end) return std::nullopt;
    const Ast& ast = asked.tree();
    const std::optional<Run> run = find_run(ast, trimmed(asked.source().text, selection));
    if (!run || !is_whole(ast, *run) || holds_boundary(ast, *run) || cuts_names(asked, run->span)) return std::nullopt;
    if (!is_one_path(asked, *run)) return std::nullopt;
    const std::optional<Span> statement = statement_around(asked, run->span);
    if (!statement) return std::nullopt;
    const std::string& text = asked.source().text;
    const std::string indent = indent_of(text, statement->begin);
    const std::string name = free_name(asked);
    const std::string parameters = listed(loop_variables(asked, run->span));
    // In the middle of a chain both ends are known; elsewhere the loose ends of the body say where they are.
    const bool middle = run->first > 0 && run->last + 1 < ast.chains[run->chain].elements.size();
    const std::string content = text.substr(run->span.begin, run->span.end - run->span.begin);
    std::string block = "+" + name + parameters + " {\n" + indent + "    ";
    block += (middle ? "In -> " : "") + content + (middle ? " -> Out" : "") + "\n" + indent + "}\n\n" + indent;
    const Span before{statement->source, statement->begin, statement->begin};
    return Refactoring{"extract into a block", {{block, before}, {name + parameters, run->span}}};
}

}  // namespace netfig::lsp
