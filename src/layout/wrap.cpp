#include "layout/wrap.h"

#include "layout/find_cuts.h"
#include "layout/layered.h"
#include "layout/pieces.h"

#include <algorithm>
#include <set>

namespace netfig::layered {

namespace {

/// How a tensor gets from where it is made to the columns that read it: down from the foot of its column, up beside it,
/// and along above the columns. From a side of the frame it comes along there at once, and it leaves below them.
struct Round {
    int start = -1;               // its column; -1: it comes from a side
    std::set<int> columns;        // that read it
    std::vector<int> edges;       // of the whole level
    int leaving = -1;             // the edge of the first column that ends at its foot
    std::map<int, int> entering;  // per reading column, an edge that starts at its head
    std::map<int, int> reading;   // per edge of the whole level, the edge of the piece where it ends
    int exit = -1;                // the port at a side through which it leaves
    Point foot;
    double low = 0, beside = 0, above = 0, below = 0;  // where the line runs
    double left = 0, right = 0;                        // how far it reaches above the columns
};

struct Wrapper {
    Level whole;
    std::vector<Cut> cuts;
    Returns returns;
    std::vector<std::set<int>> trunk;  // per cut: the tensors on which the trunk may cross it
    std::vector<int> group;            // per vertex: its column
    std::vector<Piece> pieces;
    std::map<int, Round> rounds;  // per tensor that is not at home in one column
    double top = 0;               // room for the lines above the columns

    int columns() const { return count(pieces); }
    bool stays(const Edge& edge) const;
    End add_border(Piece& piece, int tensor, bool leaves, bool is_trunk);
    int add_half(Piece& piece, const Edge& like, End from, End to);
    void find_rounds();
    void cut_tensor(int tensor, Round& round);
    void place_beside();
    void lead_round();
    void stack_above();
    void place_below();
    void lead_sides_below();
    void join_edge(int index, const Round& round);
    double head(const Round& round, int column) const {
        return pieces[column].level.edges[round.entering.at(column)].points.front().x;
    }
};

/// A line from the west ends naturally in the first column, one from the east in the last.
bool Wrapper::stays(const Edge& edge) const {
    if (edge.from.vertex >= 0 && edge.to.vertex >= 0) return group[edge.from.vertex] == group[edge.to.vertex];
    const int port = edge.from.vertex < 0 ? edge.from.port : edge.to.port;
    const int column = group[edge.from.vertex < 0 ? edge.to.vertex : edge.from.vertex];
    return whole.ports[port].side == Side::west ? column == 0 : column == count(cuts);
}

void Wrapper::find_rounds() {
    for (int index = 0; index < count(whole.edges); ++index) {
        const Edge& edge = whole.edges[index];
        if (!stays(edge)) rounds[edge.tensor].edges.push_back(index);
    }
    for (int index = 0; index < count(whole.edges); ++index) {  // one line from a side serves all its readers
        const Edge& edge = whole.edges[index];
        const auto round = rounds.find(edge.tensor);
        if (round != rounds.end() && edge.from.vertex < 0 && stays(edge)) round->second.edges.push_back(index);
    }
    for (auto& [tensor, round] : rounds) {
        for (const int index : round.edges) {
            const Edge& edge = whole.edges[index];
            if (edge.from.vertex >= 0) round.start = group[edge.from.vertex];
            if (edge.to.vertex >= 0) round.columns.insert(group[edge.to.vertex]);
            if (edge.to.vertex < 0) round.exit = edge.to.port;
        }
    }
}

/// Where a line leaves a column at its foot, or enters it at its head: a port on the border of the piece.
End Wrapper::add_border(Piece& piece, int tensor, bool leaves, bool is_trunk) {
    Level& level = piece.level;
    Vertex border;
    border.kind = VertexKind::border;
    border.is_last = leaves;
    border.weight = is_trunk ? 1e6 : 1;
    border.pins = {{leaves ? Side::north : Side::south, 0}};
    const End port{count(level.vertices), 0, count(level.ports)};
    level.ports.push_back({.side = leaves ? Side::south : Side::north,
                           .input = !leaves,
                           .vertex = port.vertex,
                           .tensor = piece.local_tensor(tensor)});
    piece.ports.push_back(-1);
    level.vertices.push_back(border);
    return port;
}

int Wrapper::add_half(Piece& piece, const Edge& like, End from, End to) {
    Edge half = like;
    half.from = from;
    half.to = to;
    half.tensor = piece.local_tensor(like.tensor);
    half.label_vertex = like.label_vertex < 0 ? -1 : piece.local(like.label_vertex);
    half.secondary = is_beside(pin_of(piece.level, from).side) || is_beside(pin_of(piece.level, to).side);
    piece.level.edges.push_back(half);
    return count(piece.level.edges) - 1;
}

void Wrapper::cut_tensor(int tensor, Round& round) {
    const Edge& first = whole.edges[round.edges.front()];
    if (round.start >= 0) {
        Piece& piece = pieces[round.start];
        const bool is_trunk = round.start < count(cuts) && trunk[round.start].contains(tensor);
        const End foot = add_border(piece, tensor, true, is_trunk);
        round.leaving = add_half(piece, first, piece.local_end(whole, first.from), foot);
        piece.level.edges[round.leaving].label_vertex = -1;
    }
    for (const int column : round.columns) {
        Piece& piece = pieces[column];
        const End head = add_border(piece, tensor, false, column > 0 && trunk[column - 1].contains(tensor));
        for (const int index : round.edges) {
            const Edge& edge = whole.edges[index];
            if (edge.to.vertex < 0 || group[edge.to.vertex] != column) continue;
            round.entering[column] = round.reading[index] =
                add_half(piece, edge, head, piece.local_end(whole, edge.to));
        }
    }
}

/// Side by side, heads level; the gutters as wide as the lines that rise in them ask.
void Wrapper::place_beside() {
    std::vector<int> feet(pieces.size());
    for (const auto& [tensor, round] : rounds) {
        if (round.start >= 0 && !round.columns.empty()) ++feet[round.start];
    }
    double x = 0;
    for (int column = 0; column < columns(); ++column) {
        put_back(whole, pieces[column], {x, 0});
        x = pieces[column].level.content.right();
        if (column + 1 < columns()) x += returns.gutter + returns.extra(feet[column]);
    }
    whole.content = {0, 0, x, 0};
}

/// Down and up through the gutter: the leftmost line outside the others, so that none crosses another.
void Wrapper::lead_round() {
    std::vector<std::vector<Round*>> leaving(pieces.size());
    for (auto& [tensor, round] : rounds) {
        if (round.start < 0) continue;
        round.foot = pieces[round.start].level.edges[round.leaving].points.back();
        if (!round.columns.empty()) leaving[round.start].push_back(&round);
    }
    for (int column = 0; column < columns(); ++column) {
        auto& here = leaving[column];
        std::sort(here.begin(), here.end(),
                  [](const Round* one, const Round* other) { return one->foot.x > other->foot.x; });
        const Rect content = pieces[column].level.content;
        for (std::size_t at = 0; at < here.size(); ++at) {
            const double out = returns.lane * static_cast<double>(at);
            here[at]->low = content.bottom() + returns.turn + out;
            here[at]->beside = content.right() + returns.gutter / 2 + out;
        }
    }
}

/// Lines that reach far run above those that do not.
void Wrapper::stack_above() {
    std::vector<Round*> open;
    for (auto& [tensor, round] : rounds) {
        if (round.columns.empty()) continue;
        const Edge& first = whole.edges[round.edges.front()];
        const bool from_west = round.start < 0 && whole.ports[first.from.port].side == Side::west;
        const double start = round.start >= 0 ? round.beside : from_west ? 0 : whole.content.width;
        round.left = round.right = start;
        for (const int column : round.columns) {
            round.left = std::min(round.left, head(round, column));
            round.right = std::max(round.right, head(round, column));
        }
        open.push_back(&round);
    }
    std::stable_sort(open.begin(), open.end(), [](const Round* one, const Round* other) {
        return one->right - one->left < other->right - other->left;
    });
    std::vector<const Round*> placed;
    for (Round* round : open) {
        double above = returns.turn;
        for (const Round* other : placed) {
            if (other->left <= round->right + returns.lane && round->left <= other->right + returns.lane)
                above = std::max(above, other->above + returns.lane);
        }
        round->above = above;
        top = std::max(top, above);
        placed.push_back(round);
    }
}

/// All columns move down, to make room for the lines above them.
void Wrapper::place_below() {
    double bottom = 0;
    for (auto& piece : pieces) {
        put_back(whole, piece, {piece.level.content.x, top});
        bottom = std::max(bottom, piece.level.content.bottom());
    }
    for (auto& [tensor, round] : rounds) {
        round.foot.y += top;
        round.low += top;
        round.above = top - round.above;
        if (round.start >= 0 && !round.columns.empty()) bottom = std::max(bottom, round.low);
    }
    whole.content.height = bottom;
}

/// Lines to the frame's sides run below everything.
void Wrapper::lead_sides_below() {
    double below = whole.content.height + returns.turn;
    for (auto& [tensor, round] : rounds) {
        if (round.exit < 0) continue;
        round.below = below;
        whole.content.height = below;
        below += returns.lane;
    }
}

void Wrapper::join_edge(int index, const Round& round) {
    Edge& edge = whole.edges[index];
    edge.points.clear();
    if (round.start >= 0) edge.points = pieces[round.start].level.edges[round.leaving].points;
    if (edge.to.vertex < 0) {
        const double x = whole.ports[edge.to.port].side == Side::west ? 0 : whole.content.width;
        edge.points.push_back({round.foot.x, round.below});
        edge.points.push_back({x, round.below});
        whole.ports[edge.to.port].at = round.below;
        return;
    }
    if (round.start >= 0) {
        for (const Point point :
             {Point{round.foot.x, round.low}, Point{round.beside, round.low}, Point{round.beside, round.above}})
            edge.points.push_back(point);
    } else {
        const double x = whole.ports[edge.from.port].side == Side::west ? 0 : whole.content.width;
        edge.points.push_back({x, round.above});
        whole.ports[edge.from.port].at = round.above;
    }
    const Edge& last = pieces[group[edge.to.vertex]].level.edges[round.reading.at(index)];
    edge.points.push_back({last.points.front().x, round.above});
    edge.points.insert(edge.points.end(), last.points.begin(), last.points.end());
    if (last.label_vertex >= 0) edge.label_rect = last.label_rect;
}

/// Per cut the tensors of the trunk's edges that cross it.
std::vector<std::set<int>> find_trunk_tensors(const Level& level, const std::vector<Cut>& cuts, int vertices) {
    std::vector<std::set<int>> found(cuts.size());
    if (level.lines.empty()) return found;
    std::map<std::pair<int, int>, int> tensors;
    for (const auto& edge : level.edges) tensors.try_emplace({edge.from.vertex, edge.to.vertex}, edge.tensor);
    int before = -1;
    for (const int vertex : level.lines.front().vertices) {
        if (vertex >= vertices) continue;
        // What comes from the frame's side has no vertex.
        const auto tensor = before < 0 ? tensors.end() : tensors.find({before, vertex});
        for (std::size_t cut = 0; cut < cuts.size() && tensor != tensors.end(); ++cut) {
            if (level.vertices[before].rank < cuts[cut].rank && level.vertices[vertex].rank >= cuts[cut].rank)
                found[cut].insert(tensor->second);
        }
        before = vertex;
    }
    return found;
}

std::vector<int> find_groups(const Level& level, int vertices, const std::vector<Cut>& cuts) {
    std::vector<int> group(vertices);
    const auto starts_by = [](int rank, const Cut& cut) { return rank < cut.rank; };
    for (int vertex = 0; vertex < vertices; ++vertex) {
        const auto after = std::upper_bound(cuts.begin(), cuts.end(), level.vertices[vertex].rank, starts_by);
        group[vertex] = static_cast<int>(after - cuts.begin());
    }
    return group;
}

/// What a frame's parent asks of the level: where its trunk enters and leaves.
std::vector<Line> trunk_of(const Level& level, int vertices) {
    if (level.lines.empty()) return {};
    Line trunk;
    for (const int vertex : level.lines.front().vertices) {
        if (vertex < vertices) trunk.vertices.push_back(vertex);
    }
    return trunk.vertices.empty() ? std::vector<Line>{} : std::vector<Line>{trunk};
}

}  // namespace

void wrap(Level& level, Level fresh, double height) {
    if (level.content.height <= height) return;
    const auto cuts = choose_cuts(level, find_cuts(level), height);
    if (cuts.empty()) return;
    const int vertices = count(fresh.vertices);
    Wrapper wrapper{std::move(fresh),
                    cuts,
                    room_for_returns(level.distances),
                    find_trunk_tensors(level, cuts, vertices),
                    find_groups(level, vertices, cuts),
                    {},
                    {},
                    0};
    auto& whole = wrapper.whole;
    wrapper.find_rounds();
    std::set<int> parted;
    for (const auto& [tensor, round] : wrapper.rounds) parted.insert(round.edges.begin(), round.edges.end());
    wrapper.pieces = split(whole, wrapper.group, count(cuts) + 1, parted);
    for (auto& [tensor, round] : wrapper.rounds) wrapper.cut_tensor(tensor, round);
    for (auto& piece : wrapper.pieces) lay_out(piece.level);
    wrapper.place_beside();
    wrapper.lead_round();
    wrapper.stack_above();
    wrapper.place_below();
    wrapper.lead_sides_below();
    for (const auto& [tensor, round] : wrapper.rounds) {
        for (const int edge : round.edges) wrapper.join_edge(edge, round);
    }
    whole.lines = trunk_of(level, vertices);
    level = std::move(whole);
}

}  // namespace netfig::layered
