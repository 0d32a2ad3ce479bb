// Boxes and frames to drawing items.
#pragma once

#include "netfig/laid_out_figure.h"
#include "netfig/scene.h"

namespace netfig {

/// `label_color` is that of titles and badges, which stand beside what they name.
SceneGroup paint_frame(const Figure& figure, const LaidOutFigure& layout, BoxId id, Color label_color);
SceneGroup paint_node(const Figure& figure, const LaidOutFigure& layout, BoxId id, Color label_color);

}  // namespace netfig
