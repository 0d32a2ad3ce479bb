// Functions of lists, and questions about values of any kind.
#include "base/dim.h"
#include "base/strings.h"
#include "evaluate/arguments.h"

namespace netfig {

namespace {

constexpr std::string_view too_many = "this would have more than 100,000 items";

bool is_list_like(const Value& value) {
    return std::holds_alternative<ValueList>(value.what) || std::holds_alternative<Shape>(value.what);
}

FunctionResult copies(ArgumentReader& read, const Value& value, std::int64_t count) {
    if (count < 0) read.fail("a list cannot have " + std::to_string(count) + " items");
    const auto size = static_cast<std::int64_t>(item_count(value));
    if (count > static_cast<std::int64_t>(max_items) / size) read.fail(std::string(too_many));
    if (read.failed()) return read.result({});
    return Value{ValueList(static_cast<std::size_t>(count), value)};
}

FunctionResult each(Arguments arguments) {
    ArgumentReader read(arguments);
    const std::int64_t count = read.integer(1);
    if (!is_list_like(arguments[0])) return copies(read, arguments[0], count);
    ValueList items = read.list(0);
    if (!read.failed() && static_cast<std::int64_t>(items.size()) != count) {
        read.fail("expected one value or " + std::to_string(count) + ", found " + std::to_string(items.size()) + ": " +
                  to_text(arguments[0]));
    }
    return read.result({std::move(items)});
}

FunctionResult repeat(Arguments arguments) {
    ArgumentReader read(arguments);
    return copies(read, arguments[0], read.integer(1));
}

FunctionResult range(Arguments arguments) {
    ArgumentReader read(arguments);
    const std::int64_t first = arguments.size() > 1 ? read.integer(0) : 0;
    const std::int64_t end = arguments.size() > 1 ? read.integer(1) : read.integer(0);
    const std::int64_t step = read.integer_or(2, 1);
    if (step == 0) read.fail("a range needs a step other than 0");
    if (read.failed()) return read.result({});
    const Dim steps = ceil_divide(subtract(end, first), step);
    if (!steps.is_known() || steps.value() > static_cast<std::int64_t>(max_items)) {
        return FunctionError{DiagnosticCode::invalid_call, std::string(too_many)};
    }
    ValueList items;
    for (std::int64_t i = 0; i < steps.value(); ++i) items.push_back({Dim(first + i * step)});
    return Value{std::move(items)};
}

FunctionResult length(Arguments arguments) {
    ArgumentReader read(arguments);
    if (const auto* text = std::get_if<std::string>(&arguments[0].what)) {
        return Value{Dim(static_cast<std::int64_t>(count_code_points(*text)))};
    }
    if (const auto* list = std::get_if<ValueList>(&arguments[0].what)) {
        return Value{Dim(static_cast<std::int64_t>(list->size()))};
    }
    if (is_unknown(arguments[0])) return Value{};
    const auto count = static_cast<std::int64_t>(read.list(0).size());
    return read.result({Dim(count)});
}

/// A port that is linked to something of unknown shape is given; only a missing value is not.
FunctionResult given(Arguments arguments) { return Value{!arguments[0].is_unknown()}; }

FunctionResult text(Arguments arguments) { return Value{to_text(arguments[0])}; }

FunctionResult is_list(Arguments arguments) { return Value{is_list_like(arguments[0])}; }

FunctionResult is_string(Arguments arguments) {
    const bool word = std::holds_alternative<Word>(arguments[0].what);
    return Value{word || std::holds_alternative<std::string>(arguments[0].what)};
}

/// Unknown where algebra can't tell.
FunctionResult same(Arguments arguments) {
    if (arguments[0] == arguments[1]) return Value{true};
    const auto one = as_shape(arguments[0]);
    const auto other = as_shape(arguments[1]);
    if (!one || !other || !one->dims || !other->dims) return Value{false};
    if (one->dims->size() != other->dims->size()) return Value{false};
    bool open = false;
    for (std::size_t i = 0; i < one->dims->size(); ++i) {
        const auto equals = equal((*one->dims)[i], (*other->dims)[i]);
        if (equals == false) return Value{false};
        open |= !equals;
    }
    return open ? Value{} : Value{false};
}

constexpr Function table[] = {
    {"each", 2, 2, false, each},       {"repeat", 2, 2, false, repeat},       {"range", 1, 3, false, range},
    {"length", 1, 1, false, length},   {"given", 1, 1, true, given},          {"text", 1, 1, false, text},
    {"is_list", 1, 1, false, is_list}, {"is_string", 1, 1, false, is_string}, {"same", 2, 2, false, same},
};

}  // namespace

std::span<const Function> list_functions() { return table; }

}  // namespace netfig
