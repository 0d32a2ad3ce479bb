// Values as texts that tell them apart, for tables of what was worked out before.
#pragma once

#include "netfig/value.h"

#include <string>

namespace netfig {

/// Appends a text that is equal for two values exactly if nothing can tell them apart, whatever is appended after.
void append_content(std::string& key, const Value& value);
void append_content(std::string& key, const Shape& shape);

}  // namespace netfig
