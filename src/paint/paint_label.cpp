#include "paint/paint_label.h"

#include <algorithm>
#include <optional>

namespace netfig {
namespace {

/// A baseline that lies lower than this many font sizes below the start of a line starts a new line; subscripts do not.
constexpr double new_line_per_size = 0.7;

/// Where a label's capitals begin and its last baseline lies, relative to its top.
struct VisibleHeight {
    double top = 0;
    double bottom = 0;
};

VisibleHeight visible_height(const Label& label) {
    const PlacedRun* line_start = &label.runs.front();
    const double top = line_start->baseline.y - line_start->run.cap_height;
    for (const PlacedRun& placed : label.runs) {
        const double below = placed.baseline.y - line_start->baseline.y;
        if (below > new_line_per_size * line_start->run.font.size_pt) line_start = &placed;
    }
    return {top, line_start->baseline.y};
}

Rect cover(const Rect& one, const Rect& other) {
    const double left = std::min(one.x, other.x);
    const double top = std::min(one.y, other.y);
    return {left, top, std::max(one.right(), other.right()) - left, std::max(one.bottom(), other.bottom()) - top};
}

std::optional<Rect> ink_of(const Label& label) {
    std::optional<Rect> ink;
    for (const PlacedRun& placed : label.runs) {
        if (placed.run.ink.width <= 0 || placed.run.ink.height <= 0) continue;
        const Rect moved = placed.run.ink.moved(placed.baseline.x, placed.baseline.y);
        ink = ink ? cover(*ink, moved) : moved;
    }
    return ink;
}

void paint_at(const Label& label, Point top_left, Color color, std::vector<SceneItem>& items) {
    for (const PlacedRun& placed : label.runs) {
        const Point baseline{top_left.x + placed.baseline.x, top_left.y + placed.baseline.y};
        items.push_back({SceneText{placed.run, baseline, color}});
    }
}

}  // namespace

void paint_label(const Label& label, const Rect& area, Color color, std::vector<SceneItem>& items) {
    const Point middle = area.center();
    paint_at(label, {middle.x - label.size.width / 2, middle.y - label.size.height / 2}, color, items);
}

void paint_centred_label(const Label& label, const Rect& area, Color color, std::vector<SceneItem>& items) {
    if (label.empty()) return;
    const VisibleHeight visible = visible_height(label);
    const Point middle = area.center();
    paint_at(label, {middle.x - label.size.width / 2, middle.y - (visible.top + visible.bottom) / 2}, color, items);
}

void paint_label_by_ink(const Label& label, const Rect& area, Color color, std::vector<SceneItem>& items) {
    const std::optional<Rect> ink = ink_of(label);
    if (!ink) return paint_centred_label(label, area, color, items);
    const Point middle = area.center();
    paint_at(label, {middle.x - ink->center().x, middle.y - ink->center().y}, color, items);
}

}  // namespace netfig
