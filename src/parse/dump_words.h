#pragma once

#include "netfig/ast.h"

#include <string>

namespace netfig {

/// One word a line: `begin end kind`, the places in bytes. What an editor's colours are held to.
std::string dump_words(const Ast& ast);

}  // namespace netfig
