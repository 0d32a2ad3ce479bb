// What a vertex is linked with, and what it stands in line with: for passes after main_lines.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

struct Surroundings {
    std::vector<std::vector<int>> entering, leaving;  // edges per vertex
    std::vector<int> line_before, line_after;         // per vertex: its neighbours on its line, or -1

    explicit Surroundings(const Level& level)
        : entering(level.vertices.size()),
          leaving(level.vertices.size()),
          line_before(level.vertices.size(), -1),
          line_after(line_before) {
        for (const auto& line : level.lines) {
            for (std::size_t at = 1; at < line.vertices.size(); ++at) {
                line_before[line.vertices[at]] = line.vertices[at - 1];
                line_after[line.vertices[at - 1]] = line.vertices[at];
            }
        }
        for (int index = 0; index < count(level.edges); ++index) {
            const Edge& edge = level.edges[index];
            if (edge.to.vertex >= 0) entering[edge.to.vertex].push_back(index);
            if (edge.from.vertex >= 0) leaving[edge.from.vertex].push_back(index);
        }
    }
};

}  // namespace netfig::layered
