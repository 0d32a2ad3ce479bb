// Colours as numbers of perception, where RGB triples would mislead.
#pragma once

#include "netfig/theme.h"

namespace netfig {

/// WCAG 2.1 relative luminance, 0 to 1.
double luminance(Color color);

/// `amount` of 0 is `from`, 1 is `to`.
Color mix(Color from, Color to, double amount);

/// Black, white or `wished`: the first that can be read on `fill` (a contrast of at least 4.5).
Color readable_on(Color fill, Color wished);

/// A border for a fill whose author named none: the same hue, darker on a light page and lighter on a dark one.
Color border_of(Color fill, Color background);

}  // namespace netfig
