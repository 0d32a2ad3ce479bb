// What crosses what between two ranks, as far as the order within the ranks decides it.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

/// One end of a strand: a vertex and how far from its left; or a border of the frame, beyond everything on that side.
struct StrandEnd {
    int vertex = -1;
    double at = 0;
};

/// A line through one channel, from the rank above to the rank below.
struct Strand {
    StrandEnd top, bottom;
};

struct Strands {
    std::vector<std::vector<Strand>> channels;
    std::vector<std::vector<int>> above, below;  // per vertex: its strands in the channels above and below it
};

Strands collect_strands(const Level& level);

/// The place of an end in its rank; of a border, a place outside all others.
inline int place_of(const Level& level, const StrandEnd& end) {
    constexpr int outside = 1 << 30;
    if (end.vertex >= 0) return level.vertices[end.vertex].place;
    return end.at < 0 ? -outside : outside;
}

/// How many pairs of strands cross in a channel: in n log n.
long count_crossings(const Level& level, const std::vector<Strand>& strands);

/// Takes chains of vertices, lanes above all, out of their ranks and puts each back where it crosses least. Returns
/// whether that saved crossings.
bool sift_chains(Level& level, const Strands& strands);

/// The places of a rank's vertices, after its order was changed.
inline void number_rank(Level& level, int rank) {
    const auto& row = level.order[rank];
    for (int place = 0; place < count(row); ++place) level.vertices[row[place]].place = place;
}

}  // namespace netfig::layered
