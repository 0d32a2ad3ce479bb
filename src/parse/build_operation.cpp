#include "parse/build_ast.h"

namespace netfig {

namespace {

/// Words that recovery passed over belong to no clause: something was meant to stand there.
bool has_gaps(Grammar::OperationBodyContext* body) {
    std::size_t next = body->getStart()->getTokenIndex() + 1;
    for (auto* clause : body->clause()) {
        if (clause->getStart()->getTokenIndex() > next) return true;
        if (clause->getStop() == nullptr) return true;
        next = clause->getStop()->getTokenIndex() + 1;
    }
    return body->RBRACE() != nullptr && body->RBRACE()->getSymbol()->getTokenIndex() > next;
}

}  // namespace

OperationDeclarationId AstBuilder::operation(Grammar::OperationContext* context) {
    OperationDeclaration result;
    result.name = identifier(context->typeName());
    result.parameters = parameters(context->parameters());
    if (context->aliases() != nullptr) {
        for (auto* alias : context->aliases()->typeName()) {
            if (alias->exception == nullptr) result.aliases.push_back(identifier(alias));
        }
    }
    if (auto* body = context->operationBody()) {
        for (auto* each : body->clause()) result.clauses.push_back(clause(each));
        if (body->exception != nullptr || has_gaps(body)) result.clauses.emplace_back(ErrorClause{span(body)});
    } else {
        result.clauses.emplace_back(ErrorClause{span(context)});
    }
    result.documentation = documentation(context);
    result.span = span(context);
    return ast.operations.add(std::move(result));
}

OperationClause AstBuilder::clause(Grammar::ClauseContext* context) {
    if (context->exception != nullptr) return ErrorClause{span(context)};
    if (auto* in = context->inClause()) return in_clause(in);
    if (auto* out = context->outClause()) return out_clause(out);
    if (auto* require = context->requireClause()) return require_clause(require);
    if (auto* let = context->letClause()) return let_clause(let);
    if (auto* field = context->fieldClause()) return field_clause(field);
    if (auto* formula = context->formulaClause()) return formula_clause(formula);
    return ErrorClause{span(context)};
}

// What stands before the colon: `mask`, or `pieces[n]` for outputs.
bool AstBuilder::name_port(PortClause& port, ExpressionId written, Span place) {
    const Expression& before = ast.expressions[written];
    if (const auto* name = std::get_if<NameReference>(&before.what)) {
        port.name = Identifier{name->name, before.span};
        return true;
    }
    const auto* index = std::get_if<Index>(&before.what);
    const auto* name = index == nullptr ? nullptr : std::get_if<NameReference>(&ast.expressions[index->list].what);
    if (name == nullptr || port.is_input) {
        fault(DiagnosticCode::invalid_clause, place, "expected the name of a port before `:`");
        return false;
    }
    port.name = Identifier{name->name, ast.expressions[index->list].span};
    port.count = index->index;
    return true;
}

OperationClause AstBuilder::in_clause(Grammar::InClauseContext* context) {
    PortClause port;
    port.span = span(context);
    auto* mark = context->portMark();
    if (mark == nullptr) {
        if (context->expression(0) != nullptr) port.shape = expression(context->expression(0));
        return port;
    }
    if (!name_port(port, expression(context->expression(0)), span(context->expression(0)))) {
        return ErrorClause{port.span};
    }
    if (mark->OPTIONAL() != nullptr) port.arity = PortArity::optional;
    if (mark->ELLIPSIS() != nullptr) port.arity = PortArity::variadic;
    if (context->expression(1) != nullptr) port.shape = expression(context->expression(1));
    return port;
}

OperationClause AstBuilder::out_clause(Grammar::OutClauseContext* context) {
    PortClause port;
    port.is_input = false;
    port.span = span(context);
    const ExpressionId first = expression(context->expression(0));
    if (context->COLON() == nullptr) {
        port.shape = first;
        return port;
    }
    if (!name_port(port, first, span(context->expression(0)))) return ErrorClause{port.span};
    port.shape = expression(context->expression(1));
    return port;
}

OperationClause AstBuilder::require_clause(Grammar::RequireClauseContext* context) {
    RequireClause result;
    result.condition = expression(context->expression(0));
    if (context->expression(1) != nullptr) result.message = expression(context->expression(1));
    result.span = span(context);
    return result;
}

OperationClause AstBuilder::let_clause(Grammar::LetClauseContext* context) {
    return LetClause{identifier(context->NAME()->getSymbol()), expression(context->expression()), span(context)};
}

OperationClause AstBuilder::field_clause(Grammar::FieldClauseContext* context) {
    constexpr std::size_t most = 4;
    FieldClause result;
    result.span = span(context);
    if (context->expression().size() > most) {
        fault(DiagnosticCode::invalid_clause, span(context->expression(most)),
              "`field` takes a kernel, a stride, a dilation and a spread, and no more");
    }
    for (auto* each : context->expression()) {
        if (result.window.size() < most) result.window.push_back(expression(each));
    }
    return result;
}

OperationClause AstBuilder::formula_clause(Grammar::FormulaClauseContext* context) {
    FormulaClause result;
    result.which = context->PARAMS() != nullptr  ? FormulaKind::params
                   : context->FLOPS() != nullptr ? FormulaKind::flops
                   : context->LABEL() != nullptr ? FormulaKind::label
                                                 : FormulaKind::kind;
    result.value = expression(context->expression());
    result.span = span(context);
    return result;
}

}  // namespace netfig
