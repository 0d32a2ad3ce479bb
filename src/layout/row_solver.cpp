#include "layout/row_solver.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace netfig::layered {

namespace {

constexpr double unseen = 0.01;

}  // namespace

int RowSolver::add(double place) {
    places_.push_back(place);
    parent_.push_back(static_cast<int>(parent_.size()));
    return static_cast<int>(places_.size()) - 1;
}

void RowSolver::unite(int one, int other) {
    musts_.emplace_back(one, other);
    join(one, other);
}

int RowSolver::find(int anchor) const {
    while (parent_[anchor] != anchor) anchor = parent_[anchor] = parent_[parent_[anchor]];
    return anchor;
}

void RowSolver::follow(int from, int to, double distance, bool can_grow) {
    auto& known = follows_.try_emplace({from, to}, Distance{distance, can_grow}).first->second;
    known.least = std::max(known.least, distance);
}

/// Rows from first to last; false where they run in a circle.
bool RowSolver::sort(std::vector<int>& sorted) const {
    std::vector<int> waiting(places_.size());
    std::vector<std::vector<int>> next(places_.size());
    for (const auto* list : {&follows_, &apart_}) {
        for (const auto& [ends, distance] : *list) {
            const int from = find(ends.first), to = find(ends.second);
            if (from == to) return false;
            next[from].push_back(to);
            ++waiting[to];
        }
    }
    std::size_t rows = 0;
    for (int anchor = 0; anchor < static_cast<int>(places_.size()); ++anchor) {
        if (find(anchor) != anchor) continue;
        ++rows;
        if (waiting[anchor] == 0) sorted.push_back(anchor);
    }
    for (std::size_t at = 0; at < sorted.size(); ++at) {
        for (const int to : next[sorted[at]]) {
            if (--waiting[to] == 0) sorted.push_back(to);
        }
    }
    return sorted.size() == rows;
}

void RowSolver::wish(int one, int other) {
    if (are_one(one, other)) return;
    const auto before = parent_;
    join(one, other);
    std::vector<int> sorted;
    if (sort(sorted)) {
        wishes_.emplace_back(one, other);
    } else {
        parent_ = before;
    }
}

bool RowSolver::keep_apart(int from, int to, double distance) {
    if (are_one(from, to)) return false;
    const auto [found, is_new] = apart_.try_emplace({from, to}, Distance{distance, true});
    std::vector<int> sorted;
    if (sort(sorted)) return true;
    if (is_new) apart_.erase(found);
    return false;
}

/// What nobody else waits for starts as near to what follows as it may.
void RowSolver::lower_heads(const std::vector<int>& sorted) {
    std::vector<int> members(places_.size());
    for (int anchor = 0; anchor < static_cast<int>(places_.size()); ++anchor) ++members[find(anchor)];
    std::vector<bool> loose(places_.size(), true);
    std::vector<double> limit(places_.size(), std::numeric_limits<double>::infinity());
    for (const int row : sorted) {
        if (members[row] > 1) loose[row] = false;
        for (const auto* list : {&follows_, &apart_}) {
            for (const auto& [ends, distance] : *list) {
                if (find(ends.second) == row && !loose[find(ends.first)]) loose[row] = false;
            }
        }
    }
    for (auto at = sorted.size(); at-- > 0;) {
        const int row = sorted[at];
        for (const auto* list : {&follows_, &apart_}) {
            for (const auto& [ends, distance] : *list) {
                if (find(ends.first) == row)
                    limit[row] = std::min(limit[row], heights_[find(ends.second)] - distance.least);
            }
        }
        if (loose[row] && limit[row] < std::numeric_limits<double>::infinity())
            heights_[row] = std::max(heights_[row], limit[row]);
    }
}

bool RowSolver::solve() {
    std::vector<int> sorted;
    if (!sort(sorted)) return false;
    heights_.assign(places_.size(), 0);
    std::vector<std::vector<std::pair<int, double>>> next(places_.size());
    for (const auto* list : {&follows_, &apart_}) {
        for (const auto& [ends, distance] : *list)
            next[find(ends.first)].emplace_back(find(ends.second), distance.least);
    }
    for (const int row : sorted) {
        for (const auto& [to, distance] : next[row]) heights_[to] = std::max(heights_[to], heights_[row] + distance);
    }
    lower_heads(sorted);
    return true;
}

/// An anchor that had to move where nothing can grow; -1 where all is well.
int RowSolver::rigid_fault() const {
    for (const auto& [ends, distance] : follows_) {
        if (!distance.can_grow && step(ends.first, ends.second) > distance.least + unseen) return ends.second;
    }
    return -1;
}

void RowSolver::grant_again() {
    std::iota(parent_.begin(), parent_.end(), 0);
    for (const auto& [one, other] : musts_) join(one, other);
    const auto wishes = std::exchange(wishes_, {});
    for (const auto& [one, other] : wishes) wish(one, other);
}

/// Wishes are taken back one at a time, those of the anchor at fault from the last on.
bool RowSolver::settle() {
    for (;;) {
        if (!solve()) return false;
        const int fault = rigid_fault();
        if (fault < 0) return true;
        const auto concerns = [&](const std::pair<int, int>& wish) { return are_one(wish.first, fault); };
        const auto last = std::find_if(wishes_.rbegin(), wishes_.rend(), concerns);
        if (last != wishes_.rend()) {
            wishes_.erase(std::next(last).base());
        } else if (!wishes_.empty()) {
            wishes_.pop_back();
        } else {
            return false;
        }
        grant_again();
    }
}

}  // namespace netfig::layered
