#include "layout/sort_elbows.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace netfig::layered {

namespace {

/// A turn between two neighbours. Its line runs from the left one's side at `left` to the turn, and on to the right
/// one's side at `right`; one that comes from elsewhere has only one of the two.
struct Turn {
    int corner = -1;
    bool has_left = false, has_right = false;
    double left = 0, right = 0;
    bool is_elbow() const { return has_left && has_right; }
};

double height_of(const Level& level, int vertex, const Pin& pin) { return level.vertices[vertex].y + pin.at; }

/// The turns that stand in each gap between two boxes, from the left.
std::map<std::pair<int, int>, std::vector<Turn>> find_turns(const Level& level) {
    std::vector<Turn> turns(level.vertices.size());
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        for (const auto& pin : level.vertices[vertex].pins) {
            if (pin.corner < 0 || !is_beside(pin.side)) continue;
            Turn& turn = turns[pin.corner];
            turn.corner = pin.corner;
            const bool is_left = pin.side == Side::east;
            (is_left ? turn.has_left : turn.has_right) = true;
            (is_left ? turn.left : turn.right) = height_of(level, vertex, pin);
        }
    }
    std::map<std::pair<int, int>, std::vector<Turn>> found;  // by rank and gap in it
    for (int rank = 0; rank < count(level.order); ++rank) {
        int gap = 0;
        for (const int vertex : level.order[rank]) {
            if (level.vertices[vertex].kind == VertexKind::box) ++gap;
            if (turns[vertex].corner >= 0) found[{rank, gap}].push_back(turns[vertex]);
        }
    }
    return found;
}

struct ElbowSorter {
    Level& level;
    std::vector<Turn> turns;  // of one gap, from the left

    double x(const Turn& turn) const { return level.vertices[turn.corner].x; }
    bool must_precede(const Turn& one, const Turn& other) const;
    bool is_sorted() const;
    double first_place(const Turn& elbow) const;
    double last_place(const Turn& elbow) const;
    double between_fixed(const Turn& elbow, double place) const;
    void sort();
};

/// Where one turn's line to the left would run on top of the other's to the right.
bool ElbowSorter::must_precede(const Turn& one, const Turn& other) const {
    const double near = 0.9 * level.distances.lane;
    return one.corner != other.corner && one.has_left && other.has_right && std::abs(one.left - other.right) < near;
}

bool ElbowSorter::is_sorted() const {
    for (std::size_t right = 1; right < turns.size(); ++right) {
        for (std::size_t left = 0; left < right; ++left) {
            if (must_precede(turns[right], turns[left])) return false;
        }
    }
    return true;
}

/// As far as the turns ask that cannot move.
double ElbowSorter::first_place(const Turn& elbow) const {
    double first = -1e18;
    for (const auto& turn : turns) {
        if (!turn.is_elbow() && must_precede(turn, elbow)) first = std::max(first, x(turn));
    }
    return first;
}

double ElbowSorter::last_place(const Turn& elbow) const {
    double last = 1e18;
    for (const auto& turn : turns) {
        if (!turn.is_elbow() && must_precede(elbow, turn)) last = std::min(last, x(turn));
    }
    return last;
}

/// From the left, each place goes to an elbow that no other one must precede: to the one that can wait least.
void ElbowSorter::sort() {
    std::vector<Turn> waiting;
    std::vector<double> places;
    for (const auto& turn : turns) {
        if (!turn.is_elbow()) continue;
        waiting.push_back(turn);
        places.push_back(x(turn));
    }
    std::stable_sort(waiting.begin(), waiting.end(),
                     [&](const Turn& one, const Turn& other) { return last_place(one) < last_place(other); });
    for (const double place : places) {
        const auto is_free = [&](const Turn& elbow) {
            return first_place(elbow) < place && std::none_of(waiting.begin(), waiting.end(), [&](const Turn& other) {
                       return must_precede(other, elbow);
                   });
        };
        auto next = std::find_if(waiting.begin(), waiting.end(), is_free);
        if (next == waiting.end()) next = waiting.begin();
        level.vertices[next->corner].x = between_fixed(*next, place);
        waiting.erase(next);
    }
}

/// Where no place suits what cannot move, a narrower one does.
double ElbowSorter::between_fixed(const Turn& elbow, double place) const {
    const double first = first_place(elbow), last = last_place(elbow), half = level.distances.lane / 2;
    if (place <= first) return first + half;
    return place >= last ? last - half : place;
}

}  // namespace

void sort_elbows(Level& level) {
    for (auto& [gap, turns] : find_turns(level)) {
        ElbowSorter sorter{level, std::move(turns)};
        if (!sorter.is_sorted()) sorter.sort();
    }
}

}  // namespace netfig::layered
