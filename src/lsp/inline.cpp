#include "lsp/elements.h"
#include "lsp/refactor.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

struct Inlining {
    const Asked& asked;
    const Instance& instance;
    const Element& element;
    const Symbol& type;
    std::map<SymbolId, std::string> values;  // of each parameter, as text
    bool possible = true;

    const Ast& home() const { return asked.run().program.asts[type.ast]; }
    const Block& block() const { return home().blocks[type.block]; }
    std::string_view text_of(const Ast& ast) const { return asked.run().sources[ast.source].text; }
};

bool inside(Span inner, Span outer) {
    return inner.source == outer.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

std::string slice(std::string_view text, Span span) {
    return std::string(text.substr(span.begin, span.end - span.begin));
}

/// Whether an expression keeps its meaning wherever its text is put.
bool is_tight(const Expression& expression) {
    return std::holds_alternative<IntegerLiteral>(expression.what) ||
           std::holds_alternative<RealLiteral>(expression.what) ||
           std::holds_alternative<LengthLiteral>(expression.what) ||
           std::holds_alternative<StringLiteral>(expression.what) ||
           std::holds_alternative<BooleanLiteral>(expression.what) ||
           std::holds_alternative<ListLiteral>(expression.what) ||
           std::holds_alternative<NameReference>(expression.what) ||
           std::holds_alternative<netfig::Call>(expression.what);
}

bool is_word(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// `{c}` in a text: a name stays in braces, a number stands without them, nothing else can be put there.
void put_into_text(Inlining& inlining, std::string& out, const std::string& value, std::string_view rest,
                   std::size_t& at) {
    if (!is_word(value)) {
        inlining.possible = false;
        return;
    }
    const bool number = value[0] >= '0' && value[0] <= '9';
    if (!number) {
        out += value;
        return;
    }
    if (out.ends_with('{') && rest.starts_with('}')) {
        out.pop_back();
        ++at;
    }
    out += value;
}

/// A piece of the definition with its parameters replaced.
std::string substituted(Inlining& inlining, Span span) {
    const std::string_view text = inlining.text_of(inlining.home());
    std::string out;
    std::size_t at = span.begin;
    for (const Occurrence& occurrence : inlining.asked.analysis->names.occurrences) {
        const auto value = inlining.values.find(occurrence.symbol);
        if (value == inlining.values.end() || !inside(occurrence.span, span) || occurrence.span.begin < at) continue;
        out += text.substr(at, occurrence.span.begin - at);
        at = occurrence.span.end;
        const bool in_text = out.ends_with('{') && text.substr(at).starts_with('}');
        if (in_text)
            put_into_text(inlining, out, value->second, text.substr(at), at);
        else
            out += value->second;
    }
    return out + std::string(text.substr(at, span.end - at));
}

void add_value(Inlining& inlining, SymbolId parameter, const Ast& ast, ExpressionId id, std::string text) {
    if (!is_tight(ast.expressions[id])) text = "(" + text + ")";
    inlining.values[parameter] = std::move(text);
}

/// The argument of each parameter: the one given by name or by position, else the default.
void bind_parameters(Inlining& inlining) {
    const Names& names = inlining.asked.analysis->names;
    const Ast& here = inlining.asked.tree();
    std::size_t position = 0;
    for (const Argument& argument : inlining.instance.arguments) {
        SymbolId parameter;
        if (argument.name) {
            const Occurrence* named = occurrence_at(names, here.source, argument.name->span.begin);
            if (named) parameter = named->symbol;
        } else if (position < inlining.type.parameters.size()) {
            parameter = inlining.type.parameters[position++];
        }
        if (!parameter.valid() || !argument.value) return void(inlining.possible = false);
        add_value(inlining, parameter, here, *argument.value,
                  slice(inlining.text_of(here), here.expressions[*argument.value].span));
    }
    const std::vector<Parameter>& declared = inlining.block().parameters;
    for (std::size_t i = 0; i < declared.size() && i < inlining.type.parameters.size(); ++i) {
        if (inlining.values.contains(inlining.type.parameters[i])) continue;
        if (!declared[i].default_value) return void(inlining.possible = false);
        const Span written = inlining.home().expressions[*declared[i].default_value].span;
        add_value(inlining, inlining.type.parameters[i], inlining.home(), *declared[i].default_value,
                  substituted(inlining, written));
    }
}

/// A name in the body that is declared outside of it must mean the same where the body goes.
bool means_the_same(const Inlining& inlining, SymbolId id, Span body) {
    const Names& names = inlining.asked.analysis->names;
    const Symbol& symbol = names.symbols[id];
    const bool own = inside(symbol.span, body) || inlining.values.contains(id);
    const BodyScopeId here = body_at(names, inlining.asked.analysis->source, inlining.element.span.begin);
    if (own) return true;
    switch (symbol.kind) {
        case SymbolKind::block:
        case SymbolKind::operation: {
            const SymbolId found = find_definition(names, here, symbol.name);
            return found == id || (!found.valid() && !names.symbols[id].block.valid());
        }
        case SymbolKind::value:
        case SymbolKind::parameter:
        case SymbolKind::loop:
            return find_value(names, here, symbol.name) == id || symbol.type.valid();
        case SymbolKind::boundary:
        case SymbolKind::port:
        case SymbolKind::size:
        case SymbolKind::style_class:
        case SymbolKind::instance:
            return true;
    }
    return false;
}

bool keeps_its_meaning(const Inlining& inlining, Span body) {
    const Names& names = inlining.asked.analysis->names;
    return std::ranges::all_of(names.occurrences, [&](const Occurrence& each) {
        return !inside(each.span, body) || means_the_same(inlining, each.symbol, body);
    });
}

/// The end of `Type(…)`, before any shape, count and looks.
std::uint32_t end_of_instance(const Inlining& inlining) {
    const std::string_view text = inlining.text_of(inlining.asked.tree());
    if (!inlining.instance.has_arguments) return inlining.instance.type.span.end;
    std::size_t depth = 0;
    for (const Token& token : inlining.asked.tree().tokens) {
        if (token.span.begin < inlining.instance.type.span.end) continue;
        const std::string_view word = text.substr(token.span.begin, token.span.end - token.span.begin);
        if (word == "(" || word == "[" || word == "{") ++depth;
        if ((word == ")" || word == "]" || word == "}") && --depth == 0) return token.span.end;
    }
    return inlining.element.span.end;
}

/// The looks of the definition, before those of the instance, which win.
std::vector<Fix> looks_edits(Inlining& inlining) {
    std::string looks;
    for (const Argument& look : inlining.block().looks)
        looks += (looks.empty() ? "" : ", ") + substituted(inlining, look.span);
    if (looks.empty()) return {};
    if (inlining.element.looks.empty()) {
        const std::uint32_t end = inlining.element.span.end;
        return {{" @(" + looks + ")", {inlining.element.span.source, end, end}}};
    }
    const Span first = inlining.element.looks.front().span;
    return {{looks + ", ", {first.source, first.begin, first.begin}}};
}

}  // namespace

std::optional<Refactoring> put_inline(const Asked& asked, Span place) {
    const Names& names = asked.analysis->names;
    const Occurrence* occurrence = occurrence_at(names, asked.analysis->source, place.begin);
    const auto found = element_at(asked.tree(), place.begin);
    if (!occurrence || !found) return std::nullopt;
    const Element& element = element_of(asked.tree(), *found);
    const auto* instance = std::get_if<Instance>(&element.what);
    const Symbol& type = names.symbols[occurrence->symbol];
    if (!instance || instance->type.span != occurrence->span || !type.block.valid()) return std::nullopt;
    Inlining inlining{asked, *instance, element, type, {}};
    const Block& block = inlining.block();
    if (!block.body) return std::nullopt;
    const Span body = inlining.home().bodies[*block.body].span;
    bind_parameters(inlining);
    if (!inlining.possible || !keeps_its_meaning(inlining, body)) return std::nullopt;
    const Span whole{element.span.source, instance->type.span.begin, end_of_instance(inlining)};
    Refactoring result{"put the block in its place", {{substituted(inlining, body), whole}}};
    for (Fix& edit : looks_edits(inlining)) result.edits.push_back(std::move(edit));
    if (!inlining.possible) return std::nullopt;
    return result;
}

}  // namespace netfig::lsp
