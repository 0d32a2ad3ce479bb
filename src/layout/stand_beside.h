// Inputs beside the trunk, once everything is placed: they stand level with what reads them.
#pragma once

#include "netfig/laid_out_figure.h"

namespace netfig::layered {

/// A source whose only line bends on its way to a box of the trunk moves down beside that box, if there is room: the
/// line then runs straight into its side. Nothing else moves, and no line crosses or comes near anything new.
void stand_beside(const Figure& figure, LaidOutFigure& layout);

}  // namespace netfig::layered
