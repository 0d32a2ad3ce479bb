// A tree and its words to tidy source text.
#pragma once

#include "netfig/ast.h"

#include <string>

namespace netfig {

/// Keeps every comment and the author's line breaks between statements. Formatting twice changes nothing. Text that
/// could not be parsed stays as it is.
std::string format(const Source& source, const Ast& ast);

}  // namespace netfig
