// A figure's page: how large it may be, and which room for its chains makes the figure fit it best.
#pragma once

#include "layout/interiors.h"

#include "netfig/diagnostic.h"
#include "netfig/laid_out_figure.h"

namespace netfig::layered {

Interiors fit_to_page(const Figure& figure, const CutLinks& cut);

/// How many times too large for the page that the author asked for, at worst; at most 1 where it fits.
double excess_of(const Figure& figure, const Interiors& interiors);

/// How much the finished figure misses of the size asked for, and what would help.
void warn_if_too_large(const Figure& figure, const LaidOutFigure& laid_out, Diagnostics& diagnostics);

}  // namespace netfig::layered
