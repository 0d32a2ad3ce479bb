#include "resolve/resolve.h"

#include "resolve/cycles.h"
#include "resolve/instantiate.h"
#include "resolve/scope.h"

#include <utility>

namespace netfig {

Network resolve(const Program& program, const ResolveOptions& options, Diagnostics& diagnostics) {
    resolving::Scopes scopes = resolving::make_scopes(program, diagnostics);
    Network network = resolving::instantiate(program, std::move(scopes), options, diagnostics);
    resolving::break_cycles(network, diagnostics);
    return network;
}

}  // namespace netfig
