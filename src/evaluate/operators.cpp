#include "evaluate/operators.h"

#include "base/dim.h"
#include "evaluate/arguments.h"

#include <cmath>

namespace netfig {

namespace {

FunctionError error(DiagnosticCode code, std::string message) { return {code, std::move(message)}; }

bool is_overflow(const Value& value) {
    const auto* dim = std::get_if<Dim>(&value.what);
    return dim && dim->is_overflow();
}

/// A result that has just become too large is a fault; it was not one before.
FunctionResult checked(Dim dim) {
    if (dim.is_overflow()) return error(DiagnosticCode::arithmetic_overflow, "this number is too large for 64 bits");
    return tidied({std::move(dim)});
}

FunctionResult checked(double number) {
    if (!std::isfinite(number)) return error(DiagnosticCode::arithmetic_overflow, "this number is too large");
    return Value{number};
}

const FunctionError division_by_zero{DiagnosticCode::division_by_zero, "division by zero"};

FunctionResult divided(const Dim& left, const Dim& right) {
    if (!left.is_known() || !right.is_known()) return checked(floor_divide(left, right));
    if (modulo(left, right) == Dim(0)) return checked(floor_divide(left, right));
    return checked(static_cast<double>(left.value()) / static_cast<double>(right.value()));
}

Value truth(std::optional<bool> known) { return known ? Value{*known} : Value{}; }

Value negated(std::optional<bool> known) { return known ? Value{!*known} : Value{}; }

FunctionResult combine_sizes(BinaryOperator op, const Dim& left, const Dim& right) {
    const bool divides = op == BinaryOperator::divide || op == BinaryOperator::modulo;
    if (divides && right == Dim(0)) return division_by_zero;
    switch (op) {
        case BinaryOperator::add:
            return checked(add(left, right));
        case BinaryOperator::subtract:
            return checked(subtract(left, right));
        case BinaryOperator::multiply:
            return checked(multiply(left, right));
        case BinaryOperator::divide:
            return divided(left, right);
        case BinaryOperator::modulo:
            return checked(modulo(left, right));
        case BinaryOperator::less:
            return truth(less(left, right));
        case BinaryOperator::less_equal:
            return negated(less(right, left));
        case BinaryOperator::greater:
            return truth(less(right, left));
        case BinaryOperator::greater_equal:
            return negated(less(left, right));
        case BinaryOperator::equal:
        case BinaryOperator::not_equal:
        case BinaryOperator::logical_and:
        case BinaryOperator::logical_or:
            break;
    }
    return Value{};
}

FunctionResult combine_numbers(BinaryOperator op, double left, double right) {
    const bool divides = op == BinaryOperator::divide || op == BinaryOperator::modulo;
    if (divides && right == 0) return division_by_zero;
    switch (op) {
        case BinaryOperator::add:
            return checked(left + right);
        case BinaryOperator::subtract:
            return checked(left - right);
        case BinaryOperator::multiply:
            return checked(left * right);
        case BinaryOperator::divide:
            return checked(left / right);
        case BinaryOperator::modulo:
            return checked(left - std::floor(left / right) * right);
        case BinaryOperator::less:
            return Value{left < right};
        case BinaryOperator::less_equal:
            return Value{left <= right};
        case BinaryOperator::greater:
            return Value{left > right};
        case BinaryOperator::greater_equal:
            return Value{left >= right};
        case BinaryOperator::equal:
        case BinaryOperator::not_equal:
        case BinaryOperator::logical_and:
        case BinaryOperator::logical_or:
            break;
    }
    return Value{};
}

/// Lengths among themselves, and a length times or divided by a number; nothing where it makes no sense.
std::optional<FunctionResult> combine_lengths(BinaryOperator op, const Value& left, const Value& right) {
    const auto* one = std::get_if<Length>(&left.what);
    const auto* other = std::get_if<Length>(&right.what);
    const auto in_points = [](const FunctionResult& result) -> FunctionResult {
        const auto* value = std::get_if<Value>(&result);
        const auto* points = value ? std::get_if<double>(&value->what) : nullptr;
        return points ? FunctionResult{Value{Length{*points}}} : result;
    };
    if (one && other) {
        if (op == BinaryOperator::multiply) return std::nullopt;
        const FunctionResult result = combine_numbers(op, one->points, other->points);
        return op == BinaryOperator::divide ? result : in_points(result);
    }
    const bool scales = op == BinaryOperator::multiply || (op == BinaryOperator::divide && one);
    const auto number = as_number(one ? right : left);
    if (!scales || !number) return std::nullopt;
    return in_points(one ? combine_numbers(op, one->points, *number) : combine_numbers(op, *number, other->points));
}

/// `+` of two texts or two lists.
std::optional<FunctionResult> joined(const Value& left, const Value& right) {
    if (item_count(left) + item_count(right) > max_items) {
        return error(DiagnosticCode::invalid_operand, "this value has too many items");
    }
    const auto* text = std::get_if<std::string>(&left.what);
    const auto* other_text = std::get_if<std::string>(&right.what);
    if (text && other_text) return Value{*text + *other_text};
    const auto* list = std::get_if<ValueList>(&left.what);
    const auto* other_list = std::get_if<ValueList>(&right.what);
    if (!list || !other_list) return std::nullopt;
    ValueList all = *list;
    all.insert(all.end(), other_list->begin(), other_list->end());
    return Value{std::move(all)};
}

std::string_view symbol_of(BinaryOperator op) {
    switch (op) {
        case BinaryOperator::add:
            return "+";
        case BinaryOperator::subtract:
            return "-";
        case BinaryOperator::multiply:
            return "*";
        case BinaryOperator::divide:
            return "/";
        case BinaryOperator::modulo:
            return "%";
        case BinaryOperator::equal:
            return "==";
        case BinaryOperator::not_equal:
            return "!=";
        case BinaryOperator::less:
            return "<";
        case BinaryOperator::less_equal:
            return "<=";
        case BinaryOperator::greater:
            return ">";
        case BinaryOperator::greater_equal:
            return ">=";
        case BinaryOperator::logical_and:
            return "and";
        case BinaryOperator::logical_or:
            return "or";
    }
    return "";
}

std::optional<bool> equal_shapes(const Shape& left, const Shape& right) {
    if (left.is_unknown() || right.is_unknown()) return std::nullopt;
    if (left.dims->size() != right.dims->size()) return false;
    std::optional<bool> all = true;
    for (std::size_t i = 0; i < left.dims->size(); ++i) {
        const auto one = equal((*left.dims)[i], (*right.dims)[i]);
        if (one == false) return false;
        if (!one) all = std::nullopt;
    }
    return all;
}

std::optional<bool> equal_values(const Value& left, const Value& right);

std::optional<bool> equal_lists(const ValueList& left, const ValueList& right) {
    if (left.size() != right.size()) return false;
    std::optional<bool> all = true;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto one = equal_values(left[i], right[i]);
        if (one == false) return false;
        if (!one) all = std::nullopt;
    }
    return all;
}

const std::string* text_of(const Value& value) {
    if (const auto* word = std::get_if<Word>(&value.what)) return &word->text;
    return std::get_if<std::string>(&value.what);
}

std::optional<bool> equal_values(const Value& left, const Value& right) {
    if (is_unknown(left) || is_unknown(right)) return std::nullopt;
    if (text_of(left) && text_of(right)) return *text_of(left) == *text_of(right);
    if (const auto one = as_dim(left), other = as_dim(right); one && other) return equal(*one, *other);
    if (const auto one = as_number(left), other = as_number(right); one && other) return *one == *other;
    const auto* list = std::get_if<ValueList>(&left.what);
    const auto* other_list = std::get_if<ValueList>(&right.what);
    if (list && other_list) return equal_lists(*list, *other_list);
    const bool has_shape = std::holds_alternative<Shape>(left.what) || std::holds_alternative<Shape>(right.what);
    if (const auto one = as_shape(left), other = as_shape(right); has_shape && one && other) {
        return equal_shapes(*one, *other);
    }
    return left == right;
}

}  // namespace

FunctionResult negate(const Value& operand) {
    if (is_unknown(operand) || is_overflow(operand)) return Value{};
    if (const auto dim = as_dim(operand)) return checked(subtract(0, *dim));
    if (const auto number = as_number(operand)) return Value{-*number};
    if (const auto* length = std::get_if<Length>(&operand.what)) return Value{Length{-length->points}};
    return error(DiagnosticCode::invalid_operand, "`-` needs a number, found " + describe(operand));
}

FunctionResult combine(BinaryOperator op, const Value& left, const Value& right) {
    if (is_unknown(left) || is_unknown(right) || is_overflow(left) || is_overflow(right)) return Value{};
    if (const auto one = as_dim(left), other = as_dim(right); one && other) return combine_sizes(op, *one, *other);
    if (const auto one = as_number(left), other = as_number(right); one && other) {
        return combine_numbers(op, *one, *other);
    }
    if (std::holds_alternative<Length>(left.what) || std::holds_alternative<Length>(right.what)) {
        if (const auto result = combine_lengths(op, left, right)) return *result;
    } else if (op == BinaryOperator::add) {
        if (const auto result = joined(left, right)) return *result;
    } else if (as_number(left).has_value() != as_number(right).has_value()) {
        // A symbolic size beside a real number has no exact value.
        const Value& size = as_number(left) ? right : left;
        if (as_dim(size)) return Value{};
    }
    return error(DiagnosticCode::invalid_operand,
                 "`" + std::string(symbol_of(op)) + "` does not work on " + describe(left) + " and " + describe(right));
}

Value compare_equal(const Value& left, const Value& right) { return truth(equal_values(left, right)); }

FunctionResult item_of(const Value& list, const Value& position) {
    if (is_unknown(list) || is_unknown(position)) return Value{};
    ArgumentReader read({&list, 1});
    const auto* whole = std::get_if<ValueList>(&list.what);
    const ValueList made = whole ? ValueList{} : read.list(0);
    const ValueList& items = whole ? *whole : made;
    const std::int64_t wanted = read.integer(position);
    if (read.failed()) return read.result({});
    const auto count = static_cast<std::int64_t>(items.size());
    if (wanted < -count || wanted >= count) {
        return error(DiagnosticCode::index_out_of_range, "there is no item " + std::to_string(wanted) + " among " +
                                                             std::to_string(count) + (count == 1 ? " item" : " items"));
    }
    return items[static_cast<std::size_t>(wanted < 0 ? wanted + count : wanted)];
}

}  // namespace netfig
