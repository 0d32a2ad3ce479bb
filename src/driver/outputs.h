// Which files a build writes.
#pragma once

#include "driver/options.h"

#include <variant>

namespace netfig {

struct PlannedOutput {
    OutputFormat format{};
    std::string path;  // "-" is standard output
};

/// The outputs of each input, in order, or what is wrong with the command line.
using OutputPlan = std::vector<std::vector<PlannedOutput>>;
std::variant<OutputPlan, std::string> plan_outputs(const BuildOptions& options);

}  // namespace netfig
