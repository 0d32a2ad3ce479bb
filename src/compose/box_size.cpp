#include "compose/box_size.h"

#include <algorithm>
#include <cmath>

namespace netfig {
namespace {

Size with_padding(const Label& label, const Look& look, const Theme& theme) {
    const double pad_x = theme.node_padding_x, pad_y = theme.node_padding_y;
    switch (look.shape) {
        case BoxShape::rectangle:
            return {std::max(theme.node_min_width, label.size.width + 2 * pad_x),
                    std::max(theme.node_min_height, label.size.height + 2 * pad_y)};
        case BoxShape::pill: {
            // The half circles at the ends leave less room than straight sides.
            const double height = std::max(theme.operator_diameter, label.size.height + 1.2 * pad_y);
            return {std::max(height, label.size.width + std::max(1.2 * pad_x, 0.8 * height)), height};
        }
        case BoxShape::circle: {
            const double diagonal = std::hypot(label.size.width, 0.62 * label.size.height);
            const double diameter = std::max(theme.operator_diameter, diagonal + 3);
            return {diameter, diameter};
        }
        case BoxShape::bar:
            return {std::max(2.4 * theme.node_min_width, label.size.width + 2 * pad_x),
                    label.empty() ? 4.0 : label.size.height + 1.5};
        case BoxShape::plain:
            return {label.size.width + 4, label.size.height + 3};
    }
    return label.size;
}

}  // namespace

bool runs_down(Flow flow) { return flow == Flow::down || flow == Flow::up; }

double strip_thickness(const Label& label, Flow flow, const Theme& theme) {
    return runs_down(flow) ? label.size.height + 1.6 : label.size.width + theme.node_padding_x;
}

void fit(NodeBox& box, const Look& look, Flow flow, const Wishes& wishes, const Theme& theme) {
    box.size = with_padding(box.label, look, theme);
    // A bar lies across the flow; its words are level, so beside a level flow it is as wide as they are.
    if (look.shape == BoxShape::bar && !runs_down(flow))
        box.size = {box.label.empty() ? 4.0 : box.label.size.width + theme.node_padding_x, 2.4 * theme.node_min_width};
    for (const Strip& strip : box.strips) {
        if (runs_down(flow)) {
            box.size.width = std::max(box.size.width, strip.label.size.width + 2 * theme.node_padding_x);
            box.size.height += strip.thickness;
        } else {
            box.size.height = std::max(box.size.height, strip.label.size.height + 2 * theme.node_padding_y);
            box.size.width += strip.thickness;
        }
    }
    box.size.width = wishes.points("width").value_or(box.size.width);
    box.size.height = wishes.points("height").value_or(box.size.height);
}

}  // namespace netfig
