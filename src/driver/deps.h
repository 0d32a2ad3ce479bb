// Which files a build read and wrote, for make, ninja and latexmk.
#pragma once

#include "driver/options.h"

namespace netfig {

struct Dependencies {
    std::vector<std::string> outputs;
    std::vector<std::string> inputs;  // each once, in the order of reading

    void add_inputs(const std::vector<std::string>& files);
};

/// The make form has an empty rule for every input, so that deleting one does not stop make.
std::string write_dependencies(const Dependencies& dependencies, DepsFormat format);

}  // namespace netfig
