// Expressions of elements, looks and arrows to values.
#include "base/strings.h"
#include "resolve/expansion.h"

#include <algorithm>
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
    if (!argument.value) return property;
    property.value = charge_value(state, evaluate_at(state, ast, *argument.value, environment), argument.span);
    return property;
}

/// How much a value holds; counting ends soon after `enough`.
std::size_t items_of(const Value& value, std::size_t enough) {
    constexpr std::size_t bytes_an_item = 32;
    if (const auto* text = std::get_if<std::string>(&value.what)) return 1 + text->size() / bytes_an_item;
    if (const auto* shape = std::get_if<Shape>(&value.what)) return 1 + (shape->is_unknown() ? 0 : shape->dims->size());
    const auto* list = std::get_if<ValueList>(&value.what);
    std::size_t items = 1;
    for (std::size_t i = 0; list && i < list->size() && items <= enough; ++i) items += items_of((*list)[i], enough);
    return items;
}

template <class Accepts>
bool names_some(const Ast& ast, Span span, Accepts accepts) {
    return std::any_of(ast.expressions.begin(), ast.expressions.end(), [&](const Expression& part) {
        const auto* name = std::get_if<NameReference>(&part.what);
        return name && part.span.begin >= span.begin && part.span.end <= span.end && accepts(name->name);
    });
}

/// True where a fault was reported within an expression, or where it names a value that a fault made unknown.
bool is_faulty(State& state, std::size_t ast, ExpressionId expression) {
    // Copies ask again and again; the answer changes only with what was reported since.
    auto& [asked_at, answer] = state.faulty_expressions[{ast, expression}];
    const std::size_t now = 1 + state.diagnostics.size() + state.faulty_values.size();
    if (std::exchange(asked_at, now) == now) return answer;
    const Ast& tree = state.program.asts[ast];
    const Span span = tree.expressions[expression].span;
    const auto is_faulty_name = [&](const std::string& name) { return state.faulty_values.contains(name); };
    answer = has_fault_within(state, span);
    if (!answer && !state.faulty_values.empty()) answer = names_some(tree, span, is_faulty_name);
    return answer;
}

void report_not_given(State& state) {
    std::vector<std::string> names;
    std::vector<std::string> flags;
    for (const std::string& name : state.not_given) {
        names.push_back("`" + name + "`");
        flags.push_back("-D " + name + "=…");
    }
    const std::string type =
        state.stack.empty() ? "it" : "`" + state.scopes.declarations[state.stack.front()].name + "`";
    report(state, {.code = DiagnosticCode::unbound_name,
                   .span = state.drawn_alone,
                   .message = type + " can't be drawn alone without " + join(names, ", ") +
                              ": what it is made of depends on " + (names.size() == 1 ? "it" : "them"),
                   .suggestion = "give " + std::string(names.size() == 1 ? "it" : "them") + " with `" +
                                 join(flags, " ") + "`, or give defaults in the definition"});
}

}  // namespace

void note_value(State& state, std::size_t ast, const std::string& name, const Value& value, ExpressionId written) {
    if (value.is_unknown() && has_errors(state.diagnostics) && is_faulty(state, ast, written)) {
        state.faulty_values.insert(name);
    }
}

bool is_excused(State& state, std::size_t ast, ExpressionId expression) {
    if (state.sketch || is_faulty(state, ast, expression)) return true;
    if (state.not_given.empty()) return false;
    report_not_given(state);
    state.sketch = true;  // what is missing now is nobody else's fault
    return true;
}

void blame_instance(const State& state, const Place& place, ExpressionId unknown, Diagnostic& diagnostic) {
    const Ast& ast = ast_of(state, place.frame);
    const Span span = ast.expressions[unknown].span;
    for (const Frame* frame = &place.frame; frame && frame->ast == place.frame.ast; frame = frame->outer) {
        for (const std::string& missing : frame->not_given) {
            if (!names_some(ast, span, [&](const std::string& name) { return name == missing; })) continue;
            const std::string type = state.network.groups[frame->group].type;
            diagnostic.message = "`" + type + "` is used without its argument `" + missing + "`: " + diagnostic.message;
            diagnostic.span = frame->instance;
            diagnostic.notes.push_back({"it is needed here", span});
            diagnostic.suggestion = "write `" + type + "(…, " + missing + " = …)`, or give the parameter a default";
            return;
        }
    }
}

Value charge_value(State& state, Value value, Span span) {
    const std::size_t items = items_of(value, max_value_items);
    if (items > max_value_items) {
        report_exhausted(state, span,
                         "the value of this argument has more than " + format_grouped(max_value_items) + " items");
        return {};
    }
    state.argument_items += items > 1 ? items : 0;
    if (state.argument_items <= max_argument_items) return value;
    report_exhausted(
        state, span,
        "the arguments of all operations together have more than " + format_grouped(max_argument_items) + " items");
    return {};
}

Value evaluate_at(State& state, std::size_t ast, ExpressionId expression, const Environment& environment) {
    Diagnostics found;
    Value value = evaluate(state.program.asts[ast], expression, environment, found);
    for (Diagnostic& diagnostic : found) {
        if (diagnostic.code == DiagnosticCode::assumed_equal) diagnostic.message.insert(0, "this is right only if ");
        report(state, std::move(diagnostic));
    }
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
