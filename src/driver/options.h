// What the command line asks for, parsed and checked, before anything is done.
#pragma once

#include "driver/print.h"
#include "render/render.h"
#include "summary/table.h"

#include "netfig/file_reader.h"
#include "netfig/text_run.h"
#include "netfig/value.h"

#include <optional>
#include <string>
#include <vector>

namespace netfig {

enum class ExitStatus {
    ok = 0,       // drawn; warnings allowed
    errors = 1,   // the sources have errors
    usage = 2,    // the command line is wrong
    failure = 3,  // a file, a font or the program itself failed
};

/// How sources are read and diagnostics told: shared by all commands that compile.
struct SourceOptions {
    std::vector<std::string> inputs;  // "-" is standard input
    std::string stdin_name = "<stdin>";
    std::vector<std::string> include_folders;
    std::string block;
    Properties overrides;    // --flow, --theme …
    Properties definitions;  // -D
    std::optional<TexSizes> tex_sizes;  // of words that TeX sets
    PrintOptions print;
    bool deny_warnings = false;
    bool timings = false;
    const FileReader* files = nullptr;  // the disk, where none is given
};

enum class OutputFormat { pdf, svg, png, eps, json, pdf_tex, tikz };
enum class DepsFormat { make, json, zero };

struct BuildOptions {
    SourceOptions source;
    std::string output;                 // -o; empty: beside the input
    std::vector<OutputFormat> formats;  // empty: from the output's name, or PDF
    double dpi = 300;
    bool svg_text_as_paths = false;
    std::string deps_file;
    DepsFormat deps_format = DepsFormat::make;
};

struct PreviewCommandOptions {
    SourceOptions source;
    bool open = false;  // show the page in the browser
};

/// The figures that a LaTeX document asked netfig.sty for.
struct LatexOptions {
    std::string requests;  // `paper.nnl`
    bool force = false;    // also those that are up to date
    std::string deps_file;  // tells what all the figures were drawn from
    DepsFormat deps_format = DepsFormat::make;
    PrintOptions print;
};

struct FormatOptions {
    SourceOptions source;
    bool check = false;  // tell which files would change
    bool diff = false;   // show what would change
};

struct DumpOptions {
    SourceOptions source;
    std::string after = "paint";
};

enum class Shell { bash, zsh, fish };

enum class SummaryFormat { text, markdown, csv, latex, json };

struct SummaryOptions {
    SourceOptions source;
    std::string output = "-";            // -o
    SummaryFormat format = SummaryFormat::text;
    std::vector<SummaryColumn> columns;  // empty: those that suit the format
    std::optional<std::size_t> depth;    // rows of blocks nested deeper are left out
};

/// A value as on the right of `=` in a source: a number, a boolean, a shape, a length, a list; else the text itself.
Value parse_value(const std::string& text);

/// "pdf", "svg", "png", "eps", "json".
std::string format_name(OutputFormat format);
std::optional<OutputFormat> format_from(std::string_view name);

}  // namespace netfig
