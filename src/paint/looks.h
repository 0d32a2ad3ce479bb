// The shapes that boxes can have: one row a shape, with what differs from shape to shape.
#pragma once

#include "netfig/geometry.h"
#include "netfig/theme.h"

namespace netfig {

struct BoxShapeRow {
    BoxShape shape{};
    bool outlined = true;  // has a fill and a stroke
    /// The radius that the corners of such a box would like to have.
    double (*corner_radius)(const Rect& rect, double themed_radius);
    /// A lone symbol is centred by its ink, words by the height of their capitals.
    bool centred_by_ink = false;
};

const BoxShapeRow& row_of(BoxShape shape);

}  // namespace netfig
