// The channels between ranks: which horizontal tracks their lines take, and which track lies above which.
#pragma once

#include "layout/nets.h"

namespace netfig::layered {

/// A horizontal piece. Open ends run on to the frame's border.
struct Track {
    double low = 0, high = 0;
    bool west = false, east = false;
    bool hangs_low = false;  // a join: wants to lie near what is below
    double y = 0;
};

/// A net with its tracks: none where it is one vertical line, two where others force it to step over at `jog`.
struct RoutedNet {
    Net net;
    int upper = -1, lower = -1;
    double jog = 0;
};

struct Channels {
    std::vector<std::vector<RoutedNet>> nets;  // per channel
    std::vector<Track> tracks;
    std::vector<std::vector<int>> order;  // per channel: its tracks from top to bottom
};

/// Before: every vertex has its `x`. After: tracks without `y`.
Channels assign_tracks(const Level& level);

inline double pin_x(const Level& level, const NetPin& pin) { return level.vertices[pin.vertex].x + pin.at; }

}  // namespace netfig::layered
