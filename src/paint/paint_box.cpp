#include "paint/paint_box.h"

#include "paint/looks.h"
#include "paint/outlines.h"
#include "paint/paint_label.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace netfig {
namespace {

/// A box cut across its flow: the box proper first, then its strips up to the trailing side.
struct Section {
    Rect rect;
    const Look* look = nullptr;
};

SceneGroup group_of(const Box& box, const char* what) {
    SceneGroup group;
    group.id = box.path;
    group.title = box.tooltip;
    group.link = box.link;
    group.classes.emplace_back(what);
    for (const std::string& name : {box.kind, box.type}) {
        if (!name.empty()) group.classes.push_back(name);
    }
    group.classes.insert(group.classes.end(), box.classes.begin(), box.classes.end());
    return group;
}

ScenePath stroked(std::vector<PathStep> steps, const Look& look) {
    ScenePath path;
    path.steps = std::move(steps);
    if (look.stroke_width > 0) {
        path.stroke = look.stroke;
        path.stroke_width = look.stroke_width;
    }
    if (look.dashed) path.dashes = fitted_dashes(path.steps);
    return path;
}

ScenePath filled(std::vector<PathStep> steps, Color fill) {
    ScenePath path;
    path.steps = std::move(steps);
    path.fill = fill;
    return path;
}

/// Takes `thickness` off the end of `rect` to which the flow leads, and returns it.
Rect cut_trailing(Rect& rect, Flow flow, double thickness) {
    Rect cut = rect;
    switch (flow) {
        case Flow::right:
            cut.width = thickness;
            cut.x = rect.right() - thickness;
            rect.width -= thickness;
            break;
        case Flow::left:
            cut.width = thickness;
            rect.x += thickness;
            rect.width -= thickness;
            break;
        case Flow::down:
            cut.height = thickness;
            cut.y = rect.bottom() - thickness;
            rect.height -= thickness;
            break;
        case Flow::up:
            cut.height = thickness;
            rect.y += thickness;
            rect.height -= thickness;
            break;
    }
    return cut;
}

double length_along(const Rect& rect, Flow flow) {
    return flow == Flow::right || flow == Flow::left ? rect.width : rect.height;
}

std::vector<Section> sections_of(const NodeBox& node, const Look& look, Rect rect, Flow flow) {
    std::vector<Section> strips;
    for (auto strip = node.strips.rbegin(); strip != node.strips.rend(); ++strip) {
        const double thickness = std::clamp(strip->thickness, 0.0, length_along(rect, flow));
        strips.push_back({cut_trailing(rect, flow, thickness), &strip->look});
    }
    strips.push_back({rect, &look});
    std::reverse(strips.begin(), strips.end());
    return strips;
}

/// Which two corners lie at the trailing side, clockwise from the top left one.
std::array<bool, 4> trailing_corners(Flow flow) {
    switch (flow) {
        case Flow::right:
            return {false, true, true, false};
        case Flow::left:
            return {true, false, false, true};
        case Flow::down:
            return {false, false, true, true};
        case Flow::up:
            return {true, true, false, false};
    }
    return {};
}

/// The box's radii, no larger than the first and the last section can hold alone, so that every seam is straight.
CornerRadii radii_of(const std::vector<Section>& sections, double radius, Flow flow) {
    const auto trailing = trailing_corners(flow);
    CornerRadii radii{};
    for (std::size_t i = 0; i < 4; ++i) {
        const Rect& rect = trailing[i] ? sections.back().rect : sections.front().rect;
        radii[i] = sections.size() == 1 ? radius : std::min(radius, length_along(rect, flow));
    }
    return radii;
}

/// One section's fill: round where the box is round, straight where it meets its neighbours.
ScenePath section_fill(const std::vector<Section>& sections, std::size_t index, const CornerRadii& radii, Flow flow) {
    const auto trailing = trailing_corners(flow);
    CornerRadii own{};
    for (std::size_t i = 0; i < 4; ++i) {
        const bool outer = trailing[i] ? index + 1 == sections.size() : index == 0;
        own[i] = outer ? radii[i] : 0;
    }
    return filled(rounded_rectangle(sections[index].rect, own), sections[index].look->fill);
}

/// The line between a section and the one before it.
std::vector<PathStep> leading_edge(const Rect& rect, Flow flow) {
    switch (flow) {
        case Flow::right:
            return {MoveTo{{rect.x, rect.y}}, LineTo{{rect.x, rect.bottom()}}};
        case Flow::left:
            return {MoveTo{{rect.right(), rect.y}}, LineTo{{rect.right(), rect.bottom()}}};
        case Flow::down:
            return {MoveTo{{rect.x, rect.y}}, LineTo{{rect.right(), rect.y}}};
        case Flow::up:
            return {MoveTo{{rect.x, rect.bottom()}}, LineTo{{rect.right(), rect.bottom()}}};
    }
    return {};
}

/// Fills first, then the seams, and the outline over both, so that it is equally wide everywhere.
void paint_outline(const Look& look, const Rect& rect, const std::vector<Section>& sections, Flow flow,
                   std::vector<SceneItem>& items) {
    const BoxShapeRow& shape = row_of(look.shape);
    if (!shape.outlined) return;
    const CornerRadii radii = radii_of(sections, shape.corner_radius(rect, look.corner_radius), flow);
    if (sections.size() == 1) {
        ScenePath path = stroked(rounded_rectangle(rect, radii), look);
        if (look.filled) path.fill = look.fill;
        items.push_back({std::move(path)});
        return;
    }
    for (std::size_t i = 0; i < sections.size(); ++i) {
        if (sections[i].look->filled) items.push_back({section_fill(sections, i, radii, flow)});
    }
    for (std::size_t i = 1; i < sections.size(); ++i) {
        items.push_back({stroked(leading_edge(sections[i].rect, flow), look)});
    }
    items.push_back({stroked(rounded_rectangle(rect, radii), look)});
}

void paint_badge(const Box& box, const std::optional<Rect>& place, Color color, std::vector<SceneItem>& items) {
    if (box.badge && place) paint_label(*box.badge, *place, color, items);
}

}  // namespace

SceneGroup paint_frame(const Figure& figure, const LaidOutFigure& layout, BoxId id, Color label_color) {
    const Box& box = figure.boxes[id];
    const Rect& rect = layout.boxes[id];
    SceneGroup group = group_of(box, "frame");
    const BoxShapeRow& shape = row_of(box.look.shape);
    if (shape.outlined) {
        ScenePath outline =
            stroked(rounded_rectangle(rect, shape.corner_radius(rect, box.look.corner_radius)), box.look);
        if (box.look.filled) outline.fill = box.look.fill;
        group.items.push_back({std::move(outline)});
    }
    const Label& title = std::get<FrameBox>(box.content).title;
    if (layout.titles[id]) paint_label(title, *layout.titles[id], label_color, group.items);
    paint_badge(box, layout.badges[id], label_color, group.items);
    return group;
}

SceneGroup paint_node(const Figure& figure, const LaidOutFigure& layout, BoxId id, Color label_color) {
    const Box& box = figure.boxes[id];
    const NodeBox& node = std::get<NodeBox>(box.content);
    const Rect& rect = layout.boxes[id];
    const Flow flow = layout.flows[id];
    SceneGroup group = group_of(box, "node");
    const std::vector<Section> sections = sections_of(node, box.look, rect, flow);
    paint_outline(box.look, rect, sections, flow, group.items);

    const auto paint_words = row_of(box.look.shape).centred_by_ink ? paint_label_by_ink : paint_centred_label;
    paint_words(node.label, sections.front().rect, box.look.text, group.items);
    for (std::size_t i = 0; i < node.strips.size(); ++i) {
        SceneGroup strip;
        strip.id = node.strips[i].path;
        strip.classes = {"strip"};
        strip.title = node.strips[i].label.text;
        paint_centred_label(node.strips[i].label, sections[i + 1].rect, node.strips[i].look.text, strip.items);
        if (!strip.items.empty()) group.items.push_back({std::move(strip)});
    }
    paint_badge(box, layout.badges[id], label_color, group.items);
    return group;
}

}  // namespace netfig
