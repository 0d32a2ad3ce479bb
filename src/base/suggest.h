#pragma once

#include <span>
#include <string>
#include <string_view>

namespace netfig {

/// The candidate that a person most likely meant: nearest by edit distance (swaps count one, case counts less), if
/// within a third of the word's length. Empty where none is near. Ties go to the first.
std::string nearest_name(std::string_view written, std::span<const std::string> candidates);

/// "did you mean `Conv`?", or empty.
std::string did_you_mean(std::string_view written, std::span<const std::string> candidates);

}  // namespace netfig
