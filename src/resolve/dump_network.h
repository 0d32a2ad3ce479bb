#pragma once

#include "netfig/network.h"

#include <string>

namespace netfig {

/// Groups and nodes with their arguments, indented by nesting, then the links. For tests and bug reports.
std::string dump(const Network& network);

}  // namespace netfig
