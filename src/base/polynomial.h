// The algebra behind symbolic sizes: sums of products in one canonical form, so that equal is structurally equal.
// Only dim.cpp and dim_text.cpp include this.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace netfig {

struct Polynomial;

enum class AtomKind { symbol, floor, modulo, minimum, maximum };

/// What a product is made of and algebra does not look into: a symbol, or a function of other sums.
struct Atom {
    AtomKind kind{};
    std::string name;                  // symbol only
    std::vector<Polynomial> operands;  // floor, modulo: numerator and divisor; minimum, maximum: two or more, in order
    std::size_t weight = 1;            // how many words it takes to write
};

struct Factor {
    std::shared_ptr<const Atom> atom;
    int exponent = 1;
};

/// `coefficient` is never 0; `factors` are in the order of their atoms. No factors: the constant term.
struct Term {
    std::int64_t coefficient = 0;
    std::vector<Factor> factors;
};

/// Why a sum could not be computed. It sticks to all that is computed from it.
enum class Trouble { none, overflow, too_complex };

/// Terms of falling degree, the constant last.
struct Polynomial {
    std::vector<Term> terms;
    Trouble trouble = Trouble::none;
};

Polynomial constant(std::int64_t value);
Polynomial symbol(const std::string& name);
Polynomial failed(Trouble trouble);
/// Nothing where a symbol is involved.
std::optional<std::int64_t> constant_value(const Polynomial& polynomial);
std::int64_t constant_term(const Polynomial& polynomial);

std::strong_ordering compare(const Atom& left, const Atom& right);
/// Ignores the coefficients.
std::strong_ordering compare_monomials(const Term& left, const Term& right);
std::strong_ordering compare(const Polynomial& left, const Polynomial& right);

Polynomial plus(const Polynomial& left, const Polynomial& right);
Polynomial minus(const Polynomial& left, const Polynomial& right);
Polynomial negated(const Polynomial& polynomial);
Polynomial times(const Polynomial& left, const Polynomial& right);
/// The atom as a sum of one term; too_complex where it would be too long to be of use to anybody.
Polynomial atom_of(AtomKind kind, std::vector<Polynomial> operands);
/// Sorts and merges terms that were put together in any order.
Polynomial normalized(std::vector<Term> terms);

// ---- polynomial_division.cpp ----

/// `divisor` is not the constant 0.
Polynomial floor_quotient(const Polynomial& numerator, const Polynomial& divisor);
Polynomial remainder(const Polynomial& numerator, const Polynomial& divisor);

// ---- polynomial_order.cpp ----

/// True where provable for all symbols of 1 or more; false says nothing.
bool is_positive(const Polynomial& polynomial);
bool is_non_negative(const Polynomial& polynomial);
/// True where no integers can make it 0 because of a common factor: 2*H - 7.
bool never_zero_by_divisibility(const Polynomial& polynomial);
Polynomial minimum_of(const Polynomial& left, const Polynomial& right);
Polynomial maximum_of(const Polynomial& left, const Polynomial& right);
Polynomial substitute(const Polynomial& polynomial, const std::map<std::string, Polynomial>& values);

}  // namespace netfig
