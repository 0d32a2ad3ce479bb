// What is known of one open document: its network and shapes, and every name of its program.
#pragma once

#include "lsp/documents.h"
#include "lsp/names.h"

#include "netfig/compile.h"

#include <memory>

namespace netfig::lsp {

struct Analysis {
    Compilation run;  // up to Phase::infer, or Phase::parse where only names are asked for
    Names names;
    SourceId source;  // of the document itself; invalid where it could not be read at all
};

std::shared_ptr<const Analysis> analyse(const CompileRequest& request, const FileReader& files, Phase until);

/// The tree of a source of the program; nothing where it has none of its own.
const Ast* tree_of(const Compilation& run, SourceId source);

/// Texts with their lines, found when first asked for.
class TextMaps {
public:
    TextMaps(const Sources& sources, PositionEncoding encoding) : sources_(sources), encoding_(encoding) {}
    const TextMap& of(SourceId source);

private:
    const Sources& sources_;
    PositionEncoding encoding_;
    std::map<SourceId, TextMap> maps_;
};

}  // namespace netfig::lsp
