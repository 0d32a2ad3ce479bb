// A placed frame drawn out: at some places between its boxes it grows, and what lies beyond moves on.
#pragma once

#include "layout/frame_level.h"

namespace netfig::layered {

/// At `at` (from the top, or the left of a frame that flows across) so much room is put in.
struct Slit {
    double at = 0;
    double room = 0;
};

/// A place between two others that cuts no box, label, badge or title: the middle of the widest such gap.
std::optional<double> find_slit(const PlacedFrame& placed, bool across, double from, double to);

/// Lines that pass a slit grow with it; those along it move. `slits` rise.
PlacedFrame drawn_out(PlacedFrame placed, const std::vector<FramePort>& ports, const std::vector<Slit>& slits,
                      bool across);

}  // namespace netfig::layered
