// Fewer bends, once everything is placed: lines leave and enter boxes at whatever side or place saves a turn.
#pragma once

#include "netfig/laid_out_figure.h"

namespace netfig::layered {

/// Before: a finished layout. After: the same boxes; no line has more bends, crosses more lines or stands closer to
/// anything.
void straighten(const Figure& figure, LaidOutFigure& layout);

}  // namespace netfig::layered
