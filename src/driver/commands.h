// One function per command. Each prints what it has to say and returns the exit status.
#pragma once

#include "driver/options.h"

namespace netfig {

/// Draws every input. One that fails leaves its older outputs as they were; the others are still written.
ExitStatus build(const BuildOptions& options);

/// Draws every input, and again each time that something it uses is saved, until a signal ends it.
ExitStatus watch(const BuildOptions& options);

/// Serves a page that shows the figure as it is edited, until a signal ends it.
ExitStatus preview(const PreviewCommandOptions& options);

/// Draws what a LaTeX document asks for and is not up to date.
ExitStatus draw_for_latex(const LatexOptions& options);

/// Reads, resolves and infers every input; draws nothing.
ExitStatus check(const SourceOptions& options);

/// What publishers look for, in finished PDFs: ours or others'.
ExitStatus check_pdf_files(const SourceOptions& options);

/// The language server: speaks with an editor until that ends it.
ExitStatus serve_editor(std::vector<std::string> include_folders);

/// The table of what the network is made of and what it costs.
ExitStatus summarize_input(const SummaryOptions& options);

/// Rewrites every input in tidy form; `-` goes from standard input to standard output.
ExitStatus format_files(const FormatOptions& options);

/// Operations, blocks, themes or presets with a line of documentation each; everything where `what` is empty.
ExitStatus list(const std::string& what);

/// What a diagnostic code means; all codes where `code` is empty.
ExitStatus explain(const std::string& code);

/// The text form of the product of a phase.
ExitStatus dump_phase(const DumpOptions& options);

/// `netfig` with these words. Never throws.
ExitStatus run_command_line(int argc, const char* const* argv) noexcept;

}  // namespace netfig
