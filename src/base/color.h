#pragma once

#include "netfig/theme.h"

#include <string>

namespace netfig {

/// `#4477aa`
std::string hex(Color color);

}  // namespace netfig
