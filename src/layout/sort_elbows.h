// Lines between the facing sides of two neighbours, each with one turn between them: which turn stands where.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// After everything has its place: where a line would run on top of another on its way from a side to its turn, turns
/// change places, if that helps.
void sort_elbows(Level& level);

}  // namespace netfig::layered
