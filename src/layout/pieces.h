// Parts of a level that are laid out each by itself and then put together.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

struct Piece {
    Level level;
    std::vector<int> vertices, edges;  // of the whole level; what a piece has beyond these is its own
};

/// `group` says for each vertex to which piece it belongs. Edges between pieces are left out.
std::vector<Piece> split(const Level& whole, const std::vector<int>& group, int groups);

/// Moves a finished piece so that its content starts at the point given, and copies its places into the whole level.
void put_back(Level& whole, Piece& piece, Point at);

}  // namespace netfig::layered
