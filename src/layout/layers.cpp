#include "layout/layers.h"

#include "layout/skyline.h"

#include <algorithm>

namespace netfig::layered {

namespace {

/// A rectangle or (without height) a line that moves with a vertex; `top` counts from the core's top.
struct Member {
    double low = 0, high = 0;
    double top = 0, bottom = 0;
    bool is_line = false;
};

struct LayerPlacer {
    Level& level;
    Channels& channels;
    Skyline skyline;
    double stem;        // from a box down to a track
    double head;        // from a track down to a box: arrow head and corner
    double box_margin;  // how far a box's claim reaches beyond its sides
    double line_margin;

    LayerPlacer(Level& level_in, Channels& channels_in) : level(level_in), channels(channels_in) {
        const auto& keep = level.distances;
        stem = std::max(keep.corner_radius + 1, 4.0);
        head = keep.arrow_length + keep.corner_radius + 1;
        box_margin = keep.between_boxes / 2 - 0.01;
        line_margin = keep.lane / 2 - 0.01;
        spreads = find_spreads(level);
        find_flips();
    }

    std::vector<Spread> spreads;
    std::vector<bool> flips;         // lanes whose track may come to lie above the pin that they turn into from below
    std::vector<int> flip_of_track;  // that lane, or -1

    bool is_gap_free(int lane, int own_track) const;
    void find_flips();
    std::vector<Member> members(const Vertex& vertex) const;
    double room_before(const Vertex& vertex) const;
    double limit(const Vertex& vertex) const;
    void settle(const Vertex& vertex);
    void place_rank(int rank);
    void level_inputs(const std::vector<int>& row);
    void open_bands(int rank);
    void close_bands(int rank);
    double wall(const std::vector<int>& side) const { return level.vertices[side.front()].x; }
    double room_above(const Track& track) const;
    void place_track(int index);
    void lower_joins();
    std::vector<bool> find_sinking() const;
    void find_content();
};

constexpr double far = 1e9;

/// Whether no other track ends between the lane and the vertex that it turns into.
bool LayerPlacer::is_gap_free(int lane, int own_track) const {
    const Vertex& turn = level.vertices[lane];
    const Vertex& owner = level.vertices[turn.owner];
    const bool west = owner.pins[turn.owner_pin].side == Side::west;
    const double low = (west ? turn.x : owner.x + owner.width) - level.distances.lane;
    const double high = (west ? owner.x : turn.x) + level.distances.lane;
    for (int index = 0; index < count(channels.tracks); ++index) {
        const auto& track = channels.tracks[index];
        const bool ends_inside = (track.high > low && track.high < high) || (track.low > low && track.low < high);
        if (index != own_track && ends_inside) return false;
    }
    return true;
}

/// A line from a neighbour in the same rank: it runs below that neighbour, but need not run below the frame it enters.
void LayerPlacer::find_flips() {
    flips.assign(level.vertices.size(), false);
    flip_of_track.assign(channels.tracks.size(), -1);
    for (const auto& nets : channels.nets) {
        for (const auto& routed : nets) {
            if (routed.upper < 0 || routed.upper != routed.lower || !routed.net.bottom.empty() ||
                routed.net.top.size() != 2)
                continue;
            for (const auto& pin : routed.net.top) {
                const Vertex& vertex = level.vertices[pin.vertex];
                if (vertex.owner < 0) continue;
                const Side side = level.vertices[vertex.owner].pins[vertex.owner_pin].side;
                int neighbours = 0;
                for (const auto& other : level.vertices[vertex.owner].pins)
                    neighbours += other.corner >= 0 && other.side == side;
                const auto is_attached = [&](const Port& port) { return port.corner == pin.vertex; };
                const bool passes = spreads[vertex.tensor].low < 2 * vertex.rank + 1;
                if (neighbours != 1 || passes || std::any_of(level.ports.begin(), level.ports.end(), is_attached))
                    continue;
                if (flip_of_track[routed.upper] >= 0 || !is_gap_free(pin.vertex, routed.upper)) continue;
                flips[pin.vertex] = true;
                flip_of_track[routed.upper] = pin.vertex;
            }
        }
    }
}

/// The core with its labels; for every turn into a side the short line to it; through to the border where a port is
/// there.
std::vector<Member> LayerPlacer::members(const Vertex& vertex) const {
    std::vector<Member> list;
    list.push_back({vertex.x - vertex.over_left - box_margin, vertex.x + vertex.width + vertex.over_right + box_margin,
                    -vertex.over_top, vertex.height + vertex.over_bottom, false});
    for (const auto& pin : vertex.pins) {
        if (pin.corner < 0 || flips[pin.corner]) continue;
        const double turn = level.vertices[pin.corner].x;
        Member line{std::min(turn, vertex.x) - line_margin, std::max(turn, vertex.x + vertex.width) + line_margin,
                    pin.at, pin.at, true};
        for (const auto& port : level.ports) {
            if (port.corner != pin.corner) continue;
            (port.side == Side::west ? line.low : line.high) = port.side == Side::west ? -far : far;
        }
        list.push_back(line);
    }
    return list;
}

/// A line that enters a frame has no arrow head there: a frame need not keep away farther than for a line to part.
double LayerPlacer::room_before(const Vertex& vertex) const {
    const double layers = level.distances.between_layers;
    return vertex.is_frame ? std::min(layers, stem + head) : layers;
}

/// The highest place for the core's top.
double LayerPlacer::limit(const Vertex& vertex) const {
    double top = vertex.over_top;
    for (const auto& member : members(vertex)) {
        const auto depth = skyline.under(member.low, member.high);
        const double box = depth.box + (member.is_line ? stem : room_before(vertex));
        const double line = depth.line + (member.is_line ? level.distances.lane : head);
        top = std::max({top, box - member.top, line - member.top});
    }
    return top;
}

void LayerPlacer::settle(const Vertex& vertex) {
    const auto list = members(vertex);
    for (const auto& member : list) {
        if (member.is_line) skyline.add_line(member.low, member.high, vertex.y + member.bottom);
    }
    skyline.add_box(list.front().low, list.front().high, vertex.y + list.front().bottom);
}

/// An input and the box that it stands beside share a middle: the lower of the two.
void LayerPlacer::level_inputs(const std::vector<int>& row) {
    const auto middle = [](const Vertex& vertex) { return vertex.y + vertex.height / 2; };
    for (const int index : row) {
        const Vertex& input = level.vertices[index];
        if (input.beside < 0) continue;
        Vertex& reader = level.vertices[input.beside];
        reader.y = std::max(reader.y, middle(input) - reader.height / 2);
    }
    for (const int index : row) {
        Vertex& input = level.vertices[index];
        if (input.beside >= 0) input.y = middle(level.vertices[input.beside]) - input.height / 2;
    }
}

/// Operations of one rank share a middle, as far as that moves none of them far; frames hang from above, each by
/// itself.
void LayerPlacer::place_rank(int rank) {
    const auto& row = level.order[rank];
    for (const int index : row) {
        auto& vertex = level.vertices[index];
        if (vertex.kind == VertexKind::box) vertex.y = limit(vertex);
    }
    level_inputs(row);
    std::vector<std::pair<double, int>> middles;
    for (const int index : row) {
        const auto& vertex = level.vertices[index];
        if (vertex.kind == VertexKind::box && !vertex.is_frame)
            middles.emplace_back(vertex.y + vertex.height / 2, index);
    }
    std::sort(middles.rbegin(), middles.rend());
    double shared = 1e18;
    for (const auto& [middle, index] : middles) {
        if (shared - middle > 2 * level.distances.between_layers) shared = middle;
        level.vertices[index].y = shared - level.vertices[index].height / 2;
    }
    for (const int index : row) {
        if (level.vertices[index].kind == VertexKind::box) settle(level.vertices[index]);
    }
}

/// A band's border and title stand below all that comes before it, and above its first rank.
void LayerPlacer::open_bands(int rank) {
    for (auto& band : level.bands) {
        if (band.first != rank || band.last < rank) continue;
        const double west = wall(band.west), east = wall(band.east), between = level.distances.between_layers;
        const auto depth = skyline.under(west, east);
        band.rect = {west, std::max({depth.box + between, depth.line + level.distances.lane, 0.0}), east - west, 0};
        const double strip = band.strip_side == Side::north ? band.strip : band.padding;
        skyline.add_box(west, east, band.rect.y + strip - between);
        skyline.add_line(west, east, band.rect.y + strip - level.distances.lane);
    }
}

void LayerPlacer::close_bands(int rank) {
    for (auto at = level.bands.rbegin(); at != level.bands.rend(); ++at) {
        auto& band = *at;
        if (band.last != rank) continue;
        const double west = wall(band.west), east = wall(band.east);
        const auto depth = skyline.under(west, east);
        double bottom = std::max(depth.box + (band.strip_side == Side::south ? band.strip : band.padding),
                                 depth.line + level.distances.lane);
        if (band.strip_side == Side::west) bottom = std::max(bottom, band.rect.y + band.title_room + band.badge_room);
        band.rect.height = bottom - band.rect.y;
        skyline.add_box(west, east, bottom);
    }
}

double LayerPlacer::room_above(const Track& track) const {
    const auto depth = skyline.under(track.low - line_margin, track.high + line_margin);
    return std::max({depth.box + stem, depth.line + level.distances.lane, 0.0});
}

void LayerPlacer::place_track(int index) {
    Track& track = channels.tracks[index];
    track.y = room_above(track);
    const int lane = flip_of_track[index];
    if (lane < 0) {
        skyline.add_line(track.low - line_margin, track.high + line_margin, track.y);
        return;
    }
    const Vertex& turn = level.vertices[lane];
    const Vertex& owner = level.vertices[turn.owner];
    const Pin& pin = owner.pins[turn.owner_pin];
    const double entry = owner.y + pin.at, room = 2 * level.distances.corner_radius + 1;
    if (track.y > entry - room && track.y <= entry) track.y = entry;  // straight in
    if (track.y > entry && track.y < entry + room) track.y = entry + room;
    skyline.add_line(track.low - line_margin, track.high + line_margin, track.y);
    const double low = pin.side == Side::west ? turn.x : owner.x + owner.width;
    const double high = pin.side == Side::west ? owner.x : turn.x;
    if (skyline.under(low - line_margin, high + line_margin).line < entry)
        skyline.add_line(low - line_margin, high + line_margin, entry);
}

/// An input beside the trunk, whose line turns on its way, moves down to where that is needed.
std::vector<bool> LayerPlacer::find_sinking() const {
    std::vector<bool> sinking(level.vertices.size());
    std::vector<int> leaving(level.vertices.size());
    for (const auto& edge : level.edges) {
        if (edge.from.vertex >= 0) ++leaving[edge.from.vertex];
    }
    for (const auto& edge : level.edges) {
        if (edge.from.vertex < 0 || edge.to.vertex < 0 || edge.backward || leaving[edge.from.vertex] != 1) continue;
        const Vertex& from = level.vertices[edge.from.vertex];
        const double at = from.x + pin_of(level, edge.from).at;
        const double to = level.vertices[edge.to.vertex].x + pin_of(level, edge.to).at;
        const bool turns = at < to - 1 || at > to + 1;
        sinking[edge.from.vertex] = turns && from.kind == VertexKind::box && !from.is_frame && from.band < 0 &&
                                    edge.label_vertex < 0 && pin_of(level, edge.from).side == Side::south;
    }
    for (const auto& edge : level.edges) {
        if (edge.to.vertex >= 0) sinking[edge.to.vertex] = false;
    }
    if (level.lines.empty()) return sinking;
    for (const int vertex : level.lines.front().vertices) {
        if (vertex < count(sinking)) sinking[vertex] = false;
    }
    return sinking;
}

/// Joins slide down to what they lead to, and so do inputs; seen from below everything is mirrored.
void LayerPlacer::lower_joins() {
    Skyline from_below;
    const auto sinking = find_sinking();
    for (int rank = level.ranks - 1; rank >= 0; --rank) {
        for (const auto& band : level.bands) {  // nothing slides out through its lower border
            if (band.last == rank) from_below.add_box(wall(band.west), wall(band.east), -band.rect.bottom());
        }
        for (const int index : level.order[rank]) {
            Vertex& vertex = level.vertices[index];
            if (vertex.kind == VertexKind::border && vertex.is_last) {
                from_below.add_line(vertex.x - line_margin, vertex.x + line_margin,
                                    -(level.content.height + level.distances.lane));
            }
            if (vertex.kind != VertexKind::box) continue;
            const auto list = members(vertex);
            if (sinking[index]) {
                const auto depth = from_below.under(list.front().low, list.front().high);
                const double lowest = -std::max(depth.box + level.distances.between_layers, depth.line + stem);
                if (lowest < 1e8) vertex.y = std::max(vertex.y, lowest - list.front().bottom);
            }
            for (const auto& member : list) {
                if (member.is_line) from_below.add_line(member.low, member.high, -(vertex.y + member.top));
            }
            from_below.add_box(list.front().low, list.front().high, -(vertex.y + list.front().top));
        }
        for (auto band = level.bands.rbegin(); band != level.bands.rend(); ++band) {  // the outermost is met first
            if (band->first == rank && band->last >= rank)
                from_below.add_box(wall(band->west), wall(band->east), -band->rect.y);
        }
        auto& order = channels.order[rank];
        for (auto at = order.size(); at-- > 0;) {
            auto& track = channels.tracks[order[at]];
            const auto depth = from_below.under(track.low - line_margin, track.high + line_margin);
            const double lowest = -std::max(depth.box + head, depth.line + level.distances.lane);
            if (track.hangs_low && lowest < 1e8) track.y = std::max(track.y, lowest);
            from_below.add_line(track.low - line_margin, track.high + line_margin, -track.y);
        }
    }
}

void LayerPlacer::find_content() {
    double left = 1e18, right = -1e18, bottom = 0;
    const auto include = [&](double low, double high, double lowest) {
        left = std::min(left, low);
        right = std::max(right, high);
        bottom = std::max(bottom, lowest);
    };
    for (const auto& row : level.order) {
        for (const int index : row) {
            const Vertex& vertex = level.vertices[index];
            const double lowest = vertex.kind == VertexKind::box ? vertex.y + vertex.height + vertex.over_bottom : 0;
            include(vertex.x - vertex.over_left, vertex.x + vertex.width + vertex.over_right, lowest);
        }
    }
    for (const auto& track : channels.tracks) {
        if (!track.west) include(track.low, track.low, track.y);
        if (!track.east) include(track.high, track.high, track.y);
        bottom = std::max(bottom, track.y);
    }
    for (const auto& band : level.bands) bottom = std::max(bottom, band.rect.bottom());
    if (left > right) left = right = 0;
    level.content = {left, 0, right - left, bottom};
}

}  // namespace

void place_layers(Level& level, Channels& channels) {
    LayerPlacer placer(level, channels);
    for (int rank = 0; rank < level.ranks; ++rank) {
        for (const int track : channels.order[rank]) placer.place_track(track);
        placer.open_bands(rank);
        placer.place_rank(rank);
        placer.close_bands(rank);
    }
    for (const int track : channels.order[level.ranks]) placer.place_track(track);
    placer.find_content();
    placer.lower_joins();
    for (auto& vertex : level.vertices) {
        if (vertex.kind == VertexKind::border && vertex.is_last) vertex.y = level.content.height;
    }
}

}  // namespace netfig::layered
