// Places and looks to drawing items.
#pragma once

#include "netfig/laid_out_figure.h"
#include "netfig/scene.h"
#include "netfig/theme.h"

namespace netfig {

Scene paint(const Figure& figure, const LaidOutFigure& layout, const Theme& theme);

}  // namespace netfig
