// Letters as mathematics has them: Unicode keeps slanted and bold ones apart from those of words.
#pragma once

#include <string>
#include <string_view>

namespace netfig {

/// Latin and Greek letters in the style asked for, and bold digits; all else stays.
std::string math_letters(std::string_view text, bool italic, bool bold);

}  // namespace netfig
