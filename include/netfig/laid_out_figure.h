// Where everything of a Figure stands, in points, the page's top left corner at (0, 0).
#pragma once

#include "netfig/figure.h"
#include "netfig/geometry.h"

#include <optional>
#include <vector>

namespace netfig {

/// From the border of one box to the border of another, corners not yet rounded: horizontal and vertical pieces, or,
/// where the figure asks for direct lines, one slanted piece.
/// Empty for a link that the layout could not route.
struct Route {
    std::vector<Point> points;
};

struct LaidOutFigure {
    Size page;
    Table<BoxId, Rect> boxes;                           // boxes[0] is the page
    Table<BoxId, std::optional<Rect>> titles;           // of frames that have one
    Table<BoxId, std::optional<Rect>> badges;
    Table<BoxId, Flow> flows;                           // the direction in which a box stands: its parent's flow; of a frame its own
    Table<FigureLinkId, Route> routes;
    Table<FigureLinkId, std::optional<Rect>> labels;    // of links that have one
    std::optional<Rect> title;                          // of the figure
};

}  // namespace netfig
