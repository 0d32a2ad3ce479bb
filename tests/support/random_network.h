// Random networks of the kind that people draw: chains of operations, residual blocks, equal branches that join again,
// blocks in blocks, and repeats. The same seed gives the same figure everywhere.
#pragma once

#include "netfig/figure.h"

#include <cstdint>

namespace netfig::test {

struct RandomNetwork {
    std::uint64_t seed = 1;
    Flow flow = Flow::down;
    int parts = 8;  // one after the other, on the page and in every block
    int depth = 2;  // of blocks in blocks
    bool labels = false;
};

Figure random_network(const RandomNetwork& wanted);

}  // namespace netfig::test
