// A level's links as a tree of series and parallel parts, as far as they nest.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

enum class PartKind {
    link,      // one edge of the level, or -1: an invisible one from the level's start or to its end
    series,    // two parts with the vertex between them
    parallel,  // parts that share both ends
};

struct Part {
    PartKind kind = PartKind::link;
    int from = 0, to = 0;         // vertices; the level's start and end are the two after the last vertex
    int edge = -1;                // of a link
    int key = 0;                  // place in the source: its first link
    int vertices = 0;             // that it holds between its ends
    double weight = 0;            // operations on its main line
    std::vector<int> parts = {};  // of a series in order; of a parallel in source order, those without vertices last
    int main = -1;                // of a parallel: the part that its line follows; -1: a phantom between the middle two
    bool mirrored = false;
};

struct PartTree {
    std::vector<Part> parts;
    std::vector<std::vector<int>> leaving;  // per vertex: what no series or parallel takes in, in source order
    std::vector<int> trunk;                 // of those, the heaviest way from start to end
    int start = 0, end = 0;
};

PartTree find_series_parallel(const Level& level);

}  // namespace netfig::layered
