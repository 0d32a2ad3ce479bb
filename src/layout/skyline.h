// What has been placed so far, seen from below: for each stretch across the flow the lowest box and the lowest line.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>

namespace netfig::layered {

class Skyline {
public:
    struct Depth {
        double box;
        double line;
    };

    Skyline() { stretches_.emplace(-1e12, Depth{-1e9, -1e9}); }

    /// The deepest box and the deepest line anywhere between.
    Depth under(double low, double high) const {
        Depth deepest{-1e9, -1e9};
        auto at = stretches_.upper_bound(low);
        if (at != stretches_.begin()) --at;
        for (; at != stretches_.end() && at->first < high; ++at) {
            deepest.box = std::max(deepest.box, at->second.box);
            deepest.line = std::max(deepest.line, at->second.line);
        }
        return deepest;
    }

    void add_box(double low, double high, double bottom) { set(low, high, {bottom, -1e9}); }
    /// A line never hides what is deeper, and leaves the box above it in force: something may still come to lie close
    /// to that.
    void add_line(double low, double high, double y) {
        const Depth before = under(low, high);
        if (before.line <= y) {
            set(low, high, {std::min(before.box, y), y});
            return;
        }
        split(low);
        split(high);
        for (auto at = stretches_.find(low); at->first < high; ++at) at->second.line = std::max(at->second.line, y);
    }

private:
    std::map<double, Depth> stretches_;  // each reaches to the next

    void split(double at) {
        const auto after = stretches_.upper_bound(at);
        const auto before = std::prev(after);
        if (before->first < at) stretches_.emplace_hint(after, at, before->second);
    }
    void set(double low, double high, Depth depth) {
        split(low);
        split(high);
        auto from = stretches_.find(low);
        const auto to = stretches_.find(high);
        from->second = depth;
        stretches_.erase(std::next(from), to);
    }
};

}  // namespace netfig::layered
