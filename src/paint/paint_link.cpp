#include "paint/paint_link.h"

#include "paint/looks.h"
#include "paint/outlines.h"
#include "paint/paint_label.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace netfig {
namespace {

/// `back` before `tip` on the way from `from`, but never behind `from`.
Point before_tip(Point from, Point tip, double back) {
    const double whole = std::hypot(tip.x - from.x, tip.y - from.y);
    if (whole <= 0) return tip;
    const double share = std::min(back, whole) / whole;
    return {tip.x + (from.x - tip.x) * share, tip.y + (from.y - tip.y) * share};
}

/// Half of the border's line lies outside of the box's rectangle: a tip that went on to the rectangle would hide below
/// it.
double border_outside(const Box& box) {
    return row_of(box.look.shape).outlined ? std::max(box.look.stroke_width, 0.0) / 2 : 0;
}

void paint_line(const Figure& figure, const FigureLink& link, std::vector<Point> points,
                std::vector<SceneItem>& items) {
    points.back() = before_tip(points[points.size() - 2], points.back(), border_outside(figure.boxes[link.to]));
    const Point from = points[points.size() - 2];
    const Point tip = points.back();
    const double last_piece = std::hypot(tip.x - from.x, tip.y - from.y);
    const ArrowHead head = arrow_head(from, tip, std::min(figure.distances.arrow_length, last_piece));
    if (link.arrow) points.back() = head.line_end;

    ScenePath line;
    line.steps = rounded_line(points, figure.distances.corner_radius);
    line.stroke = link.stroke;
    line.stroke_width = link.stroke_width;
    if (link.dashed) line.dashes = fitted_dashes(line.steps);
    if (link.stroke_width > 0) items.push_back({std::move(line)});
    if (!link.arrow) return;
    ScenePath tip_path;
    tip_path.steps = head.outline;
    tip_path.fill = link.stroke;
    items.push_back({std::move(tip_path)});
}

}  // namespace

SceneGroup paint_link(const Figure& figure, FigureLinkId id, const std::vector<Point>& line,
                      const std::optional<Rect>& label, Color label_color) {
    const FigureLink& link = figure.links[id];
    SceneGroup group;
    group.id = figure.boxes[link.from].path + "->" + figure.boxes[link.to].path;
    group.title = link.tooltip;
    group.classes.emplace_back("link");
    if (link.feedback) group.classes.emplace_back("feedback");
    if (line.size() > 1) paint_line(figure, link, line, group.items);
    if (label) paint_label(link.label, *label, label_color, group.items);
    return group;
}

}  // namespace netfig
