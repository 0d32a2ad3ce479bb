// The text form of every product.
#pragma once

#include "netfig/compile.h"

#include <optional>
#include <string>
#include <string_view>

namespace netfig {

/// "parse", "resolve", "infer", "compose", "layout" or "paint".
std::optional<Phase> phase_from(std::string_view name);

/// Empty where the run did not get that far.
std::string dump_of(const Compilation& run, Phase phase);

}  // namespace netfig
