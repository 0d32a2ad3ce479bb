// Written arguments to declared parameters: by position, by name, by Moniel's acronym rule.
#pragma once

#include "netfig/ast.h"
#include "netfig/diagnostic.h"

#include <optional>
#include <string>
#include <vector>

namespace netfig::resolving {

/// Which argument each parameter takes, and which arguments belong to no parameter.
struct ArgumentMatch {
    std::vector<std::optional<std::size_t>> of_parameter;  // in declared order: index of the argument
    std::vector<std::size_t> unknown;                      // arguments whose name is no parameter, in order
};

/// What takes the arguments: its declared name, for messages, and whether it is an operation or a block.
struct Taker {
    std::string type;
    bool is_operation = false;
};

/// Faults are reported; the arguments they concern are left out.
ArgumentMatch match_arguments(const std::vector<Argument>& arguments, const std::vector<Parameter>& parameters,
                              const Taker& taker, Diagnostics& diagnostics);

}  // namespace netfig::resolving
