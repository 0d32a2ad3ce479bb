// Changes of the text that leave the network as it is.
#pragma once

#include "lsp/feature.h"

#include "netfig/diagnostic.h"

namespace netfig::lsp {

struct Refactoring {
    std::string title;
    std::vector<Fix> edits;
};

/// The selected elements of a chain as a block of their own, defined in the same body. Nothing where they can't stand
/// alone: boundaries, names that the rest of the body speaks of.
std::optional<Refactoring> extract(const Asked& asked, Span selection);

/// The body of a block in the place of its instance. Nothing where a name in it would mean something else there.
std::optional<Refactoring> put_inline(const Asked& asked, Span place);

}  // namespace netfig::lsp
