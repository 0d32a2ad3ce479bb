#include "layout/spread_pins.h"

#include "layout/surroundings.h"

#include <algorithm>
#include <tuple>

namespace netfig::layered {

namespace {

/// One input in use: where its line comes from, from left to right.
struct Entry {
    int pin = 0;
    double from = 0;
    bool main = false;
};

struct PinSpreader {
    Level& level;
    Surroundings around;

    explicit PinSpreader(Level& level_in) : level(level_in), around(level_in) {}

    double origin(const Edge& edge) const;
    std::vector<Entry> entries(int vertex) const;
    void spread(int vertex);
    void move_labels(int vertex);
};

double PinSpreader::origin(const Edge& edge) const {
    constexpr double far = 1e9;
    if (edge.from.vertex < 0) return level.ports[edge.from.port].side == Side::west ? -far : far;
    const int rank = level.vertices[edge.to.vertex].rank;
    const int lane = rank > 0 ? level.lanes[edge.tensor][rank - 1] : -1;
    if (level.vertices[edge.from.vertex].rank == rank - 1) return level.vertices[edge.from.vertex].place;
    if (lane >= 0) return level.vertices[lane].place;
    const int back = level.lanes[edge.tensor][rank];
    return back >= 0 ? level.vertices[back].place : level.vertices[edge.from.vertex].place;
}

std::vector<Entry> PinSpreader::entries(int vertex) const {
    std::vector<Entry> list;
    for (const int index : around.entering[vertex]) {
        const Edge& edge = level.edges[index];
        if (pin_of(level, edge.to).side != Side::north) continue;
        const bool main = edge.from.vertex >= 0 && edge.from.vertex == around.line_before[vertex];
        const auto known =
            std::find_if(list.begin(), list.end(), [&](const Entry& entry) { return entry.pin == edge.to.pin; });
        if (known == list.end()) {
            list.push_back({edge.to.pin, origin(edge), main});
        } else if (main) {
            *known = {edge.to.pin, origin(edge), true};
        }
    }
    std::stable_sort(list.begin(), list.end(), [](const Entry& one, const Entry& other) {
        return std::tie(one.from, one.pin) < std::tie(other.from, other.pin);
    });
    return list;
}

/// The lines that the box stands on share its middle, the others are spread evenly to both sides.
void PinSpreader::spread(int vertex) {
    const auto list = entries(vertex);
    auto& box = level.vertices[vertex];
    const auto is_main = [](const Entry& entry) { return entry.main; };
    const auto first = std::find_if(list.begin(), list.end(), is_main);
    const auto last = std::find_if_not(first, list.end(), is_main);
    const bool together = first != last && std::none_of(last, list.end(), is_main);
    const double here = count(list) - 1;
    const double middle =
        together ? static_cast<double>((first - list.begin()) + (last - list.begin()) - 1) / 2 : here / 2;
    const double most = std::max(middle, here - middle);
    for (int at = 0; at < count(list); ++at)
        box.pins[list[at].pin].at = box.width * (0.5 + 0.5 * (at - middle) / (most + 1));
    move_labels(vertex);
}

/// A label stands beside its own line: outside the outermost line on that side.
void PinSpreader::move_labels(int vertex) {
    auto& box = level.vertices[vertex];
    const double gap = level.distances.title_gap;
    double low = 1e18, high = -1e18;
    for (const int index : around.entering[vertex]) {
        const Pin& pin = pin_of(level, level.edges[index].to);
        if (pin.side == Side::north) low = std::min(low, pin.at), high = std::max(high, pin.at);
    }
    for (const int index : around.entering[vertex]) {
        auto& edge = level.edges[index];
        if (edge.label_vertex != vertex || edge.label_rect.y >= 0) continue;
        const double at = pin_of(level, edge.to).at;
        const bool right = level.labels_left ? at > low && at >= high : at >= high || at > low;
        edge.label_rect.x = right ? high + gap : low - gap - edge.label_rect.width;
        box.over_left = std::max(box.over_left, -edge.label_rect.x);
        box.over_right = std::max(box.over_right, edge.label_rect.right() - box.width);
    }
}

}  // namespace

void spread_pins(Level& level) {
    PinSpreader spreader(level);
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        const auto& box = level.vertices[vertex];
        if (box.kind != VertexKind::box || box.is_frame) continue;
        const auto inputs =
            std::count_if(box.pins.begin(), box.pins.end(), [](const Pin& pin) { return pin.side == Side::north; });
        if (inputs > 1) spreader.spread(vertex);
    }
}

}  // namespace netfig::layered
