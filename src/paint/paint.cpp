#include "paint/paint.h"

#include "paint/paint_box.h"
#include "paint/paint_label.h"
#include "paint/paint_link.h"
#include "paint/stems.h"

#include <map>
#include <string>
#include <utility>
#include <variant>

namespace netfig {
namespace {

constexpr std::size_t page_index = 0;

void paint_frames(const Figure& figure, const LaidOutFigure& layout, Color label_color, Scene& scene) {
    for (const BoxId id : figure.boxes.ids()) {
        if (id.index() == page_index || !is_frame(figure.boxes[id])) continue;
        scene.items.push_back({paint_frame(figure, layout, id, label_color)});
    }
}

/// Several links may join the same two boxes: the second is named `a->b#2`.
void paint_links(const Figure& figure, const LaidOutFigure& layout, Color label_color, Scene& scene) {
    std::map<std::string, int> used;
    const auto lines = lines_without_shared_stems(figure, layout);
    for (const FigureLinkId id : figure.links.ids()) {
        SceneGroup group = paint_link(figure, id, lines[id], layout.labels[id], label_color);
        const int count = ++used[group.id];
        if (count > 1) group.id += "#" + std::to_string(count);
        if (!group.items.empty()) scene.items.push_back({std::move(group)});
    }
}

void paint_nodes(const Figure& figure, const LaidOutFigure& layout, Color label_color, Scene& scene) {
    for (const BoxId id : figure.boxes.ids()) {
        if (is_frame(figure.boxes[id])) continue;
        scene.items.push_back({paint_node(figure, layout, id, label_color)});
    }
}

}  // namespace

// Frames lie below everything, outer ones first; boxes stand on the lines, so that a line never crosses a border.
Scene paint(const Figure& figure, const LaidOutFigure& layout, const Theme& theme) {
    Scene scene;
    scene.page = layout.page;
    scene.title = figure.title.text;
    if (theme.paint_background) scene.background = theme.background;
    paint_frames(figure, layout, theme.label_color, scene);
    paint_links(figure, layout, theme.label_color, scene);
    paint_nodes(figure, layout, theme.label_color, scene);
    if (layout.title) paint_label(figure.title, *layout.title, theme.label_color, scene.items);
    return scene;
}

}  // namespace netfig
