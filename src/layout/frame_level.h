// Between a figure's frames and levels: a frame's content as a level that flows down, and a finished level as a frame.
#pragma once

#include "layout/cut_links.h"
#include "layout/working_graph.h"

#include <optional>

namespace netfig::layered {

/// The border, title and badge of an open frame whose children stand in the level of another.
struct PlacedBand {
    Rect rect;
    std::optional<Rect> title, badge;
    bool sound = true;  // no line of others runs through it, and none through its title or badge
};

/// A frame whose content is placed, relative to its own top left corner, in the figure's directions.
struct PlacedFrame {
    Size size;
    std::vector<Rect> children;               // in the order of the frame's children
    std::vector<std::optional<Rect>> badges;  // of those that are nodes
    std::vector<std::vector<Point>>
        segments;  // in the order of the cut segments; ends on the frame's border or a child's
    std::vector<std::optional<Rect>> labels;  // of the segments
    std::vector<PlacedBand> bands;            // of the open frames in this level, in their order
    std::vector<double> ports;                // along their side, from the left or the top
    std::optional<Rect> title, badge;
    double axis_in = 0, axis_out = 0;  // where the trunk enters and leaves, from the left or the top
    double weight = 1;
};

/// The outside of a child: what its parent's level needs to know of a placed frame.
struct FrameContext {
    const Figure& figure;
    const CutLinks& cut;
    const Table<BoxId, const PlacedFrame*>& placed;
};

Level build_level(const FrameContext& context, BoxId frame);
PlacedFrame place_frame(const FrameContext& context, BoxId frame, const Level& level);

}  // namespace netfig::layered
