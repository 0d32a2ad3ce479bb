// Joints to the lines of the figure.
#pragma once

#include "compose/boxes.h"

#include <vector>

namespace netfig {

/// One line for each tensor and place where it is read. Sets `inputs` and `outputs` of the boxes to the number of
/// places that lines need.
Table<FigureLinkId, FigureLink> build_links(const ComposeContext& context, const std::vector<Joint>& joints,
                                            Boxes& boxes, Stylist& stylist);

}  // namespace netfig
