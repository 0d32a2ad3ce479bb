// The values of a `field` clause to what it does to receptive fields.
#pragma once

#include "base/receptive_field.h"

#include "netfig/value.h"

#include <string>
#include <variant>
#include <vector>

namespace netfig {

/// Kernel, stride, dilation and spread, the last three optional. A number alone holds for each of `axes`, as far as
/// those are known. What depends on unknown values is unknown; what can be no window gives a message.
std::variant<FieldRule, std::string> field_rule_from(const std::vector<Value>& window, std::optional<std::size_t> axes);

}  // namespace netfig
