#pragma once

#include "netfig/figure.h"

#include <string>

namespace netfig {

/// Boxes with size and label, indented by nesting, then the links. For tests and bug reports.
std::string dump(const Figure& figure);

}  // namespace netfig
