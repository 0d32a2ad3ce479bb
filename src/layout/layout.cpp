#include "layout/layout.h"

#include "layout/cut_links.h"
#include "layout/direct_lines.h"
#include "layout/fit.h"
#include "layout/stand_beside.h"
#include "layout/straighten.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace netfig {

namespace {

using namespace layered;

double rounded(double value) { return std::round(value * 1000) / 1000; }

struct Assembler {
    const Figure& figure;
    const CutLinks& cut;
    const Interiors& interiors;
    LaidOutFigure result;
    Point shift;  // of the whole content, for the figure's title

    Rect place(const Rect& rect, const Rect& frame) const {
        return {rounded(frame.x + rect.x), rounded(frame.y + rect.y), rect.width, rect.height};
    }
    std::optional<Rect> place(const std::optional<Rect>& rect, const Rect& frame) const {
        return rect ? std::optional<Rect>(place(*rect, frame)) : std::nullopt;
    }
    void place_page();
    void place_boxes();
    void join_route(FigureLinkId id);
};

void Assembler::place_page() {
    const auto size = figure.boxes.size();
    result.boxes = Table<BoxId, Rect>(size);
    result.titles = Table<BoxId, std::optional<Rect>>(size);
    result.badges = Table<BoxId, std::optional<Rect>>(size);
    result.flows = Table<BoxId, Flow>(size, Flow::down);
    result.routes = Table<FigureLinkId, Route>(figure.links.size());
    result.labels = Table<FigureLinkId, std::optional<Rect>>(figure.links.size());
    if (size == 0) return;
    result.page = interiors.of[BoxId(0)]->size;
    if (figure.title.empty()) return;
    const double margin = figure.distances.page_margin;
    const double width = std::max(result.page.width, figure.title.size.width + 2 * margin);
    shift = {rounded((width - result.page.width) / 2), rounded(figure.title.size.height + margin)};
    result.title =
        Rect{rounded((width - figure.title.size.width) / 2), margin, figure.title.size.width, figure.title.size.height};
    result.page = {rounded(width), rounded(result.page.height + shift.y)};
}

/// Outermost first. A page that grew for its title keeps its content centred.
void Assembler::place_boxes() {
    for (const auto id : figure.boxes.ids()) {
        const auto& box = figure.boxes[id];
        if (!box.parent.valid()) result.boxes[id] = {0, 0, result.page.width, result.page.height};
        if (!std::holds_alternative<FrameBox>(box.content) || cut.opened[id] >= 0) continue;
        const auto& placed = *interiors.of[id];
        const Rect frame = box.parent.valid() ? result.boxes[id] : Rect{shift.x, shift.y, 0, 0};
        result.flows[id] = std::get<FrameBox>(box.content).flow;
        result.titles[id] = place(placed.title, frame);
        if (placed.badge) result.badges[id] = place(placed.badge, frame);
        const auto& children = cut.children[id];
        for (std::size_t child = 0; child < children.size(); ++child) {
            result.boxes[children[child]] = place(placed.children[child], frame);
            result.flows[children[child]] = result.flows[id];
            if (placed.badges[child]) result.badges[children[child]] = place(placed.badges[child], frame);
        }
        auto band = placed.bands.begin();
        for (const auto& open : cut.open) {
            if (open.level != id) continue;
            result.boxes[open.frame] = place(band->rect, frame);
            result.flows[open.frame] = result.flows[id];
            result.titles[open.frame] = place(band->title, frame);
            result.badges[open.frame] = place(band->badge, frame);
            ++band;
        }
    }
}

/// Drops repeated points and points within a straight piece; evens out steps that only rounding made.
std::vector<Point> tidy(const std::vector<Point>& points) {
    constexpr double rounding = 0.02;
    std::vector<Point> kept;
    for (Point point : points) {
        if (!kept.empty()) {
            const Point last = kept.back();
            const double dx = std::abs(point.x - last.x), dy = std::abs(point.y - last.y);
            if (dx < rounding) point.x = last.x;
            if (dy < rounding) point.y = last.y;
            if (dx < rounding && dy < rounding) continue;
        }
        if (kept.size() >= 2) {
            const Point one = kept[kept.size() - 2], two = kept.back();
            if ((one.x == two.x && two.x == point.x) || (one.y == two.y && two.y == point.y)) kept.pop_back();
        }
        kept.push_back(point);
    }
    return kept;
}

void Assembler::join_route(FigureLinkId id) {
    std::vector<Point> points;
    for (const auto& part : cut.route[id]) {
        const auto& placed = *interiors.of[part.frame];
        const bool is_page = !figure.boxes[part.frame].parent.valid();
        const Rect frame = is_page ? Rect{shift.x, shift.y, 0, 0} : result.boxes[part.frame];
        for (const auto& point : placed.segments[part.segment]) {
            points.push_back({rounded(frame.x + point.x), rounded(frame.y + point.y)});
        }
        if (cut.segments[part.frame][part.segment].label_of == id)
            result.labels[id] = place(placed.labels[part.segment], frame);
    }
    result.routes[id].points = tidy(points);
}

/// Where a line of others had no way but through an open frame, that is closed. Returns whether any was.
bool close_crossed(const CutLinks& cut, const Interiors& interiors, Table<BoxId, char>& closed) {
    bool any = false;
    for (const auto level : cut.level.ids()) {
        if (!interiors.of[level]) continue;
        auto band = interiors.of[level]->bands.begin();
        for (const auto& open : cut.open) {
            if (open.level != level) continue;
            if (!band->sound) closed[open.frame] = any = true;
            ++band;
        }
    }
    return any;
}

}  // namespace

LaidOutFigure layout(const Figure& figure, Diagnostics& diagnostics) {
    Table<BoxId, char> closed(figure.boxes.size());
    auto cut = cut_links(figure, closed);
    auto interiors = fit_to_page(figure, cut);
    while (close_crossed(cut, interiors, closed)) {
        cut = cut_links(figure, closed);
        interiors = fit_to_page(figure, cut);
    }
    if (!cut.open.empty() && excess_of(figure, interiors) > 1) {  // a frame by itself can be wrapped, an open one not
        Table<BoxId, char> all(figure.boxes.size(), true);
        auto apart = cut_links(figure, all);
        auto others = fit_to_page(figure, apart);
        if (excess_of(figure, others) < excess_of(figure, interiors)) {
            cut = std::move(apart);
            interiors = std::move(others);
        }
    }
    Assembler assembler{figure, cut, interiors, {}, {}};
    assembler.place_page();
    assembler.place_boxes();
    for (const auto id : figure.links.ids()) assembler.join_route(id);
    stand_beside(figure, assembler.result);
    const bool direct = figure.lines == LineStyle::direct;
    if (direct) draw_direct_lines(figure, assembler.result);
    if (figure.fewest_bends) straighten(figure, assembler.result);
    if (direct && figure.fewest_bends) draw_direct_lines(figure, assembler.result);  // the way may be free now
    warn_if_too_large(figure, assembler.result, diagnostics);
    return std::move(assembler.result);
}

}  // namespace netfig
