// Inputs of blocks, once everything is placed: they stand level with what reads them in there.
#pragma once

#include "netfig/laid_out_figure.h"

namespace netfig::layered {

/// A source whose only line bends on its way to a box in a block beside it moves level with that box, if there is room:
/// the line then runs straight through the block's border into the box's side. Nothing else moves, and no line crosses
/// or comes near anything new. Within one frame seat_inputs does this.
void stand_beside(const Figure& figure, LaidOutFigure& layout);

}  // namespace netfig::layered
