// Which of two sums is the larger, as far as it can be proved when every symbol is 1 or more.
#include "base/polynomial.h"

#include <algorithm>
#include <numeric>

namespace netfig {

namespace {

constexpr int max_power_to_expand = 6;

std::optional<std::int64_t> lower_bound(const Polynomial& polynomial);

std::optional<std::int64_t> lower_bound_of_floor(const Atom& atom) {
    const auto numerator = lower_bound(atom.operands[0]);
    const auto divisor = constant_value(atom.operands[1]);
    if (!numerator) return std::nullopt;
    if (divisor) return *numerator >= 0 ? *numerator / *divisor : -((-*numerator + *divisor - 1) / *divisor);
    if (*numerator >= 0 && is_positive(atom.operands[1])) return 0;
    return std::nullopt;
}

std::optional<std::int64_t> lower_bound_of_choice(const Atom& atom) {
    std::optional<std::int64_t> result;
    for (const Polynomial& operand : atom.operands) {
        const auto bound = lower_bound(operand);
        if (atom.kind == AtomKind::minimum) {
            if (!bound) return std::nullopt;
            result = result ? std::min(*result, *bound) : *bound;
        } else if (bound) {
            result = result ? std::max(*result, *bound) : *bound;
        }
    }
    return result;
}

std::optional<std::int64_t> lower_bound(const Atom& atom) {
    switch (atom.kind) {
        case AtomKind::symbol:
            return 1;
        case AtomKind::floor:
            return lower_bound_of_floor(atom);
        case AtomKind::modulo:
            return is_positive(atom.operands[1]) ? std::optional<std::int64_t>(0) : std::nullopt;
        case AtomKind::minimum:
        case AtomKind::maximum:
            return lower_bound_of_choice(atom);
    }
    return std::nullopt;
}

/// Rewrites a sum of atoms as a sum of what each atom is above its lower bound.
std::optional<Polynomial> above_lower_bounds(const Polynomial& polynomial) {
    Polynomial result;
    for (const Term& term : polynomial.terms) {
        Polynomial product = constant(term.coefficient);
        for (const Factor& factor : term.factors) {
            const auto bound = lower_bound(*factor.atom);
            if (!bound || factor.exponent > max_power_to_expand) return std::nullopt;
            const Polynomial atom{{Term{1, {Factor{factor.atom, 1}}}}, Trouble::none};
            const Polynomial shifted = plus(atom, constant(*bound));
            for (int i = 0; i < factor.exponent; ++i) product = times(product, shifted);
        }
        result = plus(result, product);
    }
    if (result.trouble != Trouble::none) return std::nullopt;
    return result;
}

/// A number that the sum never falls below; nothing where none is found.
std::optional<std::int64_t> lower_bound(const Polynomial& polynomial) {
    const auto shifted = above_lower_bounds(polynomial);
    if (!shifted) return std::nullopt;
    const bool rises = std::all_of(shifted->terms.begin(), shifted->terms.end(),
                                   [](const Term& term) { return term.factors.empty() || term.coefficient > 0; });
    if (!rises) return std::nullopt;
    return constant_term(*shifted);
}

/// Position of a factor that is a quotient by a number, or the number of factors.
std::size_t find_floor(const Term& term) {
    std::size_t i = 0;
    for (; i < term.factors.size(); ++i) {
        const Factor& factor = term.factors[i];
        if (factor.atom->kind == AtomKind::floor && factor.exponent == 1 && constant_value(factor.atom->operands[1]))
            break;
    }
    return i;
}

/// Replaces rounded quotients, one a term, by the fractions that bound the sum from below, and multiplies all by the
/// divisors: positive wherever the result is. The other factors must not be negative, which the caller's bounds show.
Polynomial relaxed(const Polynomial& polynomial) {
    std::int64_t scale = 1;
    for (const Term& term : polynomial.terms) {
        const std::size_t at = find_floor(term);
        if (at == term.factors.size()) continue;
        const std::int64_t divisor = *constant_value(term.factors[at].atom->operands[1]);
        if (__builtin_mul_overflow(scale, divisor / std::gcd(scale, divisor), &scale)) return failed(Trouble::overflow);
    }
    Polynomial result;
    for (const Term& term : polynomial.terms) {
        Term rest = term;
        Polynomial replaced = constant(scale);
        if (const std::size_t at = find_floor(term); at < term.factors.size()) {
            const Atom& atom = *term.factors[at].atom;
            const std::int64_t divisor = *constant_value(atom.operands[1]);
            rest.factors.erase(rest.factors.begin() + static_cast<std::ptrdiff_t>(at));
            const Polynomial slack = constant(term.coefficient > 0 ? divisor - 1 : 0);
            replaced = times(minus(atom.operands[0], slack), constant(scale / divisor));
        }
        result = plus(result, times(replaced, Polynomial{{rest}, Trouble::none}));
    }
    return result;
}

bool factors_are_non_negative(const Polynomial& polynomial) {
    for (const Term& term : polynomial.terms) {
        for (const Factor& factor : term.factors) {
            const auto bound = lower_bound(*factor.atom);
            if (!bound || *bound < 0) return false;
        }
    }
    return true;
}

bool is_at_least(const Polynomial& polynomial, std::int64_t least) {
    if (polynomial.trouble != Trouble::none) return false;
    Polynomial current = polynomial;
    for (int round = 0; round < 4; ++round) {  // quotients may be nested
        if (const auto bound = lower_bound(current); bound && *bound >= least) return true;
        const bool has_floor = std::any_of(current.terms.begin(), current.terms.end(),
                                           [](const Term& term) { return find_floor(term) < term.factors.size(); });
        if (!has_floor || !factors_are_non_negative(current)) return false;
        current = relaxed(current);
        if (current.trouble != Trouble::none) return false;
    }
    return false;
}

/// Operands of a nested choice of the same kind, or the sum itself.
std::vector<Polynomial> choices(const Polynomial& polynomial, AtomKind kind) {
    if (polynomial.terms.size() == 1) {
        const Term& term = polynomial.terms[0];
        if (term.coefficient == 1 && term.factors.size() == 1 && term.factors[0].exponent == 1 &&
            term.factors[0].atom->kind == kind) {
            return term.factors[0].atom->operands;
        }
    }
    return {polynomial};
}

/// True where `other` can stand for `candidate` in the choice.
bool makes_needless(const Polynomial& candidate, const Polynomial& other, AtomKind kind) {
    return is_non_negative(kind == AtomKind::minimum ? minus(candidate, other) : minus(other, candidate));
}

Polynomial choice(const Polynomial& left, const Polynomial& right, AtomKind kind) {
    if (left.trouble != Trouble::none) return left;
    if (right.trouble != Trouble::none) return right;
    std::vector<Polynomial> kept = choices(left, kind);
    for (const Polynomial& candidate : choices(right, kind)) {
        const bool needless = std::any_of(
            kept.begin(), kept.end(), [&](const Polynomial& other) { return makes_needless(candidate, other, kind); });
        if (needless) continue;
        std::erase_if(kept, [&](const Polynomial& other) { return makes_needless(other, candidate, kind); });
        kept.push_back(candidate);
    }
    if (kept.size() == 1) return kept[0];
    std::sort(kept.begin(), kept.end(), [](const Polynomial& a, const Polynomial& b) { return compare(a, b) < 0; });
    return atom_of(kind, std::move(kept));
}

Polynomial substitute_atom(const std::shared_ptr<const Atom>& atom, const std::map<std::string, Polynomial>& values) {
    if (atom->kind == AtomKind::symbol) {
        const auto found = values.find(atom->name);
        return found == values.end() ? symbol(atom->name) : found->second;
    }
    Polynomial result = substitute(atom->operands[0], values);
    for (std::size_t i = 1; i < atom->operands.size(); ++i) {
        const Polynomial next = substitute(atom->operands[i], values);
        switch (atom->kind) {
            case AtomKind::symbol:
                break;
            case AtomKind::floor:
            case AtomKind::modulo:
                if (constant_value(next) == 0) return failed(Trouble::too_complex);
                result = atom->kind == AtomKind::floor ? floor_quotient(result, next) : remainder(result, next);
                break;
            case AtomKind::minimum:
                result = minimum_of(result, next);
                break;
            case AtomKind::maximum:
                result = maximum_of(result, next);
                break;
        }
    }
    return result;
}

}  // namespace

bool is_positive(const Polynomial& polynomial) { return is_at_least(polynomial, 1); }

bool is_non_negative(const Polynomial& polynomial) { return is_at_least(polynomial, 0); }

bool never_zero_by_divisibility(const Polynomial& polynomial) {
    std::int64_t common = 0;
    for (const Term& term : polynomial.terms) {
        if (!term.factors.empty()) common = std::gcd(common, term.coefficient);
    }
    return common > 1 && constant_term(polynomial) % common != 0;
}

Polynomial minimum_of(const Polynomial& left, const Polynomial& right) {
    return choice(left, right, AtomKind::minimum);
}

Polynomial maximum_of(const Polynomial& left, const Polynomial& right) {
    return choice(left, right, AtomKind::maximum);
}

Polynomial substitute(const Polynomial& polynomial, const std::map<std::string, Polynomial>& values) {
    Polynomial result;
    for (const Term& term : polynomial.terms) {
        Polynomial product = constant(term.coefficient);
        for (const Factor& factor : term.factors) {
            const Polynomial value = substitute_atom(factor.atom, values);
            for (int i = 0; i < factor.exponent; ++i) product = times(product, value);
        }
        result = plus(result, product);
    }
    return result;
}

}  // namespace netfig
