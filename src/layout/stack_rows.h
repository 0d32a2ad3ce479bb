// Where the members of stacks stand level with each other: the interiors are drawn out until they do.
#pragma once

#include "layout/interiors.h"

namespace netfig::layered {

/// For a frame whose children are placed, just before it is: draws out those that stand beside each other, so that
/// what is linked across, or has one row, is at one height. What no gap between boxes allows stays as it is.
void level_rows(const Figure& figure, const CutLinks& cut, BoxId parent, Interiors& interiors);

}  // namespace netfig::layered
