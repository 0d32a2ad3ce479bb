// An order within each rank with few crossings. The order of the source is the start and wins every tie.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// Before: a first order. After: an order with no more crossings than that.
void order(Level& level);

/// After `order`: links that may enter from the side do; lanes that turn into a side stand beside that vertex.
void turn_into_sides(Level& level);

}  // namespace netfig::layered
