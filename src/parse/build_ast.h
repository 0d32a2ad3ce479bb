// ANTLR's tree to ours: one function per grammar rule. Any child may be missing where the text was broken; then the
// function gives an error node, and the fault has been reported already.
#pragma once

#include "NetfigParser.h"
#include "parse/words.h"

#include <optional>
#include <string>
#include <vector>

namespace netfig {

using Grammar = netfig_grammar::NetfigParser;

/// The state of one build, shared by build_statement, build_operation, build_chain and build_expression.
struct AstBuilder {
    Ast& ast;
    const Words& words;
    FaultList& faults;
    std::vector<std::uint16_t> depths{};  // of each expression
    bool too_deep_reported = false;

    // places and words
    Span span(antlr4::ParserRuleContext* context) const;
    Span span(const antlr4::Token* token) const;
    std::string text(const antlr4::Token* token) const;
    Identifier identifier(const antlr4::Token* token) const;
    Identifier identifier(antlr4::ParserRuleContext* word) const;
    std::string documentation(antlr4::ParserRuleContext* definition) const;
    void fault(DiagnosticCode code, Span place, std::string message);

    // statements
    BodyId program(Grammar::ProgramContext* context);
    Body statements(const std::vector<Grammar::StatementContext*>& contexts, Span place);
    Statement statement(Grammar::StatementContext* context);
    BodyId body(Grammar::BodyContext* context);
    BlockId block(Grammar::BlockContext* context);
    std::vector<Parameter> parameters(Grammar::ParametersContext* context);
    Statement use(Grammar::UseContext* context);
    Statement figure(Grammar::FigureContext* context);
    Statement style(Grammar::StyleContext* context);
    Statement binding(Grammar::BindingContext* context);

    // operations
    OperationDeclarationId operation(Grammar::OperationContext* context);
    OperationClause clause(Grammar::ClauseContext* context);
    OperationClause in_clause(Grammar::InClauseContext* context);
    OperationClause out_clause(Grammar::OutClauseContext* context);
    OperationClause require_clause(Grammar::RequireClauseContext* context);
    OperationClause let_clause(Grammar::LetClauseContext* context);
    OperationClause field_clause(Grammar::FieldClauseContext* context);
    OperationClause formula_clause(Grammar::FormulaClauseContext* context);
    bool name_port(PortClause& port, ExpressionId written, Span place);

    // chains
    ChainId chain(Grammar::ChainContext* context);
    ChainId single(Element element);
    Element element(Grammar::ElementContext* context);
    Element core(Grammar::CoreContext* context);
    Instance instance(Grammar::InstanceContext* context);
    Element named(Grammar::NamedContext* context);
    List list(Grammar::ListContext* context);
    Element for_splice(Grammar::ForSpliceContext* context);
    Element if_splice(Grammar::IfSpliceContext* context);
    ChainId branch(Grammar::BranchContext* context);
    Arrow arrow(Grammar::ArrowContext* context);
    ExpressionId count(Grammar::CountContext* context);
    std::vector<Argument> arguments(Grammar::ArgumentsContext* context);
    std::vector<Argument> looks(Grammar::LooksContext* context);
    std::vector<Argument> argument_list(antlr4::ParserRuleContext* context);
    Argument argument(Grammar::ArgumentContext* context);
    bool is_gap(antlr4::ParserRuleContext* list, std::size_t child);

    // expressions
    ExpressionId add(decltype(Expression::what) what, Span place, std::uint16_t depth = 1);
    ExpressionId error(Span place) { return add(ErrorExpression{}, place); }
    ExpressionId expression(Grammar::ExpressionContext* context);
    ExpressionId operands(Grammar::ExpressionContext* context);
    ExpressionId stated_shape(Grammar::StatedShapeContext* context);
    ExpressionId primary(Grammar::PrimaryContext* context);
    ExpressionId literal(const antlr4::Token* token);
    ExpressionId integer(std::string_view digits, Span place);
    ExpressionId size(std::string_view word, Span place);
    ExpressionId shape_word(const antlr4::Token* token);
    ExpressionId name_or_call(Grammar::PrimaryContext* context);
    ExpressionId group(Grammar::GroupContext* context);
    ExpressionId list_literal(Grammar::ListLiteralContext* context);
    std::vector<ExpressionId> items(antlr4::ParserRuleContext* context);
    std::uint16_t deeper(std::initializer_list<ExpressionId> parts) const;
};

}  // namespace netfig
