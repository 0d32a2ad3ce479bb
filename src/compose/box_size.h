// How large a box must be for what it says.
#pragma once

#include "compose/context.h"
#include "compose/looks.h"

#include "netfig/figure.h"

namespace netfig {

bool runs_down(Flow flow);  // or up: the other axis is across

/// Sets `size` from label, strips and look; a width or height that was wished for is kept to the point.
void fit(NodeBox& box, const Look& look, Flow flow, const Wishes& wishes, const Theme& theme);

/// How thick the strip must be, along the flow.
double strip_thickness(const Label& label, Flow flow, const Theme& theme);

}  // namespace netfig
