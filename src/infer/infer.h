// A network to the shape of every port and the cost of every node.
#pragma once

#include "netfig/diagnostic.h"
#include "netfig/program.h"
#include "netfig/shapes.h"

namespace netfig {

/// Never guesses: what is not known stays unknown. A mismatch is reported once, at the arrow that caused it, with both
/// shapes and the operations that led to each; what depends on it is unknown and silent.
Shapes infer(const Program& program, const Network& network, Diagnostics& diagnostics);

}  // namespace netfig
