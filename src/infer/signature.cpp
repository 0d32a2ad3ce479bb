#include "infer/signature.h"

#include "base/dim.h"
#include "infer/field_rule.h"
#include "infer/pattern.h"

#include <algorithm>
#include <span>

namespace netfig {

namespace {

/// The state of evaluating one declaration. Its clauses run in source order, in three rounds: inputs, lets and
/// requirements; then outputs, with the lets and requirements that need them; then the formulas.
struct SignatureEvaluation {
    const SignatureQuery& query;
    SignatureScope scope;
    SignatureResult result;
    std::vector<std::size_t> bound_before{};  // per requirement, when it was first evaluated

    void run();
    void bind_arguments();
    void bind_outputs_to_unknown();
    void first_round();
    void second_round();
    void third_round();

    void match_input(const PortClause& clause, std::size_t declared);
    void match_one(const PortClause& clause, std::size_t position, SignatureScope& where);
    void give_output(const PortClause& clause, std::size_t declared);
    Shape output_shape(ExpressionId expression, Span clause);
    void let(const LetClause& clause);
    void require(const RequireClause& clause);
    void require_again(const RequireClause& clause, std::size_t already_bound);
    void formula(const FormulaClause& clause);
    void field(const FieldClause& clause);
    Dim count_of(const Value& value, const FormulaClause& clause);

    Value value_of(ExpressionId expression);
    void fail(DiagnosticCode code, std::string message, Span clause, Origin origin);
    bool failed() const { return result.fault.has_value(); }
};

void SignatureEvaluation::fail(DiagnosticCode code, std::string message, Span clause, Origin origin) {
    if (!failed()) result.fault = SignatureFault{code, std::move(message), clause, std::move(origin), {}};
}

Value SignatureEvaluation::value_of(ExpressionId expression) {
    Diagnostics diagnostics;
    Value value = evaluate(query.ast, expression, scope.environment, diagnostics);
    move_assumptions(diagnostics, result.assumptions);
    if (!diagnostics.empty()) {
        const Diagnostic& first = diagnostics[0];
        const bool overflow = first.code == DiagnosticCode::arithmetic_overflow;
        fail(overflow ? DiagnosticCode::size_overflow : first.code, first.message, first.span,
             origin_of(query.ast, expression, scope, first.span));
    }
    return value;
}

bool is_broken(const OperationDeclaration& declaration) {
    return std::any_of(declaration.clauses.begin(), declaration.clauses.end(),
                       [](const OperationClause& clause) { return std::holds_alternative<ErrorClause>(clause); });
}

void SignatureEvaluation::run() {
    result.outputs.resize(query.outputs.size());
    if (is_broken(query.declaration)) {
        result.params = result.flops = Dim();  // its fault is told already
        return;
    }
    scope.environment.bindings.reserve(query.arguments.size() + 3 * query.declaration.clauses.size());
    bind_arguments();
    bind_outputs_to_unknown();
    first_round();
    if (!failed()) second_round();
    if (failed()) {
        std::fill(result.outputs.begin(), result.outputs.end(), Shape{});
    } else {
        third_round();  // a wrong count leaves the shapes right
    }
}

void SignatureEvaluation::bind_arguments() {
    for (std::size_t i = 0; i < query.arguments.size(); ++i) {
        const BoundArgument& argument = query.arguments[i];
        if (argument.known && !argument.name.empty()) scope.bind(argument.name, argument.value, Origin{{}, {i}});
    }
    // A parameter is in scope even where resolving gave no argument for it.
    for (const Parameter& parameter : query.declaration.parameters) {
        if (!scope.environment.find(parameter.name.text)) scope.bind(parameter.name.text, {}, {});
    }
}

std::string name_of(const PortClause& clause) {
    if (clause.name) return clause.name->text;
    return clause.is_input ? "in" : "out";
}

void SignatureEvaluation::bind_outputs_to_unknown() {
    for (const OperationClause& clause : query.declaration.clauses) {
        const auto* port = std::get_if<PortClause>(&clause);
        if (port && !port->is_input && !scope.environment.find(name_of(*port))) scope.bind(name_of(*port), {}, {});
    }
}

void SignatureEvaluation::first_round() {
    std::size_t declared = 0;
    for (const OperationClause& clause : query.declaration.clauses) {
        if (const auto* port = std::get_if<PortClause>(&clause); port && port->is_input) match_input(*port, declared++);
        if (const auto* binding = std::get_if<LetClause>(&clause)) let(*binding);
        if (const auto* requirement = std::get_if<RequireClause>(&clause)) {
            bound_before.push_back(scope.environment.bindings.size());
            require(*requirement);
        }
        if (failed()) return;
    }
}

void SignatureEvaluation::second_round() {
    std::size_t declared = 0;
    std::size_t requirements = 0;
    for (const OperationClause& clause : query.declaration.clauses) {
        if (const auto* port = std::get_if<PortClause>(&clause); port && !port->is_input)
            give_output(*port, declared++);
        if (const auto* binding = std::get_if<LetClause>(&clause)) {
            const Value* value = scope.environment.find(binding->name.text);
            if (value && value->is_unknown()) let(*binding);
        }
        if (const auto* requirement = std::get_if<RequireClause>(&clause))
            require_again(*requirement, bound_before[requirements++]);
        if (failed()) return;
    }
}

void SignatureEvaluation::third_round() {
    for (const OperationClause& clause : query.declaration.clauses) {
        if (const auto* line = std::get_if<FormulaClause>(&clause)) formula(*line);
        if (const auto* window = std::get_if<FieldClause>(&clause)) field(*window);
        if (failed()) return;
    }
}

void SignatureEvaluation::match_input(const PortClause& clause, std::size_t declared) {
    ValueList shapes;
    Origin origin;
    bool linked = false;
    for (std::size_t i = 0; i < query.inputs.size() && !failed(); ++i) {
        const SignatureInput& input = query.inputs[i];
        if (input.declared != declared) continue;
        shapes.push_back({input.shape});
        origin.inputs.push_back(i);
        linked |= input.linked;
        SignatureScope own = clause.arity == PortArity::variadic ? scope : SignatureScope{};  // each by itself
        match_one(clause, i, clause.arity == PortArity::variadic ? own : scope);
    }
    if (clause.arity == PortArity::variadic) return scope.bind(name_of(clause), {std::move(shapes)}, origin);
    const bool absent = clause.arity == PortArity::optional && !linked;
    if (shapes.empty() && clause.shape) match_pattern(query.ast, *clause.shape, Shape{}, {}, scope);
    scope.bind(name_of(clause), shapes.empty() || absent ? Value{} : shapes[0], origin);
}

void SignatureEvaluation::match_one(const PortClause& clause, std::size_t position, SignatureScope& where) {
    if (!clause.shape) return;
    const Origin origin{{position}, {}};
    PatternMatch match = match_pattern(query.ast, *clause.shape, query.inputs[position].shape, origin, where);
    auto& assumptions = result.assumptions;
    assumptions.insert(assumptions.end(), match.assumptions.begin(), match.assumptions.end());
    if (!match.fault) return;
    // The port at hand goes last: it is the one that broke it.
    Origin blame = match.fault->origin;
    std::erase(blame.inputs, position);
    blame.inputs.push_back(position);
    fail(match.fault->code, match.fault->message, clause.span, std::move(blame));
    if (result.fault && result.fault->message == match.fault->message) result.fault->advice = match.fault->advice;
}

void SignatureEvaluation::let(const LetClause& clause) {
    Value value = value_of(clause.value);
    scope.bind(clause.name.text, std::move(value), origin_of(query.ast, clause.value, scope));
}

/// Only where a name in it has been bound since.
void SignatureEvaluation::require_again(const RequireClause& clause, std::size_t already_bound) {
    const std::span all(scope.environment.bindings);
    if (mentions(query.ast, clause.condition, all.subspan(already_bound))) require(clause);
}

void SignatureEvaluation::require(const RequireClause& clause) {
    const Value condition = value_of(clause.condition);
    const auto* truth = std::get_if<bool>(&condition.what);
    if (failed() || condition.is_unknown() || (truth && *truth)) return;
    Origin origin = origin_of(query.ast, clause.condition, scope);
    if (!truth) {
        const std::string message = "a requirement must be true or false, found `" + to_text(condition) + "`";
        return fail(DiagnosticCode::invalid_operand, message, clause.span, std::move(origin));
    }
    std::string message = "a requirement of the operation does not hold";
    if (clause.message) {
        const std::string text = to_text(value_of(*clause.message));
        message = interpolate(text, scope.environment).value_or(text);
    }
    fail(DiagnosticCode::requirement_failed, std::move(message), clause.span, std::move(origin));
}

/// The shape that a clause gives, checked to be one that a tensor can have.
Shape SignatureEvaluation::output_shape(ExpressionId expression, Span clause) {
    const Value value = value_of(expression);
    if (failed() || value.is_unknown()) return {};
    Origin origin = origin_of(query.ast, expression, scope);
    const auto shape = as_shape(value);
    if (!shape) {
        fail(DiagnosticCode::invalid_operand, "an output must be a shape, found `" + to_text(value) + "`", clause,
             origin);
        return {};
    }
    if (shape->is_unknown()) return {};
    for (const Dim& size : *shape->dims) {
        if (size.is_overflow()) {
            fail(DiagnosticCode::size_overflow, "gives a size that is too large for 64 bits", clause, origin);
        } else if (less(0, size) == false) {
            fail(DiagnosticCode::invalid_size, "gives " + to_text(*shape) + ", where a size is less than 1", clause,
                 origin);
        }
    }
    return *shape;
}

void SignatureEvaluation::give_output(const PortClause& clause, std::size_t declared) {
    if (!clause.shape) return;
    ValueList shapes;
    for (std::size_t i = 0; i < query.outputs.size() && !failed(); ++i) {
        if (query.outputs[i].declared != declared) continue;
        if (clause.count) scope.bind("i", {Dim(static_cast<std::int64_t>(query.outputs[i].index))}, {});
        result.outputs[i] = output_shape(*clause.shape, clause.span);
        shapes.push_back({result.outputs[i]});
    }
    if (failed()) return;
    // An output that no port stands for can still be named in the formulas.
    if (shapes.empty() && !clause.count) shapes.push_back({output_shape(*clause.shape, clause.span)});
    Value value = clause.count ? Value{std::move(shapes)} : shapes[0];
    scope.bind(name_of(clause), std::move(value), origin_of(query.ast, *clause.shape, scope));
}

/// A number without a list holds for all axes but the first, which is that of the channels.
void SignatureEvaluation::field(const FieldClause& clause) {
    std::vector<Value> window;
    Origin origin;
    for (const ExpressionId part : clause.window) {
        window.push_back(value_of(part));
        merge(origin, origin_of(query.ast, part, scope));
    }
    if (failed()) return;
    std::optional<std::size_t> axes;
    if (!query.inputs.empty() && !query.inputs[0].shape.is_unknown()) {
        const std::size_t rank = query.inputs[0].shape.dims->size();
        axes = rank > 1 ? rank - 1 : 1;
    }
    auto rule = field_rule_from(window, axes);
    if (auto* fault = std::get_if<std::string>(&rule)) {
        return fail(DiagnosticCode::invalid_operand, std::move(*fault), clause.span, std::move(origin));
    }
    result.field = std::get<FieldRule>(std::move(rule));
}

Dim SignatureEvaluation::count_of(const Value& value, const FormulaClause& clause) {
    if (value.is_unknown()) return {};
    const auto count = as_dim(value);
    if (!count) {
        fail(DiagnosticCode::invalid_operand, "a count must be a whole number, found `" + to_text(value) + "`",
             clause.span, origin_of(query.ast, clause.value, scope));
    } else if (count->is_overflow()) {
        fail(DiagnosticCode::size_overflow, "this number is too large for 64 bits", clause.span,
             origin_of(query.ast, clause.value, scope));
    }
    return count.value_or(Dim());
}

void SignatureEvaluation::formula(const FormulaClause& clause) {
    const auto* word = std::get_if<NameReference>(&query.ast.expressions[clause.value].what);
    if (clause.which == FormulaKind::kind && word) {
        result.kind = word->name;  // as written, even where a parameter has that name
        return;
    }
    const Value value = value_of(clause.value);
    if (failed()) {
        const bool overflow = result.fault->code == DiagnosticCode::size_overflow;
        const std::string what = clause.which == FormulaKind::flops ? "FLOPs" : "parameters";
        if (overflow) result.fault->message = "its number of " + what + " is too large for 64 bits";
        return;
    }
    switch (clause.which) {
        case FormulaKind::params:
            result.params = count_of(value, clause);
            break;
        case FormulaKind::flops:
            result.flops = count_of(value, clause);
            break;
        case FormulaKind::kind:
            result.kind = value.is_unknown() ? "" : to_text(value);
            break;
        case FormulaKind::label:
            if (!value.is_unknown()) result.label = interpolate(to_text(value), scope.environment).value_or("");
            break;
    }
}

}  // namespace

SignatureResult evaluate_signature(const SignatureQuery& query) {
    SignatureEvaluation evaluation{query, {}, {}};
    evaluation.run();
    if (!evaluation.failed()) return std::move(evaluation.result);
    // Once more, to know what the values at fault came from.
    SignatureEvaluation again{query, {}, {}};
    again.scope.traced = true;
    again.run();
    return std::move(again.result);
}

}  // namespace netfig
