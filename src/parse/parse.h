// Text to tree. The only door to ANTLR: its errors and exceptions end here, and what it may be fed is limited here.
#pragma once

#include "netfig/ast.h"
#include "netfig/diagnostic.h"

namespace netfig {

/// Parses `range` of a source (all of it where `range` is empty). Always returns a tree; what is broken becomes error
/// nodes. Spans are offsets in the whole source. A text that is too large or nested too deeply gives an empty tree and
/// one error.
Ast parse(const Source& source, SourceId id, Diagnostics& diagnostics);
Ast parse(const Source& source, SourceId id, Span range, Diagnostics& diagnostics);

}  // namespace netfig
