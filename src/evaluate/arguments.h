// Reading the arguments of a built-in function: the kinds they must have, and the first fault among them.
#pragma once

#include "evaluate/functions.h"

#include <optional>

namespace netfig {

/// More items than this in one list, or characters in one text, is a mistake and not a network.
inline constexpr std::size_t max_items = 100'000;

/// Unknown in any guise: also a size or a rank that is not known.
bool is_unknown(const Value& value);

/// "the text "same"", "the list 3×3": for messages.
std::string describe(const Value& value);

/// How many values there are in it, nested ones included.
std::size_t item_count(const Value& value);

/// `value` with an unknown size brought into its one form, Unknown.
Value tidied(Value value);

class ArgumentReader {
public:
    explicit ArgumentReader(Arguments arguments) : arguments_(arguments) {}

    bool has(std::size_t i) const { return i < arguments_.size(); }
    Dim dim(std::size_t i) { return dim(arguments_[i]); }
    Dim dim_or(std::size_t i, std::int64_t otherwise) { return has(i) ? dim(i) : Dim(otherwise); }
    std::int64_t integer(std::size_t i) { return integer(arguments_[i]); }
    std::int64_t integer_or(std::size_t i, std::int64_t otherwise) { return has(i) ? integer(i) : otherwise; }
    bool boolean_or(std::size_t i, bool otherwise);
    std::string text(std::size_t i);
    Shape shape(std::size_t i) { return shape(arguments_[i]); }
    /// A list, or the sizes of a shape.
    ValueList list(std::size_t i);
    /// One shape, or those of a list.
    std::vector<Shape> shapes_in(std::size_t i);
    /// Those of all arguments from `i`.
    std::vector<Shape> shapes_from(std::size_t i);

    Dim dim(const Value& value);
    std::int64_t integer(const Value& value);
    Shape shape(const Value& value);

    void fail(DiagnosticCode code, std::string message);
    void fail(std::string message) { fail(DiagnosticCode::invalid_call, std::move(message)); }
    bool failed() const { return error_.has_value(); }
    /// Notes that `left` and `right` are taken to be equal, unless that is known or one of them is not known.
    void assume_equal(const Dim& left, const Dim& right);
    void assume(std::string statement) { assumptions_.push_back(std::move(statement)); }
    /// The first fault, or else the value with what was assumed.
    FunctionResult result(Value value) const;

private:
    void fail_kind(const Value& value, std::string_view expected);

    Arguments arguments_;
    std::optional<FunctionError> error_;
    std::vector<std::string> assumptions_;
};

/// A place in a shape of `rank` sizes, counted from the end where negative; a fault where there is none.
std::size_t axis_of(ArgumentReader& read, std::int64_t axis, std::size_t rank);

}  // namespace netfig
