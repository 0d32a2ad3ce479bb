// A network and its shapes to what will be shown: which boxes, with which words, at which size.
#pragma once

#include "netfig/diagnostic.h"
#include "netfig/figure.h"
#include "netfig/settings.h"
#include "netfig/shapes.h"
#include "netfig/theme.h"

namespace netfig {

Figure compose(const Network& network, const Shapes& shapes, const Settings& settings, const Theme& theme,
               const MeasureText& measure, Diagnostics& diagnostics);

}  // namespace netfig
