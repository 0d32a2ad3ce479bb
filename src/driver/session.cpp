#include "driver/session.h"

#include "driver/disk.h"
#include "driver/load.h"
#include "driver/tex_fonts.h"
#include "text/measure.h"
#include "text/tex.h"
#include "theme/presets.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace netfig {
namespace {

std::string_view phase_name(Phase phase) {
    switch (phase) {
        case Phase::parse:
            return "parse";
        case Phase::resolve:
            return "resolve";
        case Phase::infer:
            return "infer";
        case Phase::compose:
            return "compose";
        case Phase::layout:
            return "layout";
        case Phase::paint:
            return "paint";
    }
    return "";
}

/// A fault of the machine, not of the source: the input itself is missing, a font, an output, or netfig.
bool is_failure(const Diagnostic& diagnostic) {
    using enum DiagnosticCode;
    const DiagnosticCode code = diagnostic.code;
    const bool whole_input = !diagnostic.span.source.valid();
    if (code == file_not_found || code == unreadable_file) return whole_input;
    return code == unwritable_file || code == missing_font || code == missing_preset_font ||
           code == internal_layout_error;
}

ExitStatus status_of(const Diagnostics& diagnostics, bool deny_warnings) {
    ExitStatus status = ExitStatus::ok;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (is_failure(diagnostic)) status = worse(status, ExitStatus::failure);
        const bool fault = deny_warnings || severity(diagnostic.code) == Severity::error;
        if (fault) status = worse(status, ExitStatus::errors);
    }
    return status;
}

/// Another font than the document's is what a preset is there to prevent.
void add_preset_error(const std::string& family, const Preset& preset, Diagnostics& diagnostics) {
    diagnostics.push_back({DiagnosticCode::missing_preset_font,
                           {},
                           fmt::format("the preset `{}` needs the font `{}`, which was not found", preset.name, family),
                           {},
                           fmt::format("install it: apt install {}; fonts of TeX Live are found too", preset.packages),
                           {}});
}

void add_font_faults(const std::vector<std::string>& replaced, const Settings& settings, Diagnostics& diagnostics) {
    const Preset* preset = find_preset(settings.preset);
    for (const std::string& family : replaced) {
        if (preset) {
            add_preset_error(family, *preset, diagnostics);
            continue;
        }
        const std::string message = fmt::format("the font `{}` was not found and another one took its place", family);
        diagnostics.push_back({DiagnosticCode::replaced_font, {}, message, {}, {}, {}});
    }
    sort_by_place(diagnostics);
}

/// Without any font at all words have no file to be drawn from.
void add_font_errors(const Figure& figure, Diagnostics& diagnostics) {
    for (const Box& box : figure.boxes) {
        const auto* node = std::get_if<NodeBox>(&box.content);
        const bool by_tex = node && !node->label.empty() && node->label.runs.front().run.font.family == tex_family;
        if (!node || node->label.empty() || by_tex || !node->label.runs.front().run.file.empty()) continue;
        const auto no_pango = missing_pango();
        diagnostics.push_back({DiagnosticCode::missing_font,
                               {},
                               no_pango ? fmt::format("can't write `{}`: {}", node->label.text, *no_pango)
                                        : fmt::format("no font was found to write `{}`", node->label.text),
                               {},
                               no_pango ? "" : "install one, such as the package fonts-texgyre",
                               {}});
        return;
    }
}

void print_to_standard_error(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

/// A misspelt command is taken for a file; say so.
void suggest_command(const std::string& input, Diagnostics& diagnostics) {
    const bool looks_like_command = input.find_first_of("./-") == std::string::npos;
    for (Diagnostic& diagnostic : diagnostics) {
        const bool missing_input = diagnostic.code == DiagnosticCode::file_not_found && !diagnostic.span.source.valid();
        if (missing_input && looks_like_command) diagnostic.suggestion = "`netfig --help` lists the commands";
    }
}

}  // namespace

void Timings::lap(std::string_view name) {
    if (!wanted) return;
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double, std::milli> spent = now - last;
    report += fmt::format("{:>9.3f} ms  {}\n", spent.count(), name);
    last = now;
}

CompileRequest request_for(const SourceOptions& options, const std::string& input) {
    CompileRequest request;
    request.path = input;
    request.include_folders = options.include_folders;
    request.overrides = options.overrides;
    request.definitions = options.definitions;
    request.block = options.block;
    request.tex_sizes = options.tex_sizes;
    if (input == "-") {
        request.path = options.stdin_name;
        request.text = read_standard_input(max_file_bytes).value_or("");
    }
    return request;
}

ExitStatus report(const SourceOptions& options, const std::vector<std::string>& replaced_fonts, Compilation& run) {
    add_font_faults(replaced_fonts, run.settings, run.diagnostics);
    add_font_errors(run.figure, run.diagnostics);
    print_to_standard_error(print(run.diagnostics, run.sources, options.print));
    return status_of(run.diagnostics, options.deny_warnings);
}

Session compile_input(const SourceOptions& options, const std::string& input, Phase until) {
    Session session;
    session.timings.wanted = options.timings;
    CompileRequest request = request_for(options, input);
    request.until = until;
    request.after_phase = [&](Phase phase) { session.timings.lap(phase_name(phase)); };
    const auto replaced = std::make_shared<std::vector<std::string>>();
    const DiskFileReader disk;
    session.run = compile(request, options.files ? *options.files : disk, pango_measurer(replaced, find_font_of_tex));
    suggest_command(input, session.run.diagnostics);
    session.status = report(options, *replaced, session.run);
    return session;
}

void print_failure(const PrintOptions& options, std::string_view message) {
    Diagnostics diagnostics{{DiagnosticCode::unwritable_file, {}, std::string(message), {}, {}, {}}};
    print_to_standard_error(print(diagnostics, {}, options));
}

void print_usage_fault(const PrintOptions& options, std::string_view message) {
    const std::string_view word = options.color ? "\033[1;31merror:\033[0m" : "error:";
    print_to_standard_error(fmt::format("{} {}\n", word, message));
}

ExitStatus worse(ExitStatus first, ExitStatus second) { return std::max(first, second); }

}  // namespace netfig
