// An order within each rank with few crossings. The order of the source is the start and wins every tie.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// Before: a first order. After: an order with no more crossings than that.
void order(Level& level);

/// After `order`: links that may enter from the side do; lanes that turn into a side stand beside that vertex.
void turn_into_sides(Level& level);

/// After `position`: lines that come down or across beside a box with several inputs get pins on its sides, where that
/// saves bends. Returns whether any did: then turns and places must be found anew.
bool open_boxes(Level& level);

/// Gives every line that enters or leaves at a side its lane beside that vertex; ports of the frame go straight there
/// where they can.
void make_turns(Level& level);

}  // namespace netfig::layered
