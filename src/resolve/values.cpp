// Expressions of elements, looks and arrows to values.
#include "resolve/expansion.h"

#include <utility>

namespace netfig::resolving {
namespace {

bool is_flag(const Ast& ast, const Argument& argument) {
    return !argument.name && argument.value &&
           std::holds_alternative<NameReference>(ast.expressions[*argument.value].what);
}

bool is_upper_case(std::string_view name) { return !name.empty() && name.front() >= 'A' && name.front() <= 'Z'; }

/// A lone name on an arrow is a flag, unless it is a size: `-[T]->`, or a parameter.
bool is_arrow_flag(const Ast& ast, const Argument& argument, const Environment& environment) {
    if (!is_flag(ast, argument)) return false;
    const std::string& name = std::get<NameReference>(ast.expressions[*argument.value].what).name;
    if (is_upper_case(name)) return false;
    const Value* bound = environment.find(name);
    return !bound || std::holds_alternative<bool>(bound->what);
}

Property evaluate_property(State& state, std::size_t ast, const Argument& argument, const Environment& environment) {
    Property property{.span = argument.span};
    if (argument.name) property.name = argument.name->text;
    if (argument.value) property.value = evaluate_at(state, ast, *argument.value, environment);
    return property;
}

}  // namespace

Value evaluate_at(State& state, std::size_t ast, ExpressionId expression, const Environment& environment) {
    Diagnostics found;
    Value value = evaluate(state.program.asts[ast], expression, environment, found);
    for (Diagnostic& diagnostic : found) report(state, std::move(diagnostic));
    return value;
}

Properties evaluate_properties(State& state, std::size_t ast, const std::vector<Argument>& arguments,
                               const Environment& environment) {
    const Ast& tree = state.program.asts[ast];
    Properties result;
    for (const Argument& argument : arguments) {
        if (is_flag(tree, argument)) {
            const auto& flag = std::get<NameReference>(tree.expressions[*argument.value].what);
            result.push_back({flag.name, {true}, argument.span});
        } else {
            result.push_back(evaluate_property(state, ast, argument, environment));
        }
    }
    return result;
}

void report_unbound(State& state, const Word& word, Span span, const std::string& what) {
    report(state, {.code = DiagnosticCode::unbound_name,
                   .span = span,
                   .message = "`" + word.text + "` is bound to no value, but " + what + " is needed here"});
}

std::optional<Shape> evaluate_shape(State& state, const Place& place, ExpressionId expression) {
    const Span span = ast_of(state, place.frame).expressions[expression].span;
    const Value value = evaluate_at(state, place.frame.ast, expression, place.environment);
    if (value.is_unknown()) return std::nullopt;
    if (std::optional<Shape> shape = as_shape(value)) return shape;
    if (const Word* word = std::get_if<Word>(&value.what)) {
        report_unbound(state, *word, span, "a shape");
    } else {
        report(state, {.code = DiagnosticCode::invalid_operand,
                       .span = span,
                       .message = "a shape is needed here, not `" + to_text(value) + "`"});
    }
    return std::nullopt;
}

AnnotationId evaluate_annotation(State& state, const Place& place, const Arrow& arrow) {
    if (arrow.annotation.empty()) return {};
    const Ast& ast = ast_of(state, place.frame);
    Annotation annotation;
    for (const Argument& argument : arrow.annotation) {
        if (is_arrow_flag(ast, argument, place.environment)) {
            const std::string& flag = std::get<NameReference>(ast.expressions[*argument.value].what).name;
            if (flag == "feedback") {
                annotation.feedback = true;
            } else {
                annotation.looks.push_back({flag, {true}, argument.span});
            }
            continue;
        }
        Property property = evaluate_property(state, place.frame.ast, argument, place.environment);
        const auto* text = std::get_if<std::string>(&property.value.what);
        const auto* on = std::get_if<bool>(&property.value.what);
        if (text && (property.name.empty() || property.name == "label")) {
            annotation.label = *text;
        } else if (property.name == "feedback" && on) {
            annotation.feedback = *on;
        } else if (property.name.empty()) {
            annotation.stated_shape = evaluate_shape(state, place, *argument.value);
        } else {
            annotation.looks.push_back(std::move(property));
        }
    }
    return state.annotations.add(std::move(annotation));
}

}  // namespace netfig::resolving
