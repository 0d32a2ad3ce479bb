// Sizes as a person writes them: H/2 in its brackets of rounding, products without needless parentheses.
#include "base/dim.h"
#include "base/polynomial.h"
#include "base/strings.h"

#include <algorithm>

namespace netfig {

namespace {

/// Exact text keeps `*` and the brackets of rounding; labels are lighter.
struct Style {
    bool label = false;
};

std::string text_of(const Polynomial& polynomial, Style style);

bool is_lone_factor(const Polynomial& polynomial) {
    if (constant_value(polynomial)) return true;
    return polynomial.terms.size() == 1 && polynomial.terms[0].coefficient == 1 &&
           polynomial.terms[0].factors.size() == 1;
}

std::string in_parentheses(const std::string& text, bool needed) { return needed ? "(" + text + ")" : text; }

std::string quotient_text(const Polynomial& numerator, const Polynomial& divisor, Style style) {
    const bool loose = numerator.terms.size() > 1;
    return in_parentheses(text_of(numerator, style), loose) + "/" +
           in_parentheses(text_of(divisor, style), !is_lone_factor(divisor));
}

/// ⌈n/d⌉ reads better than ⌊(n + d - 1)/d⌋.
std::string rounded_text(const Polynomial& numerator, const Polynomial& divisor, Style style) {
    const Polynomial raised = minus(numerator, minus(divisor, constant(1)));
    const bool up = constant_value(divisor) && constant_term(numerator) > 0 && constant_term(raised) == 0;
    const std::string text = quotient_text(up ? raised : numerator, divisor, style);
    if (style.label) return text;
    return up ? "⌈" + text + "⌉" : "⌊" + text + "⌋";
}

std::string atom_text(const Atom& atom, Style style) {
    switch (atom.kind) {
        case AtomKind::symbol:
            return atom.name;
        case AtomKind::floor:
            return rounded_text(atom.operands[0], atom.operands[1], style);
        case AtomKind::modulo: {
            const std::string left =
                in_parentheses(text_of(atom.operands[0], style), !is_lone_factor(atom.operands[0]));
            return left + " mod " + in_parentheses(text_of(atom.operands[1], style), !is_lone_factor(atom.operands[1]));
        }
        case AtomKind::minimum:
        case AtomKind::maximum:
            break;
    }
    std::vector<std::string> operands;
    for (const Polynomial& operand : atom.operands) operands.push_back(text_of(operand, style));
    return (atom.kind == AtomKind::minimum ? "min(" : "max(") + join(operands, ", ") + ")";
}

std::string power_text(int exponent, Style style) {
    if (exponent == 1) return "";
    if (style.label && exponent == 2) return "²";
    if (style.label && exponent == 3) return "³";
    return "^" + std::to_string(exponent);
}

std::string factor_text(const Factor& factor, bool alone, Style style) {
    const bool needs_room = !alone || factor.exponent != 1;
    const bool loose = factor.atom->kind == AtomKind::modulo || (style.label && factor.atom->kind == AtomKind::floor);
    return in_parentheses(atom_text(*factor.atom, style), loose && needs_room) + power_text(factor.exponent, style);
}

/// Without its sign.
std::string term_text(const Term& term, Style style) {
    const std::int64_t size = term.coefficient < 0 ? -term.coefficient : term.coefficient;
    if (term.factors.empty()) return std::to_string(size);
    std::vector<std::string> factors;
    for (const Factor& factor : term.factors) {
        factors.push_back(factor_text(factor, term.factors.size() == 1 && size == 1, style));
    }
    const std::string product = join(factors, style.label ? "·" : "*");
    if (size == 1) return product;
    return std::to_string(size) + (style.label ? "" : "*") + product;
}

/// Position of the only term that is one rounded quotient by a number.
std::optional<std::size_t> lone_floor(const Polynomial& polynomial) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < polynomial.terms.size(); ++i) {
        const Term& term = polynomial.terms[i];
        if (term.coefficient != 1 || term.factors.size() != 1 || term.factors[0].exponent != 1) continue;
        const Atom& atom = *term.factors[0].atom;
        if (atom.kind != AtomKind::floor || !constant_value(atom.operands[1])) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

/// True where `term` reads better inside the brackets of a quotient: H + H/2 is 3*H/2, (H + 1)/4 - 1 is (H - 3)/4.
bool belongs_inside(const Term& term, const Polynomial& numerator, std::int64_t divisor) {
    if (term.factors.empty()) {
        const std::int64_t inner = constant_term(numerator);
        return inner != 0 && inner != divisor - 1;
    }
    return term.coefficient > 0 && std::any_of(numerator.terms.begin(), numerator.terms.end(),
                                               [&](const Term& other) { return compare_monomials(term, other) == 0; });
}

/// Canonical sums have whole parts outside the brackets; for reading some go back in.
Polynomial gathered(const Polynomial& polynomial) {
    const auto at = lone_floor(polynomial);
    if (!at) return polynomial;
    const Atom& atom = *polynomial.terms[*at].factors[0].atom;
    const std::int64_t divisor = *constant_value(atom.operands[1]);
    std::vector<Term> inside;
    std::vector<Term> outside;
    for (std::size_t i = 0; i < polynomial.terms.size(); ++i) {
        if (i == *at) continue;
        const Term& term = polynomial.terms[i];
        (belongs_inside(term, atom.operands[0], divisor) ? inside : outside).push_back(term);
    }
    const Polynomial numerator =
        plus(atom.operands[0], times(Polynomial{std::move(inside), Trouble::none}, constant(divisor)));
    const Polynomial quotient = atom_of(AtomKind::floor, {numerator, atom.operands[1]});
    const Polynomial result = plus(quotient, Polynomial{std::move(outside), Trouble::none});
    return result.trouble == Trouble::none ? result : polynomial;
}

std::string text_of(const Polynomial& canonical, Style style) {
    const Polynomial polynomial = gathered(canonical);
    if (polynomial.terms.empty()) return "0";
    std::string text;
    for (const Term& term : polynomial.terms) {
        if (text.empty()) {
            text = term.coefficient < 0 ? "-" : "";
        } else {
            text += term.coefficient < 0 ? " - " : " + ";
        }
        text += term_text(term, style);
    }
    return text;
}

std::string text_of(const Dim& dim, Style style) {
    switch (dim.state()) {
        case Dim::State::unknown:
            return "?";
        case Dim::State::overflow:
            return "too large";
        case Dim::State::known:
            return std::to_string(dim.value());
        case Dim::State::symbolic:
            break;
    }
    return text_of(dim.polynomial(), style);
}

/// A size among others needs parentheses where it is a sum or ends in a word.
std::string size_text(const Dim& dim, Style style) {
    const std::string text = text_of(dim, style);
    const bool loose =
        dim.is_symbolic() && (text.find(" + ") != std::string::npos || text.find(" - ") != std::string::npos ||
                              text.find(" mod ") != std::string::npos);
    const bool closed = text.ends_with("⌉") || text.ends_with("⌋") || text.ends_with(")");
    return in_parentheses(text, loose && !(closed && gathered(dim.polynomial()).terms.size() == 1));
}

std::string text_of(const Shape& shape, Style style) {
    if (shape.is_unknown()) return "?";
    if (shape.dims->empty()) return "scalar";
    if (shape.dims->size() == 1) return text_of(shape.dims->front(), style);
    std::string text;
    for (const Dim& dim : *shape.dims) {
        if (&dim != &shape.dims->front()) text += style.label ? " × " : "x";
        if (dim.is_known()) {
            text += std::to_string(dim.value());
        } else {
            text += size_text(dim, style);
        }
    }
    return text;
}

}  // namespace

std::string to_text(const Dim& dim) { return text_of(dim, {.label = false}); }
std::string to_label(const Dim& dim) { return text_of(dim, {.label = true}); }
std::string to_text(const Shape& shape) { return text_of(shape, {.label = false}); }
std::string to_label(const Shape& shape) { return text_of(shape, {.label = true}); }

bool is_size_name(std::string_view name) {
    if (name.empty() || name[0] < 'A' || name[0] > 'Z') return false;
    return name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == name.npos;
}

}  // namespace netfig
