// Frames one below the other that differ little across the flow get one extent, so that their borders line up.
#pragma once

#include "layout/interiors.h"

namespace netfig::layered {

/// `frames` are all those of one nesting height, placed; their parents are not. Equal frames stay equal.
void even_out(const Figure& figure, const CutLinks& cut, const std::vector<BoxId>& frames, Interiors& interiors);

}  // namespace netfig::layered
