// Reads and parses everything a run needs: the main file, what it uses, and the library's operations that they name.
#pragma once

#include "netfig/compile.h"

namespace netfig {

/// A source may have 8 MiB; nothing larger is read, let alone parsed.
inline constexpr std::size_t max_file_bytes = std::size_t{8} << 20;

/// Fills `sources`, `program`, `files_read` and `diagnostics` of the compilation. The program always has a main file
/// and its imports have no cycles, whatever went wrong. False where the main file itself is no text to go on with.
bool load(const CompileRequest& request, const FileReader& files, Compilation& compilation);

/// The text of a theme: of the library (`paper`), or of a YAML file. `referrer` is where it was asked for; a theme
/// named by a source must lie in the folders that `use` may reach, one named by the command line may lie anywhere.
struct ThemeText {
    std::string name;
    std::string yaml;
};
/// Empty, with an error, where there is none.
ThemeText load_theme_text(const CompileRequest& request, const FileReader& files, Compilation& compilation);

}  // namespace netfig
