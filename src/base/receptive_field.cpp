#include "base/receptive_field.h"

#include <algorithm>
#include <numeric>

namespace netfig {
namespace {

using MaybeFraction = std::optional<Fraction>;  // nothing: too large for 64 bits

MaybeFraction product(const Fraction& one, const Fraction& other) {
    // Crosswise first, so that only results that are too large overflow.
    const std::int64_t left = std::gcd(one.over, other.under);
    const std::int64_t right = std::gcd(other.over, one.under);
    Fraction result;
    if (__builtin_mul_overflow(one.over / left, other.over / right, &result.over)) return std::nullopt;
    if (__builtin_mul_overflow(one.under / right, other.under / left, &result.under)) return std::nullopt;
    return result;
}

MaybeFraction sum(const Fraction& one, const Fraction& other) {
    std::int64_t left = 0, right = 0, over = 0, under = 0;
    if (__builtin_mul_overflow(one.over, other.under, &left)) return std::nullopt;
    if (__builtin_mul_overflow(other.over, one.under, &right)) return std::nullopt;
    if (__builtin_add_overflow(left, right, &over)) return std::nullopt;
    if (__builtin_mul_overflow(one.under, other.under, &under)) return std::nullopt;
    return fraction(over, under);
}

Fraction inverse(const Fraction& number) { return {number.under, number.over}; }

bool is_less(const Fraction& one, const Fraction& other) {
    __extension__ using Wide = __int128;  // wide enough for every product of two
    return static_cast<Wide>(one.over) * other.under < static_cast<Wide>(other.over) * one.under;
}

Fraction larger(const Fraction& one, const Fraction& other) { return is_less(one, other) ? other : one; }

/// How many steps between inputs the window covers: (kernel - 1) * dilation / spread, rounded down.
std::optional<std::int64_t> steps_covered(const FieldWindow& window) {
    if (!is_less({1, 1}, window.kernel)) return 0;
    const Fraction gaps{window.kernel.over - window.kernel.under, window.kernel.under};
    const auto covered = product(gaps, window.dilation);
    const auto steps = covered ? product(*covered, inverse(window.spread)) : std::nullopt;
    if (!steps) return std::nullopt;
    return steps->over / steps->under;
}

std::optional<FieldAxis> slid(const FieldAxis& axis, const FieldWindow& window) {
    const auto steps = steps_covered(window);
    if (!steps) return std::nullopt;
    MaybeFraction size = axis.size;
    if (*steps > 0) {
        const auto more = product({*steps, 1}, axis.jump);
        size = more ? sum(axis.size, *more) : std::nullopt;
    }
    const auto wider = product(axis.jump, window.stride);
    const auto jump = wider ? product(*wider, inverse(window.spread)) : std::nullopt;
    if (!size || !jump) return std::nullopt;
    return FieldAxis{*size, *jump};
}

}  // namespace

std::optional<Fraction> fraction(std::int64_t over, std::int64_t under) {
    if (over <= 0 || under <= 0) return std::nullopt;
    const std::int64_t common = std::gcd(over, under);
    return Fraction{over / common, under / common};
}

std::int64_t rounded_up(const Fraction& number) { return (number.over - 1) / number.under + 1; }

ReceptiveField join(const ReceptiveField& one, const ReceptiveField& other) {
    using enum ReceptiveField::Extent;
    if (one.extent != places || other.extent != places) return one.extent < other.extent ? other : one;
    if (one.axes.empty() || other.axes.empty()) return one.axes.empty() ? other : one;
    if (one.axes.size() != other.axes.size()) return {};
    ReceptiveField result = one;
    for (std::size_t i = 0; i < result.axes.size(); ++i) {
        result.axes[i].size = larger(one.axes[i].size, other.axes[i].size);
        result.axes[i].jump = larger(one.axes[i].jump, other.axes[i].jump);
    }
    return result;
}

ReceptiveField widened(const ReceptiveField& field, const FieldRule& rule) {
    using enum ReceptiveField::Extent;
    if (rule.reach == FieldRule::Reach::nothing || field.extent == nothing) return {nothing, {}};
    if (rule.reach == FieldRule::Reach::everything || field.extent == everything) return {everything, {}};
    if (rule.reach == FieldRule::Reach::unknown || field.extent == unknown) return {};
    if (rule.axes.empty()) return field;
    ReceptiveField result = field;
    if (result.axes.empty()) result.axes.resize(rule.axes.size());
    if (result.axes.size() != rule.axes.size()) return {};
    for (std::size_t i = 0; i < result.axes.size(); ++i) {
        const auto axis = slid(result.axes[i], rule.axes[i]);
        if (!axis) return {};
        result.axes[i] = *axis;
    }
    return result;
}

std::string to_text(const ReceptiveField& field) {
    switch (field.extent) {
        case ReceptiveField::Extent::nothing:
            return "none";
        case ReceptiveField::Extent::everything:
            return "all";
        case ReceptiveField::Extent::unknown:
            return "?";
        case ReceptiveField::Extent::places:
            break;
    }
    if (field.axes.empty()) return "1";
    std::string text;
    bool equal = true;
    for (const FieldAxis& axis : field.axes) {
        equal &= rounded_up(axis.size) == rounded_up(field.axes[0].size);
        text += (text.empty() ? "" : "x") + std::to_string(rounded_up(axis.size));
    }
    return equal ? std::to_string(rounded_up(field.axes[0].size)) : text;
}

}  // namespace netfig
