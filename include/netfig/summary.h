// A network as a table to read: a tree of blocks and operations with what comes out of each and what each costs.
#pragma once

#include "netfig/shapes.h"

#include <string>
#include <vector>

namespace netfig {

/// One block or operation. A part that is repeated has one row for all its copies.
struct SummaryRow {
    std::size_t depth = 0;      // 0: a part of the figure itself
    bool last = false;          // no further row has the same parent
    bool block = false;
    std::size_t times = 1;      // copies beside each other, for the badge `×n`
    std::string name;
    std::string path;           // of the first copy
    std::string type;           // empty for blocks written where they stand
    std::string written_type;   // "BN", where room is short
    std::vector<Shape> shapes;  // what the last copy gives to others, equal shapes once
    Cost cost;                  // of all copies
    ReceptiveField field;       // of what the last copy gives
};

struct Summary {
    std::vector<SummaryRow> rows;  // parents before their parts, otherwise in the order of the source
    Cost total;
    ReceptiveField field;          // of the figure's outputs
    std::size_t uncounted = 0;     // operations of unknown cost, which the sums leave out
};

}  // namespace netfig
