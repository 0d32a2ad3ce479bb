// A network and its shapes to the rows of a summary.
#pragma once

#include "netfig/summary.h"

#include <optional>

namespace netfig {

/// Blocks nested deeper than `depth` have no rows of their own parts; without `fold_repeats` every copy has its rows.
Summary summarize(const Network& network, const Shapes& shapes, std::optional<std::size_t> depth, bool fold_repeats);

}  // namespace netfig
