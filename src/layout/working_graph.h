// The private graph of one level: what stands in one frame, in the frame's own direction. Every level flows down here;
// orient.h turns a finished level the way its frame asks. A child frame is one vertex with fixed pins on its border.
#pragma once

#include "netfig/figure.h"
#include "netfig/geometry.h"

#include <vector>

namespace netfig::layered {

enum class Side { north, south, west, east };

/// Where a line meets a vertex: `at` counts from the core's left (north, south) or top (west, east).
struct Pin {
    Side side = Side::north;
    double at = 0;
    int corner = -1;  // west and east: the lane vertex from which the line turns in here
};

enum class VertexKind {
    box,      // a child of the frame
    border,   // a port on the frame's own north or south side
    lane,     // a long line on its way through a rank
    phantom,  // keeps the middle free where a trunk passes between an even number of branches, or steps aside
    wall,     // the border of a band in one rank
};

/// `x`, `y` are the core's top left corner; `over_*` is room beyond the core for labels and badges.
struct Vertex {
    VertexKind kind = VertexKind::box;
    double width = 0, height = 0;
    double axis_in = 0, axis_out = 0;  // where the trunk enters and leaves, from the core's left
    double over_left = 0, over_right = 0, over_top = 0, over_bottom = 0;
    bool any_side = false;
    bool even_sides = true;  // lines may enter anywhere along west and east, not just in the middle
    bool is_frame = false;
    bool is_stack = false;  // a frame that lines of its neighbours pass straight to and from
    bool is_last = false;   // a border vertex on the south side
    double weight = 1;      // operations on the longest path through it
    int lean = 0;           // of a border vertex: better left (-1) or right (1) of the trunk
    std::vector<Pin> pins;
    int tensor = -1;     // of a lane
    int owner = -1;      // of a lane that turns into the side of the vertex beside it: that vertex …
    int owner_pin = -1;  // … and its pin
    int beside = -1;     // an input: the vertex of its rank that it stands beside
    int rank = 0;
    int place = 0;  // within the rank, from the left
    int zone = 0;   // a rank's vertices stand in the order of their zones
    int band = -1;  // the innermost band in which it stands
    double x = 0, y = 0;
};

/// One end of a link within a level. Without a vertex it is a port on the frame's west or east side.
struct End {
    int vertex = -1;
    int pin = -1;
    int port = -1;
    friend bool operator==(const End&, const End&) = default;
};

/// A link, or the part of it that lies in this level. Its tensor counts the level's sources.
struct Edge {
    End from, to;
    int tensor = 0;
    bool backward = false;   // set by break_cycles: ranked the other way round
    bool trunk = false;      // wished by the author
    bool secondary = false;  // enters or leaves beside the trunk: does not decide ranks or the trunk
    Size label;              // zero where there is none
    Rect label_rect;         // relative to its vertex, which claims the room
    int label_vertex = -1;
    std::vector<Point> points;  // the result
};

/// A port on the frame's border. `at` is the result: x for north and south, y for west and east.
struct Port {
    Side side = Side::north;
    bool input = true;
    int vertex = -1;   // the border vertex of a north or south port
    double along = 0;  // beside: where its line comes from, as a share of the ranks
    int tensor = 0;
    double at = 0;
    int corner = -1;   // west and east: the lane vertex whose turn the line continues straight on, or …
    int channel = -1;  // … the channel in which it runs
};

/// Vertices with straight lines between them, in a column: the trunk, the main line of a branch, a lane.
struct Line {
    std::vector<int> vertices;  // from first to last; consecutive ones are linked, or hold a phantom between them
};

/// Parallel branches that stand mirrored about a line: indices of lines, in their order, without one on the axis.
struct Mirror {
    int axis_vertex = -1;           // a vertex of the line in the middle
    std::vector<int> branch_heads;  // first vertex of each branch, from left to right; without the one on the axis
    bool outer_only = false;        // more of them on one side: only the outermost two mirror each other
};

/// An open frame: its children are vertices of this level, between two walls that nothing else stands between.
struct Band {
    int outer = -1;  // the band around this one
    bool on_right = false;
    double padding = 0, strip = 0;          // around the content; on the side of title and badge
    Side strip_side = Side::north;          // the drawing's top
    double title_room = 0, badge_room = 0;  // along the strip, from either end
    int first = 0, last = -1;               // ranks
    std::vector<int> west, east;            // the walls, per rank
    Rect rect;                              // the result
};

/// The lane vertices of one tensor, by rank. Only the ranks between its first and its last lane take room: a long
/// chain has as many tensors as ranks.
class Lanes {
public:
    /// -1 where it has none.
    int operator[](int rank) const { return rank < first_ || rank >= end() ? -1 : lanes_[rank - first_]; }
    int first() const { return first_; }
    int end() const { return first_ + static_cast<int>(lanes_.size()); }
    void set(int rank, int lane) {
        if (lanes_.empty()) first_ = rank;
        if (rank < first_) lanes_.insert(lanes_.begin(), first_ - rank, -1), first_ = rank;
        if (rank >= end()) lanes_.resize(rank - first_ + 1, -1);
        lanes_[rank - first_] = lane;
    }

private:
    int first_ = 0;
    std::vector<int> lanes_;
};

struct Level {
    std::vector<Vertex> vertices;
    std::vector<Edge> edges;
    std::vector<Port> ports;
    std::vector<Band> bands;  // outer before inner
    int tensors = 0;
    Distances distances;
    bool fewest_bends = false;
    bool labels_left =
        false;  // labels stand left of their lines, not right: that is above them where the frame flows across

    // filled by the passes, in this order
    int ranks = 0;
    std::vector<Line> lines;  // the trunk first
    std::vector<Mirror> mirrors;
    std::vector<std::vector<int>> order;  // vertices of each rank, from the left
    std::vector<Lanes> lanes;             // per tensor
    Rect content;                         // of everything, once placed
};

inline int count(const auto& container) { return static_cast<int>(container.size()); }

/// Where a node's badge stands, in the figure's directions and relative to the node: clear of the middle of every side.
inline Rect badge_place(Size node, Size badge, bool flows_across, double gap) {
    if (flows_across) {
        const double x = node.width - badge.width;
        return {x > node.width / 2 + gap ? x : node.width / 2 + gap, -badge.height - 1, badge.width, badge.height};
    }
    const double y = node.height / 2 - gap - badge.height;
    return {node.width + gap / 2, y < 0 ? y : 0, badge.width, badge.height};
}

/// Between two vertices, along the flow and not beside the trunk: such links decide ranks and lines.
inline bool is_primary(const Edge& edge) {
    return edge.from.vertex >= 0 && edge.to.vertex >= 0 && !edge.backward && !edge.secondary;
}

/// After a change of its order.
inline void number_places(Level& level, const std::vector<int>& row) {
    for (int place = 0; place < count(row); ++place) level.vertices[row[place]].place = place;
}

inline const Pin& pin_of(const Level& level, const End& end) { return level.vertices[end.vertex].pins[end.pin]; }

/// Channels lie between ranks: channel c is above rank c. A pin on a north side opens to the channel above its vertex.
inline int channel_of(const Level& level, const End& end) {
    const Vertex& vertex = level.vertices[end.vertex];
    return vertex.pins[end.pin].side == Side::north ? vertex.rank : vertex.rank + 1;
}
inline bool is_beside(Side side) { return side == Side::west || side == Side::east; }

}  // namespace netfig::layered
