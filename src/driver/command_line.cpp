#include "base/data_type.h"
#include "base/strings.h"
#include "driver/commands.h"
#include "driver/completions.h"
#include "driver/session.h"
#include "theme/presets.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <unistd.h>

namespace netfig {
namespace {

constexpr std::string_view version = "netfig " NETFIG_VERSION;

constexpr const char* description = "Draws neural-network architectures: .nn files to vector figures for papers.";

constexpr const char* examples = R"(Examples:
  netfig resnet.nn                        draw resnet.pdf
  netfig build a.nn b.nn -o figures/      draw several files into a folder
  netfig resnet.nn -f pdf,svg -o fig      draw fig.pdf and fig.svg
  netfig - -o - -f svg < net.nn           from standard input to standard output
  netfig watch resnet.nn -o resnet.pdf    draw again on every save
  netfig preview resnet.nn                a page that follows the file
  netfig check resnet.nn                  only check names and shapes
  netfig summary resnet.nn                parameters and costs, block by block
  netfig explain E0501                    what an error code means

Exit status: 0 drawn, 1 the source has errors, 2 the command line is wrong,
3 a file, a font or netfig itself failed.)";

constexpr std::array<std::string_view, 13> commands{"build",   "watch",       "preview", "lsp",  "check",
                                                    "summary", "latex",       "fmt",     "list", "explain",
                                                    "dump",    "completions", "help"};

/// Raw words of the command line, as CLI11 stores them.
struct Words {
    std::string flow, theme, preset, width, height, aspect, title, color = "auto", svg_text = "native", what, code,
                                                                   shell;
    std::optional<std::size_t> depth;
    std::string dtype, table = "text";
    std::vector<std::string> show, definitions, formats, columns;
    bool stdio = false;
};

struct CommandLine {
    CLI::App app{description, "netfig"};
    std::string command;  // the one that is run, or empty: only its options are declared, or those of all
    Words words;
    BuildOptions build;
    FormatOptions format;
    DumpOptions dump;
    SummaryOptions summary;
    PreviewCommandOptions preview;
    LatexOptions latex;
    bool deny_warnings = false;
    bool check_pdf = false;
    std::string message_format = "human";
    std::string deps_format = "make";
};

// ---- declaration of the options ----

void add_print_options(CLI::App& command, CommandLine& line) {
    command.add_option("--message-format", line.message_format, "How diagnostics are told: human, short or json")
        ->check(CLI::IsMember({"human", "short", "json"}));
    command
        .add_option("--color", line.words.color, "Colours: auto (on a terminal, unless NO_COLOR is set), always, never")
        ->check(CLI::IsMember({"auto", "always", "never"}));
}

void add_inputs(CLI::App& command, CommandLine& line) {
    command.add_option("IN", line.build.source.inputs, "Source files; - is standard input")->required();
    command.add_option("--stdin-name", line.build.source.stdin_name,
                       "What to call standard input in messages, and where its `use` starts");
    add_print_options(command, line);
}

void add_include_option(CLI::App& command, CommandLine& line) {
    command
        .add_option("-I,--include", line.build.source.include_folders, "A folder whose files may be used (repeatable)")
        ->type_name("DIR")
        ->allow_extra_args(false);
}

void add_source_options(CLI::App& command, CommandLine& line) {
    add_inputs(command, line);
    add_include_option(command, line);
    command.add_option("-D,--define", line.words.definitions, "Bind a name that the source leaves open (repeatable)")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    command.add_option("--block", line.build.source.block, "Draw this block instead of the file's chains")
        ->type_name("NAME");
    command.add_flag("--deny-warnings", line.deny_warnings, "Warnings fail the run too");
    command.add_flag("--timings", line.build.source.timings, "Say where the time went");
}

void add_figure_options(CLI::App& command, CommandLine& line) {
    Words& words = line.words;
    const std::string group = "Figure (as in figure(…), which these override)";
    command.add_option("--flow", words.flow, "right, left, down or up")
        ->check(CLI::IsMember({"right", "left", "down", "up"}))
        ->group(group);
    command.add_option("--theme", words.theme, "A theme's name, or a YAML file")->group(group);
    command
        .add_option("--preset", words.preset,
                    "Fonts and widths of a kind of document: " + join_alternatives(preset_names()))
        ->check(CLI::IsMember(preset_names()))
        ->group(group);
    command.add_option("--depth", words.depth, "Blocks nested deeper are drawn closed")->group(group);
    command.add_option("--width", words.width, "84mm, 3.3in, 240pt, 1col, 2col")->group(group);
    command.add_option("--height", words.height, "As --width")->group(group);
    command.add_option("--aspect", words.aspect, "The shape of the page: 16:9, 1.5")->group(group);
    command.add_option("--show", words.show, "shapes, params, flops, names, arguments")
        ->delimiter(',')
        ->check(CLI::IsMember({"shapes", "params", "flops", "names", "arguments"}))
        ->allow_extra_args(false)
        ->group(group);
    command.add_option("--title", words.title, "A title above the figure")->group(group);
}

void add_deps_options(CLI::App& command, CommandLine& line) {
    command.add_option("--deps", line.build.deps_file, "Write the files that were read, for make and its like")
        ->type_name("FILE");
    command.add_option("--deps-format", line.deps_format, "make, json or zero")
        ->check(CLI::IsMember({"make", "json", "zero"}));
}

void add_drawing_options(CLI::App& command, CommandLine& line) {
    add_source_options(command, line);
    command.add_option("-o,--output", line.build.output, "File, folder, or - for standard output");
    command
        .add_option("-f,--format", line.words.formats,
                    "pdf, svg, png, eps, json, pdf_tex (words set by TeX), tikz; several in one run")
        ->delimiter(',')
        ->check(CLI::IsMember({"pdf", "svg", "png", "eps", "json", "pdf_tex", "tikz"}))
        ->allow_extra_args(false);
    add_figure_options(command, line);
    command.add_option("--dpi", line.build.dpi, "Resolution of PNG")->check(CLI::Range(1.0, 2400.0));
    command.add_option("--svg-text", line.words.svg_text, "native text, or paths where fonts can't be relied on")
        ->check(CLI::IsMember({"native", "paths"}));
}

/// Declares a command; null where its options are not wanted. To declare those of all commands takes a good part of a
/// small run.
CLI::App* declare(CommandLine& line, const std::string& name, const std::string& what_it_does) {
    CLI::App* command = line.app.add_subcommand(name, what_it_does);
    return line.command.empty() || line.command == name ? command : nullptr;
}

void add_build(CommandLine& line) {
    CLI::App* command = declare(line, "build", "Draw figures (the default: `netfig x.nn`)");
    if (!command) return;
    add_drawing_options(*command, line);
    add_deps_options(*command, line);
}

void add_preview(CommandLine& line) {
    if (CLI::App* watch = declare(line, "watch", "Draw figures again whenever something they use is saved"))
        add_drawing_options(*watch, line);
    CLI::App* command = declare(line, "preview", "Show a figure on a page that follows the file");
    if (!command) return;
    add_source_options(*command, line);
    add_figure_options(*command, line);
    command->add_flag("--open", line.preview.open, "Open the page in the browser");
}

void add_summary(CommandLine& line) {
    CLI::App* command = declare(line, "summary", "A table of blocks, operations, shapes and costs");
    if (!command) return;
    add_source_options(*command, line);
    command->add_option("-o,--output", line.summary.output, "File, or - for standard output (the default)");
    command->add_option("-f,--format", line.words.table, "text, markdown, csv, latex or json")
        ->check(CLI::IsMember({"text", "markdown", "csv", "latex", "json"}));
    command->add_option("--depth", line.summary.depth, "Leave out the parts of blocks nested deeper");
    command->add_option("--columns", line.words.columns, join(summary_column_names(), ", "))
        ->delimiter(',')
        ->check(CLI::IsMember(summary_column_names()))
        ->allow_extra_args(false);
    command->add_option("--dtype", line.words.dtype, "What tensors hold, for their bytes: float32, float16, int8 …")
        ->check(CLI::IsMember(data_type_names()));
}

void add_latex(CommandLine& line) {
    CLI::App* command = declare(line, "latex", "Draw what a LaTeX document asks for (see netfig.sty)");
    if (!command) return;
    command->add_option("REQUESTS", line.latex.requests, "The .nnl file that LaTeX wrote")->required();
    command->add_flag("--force", line.latex.force, "Draw those that are up to date, too");
    add_deps_options(*command, line);
    add_print_options(*command, line);
}

void add_check(CommandLine& line) {
    CLI::App* command = declare(line, "check", "Check names and shapes; draw nothing");
    if (!command) return;
    add_source_options(*command, line);
    command->add_flag("--pdf", line.check_pdf, "The files are PDFs: check what publishers look for");
}

void add_fmt(CommandLine& line) {
    CLI::App* command = declare(line, "fmt", "Rewrite sources in tidy form");
    if (!command) return;
    add_inputs(*command, line);
    command->add_flag("--check", line.format.check,
                      "List files that are not tidy and change nothing; exit status 1 if any");
    command->add_flag("--diff", line.format.diff, "Show what would change and change nothing");
}

void add_lsp(CommandLine& line) {
    CLI::App* command = declare(line, "lsp", "The language server, for editors: on standard input and output");
    if (!command) return;
    command->add_flag("--stdio", line.words.stdio, "Accepted, as editors pass it; there is no other way");
    add_include_option(*command, line);
    command->allow_extras();  // editors add options of their own
}

void add_help_on_the_language(CommandLine& line) {
    if (CLI::App* list = declare(line, "list", "What the standard library has"))
        list->add_option("WHAT", line.words.what, "ops, blocks, themes or presets")
            ->check(CLI::IsMember({"ops", "blocks", "themes", "presets"}));
    if (CLI::App* explain = declare(line, "explain", "What a diagnostic code means"))
        explain->add_option("CODE", line.words.code, "E0501, W0201 …; none lists all");
}

void add_dump(CommandLine& line) {
    CLI::App* command = declare(line, "dump", "Print the product of a phase");
    if (!command) return;
    add_source_options(*command, line);
    add_figure_options(*command, line);
    command->add_option("--after", line.dump.after, "lex, parse, resolve, infer, compose, layout or paint")
        ->check(CLI::IsMember({"lex", "parse", "resolve", "infer", "compose", "layout", "paint"}));
}

void add_completions(CommandLine& line) {
    CLI::App* command = declare(line, "completions", "Print a completion script for a shell");
    if (!command) return;
    command->add_option("SHELL", line.words.shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

void add_commands(CommandLine& line) {
    line.app.set_version_flag("--version,-V", std::string(version));
    line.app.footer(examples);
    line.app.require_subcommand(1);
    add_build(line);
    add_preview(line);
    add_check(line);
    add_summary(line);
    add_latex(line);
    add_fmt(line);
    add_lsp(line);
    add_help_on_the_language(line);
    add_dump(line);
    add_completions(line);
}

// ---- from words to options ----

/// A command line that CLI11 accepts and we do not.
struct UsageFault {
    std::string message;
};

Value length_value(const std::string& flag, const std::string& text) {
    Value value = parse_value(text);
    const bool named = text == "1col" || text == "2col";
    if (named || std::holds_alternative<Length>(value.what)) return value;
    throw UsageFault{flag + " needs a length such as 84mm, not `" + text + "`"};
}

/// What the source writes as a bare word.
Value word(const std::string& text) { return {Word{text}}; }

void add_overrides(CommandLine& line) {
    Properties& overrides = line.build.source.overrides;
    const Words& words = line.words;
    const auto add = [&](const char* name, Value value) { overrides.push_back({name, std::move(value), {}}); };
    if (!words.flow.empty()) add("flow", word(words.flow));
    if (!words.theme.empty()) add("theme", {words.theme});
    if (!words.preset.empty()) add("preset", word(words.preset));
    if (words.depth) add("depth", {Dim(static_cast<std::int64_t>(*words.depth))});
    if (!words.width.empty()) add("width", length_value("--width", words.width));
    if (!words.height.empty()) add("height", length_value("--height", words.height));
    if (!words.aspect.empty()) add("aspect", {words.aspect});
    if (!words.title.empty()) add("title", {words.title});
    if (!words.dtype.empty()) add("dtype", {words.dtype});
    if (words.show.empty()) return;
    ValueList show;
    for (const std::string& what : words.show) show.push_back(word(what));
    add("show", {std::move(show)});
}

void add_definitions(CommandLine& line) {
    for (const std::string& definition : line.words.definitions) {
        const std::size_t equals = definition.find('=');
        if (equals == 0 || equals == std::string::npos)
            throw UsageFault{"-D needs NAME=VALUE, not `" + definition + "`"};
        const std::string name = definition.substr(0, equals);
        line.build.source.definitions.push_back({name, parse_value(definition.substr(equals + 1)), {}});
    }
}

SummaryFormat summary_format_from(std::string_view name) {
    if (name == "markdown") return SummaryFormat::markdown;
    if (name == "csv") return SummaryFormat::csv;
    if (name == "latex") return SummaryFormat::latex;
    return name == "json" ? SummaryFormat::json : SummaryFormat::text;
}

void settle_summary(CommandLine& line) {
    line.summary.format = summary_format_from(line.words.table);
    for (const std::string& name : line.words.columns) line.summary.columns.push_back(*summary_column_from(name));
}

bool use_color(const std::string& wish) {
    if (wish != "auto") return wish == "always";
    const char* no_color = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal && std::string_view(terminal) == "dumb";
    return !(no_color && *no_color) && !dumb && ::isatty(STDERR_FILENO) == 1;
}

void settle_options(CommandLine& line) {
    SourceOptions& source = line.build.source;
    source.deny_warnings = line.deny_warnings;
    source.print.color = use_color(line.words.color);
    if (line.message_format == "short") source.print.format = MessageFormat::short_;
    if (line.message_format == "json") source.print.format = MessageFormat::json;
    add_overrides(line);
    add_definitions(line);
    settle_summary(line);
    for (const std::string& name : line.words.formats) {
        const OutputFormat format = *format_from(name);
        auto& formats = line.build.formats;
        if (std::find(formats.begin(), formats.end(), format) == formats.end()) formats.push_back(format);
    }
    line.build.svg_text_as_paths = line.words.svg_text == "paths";
    if (line.deps_format == "json") line.build.deps_format = DepsFormat::json;
    if (line.deps_format == "zero") line.build.deps_format = DepsFormat::zero;
    const bool stdin_twice = std::count(source.inputs.begin(), source.inputs.end(), "-") > 1;
    if (stdin_twice) throw UsageFault{"standard input can be read only once"};
}

ExitStatus run_command(CommandLine& line) {
    const std::string command = line.app.get_subcommands().front()->get_name();
    if (command == "check") return line.check_pdf ? check_pdf_files(line.build.source) : check(line.build.source);
    if (command == "list") return list(line.words.what);
    if (command == "explain") return explain(line.words.code);
    if (command == "fmt") {
        line.format.source = line.build.source;
        return format_files(line.format);
    }
    if (command == "summary") {
        line.summary.source = line.build.source;
        return summarize_input(line.summary);
    }
    if (command == "latex") {
        line.latex.print = line.build.source.print;
        line.latex.deps_file = line.build.deps_file;
        line.latex.deps_format = line.build.deps_format;
        return draw_for_latex(line.latex);
    }
    if (command == "watch") return watch(line.build);
    if (command == "lsp") return serve_editor(line.build.source.include_folders);
    if (command == "preview") {
        line.preview.source = line.build.source;
        return preview(line.preview);
    }
    if (command == "dump") {
        line.dump.source = line.build.source;
        return dump_phase(line.dump);
    }
    if (command == "completions") {
        std::fputs(completions(line.app, line.words.shell).c_str(), stdout);
        return ExitStatus::ok;
    }
    return build(line.build);
}

/// `netfig x.nn` is `netfig build x.nn`, `netfig help` is `netfig --help`.
std::vector<std::string> complete_words(int argc, const char* const* argv) {
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    if (words.empty()) return words;
    const std::string& first = words.front();
    if (first == "help") return {"--help"};
    const bool general = first == "--help" || first == "-h" || first == "--version" || first == "-V";
    if (!general && std::find(commands.begin(), commands.end(), first) == commands.end()) {
        words.insert(words.begin(), "build");
    }
    return words;
}

/// Help and completions tell the options of every command.
bool tells_all(const std::string& first) { return first.starts_with('-') || first == "completions"; }

ExitStatus parse_and_run(std::vector<std::string> words) {
    CommandLine line;
    if (!words.empty() && !tells_all(words.front())) line.command = words.front();
    add_commands(line);
    if (words.empty()) {
        std::fputs(line.app.help().c_str(), stderr);
        return ExitStatus::usage;
    }
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    try {
        line.app.parse(words);
        settle_options(line);
    } catch (const CLI::ParseError& error) {
        const bool fault = error.get_exit_code() != 0;
        if (!fault) return line.app.exit(error), ExitStatus::ok;
        print_usage_fault({}, error.what());
        return ExitStatus::usage;
    } catch (const UsageFault& fault) {
        print_usage_fault({}, fault.message);
        return ExitStatus::usage;
    }
    return run_command(line);
}

}  // namespace

ExitStatus run_command_line(int argc, const char* const* argv) noexcept {
    try {
        return parse_and_run(complete_words(argc, argv));
    } catch (const std::bad_alloc&) {
        std::fputs("error: out of memory\n", stderr);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "error: netfig failed: %s\nThis is a fault of netfig; please report it.\n", error.what());
    } catch (...) { std::fputs("error: netfig failed\nThis is a fault of netfig; please report it.\n", stderr); }
    return ExitStatus::failure;
}

}  // namespace netfig
