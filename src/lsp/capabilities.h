// The first exchange: what the editor can do, and what this server does.
#pragma once

#include "lsp/feature.h"

namespace netfig::lsp {

Outcome initialize(Server& server, const Json& params);

/// Reads `netfig` settings; what is not there stays as it is.
void read_config(Config& config, const Json& settings);

}  // namespace netfig::lsp
