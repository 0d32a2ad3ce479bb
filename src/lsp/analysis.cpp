#include "lsp/analysis.h"

namespace netfig::lsp {

std::shared_ptr<const Analysis> analyse(const CompileRequest& request, const FileReader& files, Phase until) {
    const auto analysis = std::make_shared<Analysis>();
    CompileRequest limited = request;
    limited.until = until;
    analysis->run = compile(limited, files, {});
    analysis->names = index_names(analysis->run.program, analysis->run.sources);
    if (!analysis->run.program.asts.empty()) analysis->source = analysis->run.program.asts.front().source;
    return analysis;
}

const Ast* tree_of(const Compilation& run, SourceId source) {
    for (const Ast& ast : run.program.asts) {
        if (ast.source == source) return &ast;
    }
    return nullptr;
}

const TextMap& TextMaps::of(SourceId source) {
    const auto known = maps_.find(source);
    if (known != maps_.end()) return known->second;
    return maps_.emplace(source, map_text(sources_[source].text, encoding_)).first->second;
}

}  // namespace netfig::lsp
