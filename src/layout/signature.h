// What decides a level's layout, as one comparable value: equal signatures, equal interiors.
#pragma once

#include "layout/frame_level.h"

#include <vector>

namespace netfig::layered {

std::vector<double> signature(const FrameContext& context, BoxId frame, const Level& level);

}  // namespace netfig::layered
