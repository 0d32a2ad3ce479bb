#include "layout/nets.h"

#include <algorithm>

namespace netfig::layered {

namespace {

int place_of(const Level& level, const End& end) {
    return is_beside(pin_of(level, end).side) ? 2 * level.vertices[end.vertex].rank + 1 : 2 * channel_of(level, end);
}

struct Collector {
    const Level& level;
    std::vector<std::vector<Net>> nets;

    Net& net(int channel, int tensor) {
        auto& here = nets[channel];
        if (here.empty() || here.back().tensor != tensor) here.push_back({.tensor = tensor, .top = {}, .bottom = {}});
        return here.back();
    }
    void add_end(const End& end, int tensor, const Spread& spread);
    void add_lane(int lane, const Spread& spread);
    void add_corner(int corner, const Spread& spread);
    void add_port(const Port& port);
};

void add_once(std::vector<NetPin>& pins, const NetPin& pin) {
    const auto same = [&](const NetPin& other) { return other.vertex == pin.vertex && other.pin == pin.pin; };
    if (std::none_of(pins.begin(), pins.end(), same)) pins.push_back(pin);
}

void Collector::add_end(const End& end, int tensor, const Spread& spread) {
    const Vertex& vertex = level.vertices[end.vertex];
    const Pin& pin = vertex.pins[end.pin];
    if (pin.side == Side::north) add_once(net(vertex.rank, tensor).bottom, {end.vertex, end.pin, pin.at});
    if (pin.side == Side::south) add_once(net(vertex.rank + 1, tensor).top, {end.vertex, end.pin, pin.at});
    if (!is_beside(pin.side)) return;
    if (pin.corner >= 0) {
        if (level.lanes[tensor][vertex.rank] != pin.corner) add_corner(pin.corner, spread);
        return;
    }
    const double at = pin.side == Side::west ? 0 : vertex.width;
    if (spread.low < 2 * vertex.rank + 1) add_once(net(vertex.rank, tensor).bottom, {end.vertex, end.pin, at});
    if (spread.high > 2 * vertex.rank + 1) add_once(net(vertex.rank + 1, tensor).top, {end.vertex, end.pin, at});
}

/// A second turn of one tensor in a rank hangs on one channel only; the tensor's own lane runs through.
void Collector::add_corner(int corner, const Spread& spread) {
    const Vertex& vertex = level.vertices[corner];
    if (spread.low < 2 * vertex.rank + 1) {
        add_once(net(vertex.rank, vertex.tensor).bottom, {corner, 0, 0});
    } else {
        add_once(net(vertex.rank + 1, vertex.tensor).top, {corner, 1, 0});
    }
}

void Collector::add_port(const Port& port) {
    if (port.channel < 0) return;
    auto& here = net(port.channel, port.tensor);
    (port.side == Side::west ? here.west : here.east) = true;
}

void Collector::add_lane(int lane, const Spread& spread) {
    const Vertex& vertex = level.vertices[lane];
    if (spread.low < 2 * vertex.rank + 1) add_once(net(vertex.rank, vertex.tensor).bottom, {lane, 0, 0});
    if (spread.high > 2 * vertex.rank + 1) add_once(net(vertex.rank + 1, vertex.tensor).top, {lane, 1, 0});
}

}  // namespace

std::vector<Spread> find_spreads(const Level& level) {
    std::vector<Spread> spreads(level.tensors);
    for (const auto& edge : level.edges) {
        auto& spread = spreads[edge.tensor];
        for (const auto& end : {edge.from, edge.to}) {
            if (end.vertex < 0) continue;
            spread.low = std::min(spread.low, place_of(level, end));
            spread.high = std::max(spread.high, place_of(level, end));
        }
    }
    for (const auto& port : level.ports) {
        if (port.channel < 0) continue;
        spreads[port.tensor].low = std::min(spreads[port.tensor].low, 2 * port.channel);
        spreads[port.tensor].high = std::max(spreads[port.tensor].high, 2 * port.channel);
    }
    for (const auto& corner : level.vertices) {
        // Two turns in one rank and nothing else: they meet in the channel below.
        if (corner.owner < 0) continue;
        auto& spread = spreads[corner.tensor];
        const Vertex* lane = &level.vertices[level.lanes[corner.tensor][corner.rank]];
        if (lane != &corner && spread.low == spread.high) ++spread.high;
    }
    return spreads;
}

std::vector<std::vector<Net>> collect_nets(const Level& level) {
    const auto spreads = find_spreads(level);
    std::vector<std::vector<int>> edges(level.tensors), ports(level.tensors);
    for (int index = 0; index < count(level.ports); ++index) ports[level.ports[index].tensor].push_back(index);
    for (int index = 0; index < count(level.edges); ++index) edges[level.edges[index].tensor].push_back(index);
    Collector collector{level, std::vector<std::vector<Net>>(level.ranks + 1)};
    for (int tensor = 0; tensor < level.tensors; ++tensor) {
        const auto& spread = spreads[tensor];
        for (const int index : edges[tensor]) {
            for (const auto& end : {level.edges[index].from, level.edges[index].to}) {
                if (end.vertex >= 0) collector.add_end(end, tensor, spread);
            }
        }
        for (const int port : ports[tensor]) collector.add_port(level.ports[port]);
        for (int rank = spread.low / 2; rank < level.ranks && 2 * rank + 1 <= spread.high; ++rank) {
            if (level.lanes[tensor][rank] >= 0) collector.add_lane(level.lanes[tensor][rank], spread);
        }
    }
    return std::move(collector.nets);
}

}  // namespace netfig::layered
