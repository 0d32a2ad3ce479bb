// Open frames within a level: walls in every rank keep what stands in them apart from all else.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// What the border, title and badge of an open frame ask for.
Band measure_band(const Figure& figure, const Box& frame, Flow flow);

/// Where title and badge of a frame stand, from its left and right.
double heading_inset(const Distances& distances);

/// Before: main lines and a first order. After: the same with walls, every vertex in its zone; a line that leaves a
/// band and comes back goes straight on within it, and what it passes outside is a line of its own.
void arrange_bands(Level& level);

}  // namespace netfig::layered
