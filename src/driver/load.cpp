#include "driver/load.h"

#include "base/acronym.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "driver/folders.h"
#include "library/library_index.h"
#include "library/library.h"
#include "parse/parse.h"
#include "parse/tree_cache.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace netfig {
namespace {

/// More files than any figure has, few enough to read in a moment.
constexpr std::size_t max_files = 1000;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Loader {
    const CompileRequest& request;
    const FileReader& files;
    Compilation& out;
    AllowedFolders allowed;
    std::map<std::string, std::size_t> ast_of_file;  // by canonical path, or "std/…" in the library
    std::size_t whole_files = 0;                     // that could be handed to the parser

    void report(DiagnosticCode code, Span span, std::string message, std::string suggestion = {}) {
        out.diagnostics.push_back({code, span, std::move(message), {}, std::move(suggestion), {}});
    }
};

/// Remarks on a file as a whole, or on the `use` that asked for it.
std::optional<std::string> read_file(Loader& loader, const std::string& path, Span asked_at) {
    std::optional<std::string> text = loader.files.read(path, max_file_bytes);
    if (!text) {
        const bool exists = loader.files.canonical(path).has_value();
        loader.report(exists ? DiagnosticCode::unreadable_file : DiagnosticCode::file_not_found, asked_at,
                      exists ? fmt::format("can't read `{}`", path) : fmt::format("there is no file `{}`", path));
        return std::nullopt;
    }
    loader.out.files_read.push_back(path);
    return text;
}

/// The tree of a source, or of a range of it.
Ast parse_source(Loader& loader, SourceId id, Span range) {
    const Source& source = loader.out.sources[id];
    TreeCache* trees = loader.request.trees.get();
    return trees ? trees->parse(source, id, range, loader.out.diagnostics)
                 : parse(source, id, range, loader.out.diagnostics);
}

Ast empty_ast(SourceId source) {
    Ast ast;
    ast.source = source;
    ast.root = ast.bodies.add({{}, {source, 0, 0}});
    return ast;
}

/// Makes the text printable whatever its bytes, with every offset kept.
void replace_invalid_bytes(std::string& text) {
    for (std::size_t bad = find_invalid_utf8(text); bad != std::string::npos;) {
        text[bad] = '?';
        const std::size_t next = find_invalid_utf8(std::string_view(text).substr(bad + 1));
        bad = next == std::string::npos ? next : bad + 1 + next;
    }
}

/// Adds a source and its tree; a text that can't be parsed gives an empty tree and one error.
std::size_t add_source(Loader& loader, Source source) {
    if (source.text.starts_with(byte_order_mark)) source.text.erase(0, byte_order_mark.size());
    const bool too_large = source.text.size() > max_file_bytes;
    if (too_large) source.text.clear();
    const std::size_t bad = find_invalid_utf8(source.text);
    if (bad != std::string::npos) replace_invalid_bytes(source.text);

    const SourceId id = loader.out.sources.add(std::move(source));
    const Source& added = loader.out.sources[id];
    const bool whole = !too_large && bad == std::string::npos;
    loader.out.program.asts.push_back(whole ? parse_source(loader, id, {}) : empty_ast(id));
    loader.out.program.uses.emplace_back();
    loader.whole_files += whole ? 1 : 0;
    if (too_large) {
        loader.report(DiagnosticCode::file_too_large, {id, 0, 0}, fmt::format("`{}` is larger than 8 MiB", added.path));
    } else if (!whole) {
        const auto offset = static_cast<std::uint32_t>(bad);
        loader.report(DiagnosticCode::invalid_utf8, {id, offset, offset + 1}, "this is not UTF-8 text",
                      "save the file with the encoding UTF-8");
    }
    return loader.out.program.asts.size() - 1;
}

// ---- what a file uses ----

std::vector<std::string> library_names() {
    std::vector<std::string> names;
    for (const LibraryFile& file : library_files()) {
        const bool blocks = file.path.ends_with(".nn") && !file.path.starts_with("std/ops/");
        if (blocks) names.emplace_back(file.path.substr(0, file.path.size() - 3));
    }
    return names;
}

/// The Ast of a library file, read at most once.
std::optional<std::size_t> load_library(Loader& loader, const Use& use) {
    const std::vector<std::string> names = library_names();
    if (std::find(names.begin(), names.end(), use.path) == names.end()) {
        const bool operations = use.path.starts_with("std/ops");
        loader.report(DiagnosticCode::unknown_library, use.path_span,
                      fmt::format("the library has no file `{}`", use.path),
                      operations ? "the library's operations are there without `use`" : did_you_mean(use.path, names));
        return std::nullopt;
    }
    const std::string path = use.path + ".nn";
    if (const auto known = loader.ast_of_file.find(path); known != loader.ast_of_file.end()) return known->second;
    const std::size_t ast = add_source(loader, {path, std::string(find_library_file(path)->text), true});
    return loader.ast_of_file[path] = ast;
}

/// The Ast of a file on disk, read at most once.
std::optional<std::size_t> load_file(Loader& loader, const Use& use, const std::string& referring_path) {
    const FileSearch search = find_file(use.path, referring_path, loader.allowed, loader.files);
    if (!search.found) {
        if (search.outside) {
            loader.report(DiagnosticCode::use_outside, use.path_span,
                          fmt::format("`{}` lies outside the folders that this file may use", use.path),
                          "allow a folder with `-I`");
        } else {
            loader.report(DiagnosticCode::file_not_found, use.path_span,
                          fmt::format("there is no file `{}`", use.path));
        }
        return std::nullopt;
    }
    const FoundFile& found = *search.found;
    const auto known = loader.ast_of_file.find(found.canonical);
    if (known != loader.ast_of_file.end()) return known->second;
    if (loader.ast_of_file.size() >= max_files) {
        loader.report(DiagnosticCode::expansion_too_large, use.path_span,
                      fmt::format("more than {} files are used", max_files));
        return std::nullopt;
    }
    std::optional<std::string> text = read_file(loader, found.path, use.path_span);
    if (!text) return std::nullopt;
    const std::size_t ast = add_source(loader, {found.path, std::move(*text), false});
    return loader.ast_of_file[found.canonical] = ast;
}

/// The files on the way from one to another along their uses, both included; empty where there is no way.
std::vector<std::size_t> way(const Program& program, std::size_t from, std::size_t to) {
    std::vector<std::size_t> came_from(program.asts.size(), program.asts.size());
    std::vector<std::size_t> queue{from};
    came_from[from] = from;
    for (std::size_t next = 0; next < queue.size() && came_from[to] == program.asts.size(); ++next) {
        for (const std::size_t used : program.uses[queue[next]]) {
            if (came_from[used] != program.asts.size()) continue;
            came_from[used] = queue[next];
            queue.push_back(used);
        }
    }
    if (came_from[to] == program.asts.size()) return {};
    std::vector<std::size_t> files{to};
    while (files.back() != from) files.push_back(came_from[files.back()]);
    std::reverse(files.begin(), files.end());
    return files;
}

/// Notes that one file uses another, unless that closes a circle.
void add_use(Loader& loader, std::size_t user, std::size_t used, Span span) {
    Program& program = loader.out.program;
    const std::vector<std::size_t> circle = way(program, used, user);
    if (circle.empty()) {
        std::vector<std::size_t>& uses = program.uses[user];
        if (std::find(uses.begin(), uses.end(), used) == uses.end()) uses.push_back(used);
        return;
    }
    std::vector<std::string> names{loader.out.sources[program.asts[user].source].path};
    for (const std::size_t file : circle) names.push_back(loader.out.sources[program.asts[file].source].path);
    loader.report(DiagnosticCode::use_cycle, span, "files use each other in a circle: " + join(names, " → "));
}

/// Follows one file's `use` lines. A copy of each is taken: loading grows the table that holds them.
void load_uses(Loader& loader, std::size_t user) {
    std::vector<Use> uses;
    const Ast& ast = loader.out.program.asts[user];
    for (const Statement& statement : ast.bodies[ast.root].statements) {
        if (const Use* use = std::get_if<Use>(&statement)) uses.push_back(*use);
    }
    const std::string path = loader.out.sources[ast.source].path;
    for (const Use& use : uses) {
        if (use.path.empty()) continue;  // an error of the text, already reported
        const auto used = use.quoted ? load_file(loader, use, path) : load_library(loader, use);
        if (used) add_use(loader, user, *used, use.path_span);
    }
}

// ---- the library's operations ----

/// Every type that some chain or style names.
std::set<std::string> written_types(const Program& program) {
    std::set<std::string> types;
    for (const Ast& ast : program.asts) {
        for (const Chain& chain : ast.chains) {
            for (const Element& element : chain.elements) {
                if (const auto* instance = std::get_if<Instance>(&element.what)) types.insert(instance->type.text);
            }
        }
        for (const Statement& statement : ast.bodies[ast.root].statements) {
            const auto* rule = std::get_if<StyleRule>(&statement);
            if (!rule) continue;
            for (const StyleSelector& selector : rule->selectors) types.insert(selector.name.text);
        }
    }
    for (const char* boundary : {"In", "Out", "Input", "Output"}) types.erase(boundary);
    return types;
}

bool may_mean(const std::set<std::string>& written, const IndexedDeclaration& operation) {
    return std::any_of(written.begin(), written.end(), [&](const std::string& type) {
        if (type == operation.name || abbreviates(type, operation.name)) return true;
        return std::any_of(operation.aliases.begin(), operation.aliases.end(),
                           [&](std::string_view alias) { return abbreviates(type, alias); });
    });
}

void parse_operation(Loader& loader, SourceId source, const IndexedDeclaration& operation) {
    const Span range{source, static_cast<std::uint32_t>(operation.begin), static_cast<std::uint32_t>(operation.end)};
    Program& program = loader.out.program;
    program.asts.push_back(parse_source(loader, source, range));
    program.uses.emplace_back();
    program.library.back().ast = program.asts.size() - 1;
}

/// Lists all operations of one library file and parses those that the run may need.
void load_operations(Loader& loader, const LibraryFile& file, const std::set<std::string>& written) {
    std::optional<SourceId> source;
    for (const IndexedDeclaration& operation : index_operations(file.text)) {
        LibraryOperation& entry = loader.out.program.library.emplace_back();
        entry.name = operation.name;
        entry.aliases.assign(operation.aliases.begin(), operation.aliases.end());
        if (!may_mean(written, operation)) continue;
        if (!source) source = loader.out.sources.add({std::string(file.path), std::string(file.text), true});
        parse_operation(loader, *source, operation);
    }
}

void load_library_index(Loader& loader) {
    const std::set<std::string> written = written_types(loader.out.program);
    for (const LibraryFile& file : library_files()) {
        if (!file.path.ends_with(".nn")) continue;
        if (file.path.starts_with("std/ops/")) {
            load_operations(loader, file, written);
            continue;
        }
        const std::string_view name = file.path.substr(0, file.path.size() - 3);
        for (const IndexedDeclaration& block : index_blocks(file.text)) {
            loader.out.program.library_blocks.push_back(fmt::format("{}: {}", name, block.name));
        }
    }
}

bool load_main(Loader& loader) {
    const std::string& path = loader.request.path;
    std::optional<std::string> text = loader.request.text;
    if (!text) text = read_file(loader, path, {});
    if (!text) return false;
    const std::size_t main = add_source(loader, {path, std::move(*text), false});
    loader.ast_of_file[loader.files.canonical(path).value_or(path)] = main;
    return loader.whole_files > 0;
}

}  // namespace

bool load(const CompileRequest& request, const FileReader& files, Compilation& compilation) {
    Loader loader{request, files, compilation, allowed_folders(request.path, request.include_folders, files), {}, 0};
    if (!load_main(loader)) return false;
    for (std::size_t file = 0; file < compilation.program.asts.size(); ++file) load_uses(loader, file);
    load_library_index(loader);
    return true;
}

}  // namespace netfig
