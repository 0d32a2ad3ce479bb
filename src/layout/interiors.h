// All frames of a figure placed, the innermost first; equal interiors are laid out once.
#pragma once

#include "layout/frame_level.h"

#include <deque>
#include <limits>
#include <map>

namespace netfig::layered {

struct Interiors {
    std::deque<PlacedFrame> distinct;
    Table<BoxId, const PlacedFrame*> of;
};

/// How far chains may go before they continue in the next column or row.
struct Room {
    double width = std::numeric_limits<double>::infinity();
    double height = std::numeric_limits<double>::infinity();
};

/// Finished levels by their signature: what does not depend on the room is laid out once for all rooms tried.
struct LevelMemory {
    std::map<std::vector<double>, Level> finished;
};

Interiors place_interiors(const Figure& figure, const CutLinks& cut, const Room& room, LevelMemory& memory);

}  // namespace netfig::layered
