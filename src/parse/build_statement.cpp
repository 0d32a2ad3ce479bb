#include "parse/build_ast.h"

#include <algorithm>

namespace netfig {

Span AstBuilder::span(const antlr4::Token* token) const {
    return faults.span(static_cast<std::uint32_t>(token->getStartIndex()),
                       static_cast<std::uint32_t>(token->getStopIndex()));
}

Span AstBuilder::span(antlr4::ParserRuleContext* context) const {
    const Span first = span(context->start);
    if (context->stop == nullptr) return {first.source, first.begin, first.begin};
    // A rule without words stops before it starts.
    return {first.source, first.begin, std::max(first.begin, span(context->stop).end)};
}

std::string AstBuilder::text(const antlr4::Token* token) const {
    const Span place = span(token);
    return std::string(faults.text().substr(place.begin, place.end - place.begin));
}

Identifier AstBuilder::identifier(const antlr4::Token* token) const { return {text(token), span(token)}; }

Identifier AstBuilder::identifier(antlr4::ParserRuleContext* word) const {
    if (word == nullptr || word->exception != nullptr) return {};
    return identifier(word->start);
}

void AstBuilder::fault(DiagnosticCode code, Span place, std::string message) {
    faults.add(code, place, std::move(message));
}

// The run of `///` lines that ends on the line above.
std::string AstBuilder::documentation(antlr4::ParserRuleContext* definition) const {
    const std::size_t first = words[definition->start->getTokenIndex()].token;
    if (first == no_word) return {};
    const auto adjacent = [&](const Token& above, const Token& below) {
        const auto gap = faults.text().substr(above.span.end, below.span.begin - above.span.end);
        return std::ranges::count(gap, '\n') <= 1;
    };
    std::size_t begin = first;
    while (begin > 0 && ast.tokens[begin - 1].kind == TokenKind::doc_comment &&
           adjacent(ast.tokens[begin - 1], ast.tokens[begin])) {
        --begin;
    }
    std::string lines;
    for (std::size_t i = begin; i < first; ++i) {
        const Span place = ast.tokens[i].span;
        std::string_view line = faults.text().substr(place.begin + 3, place.end - place.begin - 3);
        if (line.starts_with(' ')) line.remove_prefix(1);
        line = line.substr(0, line.find_last_not_of(" \t") + 1);
        if (i > begin) lines += '\n';
        lines += line;
    }
    return lines;
}

BodyId AstBuilder::program(Grammar::ProgramContext* context) {
    return ast.bodies.add(statements(context->statement(), span(context)));
}

Body AstBuilder::statements(const std::vector<Grammar::StatementContext*>& contexts, Span place) {
    Body result;
    result.span = place;
    result.statements.reserve(contexts.size());
    for (auto* context : contexts) result.statements.push_back(statement(context));
    return result;
}

Statement AstBuilder::statement(Grammar::StatementContext* context) {
    if (auto* chain_context = context->chain()) {
        if (!chain_context->element().empty()) return chain(chain_context);
    } else if (auto* block_context = context->block()) {
        return block(block_context);
    } else if (auto* operation_context = context->operation()) {
        return operation(operation_context);
    } else if (auto* use_context = context->use()) {
        return use(use_context);
    } else if (auto* figure_context = context->figure()) {
        return figure(figure_context);
    } else if (auto* style_context = context->style()) {
        return style(style_context);
    } else if (auto* binding_context = context->binding()) {
        return binding(binding_context);
    }
    return ErrorStatement{span(context)};
}

BodyId AstBuilder::body(Grammar::BodyContext* context) {
    Body result = statements(context->statement(), span(context));
    if (context->exception != nullptr) result.statements.emplace_back(ErrorStatement{result.span});
    return ast.bodies.add(std::move(result));
}

BlockId AstBuilder::block(Grammar::BlockContext* context) {
    Block result;
    result.name = identifier(context->typeName());
    result.parameters = parameters(context->parameters());
    if (context->body() != nullptr) result.body = body(context->body());
    for (auto* each : context->looks()) {
        for (Argument& look : looks(each)) result.looks.push_back(std::move(look));
    }
    result.documentation = documentation(context);
    result.span = span(context);
    return ast.blocks.add(std::move(result));
}

std::vector<Parameter> AstBuilder::parameters(Grammar::ParametersContext* context) {
    std::vector<Parameter> result;
    if (context == nullptr) return result;
    for (std::size_t i = 0; i < context->children.size(); ++i) {
        if (is_gap(context, i))
            fault(DiagnosticCode::syntax_error, span(context), "a parameter is missing between two commas");
        auto* parameter = netfig_grammar::node_as<Grammar::ParameterContext>(context->children[i]);
        if (parameter == nullptr || parameter->word(0) == nullptr || parameter->word(0)->exception != nullptr) continue;
        Parameter& added = result.emplace_back();
        const auto names = parameter->word();
        added.name = identifier(names.front());
        for (std::size_t alias = 1; alias < names.size(); ++alias) {
            if (names[alias]->exception == nullptr) added.aliases.push_back(identifier(names[alias]));
        }
        if (parameter->expression() != nullptr) added.default_value = expression(parameter->expression());
    }
    return result;
}

Statement AstBuilder::use(Grammar::UseContext* context) {
    Use result;
    result.span = span(context);
    if (context->STRING() != nullptr) {
        const ExpressionId path = literal(context->STRING()->getSymbol());
        result.quoted = true;
        result.path = std::get<StringLiteral>(ast.expressions[path].what).text;
        result.path_span = ast.expressions[path].span;
        return result;
    }
    if (context->path() == nullptr || context->path()->exception != nullptr) return ErrorStatement{result.span};
    result.path_span = span(context->path());
    for (auto* step : context->path()->NAME()) {
        if (!result.path.empty()) result.path += '/';
        result.path += text(step->getSymbol());
    }
    return result;
}

Statement AstBuilder::figure(Grammar::FigureContext* context) {
    if (context->arguments() == nullptr) return ErrorStatement{span(context)};
    return FigureSettings{arguments(context->arguments()), span(context)};
}

Statement AstBuilder::style(Grammar::StyleContext* context) {
    if (context->arguments() == nullptr) return ErrorStatement{span(context)};
    StyleRule result;
    for (auto* selector : context->selector()) {
        if (selector->exception != nullptr) continue;
        if (selector->NAME() != nullptr) {
            result.selectors.push_back({true, identifier(selector->NAME()->getSymbol())});
        } else if (selector->typeName() != nullptr) {
            result.selectors.push_back({false, identifier(selector->typeName())});
        }
    }
    result.properties = arguments(context->arguments());
    result.span = span(context);
    return result;
}

Statement AstBuilder::binding(Grammar::BindingContext* context) {
    return Binding{identifier(context->NAME()->getSymbol()), expression(context->expression()), span(context)};
}

}  // namespace netfig
