#include "driver/commands.h"
#include "driver/diff.h"
#include "driver/session.h"
#include "driver/write_file.h"
#include "format/format.h"

#include <cstdio>

namespace netfig {
namespace {

void print_line(const std::string& text) { std::fputs((text + "\n").c_str(), stdout); }

ExitStatus write_formatted(const FormatOptions& options, const std::string& input, const std::string& text) {
    const OutputFile file{input, text};
    if (const auto failed = write_files({&file, 1})) {
        print_failure(options.source.print, *failed);
        return ExitStatus::failure;
    }
    return ExitStatus::ok;
}

ExitStatus format_input(const FormatOptions& options, const std::string& input) {
    const Session session = compile_input(options.source, input, Phase::parse);
    if (session.status != ExitStatus::ok) return session.status;
    const Ast& ast = session.run.program.asts.front();
    const Source& source = session.run.sources[ast.source];
    const std::string tidy = format(source, ast);
    const bool changed = tidy != source.text;
    if (options.diff) std::fputs(unified_diff(source.path, source.text, tidy).c_str(), stdout);
    if (options.check && changed && !options.diff) print_line(source.path);
    if (options.check) return changed ? ExitStatus::errors : ExitStatus::ok;
    if (options.diff || (!changed && input != "-")) return ExitStatus::ok;
    return write_formatted(options, input, tidy);
}

}  // namespace

ExitStatus format_files(const FormatOptions& options) {
    ExitStatus status = ExitStatus::ok;
    for (const std::string& input : options.source.inputs) status = worse(status, format_input(options, input));
    return status;
}

}  // namespace netfig
