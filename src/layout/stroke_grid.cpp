#include "layout/stroke_grid.h"

#include <algorithm>
#include <cmath>

namespace netfig::layered {

namespace {

constexpr double usual_cell = 50;
constexpr double most_cells = 4000;  // along the page, however large it is

}  // namespace

StrokeGrid::StrokeGrid(Size page) : cell_(std::max(usual_cell, std::max(page.width, page.height) / most_cells)) {}

template <class Visit>
void StrokeGrid::each_cell(const Rect& rect, double distance, const Visit& visit) const {
    const auto cell = [&](double at) { return static_cast<std::int64_t>(std::floor(at / cell_)); };
    for (auto x = cell(rect.x - distance); x <= cell(rect.right() + distance); ++x) {
        for (auto y = cell(rect.y - distance); y <= cell(rect.bottom() + distance); ++y)
            visit((static_cast<std::uint64_t>(x) << 32) ^ (static_cast<std::uint64_t>(y) & 0xffffffffU));
    }
}

int StrokeGrid::add(const Stroke& stroke) {
    const int index = static_cast<int>(strokes_.size());
    strokes_.push_back(stroke);
    gone_.push_back(false);
    seen_.push_back(0);
    each_cell(stroke.rect, 0, [&](std::uint64_t cell) { cells_[cell].push_back(index); });
    return index;
}

std::vector<int> StrokeGrid::add_sides(StrokeKind kind, const Rect& rect, BoxId box) {
    return {add({kind, {rect.x, rect.y, rect.width, 0}, box, {}}),
            add({kind, {rect.x, rect.bottom(), rect.width, 0}, box, {}}),
            add({kind, {rect.x, rect.y, 0, rect.height}, box, {}}),
            add({kind, {rect.right(), rect.y, 0, rect.height}, box, {}})};
}

std::vector<int> StrokeGrid::near(const Rect& rect, double distance) {
    std::vector<int> found;
    ++question_;
    each_cell(rect, distance, [&](std::uint64_t cell) {
        const auto here = cells_.find(cell);
        if (here == cells_.end()) return;
        for (const int stroke : here->second) {
            const auto at = static_cast<std::size_t>(stroke);
            if (gone_[at] || seen_[at] == question_) continue;
            seen_[at] = question_;
            found.push_back(stroke);
        }
    });
    return found;
}

double distance_between(const Rect& one, const Rect& other) {
    const double dx = std::max({one.x - other.right(), other.x - one.right(), 0.0});
    const double dy = std::max({one.y - other.bottom(), other.y - one.bottom(), 0.0});
    return std::hypot(dx, dy);
}

}  // namespace netfig::layered
