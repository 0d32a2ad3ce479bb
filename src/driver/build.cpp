#include "driver/commands.h"
#include "driver/draw.h"
#include "driver/session.h"
#include "driver/write_file.h"

#include <cstdio>

namespace netfig {
namespace {

ExitStatus fail(const BuildOptions& options, const std::string& message) {
    print_failure(options.source.print, message);
    return ExitStatus::failure;
}

}  // namespace

ExitStatus build(const BuildOptions& options) {
    const auto prepared = prepare_outputs(options);
    if (const auto* fault = std::get_if<ExitStatus>(&prepared)) return *fault;
    const auto& plan = std::get<OutputPlan>(prepared);
    ExitStatus status = ExitStatus::ok;
    Dependencies dependencies;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        status = worse(status, draw_input(options, options.source.inputs[i], plan[i], dependencies));
    }
    if (options.deps_file.empty() || status != ExitStatus::ok) return status;
    const OutputFile file{options.deps_file, write_dependencies(dependencies, options.deps_format)};
    if (const auto failed = write_files({&file, 1})) return fail(options, *failed);
    return status;
}

ExitStatus check(const SourceOptions& options) {
    ExitStatus status = ExitStatus::ok;
    for (const std::string& input : options.inputs) {
        const Session session = compile_input(options, input, Phase::infer);
        std::fputs(session.timings.report.c_str(), stderr);
        status = worse(status, session.status);
    }
    return status;
}

}  // namespace netfig
