// Trees to one network: names, imports, parameters, conditions and repetition are settled here.
#pragma once

#include "netfig/diagnostic.h"
#include "netfig/network.h"
#include "netfig/program.h"

#include <string>

namespace netfig {

struct ResolveOptions {
    std::string block;       // draw this block instead of the file's chains
    Properties definitions;  // -D name=value: bound outside the main file's scope
};

/// Faults are reported and the rest goes on; the network is whole (every id valid) whatever the input.
Network resolve(const Program& program, const ResolveOptions& options, Diagnostics& diagnostics);

}  // namespace netfig
