#include "base/data_type.h"
#include "driver/commands.h"
#include "driver/session.h"
#include "driver/write_file.h"
#include "driver/write_summary_json.h"
#include "summary/summarize.h"
#include "summary/write_summary.h"

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace netfig {
namespace {

constexpr std::size_t default_width = 80;

/// Columns of the terminal that reads standard output.
std::size_t terminal_width() {
    winsize size{};
    const bool known = ::isatty(STDOUT_FILENO) == 1 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    return known && size.ws_col > 0 ? size.ws_col : default_width;
}

std::vector<SummaryColumn> default_columns(SummaryFormat format) {
    using enum SummaryColumn;
    if (format == SummaryFormat::csv) return {name, times, type, shape, params, macs, flops, activations, bytes, receptive, jump};
    return {name, type, shape, params, share, macs};
}

std::string written(const Summary& summary, const SummaryOptions& options, const DataType& type) {
    const std::vector<SummaryColumn> columns =
        options.columns.empty() ? default_columns(options.format) : options.columns;
    switch (options.format) {
        case SummaryFormat::text:
            return write_summary_text(summary, columns, type, options.output == "-" ? terminal_width() : default_width);
        case SummaryFormat::markdown:
            return write_summary_markdown(summary, columns, type);
        case SummaryFormat::csv:
            return write_summary_csv(summary, columns, type);
        case SummaryFormat::latex:
            return write_summary_latex(summary, columns, type);
        case SummaryFormat::json:
            return write_summary_json(summary, type);
    }
    return {};
}

}  // namespace

ExitStatus summarize_input(const SummaryOptions& options) {
    if (options.source.inputs.size() != 1) {
        print_usage_fault(options.source.print, "summary takes one source at a time");
        return ExitStatus::usage;
    }
    const Session session = compile_input(options.source, options.source.inputs.front(), Phase::infer);
    std::fputs(session.timings.report.c_str(), stderr);
    if (session.status != ExitStatus::ok) return session.status;
    const Compilation& run = session.run;
    const DataType type{run.settings.dtype, data_type_bytes(run.settings.dtype).value_or(4)};
    const Summary summary = summarize(run.network, run.shapes, options.depth, run.settings.fold_repeats);
    const OutputFile file{options.output, written(summary, options, type)};
    if (const auto failed = write_files({&file, 1})) {
        print_failure(options.source.print, *failed);
        return ExitStatus::failure;
    }
    return ExitStatus::ok;
}

}  // namespace netfig
