// Lines of one tensor share a stem; drawn once for each reader it would come out darker than the rest of the line.
#pragma once

#include "netfig/laid_out_figure.h"

#include <vector>

namespace netfig {

/// For each link the part of its route that an earlier link of the same tensor and look does not already draw. It
/// starts one corner radius before the lines part, so that the rounded corner leaves the stem smoothly.
Table<FigureLinkId, std::vector<Point>> lines_without_shared_stems(const Figure& figure, const LaidOutFigure& layout);

}  // namespace netfig
