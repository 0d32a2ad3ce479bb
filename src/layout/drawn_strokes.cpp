#include "layout/drawn_strokes.h"

#include "layout/check_geometry.h"

namespace netfig::layered {

DrawnStrokes::DrawnStrokes(const Figure& figure, const LaidOutFigure& layout)
    : grid(layout.page), sides(figure.boxes.size()), title_sides(figure.boxes.size()), strokes(figure.links.size()) {
    for (const auto id : figure.boxes.ids()) {
        const auto kind = is_frame(figure.boxes[id]) ? StrokeKind::frame : StrokeKind::box;
        if (figure.boxes[id].parent.valid()) sides[id] = grid.add_sides(kind, layout.boxes[id], id);
        if (layout.titles[id]) title_sides[id] = grid.add_sides(StrokeKind::text, *layout.titles[id], id);
        if (layout.badges[id]) grid.add_sides(StrokeKind::text, *layout.badges[id], id);
    }
    for (const auto& label : layout.labels) {
        if (label) grid.add_sides(StrokeKind::text, *label, {});
    }
    for (const auto id : figure.links.ids()) draw(id, layout.routes[id]);
}

void DrawnStrokes::lift(FigureLinkId link) {
    for (const int stroke : strokes[link]) grid.remove(stroke);
    strokes[link].clear();
}

void DrawnStrokes::draw(FigureLinkId link, const Route& route) {
    lift(link);
    for (std::size_t at = 1; at < route.points.size(); ++at)
        strokes[link].push_back(grid.add({StrokeKind::line, piece(route.points[at - 1], route.points[at]), {}, link}));
}

}  // namespace netfig::layered
