#include "evaluate/arguments.h"

#include "base/dim.h"
#include "base/strings.h"

namespace netfig {

namespace {

/// Its beginning, cut between characters: a message is one line.
std::string shortened(std::string text) {
    constexpr std::size_t longest = 80;
    if (text.size() <= longest) return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
}

}  // namespace

bool is_unknown(const Value& value) {
    if (const auto* dim = std::get_if<Dim>(&value.what)) return dim->is_unknown();
    if (const auto* shape = std::get_if<Shape>(&value.what)) return shape->is_unknown();
    return value.is_unknown();
}

std::string describe(const Value& value) {
    const std::string text = shortened(to_text(value));
    if (std::holds_alternative<std::string>(value.what)) return "the text \"" + text + "\"";
    if (std::holds_alternative<Word>(value.what)) return "the word `" + text + "`";
    if (std::holds_alternative<ValueList>(value.what)) return "the list " + text;
    if (std::holds_alternative<Shape>(value.what)) return "the shape " + text;
    return "`" + text + "`";
}

std::size_t item_count(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value.what)) return 1 + text->size() / 64;
    if (const auto* shape = std::get_if<Shape>(&value.what)) return 1 + (shape->dims ? shape->dims->size() : 0);
    const auto* list = std::get_if<ValueList>(&value.what);
    if (!list) return 1;
    std::size_t count = 1;
    for (const Value& item : *list) count += item_count(item);
    return count;
}

Value tidied(Value value) {
    if (const auto* dim = std::get_if<Dim>(&value.what); dim && dim->is_unknown()) return {};
    return value;
}

std::int64_t ArgumentReader::integer(const Value& value) {
    const Dim number = dim(value);
    if (number.is_known()) return number.value();
    fail("a number is needed here, found " + describe(value));
    return 0;
}

bool ArgumentReader::boolean_or(std::size_t i, bool otherwise) {
    if (!has(i)) return otherwise;
    if (const auto* boolean = std::get_if<bool>(&arguments_[i].what)) return *boolean;
    fail_kind(arguments_[i], "true or false");
    return otherwise;
}

std::string ArgumentReader::text(std::size_t i) {
    if (const auto* text = std::get_if<std::string>(&arguments_[i].what)) return *text;
    if (const auto* word = std::get_if<Word>(&arguments_[i].what)) return word->text;
    fail_kind(arguments_[i], "a text");
    return {};
}

ValueList ArgumentReader::list(std::size_t i) {
    if (const auto* list = std::get_if<ValueList>(&arguments_[i].what)) return *list;
    if (const auto* shape = std::get_if<Shape>(&arguments_[i].what); shape && shape->dims) {
        ValueList sizes;
        for (const Dim& dim : *shape->dims) sizes.push_back(tidied({dim}));
        return sizes;
    }
    fail_kind(arguments_[i], "a list");
    return {};
}

std::vector<Shape> ArgumentReader::shapes_in(std::size_t i) {
    const auto* list = std::get_if<ValueList>(&arguments_[i].what);
    if (!list) return {shape(i)};
    std::vector<Shape> shapes;
    for (const Value& item : *list) shapes.push_back(shape(item));
    return shapes;
}

std::vector<Shape> ArgumentReader::shapes_from(std::size_t i) {
    std::vector<Shape> all;
    for (; i < arguments_.size(); ++i) {
        for (Shape& shape : shapes_in(i)) all.push_back(std::move(shape));
    }
    return all;
}

Dim ArgumentReader::dim(const Value& value) {
    if (is_unknown(value)) return {};
    if (auto dim = as_dim(value)) return *dim;
    fail_kind(value, "a whole number");
    return {};
}

Shape ArgumentReader::shape(const Value& value) {
    if (is_unknown(value)) return {};
    if (auto shape = as_shape(value)) return *shape;
    fail_kind(value, "a shape");
    return {};
}

void ArgumentReader::fail(DiagnosticCode code, std::string message) {
    if (!error_) error_ = FunctionError{code, std::move(message)};
}

void ArgumentReader::fail_kind(const Value& value, std::string_view expected) {
    if (const auto* word = std::get_if<Word>(&value.what)) {
        return fail(DiagnosticCode::unbound_name, "`" + word->text + "` is not bound to a value here");
    }
    fail("expected " + std::string(expected) + ", found " + describe(value));
}

void ArgumentReader::assume_equal(const Dim& left, const Dim& right) {
    if (left.is_symbolic() || right.is_symbolic()) {
        const bool open = !left.is_unknown() && !right.is_unknown() && !equal(left, right);
        if (open) assume(to_text(left) + " = " + to_text(right));
    }
}

FunctionResult ArgumentReader::result(Value value) const {
    if (error_) return *error_;
    if (!assumptions_.empty()) return AssumingValue{std::move(value), assumptions_};
    return tidied(std::move(value));
}

std::size_t axis_of(ArgumentReader& read, std::int64_t axis, std::size_t rank) {
    const auto signed_rank = static_cast<std::int64_t>(rank);
    if (axis >= -signed_rank && axis < signed_rank)
        return static_cast<std::size_t>(axis < 0 ? axis + signed_rank : axis);
    read.fail(DiagnosticCode::index_out_of_range, "there is no axis " + std::to_string(axis) + " among " +
                                                      std::to_string(rank) + (rank == 1 ? " size" : " sizes") +
                                                      "; axes count from 0, or from -1 backwards, without the batch");
    return 0;
}

}  // namespace netfig
