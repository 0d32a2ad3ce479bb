#include "layout/position.h"

#include "layout/columns.h"

#include <algorithm>
#include <queue>

namespace netfig::layered {

namespace {

struct Gap {
    int left = 0, right = 0;  // columns
    double distance = 0;
};

enum class Region : char { trunk, left, right };

/// Columns as points on a line with least distances between them, packed towards the trunk from both sides.
struct Packer {
    Level& level;
    Columns columns;
    std::vector<Gap> gaps;
    std::vector<std::vector<int>> to_right, to_left;  // gaps per column
    std::vector<int> sorted;                          // columns, left before right
    std::vector<Region> regions;
    std::vector<double> at;

    explicit Packer(Level& level_in) : level(level_in), columns(find_columns(level_in)) {}

    void find_gaps();
    void add_gaps_beside_frame(int neighbour, int frame, bool frame_is_right);
    void add_gaps_beside_line();
    void add_gap_beside(int reader, int input, int neighbour);
    double distance(const Vertex& left, const Vertex& right) const;
    double distance_to_wall(const Vertex& left, const Vertex& right) const;
    void sort();
    void find_regions();
    void pack_left();
    void pack_right();
    void pull();
    double wish_of(int column) const;
    bool mirror();
    std::vector<std::vector<std::pair<int, double>>> links;  // per column: linked columns and the shift to be straight
    void find_links();
    void add_gap(int left, int right, double distance_between);
};

double Packer::distance(const Vertex& left, const Vertex& right) const {
    const auto& keep = level.distances;
    const bool turns = left.owner >= 0 || right.owner >= 0;
    const double turn = keep.arrow_length + keep.corner_radius + 1;
    if (left.kind == VertexKind::wall || right.kind == VertexKind::wall) return distance_to_wall(left, right);
    if (left.kind == VertexKind::phantom || right.kind == VertexKind::phantom) {
        const auto other = left.kind == VertexKind::phantom ? right.kind : left.kind;
        return other == VertexKind::box ? keep.between_boxes / 2 : keep.lane / 2;
    }
    const auto is_line = [](const Vertex& vertex) {  // alone, or where it enters or leaves the frame
        return vertex.kind == VertexKind::lane || vertex.kind == VertexKind::border;
    };
    if (is_line(left) && is_line(right)) return keep.lane;
    if (left.kind == VertexKind::box && right.kind == VertexKind::box) return keep.between_boxes;
    if (turns) return std::max(turn, keep.lane);
    return left.kind == VertexKind::lane || right.kind == VertexKind::lane ? keep.lane : keep.between_boxes;
}

/// Within its band everything keeps the frame's padding; what stands outside keeps away as from a box.
double Packer::distance_to_wall(const Vertex& left, const Vertex& right) const {
    const auto& keep = level.distances;
    const auto is_wall = [&](const Vertex& vertex, bool west) {
        if (vertex.kind != VertexKind::wall) return false;
        const auto& band = level.bands[vertex.band];
        return &level.vertices[(west ? band.west : band.east)[vertex.rank - band.first]] == &vertex;
    };
    const bool is_west = is_wall(left, true), inside = is_west || is_wall(right, false);
    if (inside) {
        const auto& band = level.bands[is_west ? left.band : right.band];
        return is_west && band.strip_side == Side::west ? band.strip : band.padding;
    }
    const auto& other = left.kind == VertexKind::wall ? right : left;
    return other.kind == VertexKind::lane || other.kind == VertexKind::phantom ? keep.lane : keep.between_boxes;
}

void Packer::add_gap(int left, int right, double distance_between) {
    if (left == right) return;
    to_right[left].push_back(count(gaps));
    to_left[right].push_back(count(gaps));
    gaps.push_back({left, right, distance_between});
}

void Packer::find_gaps() {
    to_right.resize(columns.size);
    to_left.resize(columns.size);
    at.assign(columns.size, 0);
    for (const auto& row : level.order) {
        for (std::size_t place = 1; place < row.size(); ++place) {
            const Vertex& left = level.vertices[row[place - 1]];
            const Vertex& right = level.vertices[row[place]];
            const double between = columns.offset[row[place - 1]] + left.width + left.over_right +
                                   distance(left, right) + right.over_left - columns.offset[row[place]];
            add_gap(columns.of[row[place - 1]], columns.of[row[place]], between);
            if (right.is_frame) add_gaps_beside_frame(row[place - 1], row[place], true);
            if (left.is_frame) add_gaps_beside_frame(row[place], row[place - 1], false);
        }
    }
}

/// A frame beside the trunk is as high as several ranks: what the trunk goes on with keeps clear of it too, and so need
/// not wait until the frame ends. What reads from the frame stands below it all the same.
void Packer::add_gaps_beside_frame(int neighbour, int frame, bool frame_is_right) {
    const int trunk = columns.of[neighbour];
    const Vertex& beside = level.vertices[frame];
    if (trunk != columns.trunk || columns.of[frame] == trunk) return;
    if (level.vertices[neighbour].kind != VertexKind::box || level.vertices[neighbour].is_frame) return;
    const auto reads = [&](int vertex) {
        return std::any_of(level.edges.begin(), level.edges.end(),
                           [&](const Edge& edge) { return edge.from.vertex == frame && edge.to.vertex == vertex; });
    };
    double bottom = level.vertices[neighbour].height;
    for (int rank = beside.rank + 1; rank < level.ranks && bottom < beside.height; ++rank) {
        for (const int next : level.order[rank]) {
            const Vertex& box = level.vertices[next];
            if (columns.of[next] != trunk || box.kind != VertexKind::box || box.is_frame) continue;
            if (reads(next)) return;
            const double left = columns.offset[next] - box.over_left,
                         right = columns.offset[next] + box.width + box.over_right;
            const double low = columns.offset[frame] - beside.over_left;
            const double high = columns.offset[frame] + beside.width + beside.over_right;
            if (frame_is_right) add_gap(trunk, columns.of[frame], right + level.distances.between_boxes - low);
            if (!frame_is_right) add_gap(columns.of[frame], trunk, high + level.distances.between_boxes - left);
            bottom += level.distances.between_layers + box.height;
        }
    }
}

/// An input that stands beside a box of a line keeps clear of what comes right before and after that box, too.
void Packer::add_gaps_beside_line() {
    std::vector<std::vector<int>> seated(level.vertices.size());
    bool any = false;
    for (int vertex = 0; vertex < count(level.vertices); ++vertex) {
        const int reader = level.vertices[vertex].beside;
        if (reader >= 0) seated[reader].push_back(vertex), any = true;
    }
    if (!any) return;
    for (const auto& line : level.lines) {
        const auto& on_line = line.vertices;
        for (std::size_t next = 1; next < on_line.size(); ++next) {
            const int one = on_line[next - 1], other = on_line[next];
            for (const int input : seated[one]) add_gap_beside(one, input, other);
            for (const int input : seated[other]) add_gap_beside(other, input, one);
        }
    }
}

void Packer::add_gap_beside(int reader, int input, int neighbour) {
    const Vertex &left = level.vertices[neighbour], &moved = level.vertices[input];
    if (left.kind != VertexKind::box || columns.of[neighbour] != columns.of[reader]) return;
    const double between = level.distances.between_boxes;
    if (moved.place > level.vertices[reader].place) {
        const double right = columns.offset[neighbour] + left.width + left.over_right;
        add_gap(columns.of[reader], columns.of[input], right + between + moved.over_left - columns.offset[input]);
    } else {
        const double right = columns.offset[input] + moved.width + moved.over_right;
        add_gap(columns.of[input], columns.of[reader], right + between + left.over_left - columns.offset[neighbour]);
    }
}

void Packer::sort() {
    std::vector<int> waiting(columns.size);
    for (const auto& gap : gaps) ++waiting[gap.right];
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (int column = 0; column < columns.size; ++column) {
        if (waiting[column] == 0) ready.push(column);
    }
    while (!ready.empty()) {
        const int column = ready.top();
        ready.pop();
        sorted.push_back(column);
        for (const int gap : to_right[column]) {
            if (--waiting[gaps[gap].right] == 0) ready.push(gaps[gap].right);
        }
    }
}

/// What reaches the trunk going right stands left of it; all else stands right of it, or beside neither.
void Packer::find_regions() {
    regions.assign(columns.size, Region::right);
    if (columns.size == 0) return;
    regions[columns.trunk] = Region::trunk;
    for (auto index = sorted.size(); index-- > 0;) {
        const int column = sorted[index];
        for (const int gap : to_right[column]) {
            const auto next = regions[gaps[gap].right];
            if (column != columns.trunk && next != Region::right) regions[column] = Region::left;
        }
    }
}

void Packer::pack_left() {
    for (auto index = sorted.size(); index-- > 0;) {
        const int column = sorted[index];
        if (regions[column] != Region::left) continue;
        double limit = 1e18;
        for (const int gap : to_right[column]) {
            if (regions[gaps[gap].right] != Region::right)
                limit = std::min(limit, at[gaps[gap].right] - gaps[gap].distance);
        }
        at[column] = limit;
    }
}

double Packer::wish_of(int column) const {
    std::vector<double> wishes;
    for (const auto& [other, shift] : links[column]) wishes.push_back(at[other] + shift);
    if (wishes.empty()) return at[column];
    std::sort(wishes.begin(), wishes.end());
    return (wishes[(wishes.size() - 1) / 2] + wishes[wishes.size() / 2]) / 2;
}

void Packer::pack_right() {
    for (const int column : sorted) {
        if (regions[column] != Region::right) continue;
        double limit = -1e18;
        for (const int gap : to_left[column]) limit = std::max(limit, at[gaps[gap].left] + gaps[gap].distance);
        at[column] = limit > -1e17 ? limit : wish_of(column);
    }
}

/// A column whose links lie farther out moves to them as far as its outer neighbours allow.
void Packer::pull() {
    for (auto index = sorted.size(); index-- > 0;) {
        const int column = sorted[index];
        if (regions[column] != Region::right) continue;
        double limit = 1e18;
        for (const int gap : to_right[column]) limit = std::min(limit, at[gaps[gap].right] - gaps[gap].distance);
        at[column] = std::max(at[column], std::min(limit, wish_of(column)));
    }
    for (const int column : sorted) {
        if (regions[column] != Region::left) continue;
        double limit = -1e18;
        for (const int gap : to_left[column]) limit = std::max(limit, at[gaps[gap].left] + gaps[gap].distance);
        at[column] = std::min(at[column], std::max(limit, wish_of(column)));
    }
}

void Packer::find_links() {
    links.resize(columns.size);
    const auto link = [&](int one, double one_at, int other, double other_at) {
        const int first = columns.of[one], second = columns.of[other];
        if (first == second) return;
        const double shift = columns.offset[one] + one_at - columns.offset[other] - other_at;
        links[second].emplace_back(first, shift);
        links[first].emplace_back(second, -shift);
    };
    for (const auto& edge : level.edges) {
        if (!is_primary(edge)) continue;
        link(edge.from.vertex, pin_of(level, edge.from).at, edge.to.vertex, pin_of(level, edge.to).at);
    }
}

/// Widens where the two sides of a mirror differ. Returns whether anything had to move.
bool Packer::mirror() {
    bool changed = false;
    constexpr double tolerance = 1e-6;
    const bool wished_trunk =
        std::any_of(level.edges.begin(), level.edges.end(), [](const Edge& edge) { return edge.trunk; });
    for (const auto& mirror : level.mirrors) {
        const auto& heads = mirror.branch_heads;
        if (mirror.axis_vertex < 0 || heads.size() < 2) continue;
        const int axis = columns.of[mirror.axis_vertex];
        const double middle =
            at[axis] + columns.offset[mirror.axis_vertex] + level.vertices[mirror.axis_vertex].axis_out;
        const std::size_t pairs = mirror.outer_only ? 1 : heads.size() / 2;
        for (std::size_t pair = 0; pair < pairs; ++pair) {
            const int left_head = heads[pair], right_head = heads[heads.size() - 1 - pair];
            const int left = columns.of[left_head], right = columns.of[right_head];
            if (left == axis || right == axis || left == right) continue;
            const double left_center = columns.offset[left_head] + level.vertices[left_head].axis_in;
            const double right_center = columns.offset[right_head] + level.vertices[right_head].axis_in;
            const double on_left = middle - at[left] - left_center, on_right = at[right] + right_center - middle;
            if (wished_trunk && (on_left < 0 || on_right < 0))
                continue;  // both beside it: they can't mirror each other
            if (on_left > on_right + tolerance) {
                add_gap(axis, right, on_left - right_center + (middle - at[axis]));
                changed = true;
            } else if (on_right > on_left + tolerance) {
                add_gap(left, axis, on_right + left_center - (middle - at[axis]));
                changed = true;
            }
        }
    }
    return changed;
}

}  // namespace

void position(Level& level) {
    Packer packer(level);
    packer.find_gaps();
    packer.add_gaps_beside_line();
    packer.find_links();
    packer.sort();
    packer.find_regions();
    constexpr int rounds = 12;
    for (int round = 0; round < rounds; ++round) {
        packer.pack_left();
        packer.pack_right();
        packer.pull();
        if (!packer.mirror()) break;
    }
    for (const auto& row : level.order) {
        for (const int vertex : row)
            level.vertices[vertex].x = packer.at[packer.columns.of[vertex]] + packer.columns.offset[vertex];
    }
}

}  // namespace netfig::layered
