#include "base/polynomial.h"

#include <algorithm>

namespace netfig {

namespace {

// Beyond these a size is of no use to a reader, and its algebra would cost more than it tells.
constexpr std::size_t max_terms = 128;
constexpr std::size_t max_weight = 512;
constexpr int max_exponent = 64;

std::strong_ordering compare_factors(const std::vector<Factor>& left, const std::vector<Factor>& right) {
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (auto order = compare(*left[i].atom, *right[i].atom); order != 0) return order;
        if (auto order = right[i].exponent <=> left[i].exponent; order != 0) return order;
    }
    return left.size() <=> right.size();
}

int degree(const Term& term) {
    int sum = 0;
    for (const Factor& factor : term.factors) sum += factor.exponent;
    return sum;
}

std::size_t weight(const Polynomial& polynomial) {
    std::size_t sum = 0;
    for (const Term& term : polynomial.terms) {
        sum += 1;
        for (const Factor& factor : term.factors) sum += factor.atom->weight;
    }
    return sum;
}

Trouble worse(Trouble left, Trouble right) { return left == Trouble::none ? right : left; }

/// Merges two sorted lists of factors; false where an exponent grows beyond reason.
bool merge_factors(const std::vector<Factor>& left, const std::vector<Factor>& right, std::vector<Factor>& result) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < left.size() || j < right.size()) {
        const auto order = i == left.size()    ? std::strong_ordering::greater
                           : j == right.size() ? std::strong_ordering::less
                                               : compare(*left[i].atom, *right[j].atom);
        if (order < 0) {
            result.push_back(left[i++]);
        } else if (order > 0) {
            result.push_back(right[j++]);
        } else {
            result.push_back({left[i].atom, left[i].exponent + right[j].exponent});
            if (result.back().exponent > max_exponent) return false;
            ++i;
            ++j;
        }
    }
    return true;
}

Polynomial limited(Polynomial polynomial) {
    if (polynomial.terms.size() > max_terms || weight(polynomial) > max_weight) return failed(Trouble::too_complex);
    return polynomial;
}

}  // namespace

Polynomial constant(std::int64_t value) {
    Polynomial result;
    if (value != 0) result.terms.push_back({value, {}});
    return result;
}

Polynomial symbol(const std::string& name) {
    auto atom = std::make_shared<Atom>();
    atom->kind = AtomKind::symbol;
    atom->name = name;
    return {{Term{1, {Factor{std::move(atom), 1}}}}, Trouble::none};
}

Polynomial failed(Trouble trouble) { return {{}, trouble}; }

std::optional<std::int64_t> constant_value(const Polynomial& polynomial) {
    if (polynomial.trouble != Trouble::none) return std::nullopt;
    if (polynomial.terms.empty()) return 0;
    if (polynomial.terms.size() == 1 && polynomial.terms[0].factors.empty()) return polynomial.terms[0].coefficient;
    return std::nullopt;
}

std::int64_t constant_term(const Polynomial& polynomial) {
    if (polynomial.terms.empty() || !polynomial.terms.back().factors.empty()) return 0;
    return polynomial.terms.back().coefficient;
}

std::strong_ordering compare(const Atom& left, const Atom& right) {
    if (&left == &right) return std::strong_ordering::equal;
    if (auto order = left.kind <=> right.kind; order != 0) return order;
    if (const int order = left.name.compare(right.name); order != 0) return order <=> 0;
    if (auto order = left.operands.size() <=> right.operands.size(); order != 0) return order;
    for (std::size_t i = 0; i < left.operands.size(); ++i) {
        if (auto order = compare(left.operands[i], right.operands[i]); order != 0) return order;
    }
    return std::strong_ordering::equal;
}

std::strong_ordering compare_monomials(const Term& left, const Term& right) {
    if (auto order = degree(right) <=> degree(left); order != 0) return order;
    return compare_factors(left.factors, right.factors);
}

std::strong_ordering compare(const Polynomial& left, const Polynomial& right) {
    if (auto order = left.terms.size() <=> right.terms.size(); order != 0) return order;
    for (std::size_t i = 0; i < left.terms.size(); ++i) {
        if (auto order = compare_monomials(left.terms[i], right.terms[i]); order != 0) return order;
        if (auto order = left.terms[i].coefficient <=> right.terms[i].coefficient; order != 0) return order;
    }
    return std::strong_ordering::equal;
}

Polynomial normalized(std::vector<Term> terms) {
    std::stable_sort(terms.begin(), terms.end(),
                     [](const Term& left, const Term& right) { return compare_monomials(left, right) < 0; });
    Polynomial result;
    for (Term& term : terms) {
        if (result.terms.empty() || compare_monomials(result.terms.back(), term) != 0) {
            result.terms.push_back(std::move(term));
            continue;
        }
        std::int64_t& sum = result.terms.back().coefficient;
        if (__builtin_add_overflow(sum, term.coefficient, &sum)) return failed(Trouble::overflow);
    }
    std::erase_if(result.terms, [](const Term& term) { return term.coefficient == 0; });
    // The one number whose negative does not exist counts as too large, so that the rest need not think of it.
    for (const Term& term : result.terms) {
        if (term.coefficient == INT64_MIN) return failed(Trouble::overflow);
    }
    return limited(std::move(result));
}

Polynomial plus(const Polynomial& left, const Polynomial& right) {
    if (const Trouble trouble = worse(left.trouble, right.trouble); trouble != Trouble::none) return failed(trouble);
    std::vector<Term> terms = left.terms;
    terms.insert(terms.end(), right.terms.begin(), right.terms.end());
    return normalized(std::move(terms));
}

Polynomial minus(const Polynomial& left, const Polynomial& right) { return plus(left, negated(right)); }

Polynomial negated(const Polynomial& polynomial) { return times(polynomial, constant(-1)); }

Polynomial times(const Polynomial& left, const Polynomial& right) {
    if (const Trouble trouble = worse(left.trouble, right.trouble); trouble != Trouble::none) return failed(trouble);
    std::vector<Term> terms;
    for (const Term& one : left.terms) {
        for (const Term& other : right.terms) {
            Term product;
            if (__builtin_mul_overflow(one.coefficient, other.coefficient, &product.coefficient)) {
                return failed(Trouble::overflow);
            }
            if (!merge_factors(one.factors, other.factors, product.factors)) return failed(Trouble::too_complex);
            terms.push_back(std::move(product));
        }
    }
    return normalized(std::move(terms));
}

Polynomial atom_of(AtomKind kind, std::vector<Polynomial> operands) {
    auto atom = std::make_shared<Atom>();
    atom->kind = kind;
    for (const Polynomial& operand : operands) {
        if (operand.trouble != Trouble::none) return failed(operand.trouble);
        atom->weight += weight(operand);
    }
    if (atom->weight > max_weight) return failed(Trouble::too_complex);
    atom->operands = std::move(operands);
    return {{Term{1, {Factor{std::move(atom), 1}}}}, Trouble::none};
}

}  // namespace netfig
