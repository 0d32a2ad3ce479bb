#include "layout/page.h"

#include "layout/layered.h"
#include "layout/pieces.h"
#include "layout/wrap.h"

#include <algorithm>
#include <numeric>

namespace netfig::layered {

namespace {

/// Per vertex the number of its connected component, in the order of the source.
std::vector<int> find_components(const Level& level, int& components) {
    std::vector<int> root(level.vertices.size());
    std::iota(root.begin(), root.end(), 0);
    const auto find = [&](int vertex) {
        while (root[vertex] != vertex) vertex = root[vertex] = root[root[vertex]];
        return vertex;
    };
    const auto unite = [&](int first, int second) {
        const int one = find(first), other = find(second);
        root[std::max(one, other)] = std::min(one, other);
    };
    for (const auto& edge : level.edges) unite(edge.from.vertex, edge.to.vertex);
    std::vector<int> in_band(level.bands.size(), -1);  // the first vertex of each: one border is drawn around them
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        for (int band = level.vertices[vertex].band; band >= 0; band = level.bands[band].outer) {
            if (in_band[band] < 0) in_band[band] = vertex;
            unite(in_band[band], vertex);
        }
    }
    std::vector<int> number(root.size());
    components = 0;
    for (int vertex = 0; vertex < count(root); ++vertex) {
        const int first = find(vertex);
        number[vertex] = first == vertex ? components++ : number[first];
    }
    return number;
}

/// Pieces in rows of the drawing, as words in a text. What flows up stands on the row's floor.
struct RowPacker {
    Flow flow;
    double width;  // of a row
    double gap, row_gap;
    std::vector<Rect> places;  // in the drawing
    std::size_t row_start = 0;
    double x = 0, y = 0, row_height = 0, total_width = 0;

    void end_row() {
        for (auto at = row_start; at < places.size(); ++at) {
            if (flow == Flow::up) places[at].y += row_height - places[at].height;
        }
        y += row_height + row_gap;
        x = row_height = 0;
        row_start = places.size();
    }
    void add(Size size) {
        if (x > 0 && x + size.width > width) end_row();
        places.push_back({x, y, size.width, size.height});
        x += size.width + gap;
        total_width = std::max(total_width, x - gap);
        row_height = std::max(row_height, size.height);
    }
};

/// A place in the drawing as one in the level, which flows down.
Rect as_level(const Rect& place, Size whole, Flow flow) {
    switch (flow) {
        case Flow::down:
            return place;
        case Flow::up:
            return {place.x, whole.height - place.bottom(), place.width, place.height};
        case Flow::right:
            return {place.y, place.x, place.height, place.width};
        case Flow::left:
            return {place.y, whole.width - place.right(), place.height, place.width};
    }
    return place;
}

void pack(Level& level, const std::vector<int>& component, int components, Flow flow, const Room& room) {
    auto pieces = split(level, component, components);
    const bool across = flows_across(flow);
    RowPacker rows{flow, room.width, 2 * level.distances.between_boxes, 2 * level.distances.between_layers, {}};
    for (auto& piece : pieces) {
        Level fresh = piece.level;
        lay_out(piece.level);
        wrap(piece.level, std::move(fresh), across ? room.width : room.height);
        const auto& content = piece.level.content;
        rows.add(across ? Size{content.height, content.width} : Size{content.width, content.height});
    }
    rows.end_row();
    const Size whole{rows.total_width, rows.y - rows.row_gap};
    for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
        const Rect place = as_level(rows.places[piece], whole, flow);
        put_back(level, pieces[piece], {place.x, place.y});
    }
    level.content = across ? Rect{0, 0, whole.height, whole.width} : Rect{0, 0, whole.width, whole.height};
}

}  // namespace

void lay_out_page(Level& level, Level fresh, Flow flow, const Room& room) {
    const bool across = flows_across(flow);
    int components = 0;
    const auto component = find_components(fresh, components);
    if (components <= 1) return wrap(level, std::move(fresh), across ? room.width : room.height);
    const Size drawn =
        across ? Size{level.content.height, level.content.width} : Size{level.content.width, level.content.height};
    if (drawn.width <= room.width && drawn.height <= room.height) return;
    pack(fresh, component, components, flow, room);
    level = std::move(fresh);
}

}  // namespace netfig::layered
