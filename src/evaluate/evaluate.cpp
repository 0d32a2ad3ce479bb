#include "evaluate/evaluate.h"

#include "base/dim.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "evaluate/arguments.h"
#include "evaluate/functions.h"
#include "evaluate/operators.h"

#include <algorithm>

namespace netfig {

namespace {

// Deeper trees come only from generated or hostile text, and would exhaust the stack.
constexpr int max_depth = 1000;

bool is_symbol_name(std::string_view name) {
    if (name.empty() || name[0] < 'A' || name[0] > 'Z') return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_unknown_size(const Value& value) {
    const auto* dim = std::get_if<Dim>(&value.what);
    return dim && dim->is_unknown();
}

std::vector<std::string> names_in_scope(const Environment& environment) {
    std::vector<std::string> names;
    for (const Environment* scope = &environment; scope; scope = scope->outer) {
        for (const auto& [name, value] : scope->bindings) names.push_back(name);
    }
    return names;
}

/// The state of one evaluation; one call operator per construct.
struct Evaluator {
    const Ast& ast;
    const Environment& environment;
    Diagnostics& diagnostics;
    Span here;  // of the expression at hand
    int depth = 0;

    Value value_of(ExpressionId id);
    const Value& look_at(ExpressionId id, Value& made);
    Value operator()(const ErrorExpression&) { return {}; }
    Value operator()(const IntegerLiteral& literal) { return {Dim(literal.value)}; }
    Value operator()(const RealLiteral& literal) { return {literal.value}; }
    Value operator()(const LengthLiteral& literal) { return {Length{literal.points}}; }
    Value operator()(const StringLiteral& literal) { return {literal.text}; }
    Value operator()(const BooleanLiteral& literal) { return {literal.value}; }
    Value operator()(const ListLiteral& literal);
    Value operator()(const ShapeLiteral& literal);
    Value operator()(const NameReference& reference);
    Value operator()(const Unary& unary);
    Value operator()(const Binary& binary);
    Value operator()(const Conditional& conditional);
    Value operator()(const Call& call);
    Value operator()(const Index& index);

    Value logical(const Binary& binary);
    bool append_sizes(const Dimension& dimension, std::vector<Dim>& sizes);
    std::optional<bool> truth_of(ExpressionId id);
    Value settled(FunctionResult result, Span span);
    Value fault(DiagnosticCode code, Span span, std::string message);
    void report_word(const Word& word, Span span);
    Span span_of(ExpressionId id) const { return ast.expressions[id].span; }
};

Value Evaluator::value_of(ExpressionId id) {
    if (!ast.expressions.contains(id)) return {};
    const Expression& expression = ast.expressions[id];
    if (depth == max_depth) {
        return fault(DiagnosticCode::nesting_too_deep, expression.span, "this expression is nested too deeply");
    }
    const Span outside = here;
    here = expression.span;
    ++depth;
    Value value = std::visit(*this, expression.what);
    --depth;
    here = outside;
    if (is_unknown_size(value)) value = Value{};
    return value;
}

/// A list that is only looked at need not be copied.
const Value& Evaluator::look_at(ExpressionId id, Value& made) {
    const auto* name = ast.expressions.contains(id) && depth < max_depth
                           ? std::get_if<NameReference>(&ast.expressions[id].what)
                           : nullptr;
    const Value* bound = name ? environment.find(name->name) : nullptr;
    if (bound && !is_unknown_size(*bound)) return *bound;
    return made = value_of(id);
}

Value Evaluator::fault(DiagnosticCode code, Span span, std::string message) {
    diagnostics.push_back({code, span, std::move(message), {}, {}, {}});
    return {};
}

void Evaluator::report_word(const Word& word, Span span) {
    const auto names = names_in_scope(environment);
    fault(DiagnosticCode::unbound_name, span, "`" + word.text + "` is not bound to a value here");
    diagnostics.back().suggestion = did_you_mean(word.text, names);
}

Value Evaluator::settled(FunctionResult result, Span span) {
    if (const auto* error = std::get_if<FunctionError>(&result)) return fault(error->code, span, error->message);
    if (auto* assuming = std::get_if<AssumingValue>(&result)) {
        for (const std::string& assumption : assuming->assumptions) {
            fault(DiagnosticCode::assumed_equal, span, assumption);
        }
        return std::move(assuming->value);
    }
    return std::get<Value>(std::move(result));
}

Value Evaluator::operator()(const ListLiteral& literal) {
    const Span span = here;
    ValueList items;
    std::size_t count = 0;
    for (const ExpressionId id : literal.items) {
        items.push_back(value_of(id));
        count += item_count(items.back());
        if (count > max_items) return fault(DiagnosticCode::invalid_operand, span, "this list has too many items");
    }
    return {std::move(items)};
}

Value Evaluator::operator()(const ShapeLiteral& literal) {
    const Span span = here;
    std::vector<Dim> sizes;
    sizes.reserve(literal.dimensions.size());
    bool rank_known = true;
    for (const Dimension& dimension : literal.dimensions) rank_known &= append_sizes(dimension, sizes);
    if (sizes.size() > max_items) return fault(DiagnosticCode::invalid_shape, span, "this shape has too many sizes");
    if (!rank_known) return {};
    return {Shape{std::move(sizes)}};
}

/// False where not even the number of sizes is known.
bool Evaluator::append_sizes(const Dimension& dimension, std::vector<Dim>& sizes) {
    Value made;
    const Value& value = look_at(dimension.size, made);
    const Span span = span_of(dimension.size);
    if (const auto* word = std::get_if<Word>(&value.what)) {
        report_word(*word, span);
    } else if (dimension.spread && !is_unknown(value)) {
        const auto* whole = std::get_if<Shape>(&value.what);
        const auto converted = whole ? std::nullopt : as_shape(value);
        const Shape* shape = whole ? whole : converted ? &*converted : nullptr;
        if (shape && shape->dims) {
            sizes.insert(sizes.end(), shape->dims->begin(), shape->dims->end());
            return true;
        }
        fault(DiagnosticCode::invalid_operand, span, "expected a shape after `*`, found " + describe(value));
    } else if (is_unknown(value)) {
        sizes.emplace_back();
    } else if (const auto dim = as_dim(value)) {
        sizes.push_back(*dim);
    } else {
        fault(DiagnosticCode::invalid_operand, span, "a size must be a whole number, found " + describe(value));
        sizes.emplace_back();
    }
    return !dimension.spread;
}

Value Evaluator::operator()(const NameReference& reference) {
    if (const Value* bound = environment.find(reference.name)) return *bound;
    if (reference.name == "scalar") return {Shape{std::vector<Dim>{}}};
    if (is_symbol_name(reference.name)) return {Dim::symbol(reference.name)};
    return {Word{reference.name}};
}

Value Evaluator::operator()(const Unary& unary) {
    const Span span = here;
    if (unary.op == UnaryOperator::logical_not) {
        const auto truth = truth_of(unary.operand);
        return truth ? Value{!*truth} : Value{};
    }
    const Value operand = value_of(unary.operand);
    if (const auto* word = std::get_if<Word>(&operand.what)) {
        report_word(*word, span_of(unary.operand));
        return {};
    }
    return settled(negate(operand), span);
}

Value Evaluator::operator()(const Binary& binary) {
    if (binary.op == BinaryOperator::logical_and || binary.op == BinaryOperator::logical_or) return logical(binary);
    const Span span = here;
    Value made_left, made_right;
    const Value& left = look_at(binary.left, made_left);
    const Value& right = look_at(binary.right, made_right);
    if (binary.op == BinaryOperator::equal) return compare_equal(left, right);
    if (binary.op == BinaryOperator::not_equal) {
        const Value same = compare_equal(left, right);
        return same.is_unknown() ? same : Value{!std::get<bool>(same.what)};
    }
    bool has_word = false;
    for (const auto& [value, id] : {std::pair(&left, binary.left), std::pair(&right, binary.right)}) {
        if (const auto* word = std::get_if<Word>(&value->what)) {
            report_word(*word, span_of(id));
            has_word = true;
        }
    }
    return has_word ? Value{} : settled(combine(binary.op, left, right), span);
}

Value Evaluator::logical(const Binary& binary) {
    const bool decides = binary.op == BinaryOperator::logical_or;  // the truth that settles the matter by itself
    const auto left = truth_of(binary.left);
    if (left == decides) return {decides};
    const auto right = truth_of(binary.right);
    if (right == decides) return {decides};
    if (!left || !right) return {};
    return {!decides};
}

std::optional<bool> Evaluator::truth_of(ExpressionId id) {
    Value made;
    const Value& value = look_at(id, made);
    if (const auto* truth = std::get_if<bool>(&value.what)) return *truth;
    if (is_unknown(value)) return std::nullopt;
    if (const auto* word = std::get_if<Word>(&value.what)) {
        report_word(*word, span_of(id));
    } else {
        fault(DiagnosticCode::invalid_operand, span_of(id), "expected true or false, found " + describe(value));
    }
    return std::nullopt;
}

Value Evaluator::operator()(const Conditional& conditional) {
    const auto truth = truth_of(conditional.condition);
    if (!truth) return {};
    return value_of(*truth ? conditional.then : conditional.otherwise);
}

Value Evaluator::operator()(const Call& call) {
    const Span span = here;
    const Function* function = find_function(call.function.text);
    if (!function) {
        fault(DiagnosticCode::unknown_function, call.function.span,
              "there is no function `" + call.function.text + "`");
        diagnostics.back().suggestion = did_you_mean(call.function.text, function_names());
        return {};
    }
    if (call.arguments.size() < function->least || call.arguments.size() > function->most) {
        return fault(DiagnosticCode::invalid_call, span, expected_arguments(*function, call.arguments.size()));
    }
    std::vector<Value> arguments;
    arguments.reserve(call.arguments.size());
    bool unknown = false;
    for (const ExpressionId id : call.arguments) {
        arguments.push_back(value_of(id));
        unknown |= is_unknown(arguments.back());
    }
    if (unknown && !function->sees_unknown) return {};
    return settled(function->call(arguments), span);
}

Value Evaluator::operator()(const Index& index) {
    const Span span = here;
    Value made_list, made_position;
    const Value& list = look_at(index.list, made_list);
    const Value& position = look_at(index.index, made_position);
    if (const auto* word = std::get_if<Word>(&list.what)) {
        report_word(*word, span_of(index.list));
        return {};
    }
    return settled(item_of(list, position), span);
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

const Value* Environment::find(std::string_view name) const {
    for (const Environment* scope = this; scope; scope = scope->outer) {
        for (auto binding = scope->bindings.rbegin(); binding != scope->bindings.rend(); ++binding) {
            if (binding->first == name) return &binding->second;
        }
    }
    return nullptr;
}

Value evaluate(const Ast& ast, ExpressionId expression, const Environment& environment, Diagnostics& diagnostics) {
    return Evaluator{ast, environment, diagnostics, {}}.value_of(expression);
}

std::optional<std::string> interpolate(std::string_view text, const Environment& environment) {
    std::string filled;
    bool in_math = false;  // braces of `$W_{q}$` are its own
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '$') in_math = !in_math;
        std::size_t end = i + 1;
        while (end < text.size() && is_name_character(text[end])) ++end;
        if (in_math || text[i] != '{' || end == i + 1 || end == text.size() || text[end] != '}') {
            filled += text[i];
            continue;
        }
        const Value* value = environment.find(text.substr(i + 1, end - i - 1));
        if (!value || is_unknown(*value)) return std::nullopt;
        filled += to_text(*value);
        i = end;
    }
    return filled;
}

}  // namespace netfig
