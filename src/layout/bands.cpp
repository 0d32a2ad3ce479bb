#include "layout/bands.h"

#include <algorithm>

namespace netfig::layered {

namespace {

struct Arranger {
    Level& level;
    std::vector<int> zones;                  // of what stands in each band itself; of what stands in none last
    std::vector<std::pair<int, int>> walls;  // zones of each band's walls
    int next_zone = 0;

    explicit Arranger(Level& level_in)
        : level(level_in), zones(level_in.bands.size() + 1), walls(level_in.bands.size()) {}

    int own_zone(int band) const { return zones[band < 0 ? zones.size() - 1 : static_cast<std::size_t>(band)]; }
    bool is_active(int band, int rank) const {
        return level.bands[band].first <= rank && rank <= level.bands[band].last;
    }
    int active(int band, int rank) const;
    bool is_within(int band, int outer) const;
    void find_ranks();
    void number_zones(int outer);
    void find_lane_bands();
    bool is_apart(int vertex, int home) const;
    int find_home(const Line& line) const;
    int add(VertexKind kind, int rank, int band);
    std::vector<int> connected(const std::vector<int>& vertices, int band);
    void split_lines();
    void drop_torn_mirrors();
    void add_walls();
    void order_rows();
    void make_title_room(int band);
};

/// The innermost band at that rank around what belongs to `band`.
int Arranger::active(int band, int rank) const {
    while (band >= 0 && !is_active(band, rank)) band = level.bands[band].outer;
    return band;
}

bool Arranger::is_within(int band, int outer) const {
    while (band >= 0 && band != outer) band = level.bands[band].outer;
    return band == outer;
}

void Arranger::find_ranks() {
    for (auto& band : level.bands) band.first = level.ranks, band.last = -1;
    for (const auto& vertex : level.vertices) {
        if (vertex.kind != VertexKind::box) continue;
        for (int at = vertex.band; at >= 0; at = level.bands[at].outer) {
            level.bands[at].first = std::min(level.bands[at].first, vertex.rank);
            level.bands[at].last = std::max(level.bands[at].last, vertex.rank);
        }
    }
}

/// From left to right. An inner band stands on the far side of its outer one: its lines pass what is in that one only.
void Arranger::number_zones(int outer) {
    for (const bool right : {false, true}) {
        if (right) zones[outer < 0 ? zones.size() - 1 : static_cast<std::size_t>(outer)] = next_zone++;
        for (int band = 0; band < count(level.bands); ++band) {
            if (level.bands[band].outer != outer || level.bands[band].on_right != right) continue;
            walls[band].first = next_zone++;
            number_zones(band);
            walls[band].second = next_zone++;
        }
    }
}

/// A lane stays in a band as long as all that still reads it does.
void Arranger::find_lane_bands() {
    std::vector<std::vector<std::pair<int, int>>> readers(level.tensors);  // rank, band
    std::vector<int> sources(level.tensors, -1);
    for (const auto& edge : level.edges) {
        if (edge.from.vertex >= 0) sources[edge.tensor] = level.vertices[edge.from.vertex].band;
        const int band = edge.to.vertex >= 0 ? level.vertices[edge.to.vertex].band : -1;
        readers[edge.tensor].emplace_back(edge.to.vertex >= 0 ? level.vertices[edge.to.vertex].rank : level.ranks,
                                          band);
        if (edge.backward && edge.from.vertex >= 0)
            readers[edge.tensor].emplace_back(level.ranks, level.vertices[edge.from.vertex].band);
    }
    for (int tensor = 0; tensor < level.tensors; ++tensor) {
        const auto& lanes = level.lanes[tensor];
        for (int rank = lanes.first(); rank < lanes.end(); ++rank) {
            const int lane = lanes[rank];
            if (lane < 0) continue;
            auto& vertex = level.vertices[lane];
            vertex.band = sources[tensor];
            for (const auto& [last, band] : readers[tensor]) {
                if (last < rank) continue;
                while (vertex.band >= 0 && !is_within(band, vertex.band)) vertex.band = level.bands[vertex.band].outer;
            }
            vertex.band = active(vertex.band, rank);
        }
    }
}

/// Whether a wall stands between a vertex and what is straight above or below in band `home`.
bool Arranger::is_apart(int vertex, int home) const {
    const auto& standing = level.vertices[vertex];
    for (int band = 0; band < count(level.bands); ++band) {
        if (is_active(band, standing.rank) && is_within(standing.band, band) != is_within(home, band)) return true;
    }
    return false;
}

/// The band with most of the line.
int Arranger::find_home(const Line& line) const {
    std::vector<double> weights(level.bands.size() + 1);
    for (const int vertex : line.vertices) {
        const auto& standing = level.vertices[vertex];
        if (standing.kind == VertexKind::box) weights[standing.band + 1] += standing.weight;
    }
    const auto inside = std::max_element(weights.begin() + 1, weights.end());
    return *inside > 0 ? static_cast<int>(inside - weights.begin()) - 1 : -1;
}

int Arranger::add(VertexKind kind, int rank, int band) {
    Vertex vertex;
    vertex.kind = kind;
    vertex.rank = rank;
    vertex.band = band;
    level.vertices.push_back(vertex);
    level.order[rank].insert(level.order[rank].begin(), count(level.vertices) - 1);
    return count(level.vertices) - 1;
}

/// Vertices of one line that nothing links any more, with phantoms in the ranks between them.
std::vector<int> Arranger::connected(const std::vector<int>& vertices, int band) {
    std::vector<int> line;
    for (const int vertex : vertices) {
        const int rank = level.vertices[vertex].rank;
        const int last = line.empty() ? rank : level.vertices[line.back()].rank;
        const auto links = [&, from = line.empty() ? -1 : line.back()](const Edge& edge) {
            return edge.from.vertex == from && edge.to.vertex == vertex;
        };
        const bool linked = last + 1 >= rank || std::any_of(level.edges.begin(), level.edges.end(), links);
        for (int between = last + 1; !linked && between < rank; ++between)
            line.push_back(add(VertexKind::phantom, between, active(band, between)));
        line.push_back(vertex);
    }
    return line;
}

void Arranger::split_lines() {
    std::vector<Line> more;
    for (auto& line : level.lines) {
        const int home = find_home(line);
        std::vector<int> kept, aside;
        for (const int vertex : line.vertices) (is_apart(vertex, home) ? aside : kept).push_back(vertex);
        if (aside.empty()) continue;
        line.vertices = connected(kept, home);
        for (int band = -1; band < count(level.bands); ++band) {
            std::vector<int> part;
            for (const int vertex : aside) {
                const auto& standing = level.vertices[vertex];
                if (standing.band == band && standing.kind != VertexKind::phantom) part.push_back(vertex);
            }
            if (!part.empty()) more.push_back({connected(part, band)});
        }
    }
    level.lines.insert(level.lines.end(), more.begin(), more.end());
}

/// Branches mirrored about something in another band cannot be.
void Arranger::drop_torn_mirrors() {
    std::erase_if(level.mirrors, [&](const Mirror& mirror) {
        return std::any_of(mirror.branch_heads.begin(), mirror.branch_heads.end(),
                           [&](int head) { return is_apart(head, level.vertices[mirror.axis_vertex].band); });
    });
}

void Arranger::add_walls() {
    for (int index = 0; index < count(level.bands); ++index) {
        auto& band = level.bands[index];
        for (int rank = band.first; rank <= band.last; ++rank) {
            band.west.push_back(add(VertexKind::wall, rank, index));
            level.vertices.back().zone = walls[index].first;
            band.east.push_back(add(VertexKind::wall, rank, index));
            level.vertices.back().zone = walls[index].second;
        }
    }
}

void Arranger::order_rows() {
    for (int rank = 0; rank < level.ranks; ++rank) {
        auto& row = level.order[rank];
        for (const int index : row) {
            auto& vertex = level.vertices[index];
            if (vertex.kind != VertexKind::wall) vertex.zone = own_zone(active(vertex.band, rank));
        }
        std::stable_sort(row.begin(), row.end(),
                         [&](int one, int other) { return level.vertices[one].zone < level.vertices[other].zone; });
        number_places(level, row);
    }
}

/// The strip with the title grows where a line through it leaves too little on one side.
void Arranger::make_title_room(int index) {
    auto& band = level.bands[index];
    if (band.strip_side == Side::west || band.last < band.first) return;
    const bool above = band.strip_side == Side::north;
    const auto& row = level.order[above ? band.first : band.last];
    const int west = above ? band.west.front() : band.west.back(), east = above ? band.east.front() : band.east.back();
    double first = -1, last = 0, width = 0;  // of the lines through the strip, and of all that stands below it
    for (int place = level.vertices[west].place + 1; place < level.vertices[east].place; ++place) {
        const auto& vertex = level.vertices[row[place]];
        for (const auto& pin : vertex.pins) {
            if (pin.side != band.strip_side) continue;
            first = first < 0 ? width + pin.at : std::min(first, width + pin.at);
            last = std::max(last, width + pin.at);
        }
        width += vertex.width;
    }
    if (first < 0) first = width, last = 0;
    level.vertices[west].over_right = std::max(0.0, band.title_room - band.padding - first);
    level.vertices[east].over_left = std::max(0.0, band.badge_room - band.padding - (width - last));
}

}  // namespace

double heading_inset(const Distances& distances) { return std::max(distances.title_gap, distances.frame_padding / 2); }

Band measure_band(const Figure& figure, const Box& box, Flow flow) {
    const auto& keep = figure.distances;
    const auto& title = std::get<FrameBox>(box.content).title;
    Band band;
    band.padding = band.strip = keep.frame_padding;
    band.strip_side = flow == Flow::down ? Side::north : flow == Flow::up ? Side::south : Side::west;
    const double tall = std::max(title.empty() ? 0 : title.size.height, box.badge ? box.badge->size.height : 0);
    if (tall > 0) band.strip = std::max(tall + 2 * keep.title_gap, keep.frame_padding);
    if (!title.empty()) band.title_room = heading_inset(keep) + title.size.width + 2 * keep.title_gap;
    if (box.badge) band.badge_room = heading_inset(keep) + box.badge->size.width + 2 * keep.title_gap;
    return band;
}

void arrange_bands(Level& level) {
    if (level.bands.empty()) return;
    Arranger arranger(level);
    arranger.find_ranks();
    arranger.number_zones(-1);
    arranger.find_lane_bands();
    arranger.split_lines();
    arranger.drop_torn_mirrors();
    arranger.add_walls();
    arranger.order_rows();
    for (int band = 0; band < count(level.bands); ++band) arranger.make_title_room(band);
}

}  // namespace netfig::layered
