// What will be shown: boxes of measured size, labels, links and nesting. No coordinates yet.
#pragma once

#include "netfig/flow.h"
#include "netfig/id.h"
#include "netfig/source.h"
#include "netfig/text_run.h"
#include "netfig/theme.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace netfig {

using BoxId = Id<struct BoxTag>;
using FigureLinkId = Id<struct FigureLinkTag>;

/// A look with every property decided.
struct Look {
    BoxShape shape = BoxShape::rectangle;
    Color fill{255, 255, 255};
    Color stroke;
    Color text;
    double stroke_width = 0.6;
    double corner_radius = 2;
    bool dashed = false;
    bool filled = true;
};

/// An operation fused onto the one before it: a band at the box's trailing side, inside its size.
struct Strip {
    Label label;
    Look look;
    double thickness = 0;  // along the flow
    std::string path;      // of the fused node
};

/// A box that links end at: an operation, a terminal, a collapsed block.
struct NodeBox {
    Size size;  // includes strips; the label is centred in what they leave
    Label label;
    std::vector<Strip> strips;
    std::size_t inputs = 1;  // lines enter at this many places, in order; 0 and 1 mean the middle of the side
    std::size_t outputs = 1;
    bool any_side = false;  // round operators: lines may enter and leave on any side
};

/// A block drawn with its content.
struct FrameBox {
    Flow flow = Flow::down;
    Label title;
    std::vector<BoxId> children;  // in the order of the source
};

/// Boxes[0] is the page: a FrameBox without title and look.
struct Box {
    std::string path;  // "encoder/attn": the stable id in every output
    std::string type;
    std::string kind;
    BoxId parent;
    std::variant<NodeBox, FrameBox> content;
    Look look;
    std::optional<Label> badge;  // "×3": repeated, drawn once
    std::string tooltip;
    std::string link;  // a URL
    std::vector<std::string> classes;
    std::string row;  // boxes of equal rows in blocks beside each other stand level; empty: none
    Span span;        // where it was written
};

inline bool is_frame(const Box& box) { return std::holds_alternative<FrameBox>(box.content); }

struct FigureLink {
    BoxId from;                 // NodeBox
    BoxId to;                   // NodeBox
    std::size_t from_port = 0;  // which of the box's `outputs`
    std::size_t to_port = 0;    // which of the box's `inputs`
    std::size_t tensor = 0;     // links of equal tensor carry the same value: they share a stem
    bool feedback = false;
    bool trunk = false;  // the author wants the figure's straight line here
    Label label;
    Color stroke;
    double stroke_width = 0.7;
    bool dashed = false;
    bool arrow = true;  // a head at `to`
    std::string tooltip;
    Span span;
};

struct Figure {
    Table<BoxId, Box> boxes;  // parents before children
    Table<FigureLinkId, FigureLink> links;
    Label title;
    Distances distances;
    LineStyle lines = LineStyle::orthogonal;
    bool fewest_bends = false;    // lines leave and enter boxes wherever that saves a turn
    std::optional<double> width;  // wished, in points
    std::optional<double> height;
    std::optional<double> aspect;  // width by height
};

}  // namespace netfig
