#pragma once

#include "netfig/ast.h"

#include <string>

namespace netfig {

/// One construct a line, indented by nesting. For tests and bug reports.
std::string dump(const Ast& ast);

}  // namespace netfig
