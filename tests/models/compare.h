// What netfig inferred of a network, held against what PyTorch said.
#pragma once

#include "scopes.h"
#include "translate.h"

#include "netfig/compile.h"

namespace netfig::models {

struct Comparison {
    std::size_t right = 0;
    std::size_t unknown = 0;
    std::size_t wrong = 0;
    std::size_t groups_right = 0;
    std::set<std::string> unknown_operations;
    std::vector<std::string> faults;  // a line each: wrong shapes and parameters
    std::int64_t params = 0;          // netfig's total
};

Comparison compare(const Model& model, const std::vector<Translation>& translations, const Scopes& scopes,
                   const Compilation& run);

}  // namespace netfig::models
