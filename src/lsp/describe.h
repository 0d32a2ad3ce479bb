// A declared type in words, whoever declared it.
#pragma once

#include "lsp/feature.h"

namespace netfig::lsp {

/// Nothing for what is no type, and for the boundary, which has no declaration.
std::optional<LibraryType> describe_type(Server& server, const Analysis& analysis, const Symbol& type);

/// Markdown: the signature, the ports, the documentation.
std::string type_markdown(const LibraryType& type, SymbolKind kind);

}  // namespace netfig::lsp
