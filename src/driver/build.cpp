#include "driver/commands.h"
#include "driver/draw.h"
#include "driver/session.h"
#include "driver/write_file.h"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>

namespace netfig {
namespace {

ExitStatus fail(const BuildOptions& options, const std::string& message) {
    print_failure(options.source.print, message);
    return ExitStatus::failure;
}

/// The folder of `-o DIR`, made if it is not there yet.
std::error_code make_folder(const OutputPlan& plan) {
    std::error_code fault;
    const std::filesystem::path folder = std::filesystem::path(plan.front().front().path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, fault);
    return fault;
}

}  // namespace

ExitStatus build(const BuildOptions& options) {
    const auto planned = plan_outputs(options);
    if (const auto* fault = std::get_if<std::string>(&planned)) {
        print_usage_fault(options.source.print, *fault);
        return ExitStatus::usage;
    }
    const auto& plan = std::get<OutputPlan>(planned);
    if (options.source.inputs.size() > 1 && !options.output.empty() && options.output != "-") {
        if (const std::error_code fault = make_folder(plan)) {
            return fail(options, fmt::format("can't make the folder `{}`: {}", options.output, fault.message()));
        }
    }
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
