// Frames that their parent cannot rank as one box: what stands in them alternates with what stands beside them.
#pragma once

#include "netfig/figure.h"

#include <vector>

namespace netfig::layered {

/// A frame whose children stand in the level of an outer frame, beside what is not in it; its border is drawn around
/// them.
struct OpenFrame {
    BoxId frame;
    BoxId level;     // the frame in whose level the children stand
    int outer = -1;  // the open frame of the same level around this one, if any
    bool on_right = false;
};

/// The frames of a cycle that is none between the operations themselves, and those along which a chain of others reads
/// (a sum of skips beside a stack). `closed` says which must not be opened. Outer before inner.
std::vector<OpenFrame> find_open_frames(const Figure& figure, const Table<BoxId, char>& closed);

}  // namespace netfig::layered
