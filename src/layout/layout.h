// Places for everything: recursive, innermost blocks first, each distinct interior laid out once.
#pragma once

#include "netfig/diagnostic.h"
#include "netfig/laid_out_figure.h"

namespace netfig {

LaidOutFigure layout(const Figure& figure, Diagnostics& diagnostics);

}  // namespace netfig
