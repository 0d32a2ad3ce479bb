#include "infer/field_rule.h"

#include "evaluate/evaluate.h"

#include <cmath>

namespace netfig {
namespace {

/// Reading one clause: the first fault counts.
struct FieldReading {
    std::optional<std::size_t> axes;
    std::string fault;
    bool unknown = false;

    void fail(const Value& value) {
        if (fault.empty())
            fault = "a receptive field is counted in numbers of 1 or more, found `" + to_text(value) + "`";
    }
    void count_axes(const std::vector<Value>& window);
    Fraction number(const Value& value, bool may_be_small);
    Fraction number_at(const Value& value, std::size_t axis, bool may_be_small);
};

/// Halves, quarters and so on are exact; other factors can't be followed.
std::optional<Fraction> binary_fraction(double number) {
    constexpr double finest = 1 << 20;
    const double scaled = number * finest;
    if (!(scaled >= 1) || scaled > 1e15 || scaled != std::floor(scaled)) return std::nullopt;
    return fraction(static_cast<std::int64_t>(scaled), static_cast<std::int64_t>(finest));
}

Fraction FieldReading::number(const Value& value, bool may_be_small) {
    if (const auto* real = std::get_if<double>(&value.what)) {
        const auto exact = binary_fraction(*real);
        if (*real <= 0 || (*real < 1 && !may_be_small)) fail(value);
        unknown |= !exact;
        return exact.value_or(Fraction{});
    }
    const auto size = as_dim(value);
    if (!size && !value.is_unknown()) fail(value);
    if (!size || !size->is_known()) {
        unknown = true;
        return {};
    }
    if (size->value() < 1) fail(value);
    return {size->value(), 1};
}

Fraction FieldReading::number_at(const Value& value, std::size_t axis, bool may_be_small) {
    const auto* list = std::get_if<ValueList>(&value.what);
    return number(list ? (*list)[axis] : value, may_be_small);
}

/// As many as the lists have items; all lists must agree.
void FieldReading::count_axes(const std::vector<Value>& window) {
    std::optional<std::size_t> found;
    for (const Value& value : window) {
        const auto* list = std::get_if<ValueList>(&value.what);
        if (!list) continue;
        if (found && *found != list->size()) {
            fault = "the parts of a `field` have one number for each axis, found " + std::to_string(*found) + " and " +
                    std::to_string(list->size());
        }
        found = list->size();
    }
    if (found) axes = found;
}

bool is_word(const Value& value, std::string_view text) {
    const auto* word = std::get_if<Word>(&value.what);
    return word && word->text == text;
}

bool is_one(const Value& value) {
    const auto size = as_dim(value);
    return size && size->is_known() && size->value() == 1;
}

}  // namespace

std::variant<FieldRule, std::string> field_rule_from(const std::vector<Value>& window,
                                                     std::optional<std::size_t> axes) {
    using Reach = FieldRule::Reach;
    if (window.empty()) return FieldRule{};
    if (is_word(window[0], "all")) return FieldRule{Reach::everything, {}};
    if (is_word(window[0], "none")) return FieldRule{Reach::nothing, {}};
    FieldRule rule{Reach::window, {}};
    bool alone = true;
    for (const Value& value : window) alone &= is_one(value);
    if (alone) return rule;
    FieldReading read{axes, {}, false};
    read.count_axes(window);
    for (std::size_t axis = 0; axis < read.axes.value_or(1) && read.fault.empty(); ++axis) {
        const auto part = [&](std::size_t i, bool may_be_small) {
            return i < window.size() ? read.number_at(window[i], axis, may_be_small) : Fraction{};
        };
        rule.axes.push_back({part(0, false), part(1, false), part(2, false), part(3, true)});
    }
    if (!read.fault.empty()) return std::move(read.fault);
    if (read.unknown || !read.axes) return FieldRule{};
    return rule;
}

}  // namespace netfig
