#pragma once

#include "netfig/diagnostic.h"
#include "netfig/network.h"

namespace netfig::resolving {

/// Reports every cycle of links that no `feedback` marks, and marks the link that closes it, so that what comes after
/// may rely on the other links to run forwards.
void break_cycles(Network& network, Diagnostics& diagnostics);

}  // namespace netfig::resolving
