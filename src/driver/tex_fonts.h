// Font files of a TeX installation, which the system's fonts need not include.
#pragma once

#include <string>

namespace netfig {

/// Asks kpsewhich, where there is one; empty where it knows none.
std::string find_font_of_tex(const std::string& file_name);

}  // namespace netfig
