#include "driver/commands.h"
#include "driver/deps.h"
#include "driver/outputs.h"
#include "driver/session.h"
#include "driver/write_file.h"
#include "driver/write_json.h"
#include "render/render.h"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>

namespace netfig {
namespace {

std::variant<std::string, RenderError> bytes_of(const Compilation& run, const BuildOptions& options,
                                                OutputFormat format) {
    RenderOptions how;
    how.dpi = options.dpi;
    how.text_as_paths = options.svg_text_as_paths;
    switch (format) {
        case OutputFormat::pdf:
            how.format = Format::pdf;
            break;
        case OutputFormat::svg:
            how.format = Format::svg;
            break;
        case OutputFormat::png:
            how.format = Format::png;
            break;
        case OutputFormat::eps:
            how.format = Format::eps;
            break;
        case OutputFormat::json:
            return write_json(run);
    }
    return render(run.scene, how);
}

ExitStatus fail(const BuildOptions& options, const std::string& message) {
    print_failure(options.source.print, message);
    return ExitStatus::failure;
}

ExitStatus draw_input(const BuildOptions& options, const std::string& input, const std::vector<PlannedOutput>& outputs,
                      Dependencies& dependencies) {
    Session session = compile_input(options.source, input, Phase::paint);
    if (session.status != ExitStatus::ok) return session.status;
    std::vector<OutputFile> files;
    for (const PlannedOutput& output : outputs) {
        auto bytes = bytes_of(session.run, options, output.format);
        if (const auto* error = std::get_if<RenderError>(&bytes)) {
            return fail(options, fmt::format("can't draw `{}`: {}", output.path, error->message));
        }
        files.push_back({output.path, std::move(std::get<std::string>(bytes))});
        session.timings.lap("render " + format_name(output.format));
    }
    if (const auto failed = write_files(files)) return fail(options, *failed);
    session.timings.lap("write");
    std::fputs(session.timings.report.c_str(), stderr);
    for (const PlannedOutput& output : outputs) {
        if (output.path != "-") dependencies.outputs.push_back(output.path);
    }
    dependencies.add_inputs(session.run.files_read);
    return ExitStatus::ok;
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
