// Where a theme or a figure asks for `lines = direct`: a line runs straight from box to box, at a slant, where that
// saves bends and nothing is in the way.
#pragma once

#include "netfig/laid_out_figure.h"

namespace netfig::layered {

/// Before: every route is orthogonal. After: some are one straight piece; boxes, labels and all other routes are as
/// they were, and no more lines cross.
void draw_direct_lines(const Figure& figure, LaidOutFigure& layout);

}  // namespace netfig::layered
