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

/// `type` is the declared name, for messages. Faults are reported; the arguments they concern are left out.
ArgumentMatch match_arguments(const std::vector<Argument>& arguments, const std::vector<Parameter>& parameters,
                              const std::string& type, Diagnostics& diagnostics);

}  // namespace netfig::resolving
