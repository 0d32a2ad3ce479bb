// `Conv(16) ReLU`: two chains, where one was meant.
#pragma once

#include "netfig/ast.h"
#include "netfig/diagnostic.h"
#include "netfig/source.h"

namespace netfig {

/// Warns of chains that begin on the line on which another ended, with an element that nothing can refer to.
void warn_of_forgotten_arrows(const Source& source, const Ast& ast, Diagnostics& diagnostics);

}  // namespace netfig
