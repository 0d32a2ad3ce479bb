// Parts of a level that are laid out each by itself and then put together.
#pragma once

#include "layout/working_graph.h"

#include <map>
#include <set>

namespace netfig::layered {

struct Piece {
    Level level;
    std::vector<int> vertices, edges;  // of the whole level; what a piece has beyond these is its own
    std::vector<int> ports;            // the same, and -1 for its own
    std::map<int, int> tensors;        // of the whole level, to its own

    /// Where a vertex of the whole level stands among the piece's own; -1 where it does not.
    int local(int vertex) const;
    int local_tensor(int tensor);
    End local_end(const Level& whole, End end);
};

/// `group` says for each vertex to which piece it belongs. Edges between pieces are left out.
std::vector<Piece> split(const Level& whole, const std::vector<int>& group, int groups);
/// The same without some more edges.
std::vector<Piece> split(const Level& whole, const std::vector<int>& group, int groups, const std::set<int>& left_out);

/// Moves a finished piece so that its content starts at the point given, and copies its places into the whole level.
void put_back(Level& whole, Piece& piece, Point at);

}  // namespace netfig::layered
