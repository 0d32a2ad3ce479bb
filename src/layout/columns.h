// Vertices that stand exactly below each other: columns. Built from the straight links that do not cross.
#pragma once

#include "layout/working_graph.h"

namespace netfig::layered {

struct Columns {
    std::vector<int> of;         // per vertex: its column
    std::vector<double> offset;  // per vertex: from the column's place to its left border
    int size = 0;
    int trunk = 0;
};

Columns find_columns(const Level& level);

}  // namespace netfig::layered
