#include "layout/route.h"

#include <algorithm>
#include <cmath>

namespace netfig::layered {

namespace {

/// Where an edge starts or ends: in a channel (2c) or at a lane in a rank (2r + 1), and the points up to there.
struct Terminal {
    int place = 0;
    double x = 0;
    bool on_top = false;      // in a channel: which tracks of a split net it hangs on
    bool open = false;        // on the frame's border: takes any track
    std::vector<Point> lead;  // from the pin inwards
};

struct Router {
    Level& level;
    const Channels& channels;

    Terminal at_vertex(const End& end, int tensor) const;
    Terminal at_port(const End& end, int tensor) const;
    const RoutedNet& net(int channel, int tensor) const;
    void cross(int channel, int tensor, const Terminal& in, const Terminal& out, std::vector<Point>& points) const;
    void route_edge(Edge& edge) const;
    void place_ports() const;
};

Terminal Router::at_vertex(const End& end, int tensor) const {
    const Vertex& vertex = level.vertices[end.vertex];
    const Pin& pin = vertex.pins[end.pin];
    if (!is_beside(pin.side)) {
        const double y = pin.side == Side::north ? vertex.y : vertex.y + vertex.height;
        return {
            2 * channel_of(level, end), vertex.x + pin.at, pin.side == Side::south, false, {{vertex.x + pin.at, y}}};
    }
    const double y = vertex.y + pin.at, turn = level.vertices[pin.corner].x;
    Terminal terminal{2 * vertex.rank + 1,
                      turn,
                      false,
                      false,
                      {{pin.side == Side::west ? vertex.x : vertex.x + vertex.width, y}, {turn, y}}};
    if (level.lanes[tensor][vertex.rank] == pin.corner) return terminal;
    for (const auto& pin_here : net(vertex.rank, tensor).net.bottom) {
        if (pin_here.vertex == pin.corner) {
            terminal.place = 2 * vertex.rank;
            return terminal;
        }
    }
    terminal.place = 2 * vertex.rank + 2;
    terminal.on_top = true;
    return terminal;
}

Terminal Router::at_port(const End& end, int tensor) const {
    const Port& port = level.ports[end.port];
    const double x = port.side == Side::west ? level.content.x : level.content.right();
    if (port.corner >= 0) {
        const Vertex& corner = level.vertices[port.corner];
        const Vertex& owner = level.vertices[corner.owner];
        const double y = owner.y + owner.pins[corner.owner_pin].at;
        return {2 * corner.rank + 1, corner.x, false, false, {{x, y}, {corner.x, y}}};
    }
    const auto& routed = net(port.channel, tensor);
    const double y = routed.upper >= 0 ? channels.tracks[routed.upper].y : 0;
    return {2 * port.channel, x, true, true, {{x, y}}};
}

const RoutedNet& Router::net(int channel, int tensor) const {
    static const RoutedNet none;
    const auto& nets = channels.nets[channel];
    const auto found = std::lower_bound(nets.begin(), nets.end(), tensor,
                                        [](const RoutedNet& one, int wanted) { return one.net.tensor < wanted; });
    return found != nets.end() && found->net.tensor == tensor ? *found : none;
}

void Router::cross(int channel, int tensor, const Terminal& in, const Terminal& out, std::vector<Point>& points) const {
    const auto& routed = net(channel, tensor);
    if (routed.upper < 0) return;
    const double upper = channels.tracks[routed.upper].y, lower = channels.tracks[routed.lower].y;
    const double in_y = in.on_top ? upper : lower, out_y = out.on_top ? upper : lower;
    points.push_back({in.x, in_y});
    if (in.on_top != out.on_top && routed.upper != routed.lower) {
        points.push_back({routed.jog, in_y});
        points.push_back({routed.jog, out_y});
    }
    points.push_back({out.x, out_y});
}

/// Walks from channel to rank to channel until the other end is reached.
void Router::route_edge(Edge& edge) const {
    const Terminal from = edge.from.vertex >= 0 ? at_vertex(edge.from, edge.tensor) : at_port(edge.from, edge.tensor);
    const Terminal to = edge.to.vertex >= 0 ? at_vertex(edge.to, edge.tensor) : at_port(edge.to, edge.tensor);
    edge.points = from.lead;
    const int step = to.place >= from.place ? 1 : -1;
    Terminal in = from;
    in.on_top = in.place % 2 == 0 ? in.on_top : step > 0;
    for (int place = from.place;; place += step) {
        if (place % 2 == 0) {
            Terminal out = to;
            if (place != to.place) {
                const int lane = level.lanes[edge.tensor][(place + step) / 2];
                out = {place + step, lane >= 0 ? level.vertices[lane].x : to.x, step < 0, false, {}};
            } else if (to.open) {
                out.on_top = true;
            }
            cross(place / 2, edge.tensor, in, out, edge.points);
            in = out;
            in.on_top = step > 0;
        } else {
            in.on_top = step > 0;
        }
        if (place == to.place) break;
    }
    edge.points.insert(edge.points.end(), to.lead.rbegin(), to.lead.rend());
}

void Router::place_ports() const {
    for (auto& port : level.ports) {
        if (port.vertex >= 0) port.at = level.vertices[port.vertex].x + level.vertices[port.vertex].pins.front().at;
    }
    for (const auto& edge : level.edges) {
        if (edge.from.vertex < 0 && !edge.points.empty()) level.ports[edge.from.port].at = edge.points.front().y;
        if (edge.to.vertex < 0 && !edge.points.empty()) level.ports[edge.to.port].at = edge.points.back().y;
    }
}

}  // namespace

void route(Level& level, const Channels& channels) {
    const Router router{level, channels};
    for (auto& edge : level.edges) router.route_edge(edge);
    router.place_ports();
}

}  // namespace netfig::layered
