// Every place that speaks of one symbol, in the files of the workspace too.
#pragma once

#include "lsp/feature.h"

namespace netfig::lsp {

struct SymbolPlace {
    std::string uri;
    Json range;
    std::string written;
    bool declares = false;
    bool alias = false;
    friend auto operator<=>(const SymbolPlace&, const SymbolPlace&) = default;
};

/// By address, then place. What stands in the library is left out.
std::vector<SymbolPlace> places_of(Server& server, Asked& asked, SymbolId symbol);

/// The symbol under the position that is asked about.
struct AskedSymbol {
    const Occurrence* occurrence = nullptr;
    SymbolId id;
};
std::optional<AskedSymbol> asked_symbol(Asked& asked, const Json& params);

}  // namespace netfig::lsp
