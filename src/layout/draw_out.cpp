#include "layout/draw_out.h"

#include <algorithm>

namespace netfig::layered {

namespace {

struct Reach {
    double low = 0, high = 0;
};

Reach reach_of(const Rect& rect, bool across) {
    return across ? Reach{rect.x, rect.right()} : Reach{rect.y, rect.bottom()};
}

std::vector<Reach> solids(const PlacedFrame& placed, bool across) {
    std::vector<Reach> list;
    const auto add = [&](const std::optional<Rect>& rect) {
        if (rect) list.push_back(reach_of(*rect, across));
    };
    for (const auto& child : placed.children) list.push_back(reach_of(child, across));
    for (const auto* rects : {&placed.badges, &placed.labels}) {
        for (const auto& rect : *rects) add(rect);
    }
    add(placed.title);
    add(placed.badge);
    for (const auto& band : placed.bands) {
        add(band.title);
        add(band.badge);
    }
    std::sort(list.begin(), list.end(), [](const Reach& one, const Reach& other) { return one.low < other.low; });
    return list;
}

}  // namespace

std::optional<double> find_slit(const PlacedFrame& placed, bool across, double from, double to) {
    std::optional<double> best;
    const double heading = placed.title ? (across ? placed.title->x : placed.title->bottom()) : 0;
    double widest = 0, reached = std::max(from, heading);
    const auto offer = [&](double low, double high) {
        if (high - low <= widest + 0.01 || high > to) return;
        widest = high - low;
        best = (low + high) / 2;
    };
    for (const auto& solid : solids(placed, across)) {
        if (solid.low >= to) break;
        offer(reached, solid.low);
        reached = std::max(reached, solid.high);
    }
    offer(reached, to);
    return best;
}

PlacedFrame drawn_out(PlacedFrame placed, const std::vector<FramePort>& ports, const std::vector<Slit>& slits,
                      bool across) {
    const auto moved_on = [&](double at) {
        double by = 0;
        for (const auto& slit : slits) by += at > slit.at ? slit.room : 0;
        return by;
    };
    const auto move = [&](Rect& rect) {
        const Reach reach = reach_of(rect, across);
        const double by = moved_on(reach.low), more = moved_on(reach.high) - by;
        rect = rect.moved(across ? by : 0, across ? 0 : by);
        (across ? rect.width : rect.height) += more;
    };
    const auto move_if = [&](std::optional<Rect>& rect) {
        if (rect) move(*rect);
    };
    for (auto& rect : placed.children) move(rect);
    for (auto& rect : placed.badges) move_if(rect);
    for (auto& rect : placed.labels) move_if(rect);
    for (auto& band : placed.bands) {
        move(band.rect);
        move_if(band.title);
        move_if(band.badge);
    }
    for (auto& segment : placed.segments) {
        for (auto& point : segment) (across ? point.x : point.y) += moved_on(across ? point.x : point.y);
    }
    for (std::size_t port = 0; port < ports.size(); ++port) {
        if (is_beside(ports[port].side) != across) placed.ports[port] += moved_on(placed.ports[port]);
    }
    move_if(placed.title);
    move_if(placed.badge);
    (across ? placed.size.width : placed.size.height) += moved_on(1e9);
    return placed;
}

}  // namespace netfig::layered
