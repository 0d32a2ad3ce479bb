// What `+`, `<`, `[i]` and their kin make of values.
#pragma once

#include "evaluate/functions.h"

namespace netfig {

FunctionResult negate(const Value& operand);
/// All binary operators except `==`, `!=`, `and`, `or`.
FunctionResult combine(BinaryOperator op, const Value& left, const Value& right);
/// Any kinds of values; Unknown where algebra can't tell.
Value compare_equal(const Value& left, const Value& right);
/// `list[position]`, also of a shape; from the end where negative.
FunctionResult item_of(const Value& list, const Value& position);

}  // namespace netfig
