// Functions of numbers and sizes.
#include "base/dim.h"
#include "evaluate/arguments.h"

#include <cmath>

namespace netfig {

namespace {

bool is_real(const Value& value) { return std::holds_alternative<double>(value.what) && !as_dim(value); }

/// The arguments, or the items of the only one; `made` keeps those that stand nowhere yet.
Arguments numbers_of(ArgumentReader& read, Arguments arguments, ValueList& made) {
    const bool one = arguments.size() == 1;
    const bool packed = one && !std::holds_alternative<Dim>(arguments[0].what) && !is_real(arguments[0]);
    if (!packed) return arguments;
    if (const auto* list = std::get_if<ValueList>(&arguments[0].what)) return *list;
    return made = read.list(0);
}

using CombineSizes = Dim (*)(const Dim&, const Dim&);
using CombineReals = double (*)(double, double);

/// Folds sizes exactly, and real numbers among them as reals; Unknown where a size beside a real is symbolic.
FunctionResult fold(Arguments arguments, std::optional<Dim> start, CombineSizes sizes, CombineReals reals) {
    ArgumentReader read(arguments);
    ValueList made;
    const Arguments items = numbers_of(read, arguments, made);
    std::optional<Value> result;
    if (start) result = Value{*start};
    for (const Value& item : items) {
        if (read.failed()) break;
        if (is_unknown(item)) return read.result({});
        if (!is_real(item)) read.dim(item);
        if (!result) {
            result = item;
        } else if (is_real(item) || is_real(*result)) {
            const auto one = as_number(*result);
            const auto other = as_number(item);
            if (!one || !other) return read.result({});
            result = Value{reals(*one, *other)};
        } else if (const auto one = as_dim(*result), other = as_dim(item); one && other) {
            result = Value{sizes(*one, *other)};
        }
    }
    if (!result) read.fail("there is nothing to choose from in an empty list");
    const auto* dim = result ? std::get_if<Dim>(&result->what) : nullptr;
    if (dim && dim->is_overflow()) {
        read.fail(DiagnosticCode::arithmetic_overflow, "this number is too large for 64 bits");
    }
    return read.result(result.value_or(Value{}));
}

FunctionResult product(Arguments arguments) {
    return fold(arguments, Dim(1), multiply, [](double a, double b) { return a * b; });
}
FunctionResult sum(Arguments arguments) {
    return fold(arguments, Dim(0), add, [](double a, double b) { return a + b; });
}
FunctionResult min(Arguments arguments) {
    return fold(arguments, std::nullopt, minimum, [](double a, double b) { return a < b ? a : b; });
}
FunctionResult max(Arguments arguments) {
    return fold(arguments, std::nullopt, maximum, [](double a, double b) { return a > b ? a : b; });
}

/// A real number to a whole one.
FunctionResult rounded(Arguments arguments, double (*round_it)(double)) {
    ArgumentReader read(arguments);
    if (!is_real(arguments[0])) return read.result({read.dim(0)});
    const double number = round_it(std::get<double>(arguments[0].what));
    if (const auto dim = as_dim({number})) return Value{*dim};
    return FunctionError{DiagnosticCode::arithmetic_overflow, "this number is too large"};
}

FunctionResult floor(Arguments arguments) { return rounded(arguments, std::floor); }
FunctionResult ceil(Arguments arguments) { return rounded(arguments, std::ceil); }
FunctionResult round(Arguments arguments) { return rounded(arguments, std::round); }

/// A size times a real number, rounded down. Of a symbolic size where the number is a fraction of halves: H * 1.5.
FunctionResult scaled(Arguments arguments) {
    ArgumentReader read(arguments);
    const Dim size = read.dim(0);
    const auto factor = as_number(arguments[1]);
    if (!factor) return read.result({multiply(size, read.dim(1))});
    if (const auto number = as_number(arguments[0])) {
        const Value product{*number * *factor};
        return read.failed() ? read.result({}) : rounded({&product, 1}, std::floor);
    }
    for (std::int64_t divisor = 1; divisor <= 1024; divisor *= 2) {
        const double numerator = *factor * static_cast<double>(divisor);
        if (numerator != std::floor(numerator) || std::abs(numerator) > 1e9) continue;
        return read.result({floor_divide(multiply(size, static_cast<std::int64_t>(numerator)), divisor)});
    }
    return read.result({});
}

FunctionResult abs(Arguments arguments) {
    ArgumentReader read(arguments);
    if (is_real(arguments[0])) return Value{std::fabs(std::get<double>(arguments[0].what))};
    const Dim value = read.dim(0);
    return read.result({maximum(value, subtract(0, value))});
}

FunctionResult sqrt(Arguments arguments) {
    ArgumentReader read(arguments);
    if (!is_real(arguments[0]) && read.dim(0).is_symbolic()) return Value{};
    const auto number = as_number(arguments[0]);
    if (read.failed() || !number) return read.result({});
    if (*number < 0) return FunctionError{DiagnosticCode::invalid_call, "a negative number has no square root"};
    const double root = std::sqrt(*number);
    const auto whole = as_dim({root});
    if (whole && root * root == *number) return Value{*whole};
    return Value{root};
}

FunctionResult divide(Arguments arguments, CombineSizes how) {
    ArgumentReader read(arguments);
    const Dim numerator = read.dim(0);
    const Dim divisor = read.dim(1);
    if (divisor == Dim(0)) read.fail(DiagnosticCode::division_by_zero, "division by zero");
    return read.result({how(numerator, divisor)});
}

FunctionResult floor_div(Arguments arguments) { return divide(arguments, floor_divide); }
FunctionResult ceil_div(Arguments arguments) { return divide(arguments, ceil_divide); }

constexpr Function table[] = {
    {"product", 1, any_number, false, product},
    {"sum", 1, any_number, false, sum},
    {"min", 1, any_number, false, min},
    {"max", 1, any_number, false, max},
    {"floor", 1, 1, false, floor},
    {"ceil", 1, 1, false, ceil},
    {"round", 1, 1, false, round},
    {"scaled", 2, 2, false, scaled},
    {"abs", 1, 1, false, abs},
    {"sqrt", 1, 1, false, sqrt},
    {"floor_div", 2, 2, false, floor_div},
    {"ceil_div", 2, 2, false, ceil_div},
};

}  // namespace

std::span<const Function> number_functions() { return table; }

}  // namespace netfig
