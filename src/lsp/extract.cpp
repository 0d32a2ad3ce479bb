#include "lsp/refactor.h"

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

/// The elements that a selection covers, if it cuts through none.
std::optional<Run> covered_run(const Ast& ast, ChainId id, Span selection) {
    std::optional<Run> run;
    const Chain& chain = ast.chains[id];
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

bool can_stand_alone(const Element& element) {
    const auto* instance = std::get_if<Instance>(&element.what);
    if (instance) {
        const std::string& type = instance->type.text;
        return type != "In" && type != "Out" && type != "Input" && type != "Output";
    }
    return std::holds_alternative<InlineBlock>(element.what) || std::holds_alternative<List>(element.what) ||
           std::holds_alternative<ForSplice>(element.what) || std::holds_alternative<IfSplice>(element.what);
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
    const std::optional<Run> run = find_run(ast, selection);
    if (!run || !is_whole(ast, *run) || cuts_names(asked, run->span)) return std::nullopt;
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
