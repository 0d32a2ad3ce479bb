#include "base/suggest.h"
#include "driver/folders.h"
#include "driver/load.h"
#include "library/library.h"
#include "theme/theme_rows.h"

#include <fmt/format.h>

namespace netfig {
namespace {

std::vector<std::string> library_theme_names() {
    std::vector<std::string> names;
    for (const LibraryTheme& theme : library_themes()) names.emplace_back(theme.name);
    return names;
}

bool is_path(std::string_view name) {
    return name.find('/') != std::string_view::npos || name.ends_with(".yaml") || name.ends_with(".yml");
}

/// Where the source says `theme`; nowhere if the command line does.
Span place_of_theme(const CompileRequest& request, const Network& network) {
    for (const Property& property : request.overrides) {
        if (property.name == "theme") return {};
    }
    Span place;
    for (const Property& property : network.settings) {
        if (property.name == "theme") place = property.span;
    }
    return place;
}

std::optional<std::string> theme_file(const CompileRequest& request, const FileReader& files, Compilation& compilation,
                                      Span place) {
    const std::string& name = compilation.settings.theme;
    std::string path = name;
    const auto fail = [&](DiagnosticCode code, std::string message) {
        compilation.diagnostics.push_back({code, place, std::move(message), {}, {}, {}});
        return std::nullopt;
    };
    if (place.source.valid()) {
        const AllowedFolders allowed = allowed_folders(request.path, request.include_folders, files);
        const FileSearch search = find_file(name, request.path, allowed, files);
        if (search.outside && !search.found) {
            return fail(DiagnosticCode::use_outside,
                        fmt::format("the theme `{}` lies outside the allowed folders", name));
        }
        if (search.found) path = search.found->path;
    }
    std::optional<std::string> text = files.read(path, max_file_bytes);
    if (!text) return fail(DiagnosticCode::unknown_theme, fmt::format("there is no theme file `{}`", path));
    if (text->size() > max_file_bytes) {
        return fail(DiagnosticCode::file_too_large, fmt::format("the theme `{}` is larger than 8 MiB", path));
    }
    compilation.files_read.push_back(path);
    return text;
}

}  // namespace

ThemeText load_theme_text(const CompileRequest& request, const FileReader& files, Compilation& compilation) {
    const std::string name = compilation.settings.theme;
    const Span place = place_of_theme(request, compilation.network);
    if (is_path(name)) return {name, theme_file(request, files, compilation, place).value_or("")};
    if (!shipped_theme(name).empty()) return {name, ""};
    compilation.diagnostics.push_back({DiagnosticCode::unknown_theme,
                                       place,
                                       fmt::format("there is no theme `{}`", name),
                                       {},
                                       did_you_mean(name, library_theme_names()),
                                       {}});
    return {name, ""};
}

}  // namespace netfig
