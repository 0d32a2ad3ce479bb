// The lines of one tensor in one channel: a net. It joins pins on the rank above and on the rank below.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

struct NetPin {
    int vertex = -1;
    int pin = -1;
    double at = 0;  // from the vertex's left
};

struct Net {
    int tensor = 0;
    std::vector<NetPin> top, bottom;
    bool west = false, east = false;  // runs on to the frame's border on that side
};

/// Per channel, in order of tensors. A link into a side whose lane is not made yet counts as one to the vertex itself.
std::vector<std::vector<Net>> collect_nets(const Level& level);

/// Between which places each tensor spreads: channel c counts 2c, rank r counts 2r + 1. Low is above high where none.
struct Spread {
    int low = 1 << 30;
    int high = -1;
};
std::vector<Spread> find_spreads(const Level& level);

}  // namespace netfig::layered
