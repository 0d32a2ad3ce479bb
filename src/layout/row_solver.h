// Heights for places that wish to be level, where each may only move away from those before it.
#pragma once

#include <map>
#include <utility>
#include <vector>

namespace netfig::layered {

class RowSolver {
public:
    /// A place within its own block, and its number.
    int add(double place);
    int size() const { return static_cast<int>(places_.size()); }
    double place_of(int anchor) const { return places_[anchor]; }

    /// Without asking: for what must be one.
    void unite(int one, int other);

    /// In one block `to` comes at least so far after `from`; exactly so far, if nothing between them can grow.
    void follow(int from, int to, double distance, bool can_grow);

    /// Makes them level, unless what follows what would be a circle then. Wishes are granted in turn.
    void wish(int one, int other);
    bool are_one(int one, int other) const { return find(one) == find(other); }

    /// Of two in different rows: at least so far, if `to` can come after `from` at all.
    bool keep_apart(int from, int to, double distance);

    /// Heights for all; takes back wishes that would draw out what cannot grow.
    bool settle();
    bool solve();

    double height(int anchor) const { return heights_[find(anchor)]; }
    double step(int from, int to) const { return height(to) - height(from); }

private:
    struct Distance {
        double least = 0;
        bool can_grow = true;
    };
    int find(int anchor) const;
    bool sort(std::vector<int>& sorted) const;
    void join(int one, int other) { parent_[find(other)] = find(one); }
    void grant_again();
    void lower_heads(const std::vector<int>& sorted);
    int rigid_fault() const;

    std::vector<double> places_;
    mutable std::vector<int> parent_;
    std::map<std::pair<int, int>, Distance> follows_, apart_;
    std::vector<std::pair<int, int>> musts_, wishes_;
    std::vector<double> heights_;
};

}  // namespace netfig::layered
