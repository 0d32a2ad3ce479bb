// Division with rounding. Whatever divides exactly leaves the brackets, so that the same size is always written the
// same way: (H - 1)/2 + 1 is (H + 1)/2, both rounded down.
#include "base/polynomial.h"

#include <algorithm>
#include <numeric>

namespace netfig {

namespace {

std::int64_t floor_of(std::int64_t numerator, std::int64_t divisor) {
    const std::int64_t quotient = numerator / divisor;
    return numerator % divisor != 0 && (numerator < 0) != (divisor < 0) ? quotient - 1 : quotient;
}

struct Split {
    Polynomial quotient;
    Polynomial rest;
};

/// numerator = divisor * quotient + rest, all coefficients of the rest in [0, divisor).
Split split_by_number(const Polynomial& numerator, std::int64_t divisor) {
    Split result;
    for (const Term& term : numerator.terms) {
        const std::int64_t quotient = floor_of(term.coefficient, divisor);
        const std::int64_t rest = term.coefficient - quotient * divisor;
        if (quotient != 0) result.quotient.terms.push_back({quotient, term.factors});
        if (rest != 0) result.rest.terms.push_back({rest, term.factors});
    }
    return result;
}

/// The common divisor of `start` and all coefficients except the constant one.
std::int64_t common_divisor(const Polynomial& polynomial, std::int64_t start) {
    for (const Term& term : polynomial.terms) {
        if (!term.factors.empty()) start = std::gcd(start, term.coefficient);
    }
    return start;
}

Polynomial divided_by_number(const Polynomial& polynomial, std::int64_t divisor) {
    return split_by_number(polynomial, divisor).quotient;
}

/// The atom of a term that is one function of this kind with a number as divisor, alone, taken once.
const Atom* lone_atom(const Term& term, AtomKind kind) {
    if (term.coefficient != 1 || term.factors.size() != 1 || term.factors[0].exponent != 1) return nullptr;
    const Atom& atom = *term.factors[0].atom;
    if (atom.kind != kind || !constant_value(atom.operands[1])) return nullptr;
    return &atom;
}

/// Where exactly one term is a rounded quotient n/a, rounding can be put off: (n/a + rest)/b is (n + a*rest)/(a*b).
std::optional<Polynomial> without_nested_floor(const Polynomial& numerator, std::int64_t divisor) {
    const Atom* inner = nullptr;
    for (const Term& term : numerator.terms) {
        const Atom* found = lone_atom(term, AtomKind::floor);
        if (found && inner) return std::nullopt;
        if (found) inner = found;
    }
    if (!inner) return std::nullopt;
    const std::int64_t inner_divisor = *constant_value(inner->operands[1]);
    std::int64_t both = 0;
    if (__builtin_mul_overflow(divisor, inner_divisor, &both)) return std::nullopt;
    const Polynomial rest = minus(numerator, atom_of(AtomKind::floor, inner->operands));
    const Polynomial lifted = plus(inner->operands[0], times(rest, constant(inner_divisor)));
    if (lifted.trouble != Trouble::none) return std::nullopt;
    return floor_quotient(lifted, constant(both));
}

Polynomial floor_by_number(const Polynomial& numerator, std::int64_t divisor) {
    if (divisor < 0) return floor_by_number(negated(numerator), -divisor);
    auto [quotient, rest] = split_by_number(numerator, divisor);
    if (constant_value(rest)) return quotient;  // less than one divisor is left
    const std::int64_t common = common_divisor(rest, divisor);
    rest = divided_by_number(rest, common);
    divisor /= common;
    if (divisor == 1) return plus(quotient, rest);
    if (auto flat = without_nested_floor(rest, divisor)) return plus(quotient, *flat);
    if (is_non_negative(rest) && is_positive(minus(constant(divisor), rest))) return quotient;
    return plus(quotient, atom_of(AtomKind::floor, {rest, constant(divisor)}));
}

/// term / divisor where that is exact; both have their factors in order.
std::optional<Term> exact_quotient(const Term& term, const Term& divisor) {
    if (term.coefficient % divisor.coefficient != 0) return std::nullopt;
    Term result{term.coefficient / divisor.coefficient, {}};
    std::size_t next = 0;
    for (const Factor& factor : term.factors) {
        if (next < divisor.factors.size() && compare(*factor.atom, *divisor.factors[next].atom) == 0) {
            const int exponent = factor.exponent - divisor.factors[next++].exponent;
            if (exponent < 0) return std::nullopt;
            if (exponent > 0) result.factors.push_back({factor.atom, exponent});
        } else {
            result.factors.push_back(factor);
        }
    }
    if (next < divisor.factors.size()) return std::nullopt;
    return result;
}

/// Long division by the leading term. Ends because each step removes a term and adds only smaller ones; bounded anyway.
Split split(const Polynomial& numerator, const Polynomial& divisor) {
    Split result;
    Polynomial left = numerator;
    for (int step = 0; step < 256 && left.trouble == Trouble::none && !left.terms.empty(); ++step) {
        const auto quotient = exact_quotient(left.terms[0], divisor.terms[0]);
        const Polynomial moved{{quotient ? *quotient : left.terms[0]}, Trouble::none};
        Polynomial& target = quotient ? result.quotient : result.rest;
        target = plus(target, moved);
        left = minus(left, quotient ? times(moved, divisor) : moved);
    }
    result.rest = plus(result.rest, left);
    return result;
}

/// The largest single term that divides every term of both.
Term common_term(const Polynomial& one, const Polynomial& other) {
    Term common = one.terms[0];
    common.coefficient = 0;
    for (const Polynomial* polynomial : {&one, &other}) {
        for (const Term& term : polynomial->terms) {
            common.coefficient = std::gcd(common.coefficient, term.coefficient);
            for (Factor& factor : common.factors) {
                const auto same = std::find_if(term.factors.begin(), term.factors.end(), [&](const Factor& candidate) {
                    return compare(*candidate.atom, *factor.atom) == 0;
                });
                factor.exponent = same == term.factors.end() ? 0 : std::min(factor.exponent, same->exponent);
            }
            std::erase_if(common.factors, [](const Factor& factor) { return factor.exponent == 0; });
        }
    }
    return common;
}

Polynomial floor_by_symbols(const Polynomial& numerator, const Polynomial& divisor) {
    if (is_non_negative(numerator) && is_positive(minus(divisor, numerator))) return {};
    auto [quotient, rest] = split(numerator, divisor);
    if (rest.trouble != Trouble::none) return failed(rest.trouble);
    if (rest.terms.empty()) return quotient;
    if (is_non_negative(rest) && is_positive(minus(divisor, rest))) return quotient;
    const Polynomial common{{common_term(rest, divisor)}, Trouble::none};
    const Polynomial smaller = split(divisor, common).quotient;
    rest = split(rest, common).quotient;
    if (constant_value(smaller)) return plus(quotient, floor_quotient(rest, smaller));
    return plus(quotient, atom_of(AtomKind::floor, {rest, smaller}));
}

/// (x mod a) mod d is x mod d where d divides a.
Polynomial without_nested_modulo(const Polynomial& numerator, std::int64_t divisor) {
    Polynomial result;
    for (const Term& term : numerator.terms) {
        const Atom* inner = lone_atom(term, AtomKind::modulo);
        const bool opens = inner && *constant_value(inner->operands[1]) % divisor == 0;
        result = plus(result, opens ? inner->operands[0] : Polynomial{{term}, Trouble::none});
    }
    return result;
}

Polynomial remainder_by_number(const Polynomial& numerator, std::int64_t divisor) {
    Polynomial rest = split_by_number(without_nested_modulo(numerator, divisor), divisor).rest;
    if (constant_value(rest)) return rest;
    const std::int64_t common = common_divisor(rest, divisor);
    const std::int64_t left_over = constant_term(rest) % common;
    rest = divided_by_number(rest, common);
    if (divisor == common) return constant(left_over);
    if (is_non_negative(rest) && is_positive(minus(constant(divisor / common), rest))) {
        return plus(times(rest, constant(common)), constant(left_over));
    }
    const Polynomial atom = atom_of(AtomKind::modulo, {rest, constant(divisor / common)});
    return plus(times(atom, constant(common)), constant(left_over));
}

}  // namespace

Polynomial floor_quotient(const Polynomial& numerator, const Polynomial& divisor) {
    if (numerator.trouble != Trouble::none) return numerator;
    if (divisor.trouble != Trouble::none) return divisor;
    if (const auto number = constant_value(divisor)) return floor_by_number(numerator, *number);
    return floor_by_symbols(numerator, divisor);
}

Polynomial remainder(const Polynomial& numerator, const Polynomial& divisor) {
    if (numerator.trouble != Trouble::none) return numerator;
    if (divisor.trouble != Trouble::none) return divisor;
    const auto number = constant_value(divisor);
    if (number && *number > 0) return remainder_by_number(numerator, *number);
    const Polynomial rest = number ? numerator : split(numerator, divisor).rest;
    if (rest.trouble != Trouble::none || rest.terms.empty()) return rest;
    if (is_non_negative(rest) && is_positive(minus(divisor, rest))) return rest;
    return atom_of(AtomKind::modulo, {rest, divisor});
}

}  // namespace netfig
