// Where a finished level can be cut in two, and which of these places give the best columns.
#pragma once

#include "layout/working_graph.h"

#include <algorithm>

namespace netfig::layered {

/// A place between two ranks: every line that passes it runs from before to after.
struct Cut {
    int rank = 0;                // of the first vertices after it
    double bottom = 0, top = 0;  // where the boxes before it end and those after it begin
    std::vector<int> sources;    // ranks from which tensors pass it, one line each, in order

    /// How many lines leave the column between another cut (its rank) and this one.
    int lines_since(int start) const {
        return static_cast<int>(sources.end() - std::lower_bound(sources.begin(), sources.end(), start));
    }
};

/// The room that lines from one column to the next take: below and above the columns, and between them.
struct Returns {
    double turn = 0;    // from a column's end to the first line, and from the last line to the next column
    double gutter = 0;  // between columns, for one line
    double lane = 0;    // for every further line

    double extra(int lines) const { return lane * std::max(0, lines - 1); }
};
Returns room_for_returns(const Distances& distances);

std::vector<Cut> find_cuts(const Level& level);

/// Columns no higher than `height`, where that is possible, that are narrow together and about equally high.
std::vector<Cut> choose_cuts(const Level& level, const std::vector<Cut>& cuts, double height);

}  // namespace netfig::layered
