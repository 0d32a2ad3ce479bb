// A whole layout as strokes on a grid, for passes that draw single lines anew.
#pragma once

#include "layout/stroke_grid.h"

#include <algorithm>

namespace netfig::layered {

/// What a line that is drawn anew keeps between itself and all else.
inline double clearance_of(const Distances& distances) { return std::min(0.8 * distances.lane, 4.8); }

/// Which strokes are whose. Badges and labels have strokes too, which never move.
struct DrawnStrokes {
    StrokeGrid grid;
    Table<BoxId, std::vector<int>> sides;           // of each box and frame
    Table<BoxId, std::vector<int>> title_sides;     // of frames that have a title
    Table<FigureLinkId, std::vector<int>> strokes;  // of each route

    DrawnStrokes(const Figure& figure, const LaidOutFigure& layout);

    /// Takes a route off the grid.
    void lift(FigureLinkId link);
    /// Puts a route there, instead of what was drawn of it.
    void draw(FigureLinkId link, const Route& route);
};

}  // namespace netfig::layered
