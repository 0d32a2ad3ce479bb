// What changed between two texts, for `netfig fmt --diff`.
#pragma once

#include <string>
#include <string_view>

namespace netfig {

/// A unified diff with three lines of context; empty where the texts are equal.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace netfig
