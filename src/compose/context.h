// What every step of compose reads.
#pragma once

#include "netfig/diagnostic.h"
#include "netfig/network.h"
#include "netfig/settings.h"
#include "netfig/shapes.h"
#include "netfig/theme.h"

namespace netfig {

struct ComposeContext {
    const Network& network;
    const Shapes& shapes;
    const Settings& settings;
    const Theme& theme;
    const MeasureText& measure;
};

}  // namespace netfig
