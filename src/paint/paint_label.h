// Labels to placed text.
#pragma once

#include "netfig/scene.h"

#include <vector>

namespace netfig {

/// The label's own rectangle in the middle of `area`: for places that layout measured out.
void paint_label(const Label& label, const Rect& area, Color color, std::vector<SceneItem>& items);

/// The eye's middle in the middle of `area`: between the top of the capitals of the first line and the last baseline.
void paint_centred_label(const Label& label, const Rect& area, Color color, std::vector<SceneItem>& items);

/// What is really drawn in the middle of `area`: for lone symbols, whose height is not that of capitals.
void paint_label_by_ink(const Label& label, const Rect& area, Color color, std::vector<SceneItem>& items);

}  // namespace netfig
