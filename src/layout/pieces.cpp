#include "layout/pieces.h"

#include <map>

namespace netfig::layered {

std::vector<Piece> split(const Level& whole, const std::vector<int>& group, int groups) {
    std::vector<Piece> pieces(groups);
    std::vector<int> local(whole.vertices.size());
    for (auto& piece : pieces) {
        piece.level.distances = whole.distances;
        piece.level.labels_left = whole.labels_left;
    }
    for (int vertex = 0; vertex < count(whole.vertices); ++vertex) {
        auto& piece = pieces[group[vertex]];
        local[vertex] = count(piece.vertices);
        piece.vertices.push_back(vertex);
        piece.level.vertices.push_back(whole.vertices[vertex]);
    }
    std::vector<std::map<int, int>> tensors(groups);
    for (int index = 0; index < count(whole.edges); ++index) {
        Edge edge = whole.edges[index];
        const int here = group[edge.from.vertex];
        if (here != group[edge.to.vertex]) continue;
        edge.from.vertex = local[edge.from.vertex];
        edge.to.vertex = local[edge.to.vertex];
        if (edge.label_vertex >= 0) edge.label_vertex = local[edge.label_vertex];
        edge.tensor = tensors[here].try_emplace(edge.tensor, count(tensors[here])).first->second;
        pieces[here].edges.push_back(index);
        pieces[here].level.edges.push_back(edge);
        pieces[here].level.tensors = count(tensors[here]);
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
    for (int index = 0; index < count(piece.vertices); ++index)
        whole.vertices[piece.vertices[index]] = piece.level.vertices[index];
    for (int index = 0; index < count(piece.edges); ++index) {
        auto& edge = whole.edges[piece.edges[index]];
        edge.points = piece.level.edges[index].points;
        edge.label_rect = piece.level.edges[index].label_rect;
    }
}

}  // namespace netfig::layered
