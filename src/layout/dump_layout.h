#pragma once

#include "netfig/laid_out_figure.h"

#include <string>

namespace netfig {

/// Rectangles and routes, a line each, in points with two decimals. For tests and bug reports.
std::string dump(const Figure& figure, const LaidOutFigure& layout);

/// A bare SVG sketch of boxes, frames and routes, for looking at a layout without the later phases.
std::string sketch(const Figure& figure, const LaidOutFigure& layout);

}  // namespace netfig
