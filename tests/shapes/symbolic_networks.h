// Small networks to infer with symbols in the place of their sizes.
#pragma once

#include "shapes/cases.h"

namespace netfig::test {

/// Equal sizes are one size: where one is changed, the others of its value change with it.
struct SmallNetwork {
    std::string place;  // where it is written, for messages
    std::string group;  // what counts are printed under
    std::vector<Sizes> inputs;
    std::string chain;  // what the inputs, linked in order, lead to
};

/// One for each way in which an operation of the library computes sizes.
std::vector<SmallNetwork> small_networks();

/// Those of the cases that netfig has words for; refused ones are not among them.
std::vector<SmallNetwork> networks_of(const std::vector<Case>& cases);

}  // namespace netfig::test
