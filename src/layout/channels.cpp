#include "layout/channels.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace netfig::layered {

namespace {

constexpr double same_place = 1e-6;

/// One track of one channel while its order is sought: the columns that come from above and those that go below.
struct Bar {
    int track = 0;
    double low = 0, high = 0;
    std::vector<double> up, down;
    std::vector<int> nets;  // indices into the channel's nets
    bool split = false;
    int lower_half = -1;  // of an upper half: the bar it is split from
};

struct ChannelRouter {
    const Level& level;
    Channels& channels;
    int channel;
    std::vector<Bar> bars;
    std::vector<std::vector<int>> after;  // bars that must lie below
    std::vector<double> columns;          // of all pins, sorted

    std::vector<RoutedNet>& nets() { return channels.nets[channel]; }
    void make_bars();
    void add_pins(Bar& bar, const Net& net) const;
    bool conflict(const Bar& above, const Bar& below) const;
    void find_constraints();
    void break_cycles();
    void split(int bar);
    double free_column(const Bar& bar);
    double cost(const Bar& above, const Bar& below) const;
    void sort_bars();
    void store();
};

bool is_straight(const Level& level, const Net& net) {
    if (net.west || net.east) return false;
    double low = 1e18, high = -1e18;
    for (const auto* pins : {&net.top, &net.bottom}) {
        for (const auto& pin : *pins) {
            low = std::min(low, pin_x(level, pin));
            high = std::max(high, pin_x(level, pin));
        }
    }
    return high - low < same_place;
}

void ChannelRouter::add_pins(Bar& bar, const Net& net) const {
    for (const auto& pin : net.top) bar.up.push_back(pin_x(level, pin));
    for (const auto& pin : net.bottom) bar.down.push_back(pin_x(level, pin));
    constexpr double far = 1e9;
    if (net.west) bar.low = -far;
    if (net.east) bar.high = far;
    for (const auto* columns_of : {&bar.up, &bar.down}) {
        for (const double x : *columns_of) {
            bar.low = std::min(bar.low, x);
            bar.high = std::max(bar.high, x);
        }
    }
}

/// Lines that go from one source each to the same place alone share one bar: a join is drawn as one line with taps.
void ChannelRouter::make_bars() {
    std::map<std::pair<int, int>, int> joins;
    for (int index = 0; index < count(nets()); ++index) {
        const Net& net = nets()[index].net;
        for (const auto& pin : net.top) columns.push_back(pin_x(level, pin));
        for (const auto& pin : net.bottom) columns.push_back(pin_x(level, pin));
        const bool simple = net.top.size() == 1 && net.bottom.size() == 1 && !net.west && !net.east;
        if (!simple && is_straight(level, net)) continue;
        int bar = count(bars);
        if (simple && level.vertices[net.bottom.front().vertex].kind == VertexKind::box) {
            bar = joins.try_emplace({net.bottom.front().vertex, net.bottom.front().pin}, bar).first->second;
        }
        if (bar == count(bars)) bars.push_back({.low = 1e18, .high = -1e18, .up = {}, .down = {}, .nets = {}});
        add_pins(bars[bar], net);
        bars[bar].nets.push_back(index);
    }
    std::erase_if(bars, [](const Bar& bar) { return bar.high - bar.low < same_place; });
    std::sort(columns.begin(), columns.end());
}

/// Whether `above` must lie above `below`: one comes from above where the other goes down.
bool ChannelRouter::conflict(const Bar& above, const Bar& below) const {
    const double near = level.distances.lane * 0.9;
    for (const double up : above.up) {
        for (const double down : below.down) {
            if (std::abs(up - down) < near) return true;
        }
    }
    return false;
}

void ChannelRouter::find_constraints() {
    after.assign(bars.size(), {});
    for (int bar = 0; bar < count(bars); ++bar) {
        if (bars[bar].lower_half >= 0) after[bar].push_back(bars[bar].lower_half);
    }
    for (int one = 0; one < count(bars); ++one) {
        for (int other = 0; other < count(bars); ++other) {
            const bool apart = bars[one].high + level.distances.lane < bars[other].low ||
                               bars[other].high + level.distances.lane < bars[one].low;
            if (one != other && !apart && conflict(bars[one], bars[other])) after[one].push_back(other);
        }
    }
}

/// A column within the bar's reach, or just outside it, that keeps clear of all pins.
double ChannelRouter::free_column(const Bar& bar) {
    const double lane = level.distances.lane;
    double best = columns.back() + lane, best_width = -1;
    for (std::size_t at = 0; at + 1 < columns.size(); ++at) {
        const double middle = (columns[at] + columns[at + 1]) / 2, width = columns[at + 1] - columns[at];
        if (width < 2 * lane || middle < bar.low || middle > bar.high || width <= best_width) continue;
        best = middle;
        best_width = width;
    }
    columns.insert(std::lower_bound(columns.begin(), columns.end(), best), best);
    return best;
}

/// What comes from above ends on an upper bar, what goes down starts on a lower one: neither can be part of a cycle.
void ChannelRouter::split(int index) {
    const double jog = free_column(bars[index]);
    Bar lower = bars[index];
    Bar& upper = bars[index];
    upper.split = lower.split = true;
    upper.down = {};
    lower.up = {};
    for (const int net : upper.nets) nets()[net].jog = jog;
    for (auto* bar : {&upper, &lower}) {
        const bool west = bar->low<-1e8, east = bar->high> 1e8;
        bar->low = bar->high = jog;
        for (const auto* list : {&bar->up, &bar->down}) {
            for (const double x : *list) {
                bar->low = std::min(bar->low, x);
                bar->high = std::max(bar->high, x);
            }
        }
        if (bar == &upper && west) bar->low = -1e9;
        if (bar == &upper && east) bar->high = 1e9;
    }
    upper.lower_half = count(bars);
    bars.push_back(lower);
    find_constraints();
}

void ChannelRouter::break_cycles() {
    for (;;) {
        std::vector<int> waiting(bars.size());
        for (const auto& list : after) {
            for (const int bar : list) ++waiting[bar];
        }
        std::vector<int> ready;
        for (int bar = 0; bar < count(bars); ++bar) {
            if (waiting[bar] == 0) ready.push_back(bar);
        }
        std::vector<bool> done(bars.size());
        for (std::size_t next = 0; next < ready.size(); ++next) {
            done[ready[next]] = true;
            for (const int bar : after[ready[next]]) {
                if (--waiting[bar] == 0) ready.push_back(bar);
            }
        }
        int stuck = -1;
        for (int bar = 0; bar < count(bars); ++bar) {
            if (!done[bar] && !bars[bar].split && !bars[bar].up.empty() && !bars[bar].down.empty()) stuck = bar;
        }
        if (stuck < 0) return;
        split(stuck);
    }
}

double ChannelRouter::cost(const Bar& above, const Bar& below) const {
    const auto inside = [](const std::vector<double>& list, const Bar& bar) {
        return std::count_if(list.begin(), list.end(),
                             [&](double x) { return x > bar.low + same_place && x < bar.high - same_place; });
    };
    return static_cast<double>(inside(above.down, below) + inside(below.up, above));
}

/// Takes the bars from the top: of those that nothing forces down, the one that costs the fewest crossings.
void ChannelRouter::sort_bars() {
    const auto size = bars.size();
    constexpr std::size_t many = 400;  // beyond this the exact choice is not worth its time
    std::vector<int> waiting(size);
    for (const auto& list : after) {
        for (const int bar : list) ++waiting[bar];
    }
    std::vector<double> loss(size, 0);
    for (std::size_t one = 0; one < size && size <= many; ++one) {
        for (std::size_t other = 0; other < size; ++other) {
            if (one != other) loss[one] += cost(bars[one], bars[other]) - cost(bars[other], bars[one]);
        }
    }
    std::vector<bool> taken(size);
    auto& order = channels.order[channel];
    for (std::size_t step = 0; step < size; ++step) {
        int best = -1;
        for (int bar = 0; bar < static_cast<int>(size); ++bar) {
            if (taken[bar] || waiting[bar] > 0) continue;
            if (best < 0 || loss[bar] < loss[best]) best = bar;
        }
        if (best < 0) best = static_cast<int>(std::find(taken.begin(), taken.end(), false) - taken.begin());
        taken[best] = true;
        order.push_back(best);
        for (const int bar : after[best]) --waiting[bar];
        for (int bar = 0; bar < static_cast<int>(size) && size <= many; ++bar) {
            if (!taken[bar]) loss[bar] -= cost(bars[bar], bars[best]) - cost(bars[best], bars[bar]);
        }
    }
}

void ChannelRouter::store() {
    for (auto& bar : bars) {
        bar.track = count(channels.tracks);
        bool from_lane = true, to_box = true;
        for (const int index : bar.nets) {
            auto& routed = nets()[index];
            if (routed.upper < 0 || (bar.split && bar.down.empty())) routed.upper = bar.track;
            if (routed.lower < 0 || (bar.split && bar.up.empty())) routed.lower = bar.track;
            for (const auto& pin : routed.net.top)
                from_lane = from_lane && level.vertices[pin.vertex].kind == VertexKind::lane;
            for (const auto& pin : routed.net.bottom)
                to_box = to_box && level.vertices[pin.vertex].kind == VertexKind::box;
        }
        const bool joins = bar.nets.size() > 1 || bar.up.size() > bar.down.size() || (from_lane && to_box);
        channels.tracks.push_back({bar.low, bar.high, bar.low<-1e8, bar.high> 1e8, joins && !bar.down.empty(), 0});
    }
    for (int& bar : channels.order[channel]) bar = bars[bar].track;
}

}  // namespace

Channels assign_tracks(const Level& level) {
    Channels channels;
    const auto nets = collect_nets(level);
    channels.nets.resize(nets.size());
    channels.order.resize(nets.size());
    for (int channel = 0; channel < count(nets); ++channel) {
        for (const auto& net : nets[channel]) channels.nets[channel].push_back({net});
        ChannelRouter router{level, channels, channel, {}, {}, {}};
        router.make_bars();
        router.find_constraints();
        router.break_cycles();
        router.sort_bars();
        router.store();
    }
    return channels;
}

}  // namespace netfig::layered
