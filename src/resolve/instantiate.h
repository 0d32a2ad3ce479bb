// Blocks, repeats and arrows to groups, nodes and links.
#pragma once

#include "resolve/resolve.h"
#include "resolve/scope.h"

#include "netfig/network.h"
#include "netfig/program.h"

namespace netfig::resolving {

/// Settings and styles are left to the caller. The network has at least its root group, whatever the input.
Network instantiate(const Program& program, Scopes scopes, const ResolveOptions& options, Diagnostics& diagnostics);

}  // namespace netfig::resolving
