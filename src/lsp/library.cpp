#include "lsp/library.h"

#include "library/library.h"
#include "library/library_index.h"
#include "parse/parse.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

std::string slice(std::string_view text, Span span) {
    if (span.begin >= text.size() || span.end <= span.begin) return {};
    return std::string(text.substr(span.begin, span.end - span.begin));
}

std::vector<LibraryParameter> parameters_of(const Ast& ast, const std::vector<Parameter>& parameters,
                                            std::string_view text) {
    std::vector<LibraryParameter> result;
    for (const Parameter& parameter : parameters) {
        LibraryParameter& added = result.emplace_back();
        added.name = parameter.name.text;
        if (parameter.default_value) added.default_text = slice(text, ast.expressions[*parameter.default_value].span);
        for (const Identifier& alias : parameter.aliases) added.aliases.push_back(alias.text);
    }
    return result;
}

/// "in C x H x W" without its first word.
std::string port_text(const PortClause& port, std::string_view text) {
    std::string clause = slice(text, port.span);
    const std::size_t space = clause.find_first_of(" \t");
    if (space == std::string::npos) return {};
    return clause.substr(std::min(clause.find_first_not_of(" \t", space), clause.size()));
}

bool is_block_file(const LibraryFile& file) { return file.path.ends_with(".nn") && !file.path.starts_with("std/ops/"); }

std::string use_path(const LibraryFile& file) { return std::string(file.path.substr(0, file.path.size() - 3)); }

void add_types(const LibraryFile& file, std::vector<LibraryType>& types) {
    const bool blocks = is_block_file(file);
    const Source source{std::string(file.path), std::string(file.text), true};
    Diagnostics ignored;
    for (const IndexedDeclaration& each : blocks ? index_blocks(source.text) : index_operations(source.text)) {
        const Span range{SourceId(0U), static_cast<std::uint32_t>(each.begin), static_cast<std::uint32_t>(each.end)};
        const Ast ast = parse(source, SourceId(0U), range, ignored);
        for (const OperationDeclaration& operation : ast.operations)
            types.push_back(describe(ast, operation, source.text));
        for (const Block& block : ast.blocks) {
            if (!blocks || block.name.text != each.name) continue;  // nested in it
            types.push_back(describe(ast, block, source.text));
            types.back().file = use_path(file);
        }
    }
}

}  // namespace

const std::vector<LibraryType>& Library::types() {
    if (!types_.empty()) return types_;
    for (const LibraryFile& file : library_files()) {
        if (file.path.ends_with(".nn")) add_types(file, types_);
    }
    std::ranges::stable_sort(types_, {}, &LibraryType::name);
    return types_;
}

LibraryType describe(const Ast& ast, const OperationDeclaration& operation, std::string_view text) {
    LibraryType type;
    type.name = operation.name.text;
    for (const Identifier& alias : operation.aliases) type.aliases.push_back(alias.text);
    type.parameters = parameters_of(ast, operation.parameters, text);
    type.documentation = operation.documentation;
    for (const OperationClause& clause : operation.clauses) {
        if (const auto* port = std::get_if<PortClause>(&clause))
            (port->is_input ? type.inputs : type.outputs).push_back(port_text(*port, text));
        const auto* formula = std::get_if<FormulaClause>(&clause);
        if (formula && formula->which == FormulaKind::kind)
            type.kind = slice(text, ast.expressions[formula->value].span);
    }
    return type;
}

LibraryType describe(const Ast& ast, const Block& block, std::string_view text) {
    LibraryType type;
    type.name = block.name.text;
    type.parameters = parameters_of(ast, block.parameters, text);
    type.documentation = block.documentation;
    return type;
}

std::string signature_of(const LibraryType& type) {
    std::string text = type.name + "(";
    for (const LibraryParameter& parameter : type.parameters) {
        if (&parameter != &type.parameters.front()) text += ", ";
        text += parameter.name;
        if (!parameter.default_text.empty()) text += " = " + parameter.default_text;
    }
    return text + ")";
}

std::vector<std::string> library_use_paths() {
    std::vector<std::string> paths;
    for (const LibraryFile& file : library_files()) {
        if (is_block_file(file)) paths.push_back(use_path(file));
    }
    return paths;
}

}  // namespace netfig::lsp
