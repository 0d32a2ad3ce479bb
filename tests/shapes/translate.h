// A case of the tables said in netfig's notation.
#pragma once

#include "shapes/cases.h"

namespace netfig::test {

/// Where netfig has no words for a case, `reason` says why. `unseen` names what netfig leaves out on purpose (the
/// batch, how the values are computed): where PyTorch refuses a case for its sake alone, the case counts as not
/// expressible.
struct Translation {
    std::vector<std::string> before;  // elements that lead to it, where netfig does in steps what PyTorch does at once
    std::string type;
    std::vector<std::string> arguments;  // "kernel_size = [3, 3]"
    std::vector<Sizes> inputs;           // without the batch, where the operation works on samples
    std::vector<Sizes> outputs;          // those expected, likewise
    std::string reason;
    std::string unseen;
};

Translation translate(const Case& one);

/// The netfig source: inputs, and an instance `t` that they lead to.
std::string source_of(const Translation& translation);

std::string text_of(const Sizes& sizes);
std::string text_of(const std::vector<Sizes>& shapes);

}  // namespace netfig::test
