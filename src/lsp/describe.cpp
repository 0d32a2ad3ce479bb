#include "lsp/describe.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

std::string ports_text(std::string_view word, const std::vector<std::string>& ports) {
    std::string text;
    for (const std::string& port : ports) text += std::string(word) + (port.empty() ? "" : " " + port) + "\n";
    return text;
}

}  // namespace

std::optional<LibraryType> describe_type(Server& server, const Analysis& analysis, const Symbol& type) {
    const bool is_type = type.kind == SymbolKind::block || type.kind == SymbolKind::operation;
    if (!is_type) return std::nullopt;
    const bool in_tree = type.block.valid() || type.operation.valid();
    if (in_tree) {
        const Ast& ast = analysis.run.program.asts[type.ast];
        const std::string& text = analysis.run.sources[ast.source].text;
        if (type.block.valid()) return describe(ast, ast.blocks[type.block], text);
        return describe(ast, ast.operations[type.operation], text);
    }
    const std::vector<LibraryType>& types = server.library.types();
    const auto found = std::ranges::find_if(
        types, [&](const LibraryType& each) { return each.name == type.name && each.file.empty(); });
    return found == types.end() ? std::nullopt : std::optional(*found);
}

std::string type_markdown(const LibraryType& type, SymbolKind kind) {
    std::string text = "```netfig\n";
    text += (kind == SymbolKind::operation ? "op " : "+") + signature_of(type) + "\n";
    text += ports_text("in", type.inputs) + ports_text("out", type.outputs) + "```\n";
    if (!type.documentation.empty()) text += "\n" + type.documentation + "\n";
    return text;
}

}  // namespace netfig::lsp
