#include "layout/bands.h"
#include "layout/frame_level.h"
#include "layout/stacks.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace netfig::layered {

namespace {

struct Builder {
    const FrameContext& context;
    BoxId frame;
    Flow flow;
    Level level;
    std::map<BoxId, int> vertex_of;
    std::vector<int> out_pins;  // per vertex: where its outputs begin among its pins
    std::map<std::size_t, int> tensor_of;
    std::map<int, int> band_of;  // open frames of the figure to bands of this level

    bool across() const { return flow == Flow::right || flow == Flow::left; }
    bool turned() const { return flow == Flow::up || flow == Flow::left; }
    Size in_level(Size size) const { return across() ? Size{size.height, size.width} : size; }

    void add_ports(Side side);
    void add_bands();
    void add_node(BoxId id, const NodeBox& node);
    void add_frame(BoxId id);
    double end_of_stack(BoxId id, bool start) const;
    void add_badge_room(Vertex& vertex, const Box& box, Size size) const;
    End find_end(const SegmentEnd& end, bool is_source) const;
    void add_segment(const Segment& segment);
    void leave_beside();
    void add_label(Edge& edge, const Label& label);
};

/// North ports come before the children, south ports after them, so that index order is a sensible order.
void Builder::add_ports(Side side) {
    const auto& ports = context.cut.ports[frame];
    for (std::size_t index = 0; index < ports.size(); ++index) {
        auto& port = level.ports[index];
        port.side = to_level(ports[index].side, flow);
        port.input = ports[index].input;
        port.along = ports[index].along;
        if (port.side != side || is_beside(side)) continue;
        Vertex border;
        border.kind = VertexKind::border;
        border.is_last = side == Side::south;
        // The trunk leads from port to port, however long a way from a source inside may be; it comes from the latest.
        constexpr double port_weight = 1e6, lead = 5e-4;
        border.weight = port_weight + (ports[index].latest ? lead : 0);
        border.lean = across() ? -ports[index].lean : ports[index].lean;
        border.pins = {{side == Side::north ? Side::south : Side::north, 0}};
        port.vertex = count(level.vertices);
        level.vertices.push_back(border);
        out_pins.push_back(0);
    }
}

void Builder::add_bands() {
    const auto& open = context.cut.open;
    for (int index = 0; index < static_cast<int>(open.size()); ++index) {
        if (open[index].level != frame) continue;
        const int outer = open[index].outer < 0 ? -1 : band_of.at(open[index].outer);
        band_of[index] = count(level.bands);
        level.bands.push_back(measure_band(context.figure, context.figure.boxes[open[index].frame], flow));
        level.bands.back().outer = outer;
        level.bands.back().on_right = open[index].on_right;
    }
}

void Builder::add_badge_room(Vertex& vertex, const Box& box, Size size) const {
    if (!box.badge) return;
    const Rect badge = badge_place(size, box.badge->size, across(), level.distances.title_gap);
    const double above = std::max(0.0, -badge.y), beyond = std::max(0.0, badge.right() - size.width);
    switch (flow) {
        case Flow::down:
            vertex.over_top = above, vertex.over_right = beyond;
            break;
        case Flow::up:
            vertex.over_bottom = above, vertex.over_right = beyond;
            break;
        case Flow::right:
            vertex.over_left = above, vertex.over_bottom = beyond;
            break;
        case Flow::left:
            vertex.over_left = above, vertex.over_top = beyond;
            break;
    }
}

void Builder::add_node(BoxId id, const NodeBox& node) {
    Vertex vertex;
    const Size size = in_level(node.size);
    vertex.width = size.width;
    vertex.height = size.height;
    vertex.axis_in = vertex.axis_out = size.width / 2;
    vertex.any_side = node.any_side;
    const auto& box = context.figure.boxes[id];
    vertex.even_sides = !box.badge && box.look.shape != BoxShape::pill && box.look.shape != BoxShape::circle;
    add_badge_room(vertex, box, node.size);
    for (const auto& [places, side] : {std::pair{node.inputs, Side::north}, std::pair{node.outputs, Side::south}}) {
        if (side == Side::south) out_pins.push_back(count(vertex.pins));
        const auto pins = std::max<std::size_t>(places, 1);
        for (std::size_t pin = 0; pin < pins; ++pin) {
            vertex.pins.push_back({side, size.width * static_cast<double>(pin + 1) / static_cast<double>(pins + 1)});
        }
    }
    level.vertices.push_back(vertex);
}

/// Where the trunk comes in and goes out at a stack's sides: as near as may be to where it starts and ends.
double Builder::end_of_stack(BoxId id, bool start) const {
    const Flow inner = std::get<FrameBox>(context.figure.boxes[id].content).flow;
    const bool at_low = (inner == Flow::down || inner == Flow::right) == start;
    return at_low ? -1e9 : 1e9;
}

void Builder::add_frame(BoxId id) {
    Vertex vertex;
    const auto& placed = *context.placed[id];
    const auto& ports = context.cut.ports[id];
    const Size size = in_level(placed.size);
    vertex.width = size.width;
    vertex.height = size.height;
    vertex.is_frame = true;
    vertex.is_stack = context.cut.stacks[id];
    vertex.weight = placed.weight;
    vertex.axis_in = vertex.axis_out = size.width / 2;
    bool has_in = false, has_out = false;
    for (std::size_t index = 0; index < ports.size(); ++index) {
        Pin pin{to_level(ports[index].side, flow), placed.ports[index]};
        if (is_beside(pin.side) && turned()) pin.at = size.height - pin.at;
        vertex.pins.push_back(pin);
        if (is_beside(pin.side)) continue;
        auto& known = ports[index].input ? has_in : has_out;
        auto& axis = ports[index].input ? vertex.axis_in : vertex.axis_out;
        const double wished = vertex.is_stack      ? end_of_stack(id, ports[index].input)
                              : ports[index].input ? placed.axis_in
                                                   : placed.axis_out;
        const auto off = [&](double at) { return at > wished ? at - wished : wished - at; };
        if (!known || off(pin.at) < off(axis)) axis = pin.at;
        known = true;
    }
    if (has_in && !has_out) vertex.axis_out = vertex.axis_in;
    if (has_out && !has_in) vertex.axis_in = vertex.axis_out;
    level.vertices.push_back(vertex);
    out_pins.push_back(0);
}

End Builder::find_end(const SegmentEnd& end, bool is_source) const {
    if (!end.child.valid()) {
        const int vertex = level.ports[end.slot].vertex;
        return vertex >= 0 ? End{vertex, 0, static_cast<int>(end.slot)} : End{-1, -1, static_cast<int>(end.slot)};
    }
    const int index = vertex_of.at(end.child);
    const Vertex& vertex = level.vertices[index];
    if (vertex.is_frame) return {index, static_cast<int>(end.slot), -1};
    const int first = is_source ? out_pins[index] : 0;
    const int last = is_source ? count(vertex.pins) - 1 : out_pins[index] - 1;
    return {index, std::min(first + static_cast<int>(end.slot), last), -1};
}

/// Whether no other line meets the same side so near that a label beside this one would touch it.
bool is_apart(const Vertex& vertex, int pin, double room) {
    const Pin& own = vertex.pins[pin];
    return std::none_of(vertex.pins.begin(), vertex.pins.end(), [&](const Pin& other) {
        return &other != &own && other.side == own.side && std::abs(other.at - own.at) < room;
    });
}

/// A label stands beside the last piece of its line, in room that the target's box claims; else beside the first piece.
void Builder::add_label(Edge& edge, const Label& label) {
    const Size size = in_level(label.size);
    const double gap = level.distances.title_gap;
    const bool at_target = edge.to.vertex >= 0 && pin_of(level, edge.to).side == Side::north &&
                           !level.vertices[edge.to.vertex].any_side &&
                           level.vertices[edge.to.vertex].kind == VertexKind::box;
    const End& end = at_target ? edge.to : edge.from;
    if (end.vertex < 0 || level.vertices[end.vertex].kind != VertexKind::box || is_beside(pin_of(level, end).side))
        return;
    Vertex& vertex = level.vertices[end.vertex];
    const Side side = vertex.pins[end.pin].side;
    double low = vertex.pins[end.pin].at, high = low;
    for (const auto& pin : vertex.pins) {
        if (pin.side == side) low = std::min(low, pin.at), high = std::max(high, pin.at);
    }
    double& room = side == Side::north ? vertex.over_top : vertex.over_bottom;
    const auto place = [&](double first, double last, double taken) {
        const double y = side == Side::north ? -taken - gap - size.height : vertex.height + taken + gap;
        return Rect{across() ? first - gap - size.width : last + gap, y, size.width, size.height};
    };
    const double own = vertex.pins[end.pin].at;
    Rect rect = place(own, own, 0);
    const auto is_in_way = [&](const Edge& other) {
        const Rect& taken = other.label_rect;
        return other.label_vertex == end.vertex && taken.x < rect.right() + gap && rect.x < taken.right() + gap &&
               (taken.y < 0) == (rect.y < 0);
    };
    const bool apart = vertex.is_stack && is_apart(vertex, end.pin, size.width + 2 * gap) &&
                       std::none_of(level.edges.begin(), level.edges.end(), is_in_way);
    if (!apart) rect = place(low, high, room);
    room = std::max(room, (side == Side::north ? -rect.y : rect.bottom() - vertex.height));
    vertex.over_left = std::max(vertex.over_left, -rect.x);
    vertex.over_right = std::max(vertex.over_right, rect.right() - vertex.width);
    edge.label = size;
    edge.label_rect = rect;
    edge.label_vertex = end.vertex;
}

void Builder::add_segment(const Segment& segment) {
    Edge edge;
    edge.from = find_end(segment.from, true);
    edge.to = find_end(segment.to, false);
    edge.tensor = tensor_of.try_emplace(segment.tensor, count(tensor_of)).first->second;
    edge.backward = segment.feedback;
    edge.trunk = segment.trunk;
    for (const auto& end : {edge.from, edge.to}) {
        if (end.vertex < 0) {
            edge.secondary = true;
        } else if (is_beside(pin_of(level, end).side)) {
            edge.secondary = true;
        }
        if (end.port >= 0) level.ports[end.port].tensor = edge.tensor;
    }
    const bool wrong_start = edge.from.vertex >= 0 && pin_of(level, edge.from).side == Side::north;
    const bool wrong_end = edge.to.vertex >= 0 && pin_of(level, edge.to).side == Side::south;
    edge.backward = edge.backward || wrong_start || wrong_end;
    if (segment.label_of.valid()) add_label(edge, context.figure.links[segment.label_of].label);
    level.edges.push_back(edge);
}

/// A box that gives to the frame's side alone, beside the trunk, is left on that side.
void Builder::leave_beside() {
    struct Exit {
        int pin = -1;
        Side side = Side::south;
        bool only = true;
    };
    std::map<int, Exit> exits;  // by vertex
    for (const auto& edge : level.edges) {
        if (edge.from.vertex < 0 || level.vertices[edge.from.vertex].is_frame) continue;
        const bool outwards = edge.to.vertex < 0 && !edge.backward && edge.label_vertex < 0 &&
                              !context.cut.ports[frame][edge.to.port].primary;
        const Exit here{edge.from.pin, outwards ? level.ports[edge.to.port].side : Side::south, outwards};
        const auto [known, is_first] = exits.try_emplace(edge.from.vertex, here);
        if (known->second.pin != here.pin || known->second.side != here.side) known->second.only = false;
    }
    for (const auto& [index, exit] : exits) {
        Vertex& vertex = level.vertices[index];
        if (!exit.only || vertex.kind != VertexKind::box || !vertex.even_sides) continue;
        vertex.pins[exit.pin].side = exit.side;
        vertex.pins[exit.pin].at = vertex.height / 2;
    }
}

/// Where all outputs of a block meet again in one box, and leave it mirrored about its middle, that box stands there.
void center_joins(Level& level) {
    std::map<int, std::vector<const Edge*>> leaving;  // by frame
    for (const auto& edge : level.edges) {
        if (edge.from.vertex >= 0 && level.vertices[edge.from.vertex].is_frame)
            leaving[edge.from.vertex].push_back(&edge);
    }
    for (const auto& [index, edges] : leaving) {
        Vertex& frame = level.vertices[index];
        const int join = edges.front()->to.vertex;
        double low = frame.width, high = 0;
        const auto goes_there = [&](const Edge* edge) {
            const Pin& pin = pin_of(level, edge->from);
            low = std::min(low, pin.at);
            high = std::max(high, pin.at);
            return edge->to.vertex == join && pin.side == Side::south && !edge->backward && !edge->trunk;
        };
        const bool meet = std::all_of(edges.begin(), edges.end(), goes_there);
        if (!meet || join < 0 || level.vertices[join].is_frame || frame.is_stack) continue;
        if (high > low && std::abs(low + high - frame.width) < 1) frame.axis_out = frame.width / 2;
    }
}

}  // namespace

Level build_level(const FrameContext& context, BoxId frame) {
    Builder builder{context, frame, std::get<FrameBox>(context.figure.boxes[frame].content).flow, {}, {}, {}, {}, {}};
    builder.level.distances = context.figure.distances;
    builder.level.fewest_bends = context.figure.fewest_bends;
    builder.level.labels_left = builder.across();
    builder.level.ports.resize(context.cut.ports[frame].size());
    builder.add_bands();
    builder.add_ports(Side::north);
    for (const auto child : context.cut.children[frame]) {
        builder.vertex_of[child] = count(builder.level.vertices);
        if (const auto* node = std::get_if<NodeBox>(&context.figure.boxes[child].content)) {
            builder.add_node(child, *node);
        } else {
            builder.add_frame(child);
        }
        const int opened = context.cut.opened[context.figure.boxes[child].parent];
        if (opened >= 0) builder.level.vertices.back().band = builder.band_of.at(opened);
    }
    builder.add_ports(Side::south);
    for (const auto& segment : context.cut.segments[frame]) builder.add_segment(segment);
    builder.leave_beside();
    center_joins(builder.level);
    builder.level.tensors = count(builder.tensor_of);
    if (context.cut.stacks[frame]) lead_across(builder.level, context.cut.ports[frame]);
    return std::move(builder.level);
}

}  // namespace netfig::layered
