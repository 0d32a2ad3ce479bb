#include "layout/wrap.h"

#include "layout/layered.h"
#include "layout/pieces.h"

#include <algorithm>
#include <numeric>

namespace netfig::layered {

namespace {

/// Where the level could be cut: one link alone leads from what lies before to what lies after.
struct Cut {
    int edge = -1;
    int rank = 0;                // of the first vertex after it
    double bottom = 0, top = 0;  // where the boxes before it end and those after it begin
};

struct Wrapper {
    const Level& level;
    Size room;
    std::vector<Cut> cuts;
    double turn;    // from a column's end to the line that returns, and from there to the next column
    double gutter;  // between columns

    Wrapper(const Level& level_in, Size room_in) : level(level_in), room(room_in) {
        const auto& keep = level.distances;
        turn = keep.arrow_length + keep.corner_radius + keep.lane;
        gutter = 2 * std::max(keep.lane, keep.between_boxes);
    }

    void find_cuts();
    std::vector<Cut> choose(double height) const;
    std::vector<Cut> choose() const;
    bool is_cuttable(const Edge& edge) const;
};

bool Wrapper::is_cuttable(const Edge& edge) const {
    return !edge.backward && pin_of(level, edge.from).side == Side::south && pin_of(level, edge.to).side == Side::north;
}

void Wrapper::find_cuts() {
    std::vector<int> crossing(level.ranks + 1), last(level.ranks + 1, -1);
    std::vector<double> top(level.ranks + 1, 1e18), bottom(level.ranks + 1, -1e18);
    for (int index = 0; index < count(level.edges); ++index) {
        const int from = level.vertices[level.edges[index].from.vertex].rank;
        const int to = level.vertices[level.edges[index].to.vertex].rank;
        if (from == to) continue;
        ++crossing[std::min(from, to) + 1];
        --crossing[std::max(from, to) + 1];
        last[std::max(from, to)] = index;
    }
    for (const auto& vertex : level.vertices) {
        if (vertex.kind != VertexKind::box) continue;
        top[vertex.rank] = std::min(top[vertex.rank], vertex.y - vertex.over_top);
        bottom[vertex.rank] = std::max(bottom[vertex.rank], vertex.y + vertex.height + vertex.over_bottom);
    }
    int open = 0;
    double deepest = 0;
    for (int rank = 1; rank < level.ranks; ++rank) {
        open += crossing[rank];
        deepest = std::max(deepest, bottom[rank - 1]);
        if (open == 1 && last[rank] >= 0 && is_cuttable(level.edges[last[rank]]))
            cuts.push_back({last[rank], rank, deepest, top[rank]});
    }
}

/// As much into every column as its height allows. Nothing where a part is higher than that.
std::vector<Cut> Wrapper::choose(double height) const {
    std::vector<Cut> chosen;
    double start = 0;
    for (std::size_t at = 0; at <= cuts.size(); ++at) {
        const double bottom = at < cuts.size() ? cuts[at].bottom : level.content.height;
        if (bottom - start <= height) continue;
        if (at == 0 || cuts[at - 1].top <= start) return {};
        chosen.push_back(cuts[at - 1]);
        start = cuts[at - 1].top;
        if (bottom - start > height) return {};
    }
    return chosen;
}

/// As few columns as possible, and those as equal as possible.
std::vector<Cut> Wrapper::choose() const {
    const double highest = room.height - 2 * turn;
    auto best = choose(highest);
    constexpr int steps = 40;
    for (int step = 1; step < steps && !best.empty(); ++step) {
        auto lower = choose(highest * (1 - static_cast<double>(step) / steps));
        if (lower.size() != best.size()) break;
        best = std::move(lower);
    }
    return best;
}

/// Both halves of a cut link end at ports on the borders of their pieces.
void add_half(Piece& piece, Edge edge, bool is_source) {
    Level& level = piece.level;
    const auto local = [&](int vertex) {
        const auto found = std::lower_bound(piece.vertices.begin(), piece.vertices.end(), vertex);
        return found != piece.vertices.end() && *found == vertex ? static_cast<int>(found - piece.vertices.begin())
                                                                 : -1;
    };
    Vertex border;
    border.kind = VertexKind::border;
    border.is_last = is_source;
    border.weight = 1e6;
    border.pins = {{is_source ? Side::north : Side::south, 0}};
    const End port{count(level.vertices), 0, count(level.ports)};
    level.ports.push_back({.side = is_source ? Side::south : Side::north, .input = !is_source, .vertex = port.vertex});
    level.vertices.push_back(border);
    edge.label_vertex = edge.label_vertex < 0 ? -1 : local(edge.label_vertex);
    int tensor = level.tensors;
    if (is_source) {
        edge.from.vertex = local(edge.from.vertex);
        edge.to = port;
        for (const auto& other : level.edges) {
            if (other.from == edge.from) tensor = other.tensor;
        }
    } else {
        edge.to.vertex = local(edge.to.vertex);
        edge.from = port;
    }
    edge.tensor = level.ports.back().tensor = tensor;
    level.tensors = std::max(level.tensors, tensor + 1);
    level.edges.push_back(edge);
}

std::vector<int> find_groups(const Level& level, std::size_t vertices, const std::vector<Cut>& cuts) {
    std::vector<int> group(vertices);
    const auto starts_by = [](int rank, const Cut& cut) { return rank < cut.rank; };
    for (std::size_t vertex = 0; vertex < vertices; ++vertex) {
        const auto after = std::upper_bound(cuts.begin(), cuts.end(), level.vertices[vertex].rank, starts_by);
        group[vertex] = static_cast<int>(after - cuts.begin());
    }
    return group;
}

/// The columns with their widest boxes alone: what is wider than the page like this need not be laid out.
double least_width(const Level& fresh, const std::vector<int>& group, std::size_t columns, double gutter) {
    std::vector<double> widths(columns);
    for (std::size_t vertex = 0; vertex < group.size(); ++vertex)
        widths[group[vertex]] = std::max(widths[group[vertex]], fresh.vertices[vertex].width);
    return std::accumulate(widths.begin(), widths.end(), gutter * static_cast<double>(columns - 1));
}

/// Side by side, tops level; the line between two goes down, up through the gutter, and down into the next.
void join(Level& whole, std::vector<Piece>& pieces, const std::vector<Cut>& cuts, double turn, double gutter) {
    double x = 0, bottom = 0;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        put_back(whole, pieces[at], {x, turn});
        const Rect content = pieces[at].level.content;
        bottom = std::max(bottom, content.bottom() + (at + 1 < pieces.size() ? turn : 0));
        x = content.right() + gutter;
        if (at == 0) continue;
        const Rect before = pieces[at - 1].level.content;
        const double middle = content.x - gutter / 2, low = before.bottom() + turn;
        auto& edge = whole.edges[cuts[at - 1].edge];
        const auto& first = pieces[at - 1].level.edges.back().points;
        const auto& second = pieces[at].level.edges[pieces[at].edges.size()].points;
        edge.points = first;
        for (const Point point :
             {Point{first.back().x, low}, Point{middle, low}, Point{middle, 0}, Point{second.front().x, 0}})
            edge.points.push_back(point);
        edge.points.insert(edge.points.end(), second.begin(), second.end());
        const auto& halves = {&pieces[at - 1].level.edges.back(), &pieces[at].level.edges[pieces[at].edges.size()]};
        for (const auto* half : halves) {
            if (half->label_vertex >= 0) edge.label_rect = half->label_rect;
        }
    }
    whole.content = {0, 0, x - gutter, bottom};
}

}  // namespace

void wrap(Level& level, Level fresh, Size room) {
    if (level.content.height <= room.height) return;
    Wrapper wrapper(level, room);
    wrapper.find_cuts();
    const auto cuts = wrapper.choose();
    if (cuts.empty()) return;
    const auto group = find_groups(level, fresh.vertices.size(), cuts);
    if (least_width(fresh, group, cuts.size() + 1, wrapper.gutter) > room.width) return;
    auto pieces = split(fresh, group, count(cuts) + 1);
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        if (at > 0) add_half(pieces[at], fresh.edges[cuts[at - 1].edge], false);
        if (at < cuts.size()) add_half(pieces[at], fresh.edges[cuts[at].edge], true);
        lay_out(pieces[at].level);
    }
    join(fresh, pieces, cuts, wrapper.turn, wrapper.gutter);
    if (fresh.content.width > room.width) return;
    level = std::move(fresh);
}

}  // namespace netfig::layered
