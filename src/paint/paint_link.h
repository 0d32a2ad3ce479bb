// Links to drawing items.
#pragma once

#include "netfig/laid_out_figure.h"
#include "netfig/scene.h"

#include <string>

namespace netfig {

SceneGroup paint_link(const Figure& figure, const LaidOutFigure& layout, FigureLinkId id, Color label_color);

}  // namespace netfig
