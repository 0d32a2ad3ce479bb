// Random nested figures for the layout's properties: the same seed gives the same figure everywhere.
#pragma once

#include "netfig/figure.h"

#include <cstdint>

namespace netfig::test {

struct RandomFigure {
    std::uint64_t seed = 1;
    int nodes = 20;
    int frames = 4;
    int extra_links = 8;  // beside a chain in which every node follows the one before it
    bool mixed_flows = false;
    bool cyclic = false;  // feedback links, and links that run back without saying so
};

Figure random_figure(const RandomFigure& wanted);

}  // namespace netfig::test
