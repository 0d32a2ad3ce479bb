#include "base/dim.h"

#include "base/polynomial.h"

#include <utility>

namespace netfig {

namespace {

Polynomial polynomial_of(const Dim& dim) { return dim.is_known() ? constant(dim.value()) : dim.polynomial(); }

Dim dim_of(Polynomial polynomial) {
    switch (polynomial.trouble) {
        case Trouble::overflow:
            return Dim::overflow();
        case Trouble::too_complex:
            return {};
        case Trouble::none:
            break;
    }
    if (const auto number = constant_value(polynomial)) return *number;
    return Dim::from(std::make_shared<const Polynomial>(std::move(polynomial)));
}

bool both_known(const Dim& left, const Dim& right) { return left.is_known() && right.is_known(); }

/// What an operation gives without looking at its operands, if anything.
std::optional<Dim> absorbed(const Dim& left, const Dim& right) {
    if (left.is_overflow() || right.is_overflow()) return Dim::overflow();
    if (left.is_unknown() || right.is_unknown()) return Dim();
    return std::nullopt;
}

bool is_zero(const Dim& dim) { return dim.is_known() && dim.value() == 0; }

std::int64_t floor_of(std::int64_t numerator, std::int64_t divisor) {
    const std::int64_t quotient = numerator / divisor;
    return numerator % divisor != 0 && (numerator < 0) != (divisor < 0) ? quotient - 1 : quotient;
}

using Combine = Polynomial (*)(const Polynomial&, const Polynomial&);

Dim symbolic(const Dim& left, const Dim& right, Combine combine) {
    return dim_of(combine(polynomial_of(left), polynomial_of(right)));
}

}  // namespace

Dim Dim::symbol(const std::string& name) { return from(std::make_shared<const Polynomial>(netfig::symbol(name))); }

Dim Dim::overflow() {
    Dim result;
    result.state_ = State::overflow;
    return result;
}

Dim Dim::from(std::shared_ptr<const Polynomial> polynomial) {
    Dim result;
    result.state_ = State::symbolic;
    result.polynomial_ = std::move(polynomial);
    return result;
}

bool operator==(const Dim& left, const Dim& right) {
    if (left.state_ != right.state_) return false;
    switch (left.state_) {
        case Dim::State::unknown:
        case Dim::State::overflow:
            return true;
        case Dim::State::known:
            return left.value_ == right.value_;
        case Dim::State::symbolic:
            return compare(*left.polynomial_, *right.polynomial_) == 0;
    }
    return false;
}

Dim add(const Dim& left, const Dim& right) {
    if (auto result = absorbed(left, right)) return *result;
    if (!both_known(left, right)) return symbolic(left, right, plus);
    std::int64_t sum = 0;
    return __builtin_add_overflow(left.value(), right.value(), &sum) ? Dim::overflow() : Dim(sum);
}

Dim subtract(const Dim& left, const Dim& right) {
    if (auto result = absorbed(left, right)) return *result;
    if (!both_known(left, right)) return symbolic(left, right, minus);
    std::int64_t difference = 0;
    return __builtin_sub_overflow(left.value(), right.value(), &difference) ? Dim::overflow() : Dim(difference);
}

Dim multiply(const Dim& left, const Dim& right) {
    if (auto result = absorbed(left, right)) return *result;
    if (!both_known(left, right)) return symbolic(left, right, times);
    std::int64_t product = 0;
    return __builtin_mul_overflow(left.value(), right.value(), &product) ? Dim::overflow() : Dim(product);
}

Dim floor_divide(const Dim& left, const Dim& right) {
    if (auto result = absorbed(left, right)) return *result;
    if (is_zero(right)) return {};
    if (!both_known(left, right)) return symbolic(left, right, floor_quotient);
    if (right.value() == -1) return subtract(0, left);  // the one quotient that can overflow
    return floor_of(left.value(), right.value());
}

Dim ceil_divide(const Dim& left, const Dim& right) {
    if (right.is_known() && right.value() < 0) return ceil_divide(subtract(0, left), subtract(0, right));
    if (both_known(left, right) && right.value() != 0) {
        return add(floor_divide(left, right), left.value() % right.value() != 0 ? 1 : 0);
    }
    return floor_divide(add(left, subtract(right, 1)), right);
}

Dim modulo(const Dim& left, const Dim& right) {
    if (auto result = absorbed(left, right)) return *result;
    if (is_zero(right)) return {};
    if (!both_known(left, right)) return symbolic(left, right, remainder);
    if (right.value() == -1) return 0;
    return left.value() - floor_of(left.value(), right.value()) * right.value();
}

Dim minimum(const Dim& left, const Dim& right) {
    if (auto result = absorbed(left, right)) return *result;
    if (!both_known(left, right)) return symbolic(left, right, minimum_of);
    return std::min(left.value(), right.value());
}

Dim maximum(const Dim& left, const Dim& right) {
    if (auto result = absorbed(left, right)) return *result;
    if (!both_known(left, right)) return symbolic(left, right, maximum_of);
    return std::max(left.value(), right.value());
}

Dim substitute(const Dim& dim, const std::map<std::string, Dim>& sizes) {
    if (!dim.is_symbolic()) return dim;
    std::map<std::string, Polynomial> values;
    for (const auto& [name, size] : sizes) {
        if (size.is_known() || size.is_symbolic()) values.emplace(name, polynomial_of(size));
    }
    return dim_of(substitute(dim.polynomial(), values));
}

std::optional<bool> equal(const Dim& left, const Dim& right) {
    if (absorbed(left, right)) return std::nullopt;
    if (both_known(left, right)) return left.value() == right.value();
    const Polynomial difference = minus(polynomial_of(left), polynomial_of(right));
    if (const auto number = constant_value(difference)) return *number == 0;
    if (difference.trouble != Trouble::none) return std::nullopt;
    if (is_positive(difference) || is_positive(negated(difference))) return false;
    if (never_zero_by_divisibility(difference)) return false;
    return std::nullopt;
}

std::optional<bool> less(const Dim& left, const Dim& right) {
    if (absorbed(left, right)) return std::nullopt;
    if (both_known(left, right)) return left.value() < right.value();
    const Polynomial difference = minus(polynomial_of(right), polynomial_of(left));
    if (is_positive(difference)) return true;
    if (is_non_negative(negated(difference))) return false;
    return std::nullopt;
}

}  // namespace netfig
