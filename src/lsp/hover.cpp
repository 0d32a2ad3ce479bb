// What stands under the pointer: its declaration, its words, and the shapes that inference found there.
#include "base/dim.h"
#include "base/strings.h"
#include "library/library.h"
#include "lsp/context.h"
#include "lsp/describe.h"
#include "lsp/elements.h"
#include "lsp/handlers.h"
#include "lsp/vocabulary.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

constexpr std::size_t most_facts = 4;

struct Found {
    std::string markdown;
    Span span;
};

std::string facts_line(const PartFacts& facts) {
    std::string line;
    const auto shapes = [](const std::vector<std::string>& list) {
        return list.empty() ? std::string() : "`" + join(list, "`, `") + "`";
    };
    if (!facts.inputs.empty()) line += shapes(facts.inputs);
    if (!facts.outputs.empty()) line += (line.empty() ? "" : " → ") + shapes(facts.outputs);
    if (!facts.params.empty()) line += (line.empty() ? "" : " · ") + facts.params + " parameters";
    if (!facts.flops.empty()) line += (line.empty() ? "" : " · ") + facts.flops + " FLOPs";
    return line;
}

std::string facts_markdown(const Compilation& run, const Element& element) {
    const std::map<Span, Parts> parts = parts_by_element(run.network);
    const auto found = parts.find(element.span);
    if (found == parts.end()) return {};
    const std::vector<PartFacts> facts = facts_of(run, found->second);
    std::string text;
    for (std::size_t i = 0; i < facts.size() && i < most_facts; ++i) {
        const std::string line = facts_line(facts[i]);
        if (!line.empty()) text += line + "  \n";
    }
    if (facts.size() > most_facts) text += "… and " + std::to_string(facts.size() - most_facts) + " more\n";
    return text;
}

std::string with_rule(std::string text, const std::string& more) {
    if (more.empty()) return text;
    return text.empty() ? more : text + "\n---\n" + more;
}

// ---- symbols ----

std::string describe_parameter(Server& server, const Asked& asked, const Symbol& parameter) {
    std::string text = "```netfig\n" + parameter.name;
    const Symbol& owner = asked.analysis->names.symbols[parameter.type];
    if (const auto type = describe_type(server, *asked.analysis, owner)) {
        const auto found = std::ranges::find(type->parameters, parameter.name, &LibraryParameter::name);
        if (found != type->parameters.end() && !found->default_text.empty()) text += " = " + found->default_text;
    }
    text += "\n```\nparameter of `" + owner.name + "`";
    if (!parameter.aliases.empty()) text += ", also `" + join(parameter.aliases, "`, `") + "`";
    return text + "\n";
}

std::string describe_instance(Server& server, const Asked& asked, const Symbol& instance) {
    const Names& names = asked.analysis->names;
    std::string text = "```netfig\n" + instance.name;
    text += instance.type.valid() ? ":" + names.symbols[instance.type].name : "";
    text += "\n```\n";
    const Ast& ast = asked.run().program.asts[instance.ast];
    const auto place = declaring_element(ast, instance.span);
    if (place) text = with_rule(text, facts_markdown(asked.run(), element_of(ast, *place)));
    if (!instance.type.valid()) return text;
    const auto type = describe_type(server, *asked.analysis, names.symbols[instance.type]);
    return type && !type->documentation.empty() ? text + "\n" + type->documentation + "\n" : text;
}

std::string describe_type_here(Server& server, const Asked& asked, const Symbol& symbol, std::size_t offset) {
    std::string text;
    if (const auto type = describe_type(server, *asked.analysis, symbol)) text = type_markdown(*type, symbol.kind);
    const auto place = element_at(asked.tree(), offset);
    if (!place) return text;
    const Element& element = element_of(asked.tree(), *place);
    const auto* instance = std::get_if<Instance>(&element.what);
    const bool here = instance && instance->type.span.begin <= offset && offset <= instance->type.span.end;
    return here ? with_rule(text, facts_markdown(asked.run(), element)) : text;
}

std::string_view kind_words(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::value:
            return "value";
        case SymbolKind::loop:
            return "variable of a loop";
        case SymbolKind::size:
            return "symbolic size";
        case SymbolKind::style_class:
            return "style class";
        case SymbolKind::port:
            return "port";
        case SymbolKind::block:
        case SymbolKind::operation:
        case SymbolKind::boundary:
        case SymbolKind::instance:
        case SymbolKind::parameter:
            return "";
    }
    return "";
}

/// `wide = 4 * c`, as it is written.
std::string describe_word(const Asked& asked, const Symbol& symbol) {
    const Ast& ast = asked.run().program.asts[symbol.ast];
    const std::string_view text = asked.run().sources[ast.source].text;
    std::string shown = symbol.name;
    for (const Body& body : ast.bodies) {
        for (const Statement& statement : body.statements) {
            const auto* binding = std::get_if<Binding>(&statement);
            if (binding && binding->name.span == symbol.span)
                shown = text.substr(binding->span.begin, binding->span.end - binding->span.begin);
        }
    }
    return "```netfig\n" + shown + "\n```\n" + std::string(kind_words(symbol.kind)) + "\n";
}

Found hover_symbol(Server& server, const Asked& asked, const Occurrence& occurrence, std::size_t offset) {
    const Symbol& symbol = asked.analysis->names.symbols[occurrence.symbol];
    switch (symbol.kind) {
        case SymbolKind::block:
        case SymbolKind::operation:
        case SymbolKind::boundary:
            return {describe_type_here(server, asked, symbol, offset), occurrence.span};
        case SymbolKind::instance:
            return {describe_instance(server, asked, symbol), occurrence.span};
        case SymbolKind::parameter:
            return {describe_parameter(server, asked, symbol), occurrence.span};
        case SymbolKind::port:
        case SymbolKind::value:
        case SymbolKind::loop:
        case SymbolKind::size:
        case SymbolKind::style_class:
            return {describe_word(asked, symbol), occurrence.span};
    }
    return {};
}

// ---- what is no name ----

std::optional<Found> hover_arrow(const Asked& asked, std::size_t offset) {
    std::vector<std::string> shapes;
    Span span;
    for (const Link& link : asked.run().network.links) {
        const bool here =
            link.span.source == asked.analysis->source && link.span.begin <= offset && offset < link.span.end;
        const bool narrower = !span.source.valid() || link.span.end - link.span.begin <= span.end - span.begin;
        if (!here || !narrower) continue;
        if (link.span != span) shapes.clear();
        span = link.span;
        std::string shape = "`" + to_text(asked.run().shapes.ports[link.from]) + "`";
        if (std::ranges::find(shapes, shape) == shapes.end()) shapes.push_back(std::move(shape));
    }
    const bool on_arrow = std::ranges::any_of(asked.tree().chains, [&](const Chain& chain) {
        return std::ranges::any_of(chain.arrows, [&](const Arrow& arrow) { return arrow.span == span; });
    });
    if (!on_arrow || shapes.empty()) return std::nullopt;
    return Found{join(shapes, ", "), span};
}

const Token* token_at(const Ast& ast, std::size_t offset) {
    for (const Token& token : ast.tokens) {
        if (token.span.begin <= offset && offset < token.span.end) return &token;
    }
    return nullptr;
}

/// Where to look a word up first: settings, properties and looks of arrows share some.
std::vector<Vocabulary> vocabularies_at(const Asked& asked, std::size_t offset) {
    std::vector<Vocabulary> list{Vocabulary::statements, Vocabulary::settings, Vocabulary::properties,
                                 Vocabulary::annotations, Vocabulary::clauses};
    const PlaceKind place = writing_place(asked.tree(), asked.source().text, offset).kind;
    if (place == PlaceKind::property) list.insert(list.begin(), Vocabulary::properties);
    if (place == PlaceKind::annotation) list.insert(list.begin(), Vocabulary::annotations);
    if (place == PlaceKind::clause) list.insert(list.begin(), Vocabulary::clauses);
    return list;
}

/// A setting, a property, a clause or a function.
std::optional<Found> hover_word(const Asked& asked, std::size_t offset) {
    const Token* token = token_at(asked.tree(), offset);
    if (!token || (token->kind != TokenKind::name && token->kind != TokenKind::keyword)) return std::nullopt;
    const std::string_view word =
        std::string_view(asked.source().text).substr(token->span.begin, token->span.end - token->span.begin);
    const bool called = token->span.end < asked.source().text.size() && asked.source().text[token->span.end] == '(';
    if (const VocabularyWord* function = called ? find_word(Vocabulary::functions, word) : nullptr)
        return Found{"```netfig\n" + std::string(word) + "(" + std::string(function->values) + ")\n```\n" +
                         std::string(function->meaning),
                     token->span};
    for (const Vocabulary vocabulary : vocabularies_at(asked, token->span.begin)) {
        const VocabularyWord* known = find_word(vocabulary, word);
        if (known) return Found{"**" + std::string(word) + "**: " + std::string(known->meaning), token->span};
    }
    return std::nullopt;
}

/// The blocks that a used file brings in.
std::optional<Found> hover_use(const Asked& asked, std::size_t offset) {
    for (const Statement& statement : asked.tree().bodies[asked.tree().root].statements) {
        const auto* use = std::get_if<Use>(&statement);
        if (!use || offset < use->path_span.begin || offset > use->path_span.end) continue;
        const Ast* file = used_file(asked, *use);
        if (!file) return std::nullopt;
        const std::string_view text = asked.run().sources[file->source].text;
        std::string shown;
        for (const Statement& each : file->bodies[file->root].statements) {
            const auto* block = std::get_if<BlockId>(&each);
            if (!block) continue;
            const LibraryType type = describe(*file, file->blocks[*block], text);
            shown +=
                "- `" + signature_of(type) + "`" + (type.documentation.empty() ? "" : ": " + type.documentation) + "\n";
        }
        return Found{shown.empty() ? "no blocks" : shown, use->path_span};
    }
    return std::nullopt;
}

/// `theme = "paper"`, in a text that is the name of a shipped theme.
std::optional<Found> hover_theme(const Asked& asked, std::size_t offset) {
    const Token* token = token_at(asked.tree(), offset);
    if (!token || token->kind != TokenKind::string) return std::nullopt;
    const std::string& text = asked.source().text;
    const std::string_view before = trim(std::string_view(text).substr(0, token->span.begin));
    if (!before.ends_with('=') || !trim(before.substr(0, before.size() - 1)).ends_with("theme")) return std::nullopt;
    const std::string name = text.substr(token->span.begin + 1, token->span.end - token->span.begin - 2);
    for (const LibraryTheme& theme : library_themes()) {
        if (theme.name == name) return Found{"**" + name + "**: " + std::string(theme.summary), token->span};
    }
    return std::nullopt;
}

std::optional<Found> find_hover(Server& server, const Asked& asked, std::size_t offset) {
    const Occurrence* occurrence = occurrence_at(asked.analysis->names, asked.analysis->source, offset);
    if (occurrence) return hover_symbol(server, asked, *occurrence, offset);
    if (auto use = hover_use(asked, offset)) return use;
    if (auto theme = hover_theme(asked, offset)) return theme;
    const Token* token = token_at(asked.tree(), offset);
    const bool word = token && token->kind == TokenKind::name;  // `dashed`, say, in an arrow's annotation
    if (auto known = word ? hover_word(asked, offset) : std::nullopt) return known;
    if (auto arrow = hover_arrow(asked, offset)) return arrow;
    return hover_word(asked, offset);
}

}  // namespace

Outcome hover(Server& server, const Json& params) {
    auto asked = asked_document(server, params, Phase::infer);
    if (!asked) return Json();
    const auto found = find_hover(server, *asked, asked_offset(*asked, params));
    if (!found || found->markdown.empty()) return Json();
    return Json{{"contents", {{"kind", "markdown"}, {"value", found->markdown}}},
                {"range", range_json(asked->map(), found->span)}};
}

}  // namespace netfig::lsp
