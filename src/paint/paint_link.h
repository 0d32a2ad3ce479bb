// Links to drawing items.
#pragma once

#include "netfig/laid_out_figure.h"
#include "netfig/scene.h"

#include <vector>

namespace netfig {

/// `line` is what is to be drawn of the link's route.
SceneGroup paint_link(const Figure& figure, FigureLinkId id, const std::vector<Point>& line,
                      const std::optional<Rect>& label, Color label_color);

}  // namespace netfig
