#include "layout/pieces.h"

#include <algorithm>

namespace netfig::layered {

namespace {

/// A port follows the first of its edges into that edge's piece.
int add_port(Piece& piece, const Level& whole, int port) {
    const auto known = std::find(piece.ports.begin(), piece.ports.end(), port);
    if (known != piece.ports.end()) return static_cast<int>(known - piece.ports.begin());
    piece.ports.push_back(port);
    Port copy = whole.ports[port];
    copy.vertex = copy.vertex < 0 ? -1 : piece.local(copy.vertex);
    copy.tensor = piece.local_tensor(copy.tensor);
    piece.level.ports.push_back(copy);
    return count(piece.ports) - 1;
}

void add_edge(Piece& piece, const Level& whole, int index) {
    Edge edge = whole.edges[index];
    edge.from = piece.local_end(whole, edge.from);
    edge.to = piece.local_end(whole, edge.to);
    if (edge.label_vertex >= 0) edge.label_vertex = piece.local(edge.label_vertex);
    edge.tensor = piece.local_tensor(edge.tensor);
    piece.edges.push_back(index);
    piece.level.edges.push_back(edge);
}

}  // namespace

int Piece::local(int vertex) const {
    const auto found = std::lower_bound(vertices.begin(), vertices.end(), vertex);
    return found != vertices.end() && *found == vertex ? static_cast<int>(found - vertices.begin()) : -1;
}

int Piece::local_tensor(int tensor) {
    const int own = tensors.try_emplace(tensor, count(tensors)).first->second;
    level.tensors = count(tensors);
    return own;
}

End Piece::local_end(const Level& whole, End end) {
    if (end.vertex >= 0) end.vertex = local(end.vertex);
    if (end.port >= 0) end.port = add_port(*this, whole, end.port);
    return end;
}

std::vector<Piece> split(const Level& whole, const std::vector<int>& group, int groups) {
    return split(whole, group, groups, {});
}

std::vector<Piece> split(const Level& whole, const std::vector<int>& group, int groups, const std::set<int>& left_out) {
    std::vector<Piece> pieces(groups);
    for (auto& piece : pieces) {
        piece.level.distances = whole.distances;
        piece.level.labels_left = whole.labels_left;
        piece.level.bands = whole.bands;
        piece.level.fewest_bends = whole.fewest_bends;
    }
    for (int vertex = 0; vertex < count(whole.vertices); ++vertex) {
        pieces[group[vertex]].vertices.push_back(vertex);
        pieces[group[vertex]].level.vertices.push_back(whole.vertices[vertex]);
    }
    for (int index = 0; index < count(whole.edges); ++index) {
        if (left_out.contains(index)) continue;
        const Edge& edge = whole.edges[index];
        const int from = edge.from.vertex < 0 ? edge.to.vertex : edge.from.vertex;
        const int to = edge.to.vertex < 0 ? edge.from.vertex : edge.to.vertex;
        if (from >= 0 && group[from] == group[to]) add_edge(pieces[group[from]], whole, index);
    }
    return pieces;
}

void put_back(Level& whole, Piece& piece, Point at) {
    const double dx = at.x - piece.level.content.x, dy = at.y - piece.level.content.y;
    for (auto& vertex : piece.level.vertices) {
        vertex.x += dx;
        vertex.y += dy;
    }
    for (auto& edge : piece.level.edges) {
        for (auto& point : edge.points) point = {point.x + dx, point.y + dy};
    }
    piece.level.content = piece.level.content.moved(dx, dy);
    for (int index = 0; index < count(whole.bands); ++index) {
        auto& band = piece.level.bands[index];
        band.rect = band.rect.moved(dx, dy);
        if (band.rect.width > 0) whole.bands[index].rect = band.rect;  // else it stands in another piece
    }
    for (int index = 0; index < count(piece.vertices); ++index)
        whole.vertices[piece.vertices[index]] = piece.level.vertices[index];
    for (int index = 0; index < count(piece.edges); ++index) {
        auto& edge = whole.edges[piece.edges[index]];
        edge.points = piece.level.edges[index].points;
        edge.label_rect = piece.level.edges[index].label_rect;
    }
    for (int index = 0; index < count(piece.ports); ++index) {
        Port& port = piece.level.ports[index];
        port.at += is_beside(port.side) ? dy : dx;
        if (piece.ports[index] >= 0) whole.ports[piece.ports[index]].at = port.at;
    }
}

}  // namespace netfig::layered
