// Links across frame borders become segments, one per level they pass, that meet at ports on the borders.
// A tensor with many readers inside a frame enters it once.
#pragma once

#include "layout/open_frames.h"
#include "layout/working_graph.h"

#include "netfig/figure.h"

namespace netfig::layered {

/// A side of the drawing itself, whatever the direction of a level.
struct FramePort {
    std::size_t tensor = 0;  // of the whole figure
    bool input = true;
    bool primary = true;  // on the trunk's sides; else beside it
    Side side = Side::north;
    bool latest = false;  // of several primary inputs: the one that was made last, if there is one
    int lean = 0;         // of the others: left (-1) or right (1) of it, for a tensor alike in all frames
    double along = 0;     // beside: how far along the flow its line comes from, as a share of the frame
    bool level = false;  // of a stack: its line meets a member's side
};

/// One end of a segment: a child of the level's frame, or one of the frame's own ports.
struct SegmentEnd {
    BoxId child;           // invalid: a port of the frame itself
    std::size_t slot = 0;  // of a node: which input or output; of a frame: index into its ports
    friend auto operator<=>(const SegmentEnd&, const SegmentEnd&) = default;
};

struct Segment {
    std::size_t tensor = 0;
    SegmentEnd from, to;
    FigureLinkId label_of;  // the link whose label stands here, if any
    bool feedback = false;
    bool trunk = false;
};

struct SegmentRef {
    BoxId frame;
    std::size_t segment = 0;
};

/// Everything by frame; nodes and open frames have empty entries.
struct CutLinks {
    std::vector<OpenFrame> open;
    Table<BoxId, char> stacks;  // frames whose members stand level with those beside; see stacks.h
    Table<BoxId, int> opened;   // of an open frame: its index in those; else -1
    Table<BoxId, BoxId> level;  // of a box: the frame in whose level it stands
    Table<BoxId, std::vector<BoxId>> children;
    Table<BoxId, std::vector<FramePort>> ports;
    Table<BoxId, std::vector<Segment>> segments;
    Table<FigureLinkId, std::vector<SegmentRef>> route;  // from source to target
};

/// `closed` says which frames must not be opened, and learns of more.
CutLinks cut_links(const Figure& figure, Table<BoxId, char>& closed);

/// The side of a figure at which a level that flows so starts; and where it ends.
Side first_side(Flow flow);
Side last_side(Flow flow);

/// A side of the drawing as the level sees it that flows down; and back.
Side to_level(Side side, Flow flow);
Side from_level(Side side, Flow flow);

}  // namespace netfig::layered
