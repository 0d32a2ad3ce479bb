// Conversions between kinds of values, and their text.
#include "base/dim.h"
#include "base/strings.h"
#include "evaluate/evaluate.h"

#include <algorithm>

namespace netfig {

namespace {

// Larger whole numbers are not exact as reals.
constexpr double max_exact = 9007199254740992.0;

std::string list_text(const ValueList& list) {
    std::vector<std::string> items;
    for (const Value& item : list) items.push_back(to_text(item));
    const bool sizes = !list.empty() && std::all_of(list.begin(), list.end(), [](const Value& item) {
        return std::holds_alternative<Dim>(item.what) || std::holds_alternative<double>(item.what);
    });
    return sizes ? join(items, "×") : "[" + join(items, ", ") + "]";
}

struct Writer {
    std::string operator()(const Unknown&) const { return "?"; }
    std::string operator()(const Dim& dim) const { return to_label(dim); }
    std::string operator()(double number) const { return format_number(number, 6); }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const Word& word) const { return word.text; }
    std::string operator()(const Length& length) const { return format_number(length.points) + "pt"; }
    std::string operator()(const Shape& shape) const { return to_label(shape); }
    std::string operator()(const ValueList& list) const { return list_text(list); }
};

}  // namespace

std::string to_text(const Value& value) { return std::visit(Writer{}, value.what); }

std::optional<Dim> as_dim(const Value& value) {
    if (const auto* dim = std::get_if<Dim>(&value.what)) return *dim;
    if (const auto* shape = std::get_if<Shape>(&value.what)) {
        if (shape->dims && shape->dims->size() == 1) return shape->dims->front();
    }
    if (const auto* number = std::get_if<double>(&value.what)) {
        if (*number > -max_exact && *number < max_exact &&
            *number == static_cast<double>(static_cast<std::int64_t>(*number))) {
            return Dim(static_cast<std::int64_t>(*number));
        }
    }
    return std::nullopt;
}

std::optional<Shape> as_shape(const Value& value) {
    if (const auto* shape = std::get_if<Shape>(&value.what)) return *shape;
    if (const auto dim = as_dim(value)) return Shape{{{*dim}}};
    const auto* list = std::get_if<ValueList>(&value.what);
    if (!list) return std::nullopt;
    std::vector<Dim> sizes;
    for (const Value& item : *list) {
        const auto dim = item.is_unknown() ? Dim() : as_dim(item);
        if (!dim) return std::nullopt;
        sizes.push_back(*dim);
    }
    return Shape{std::move(sizes)};
}

std::optional<double> as_number(const Value& value) {
    if (const auto* number = std::get_if<double>(&value.what)) return *number;
    if (const auto dim = as_dim(value); dim && dim->is_known()) return static_cast<double>(dim->value());
    return std::nullopt;
}

}  // namespace netfig
