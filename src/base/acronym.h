// Moniel's acronym rule for names of types and arguments.
#pragma once

#include <string_view>

namespace netfig {

/// Both names are split before every ASCII capital and digit. True where they have equally many pieces and every piece
/// of `written` is a prefix of the matching piece of `full`: `LRN` of `LocalResponseNormalization`, `kS` of `kernelSize`.
bool abbreviates(std::string_view written, std::string_view full);

}  // namespace netfig
