#include "driver/draw.h"

#include "driver/disk.h"
#include "driver/load.h"
#include "driver/session.h"
#include "driver/write_file.h"
#include "driver/write_json.h"
#include "render/overlay.h"
#include "render/render.h"
#include "render/tikz.h"
#include "text/tex.h"
#include "theme/presets.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>

namespace netfig {
namespace {

using Files = std::vector<OutputFile>;

/// What drawing one input needs and brings together.
struct Drawing {
    const BuildOptions& options;
    const std::string& input;
    Files files;
    std::vector<std::string> inputs;
    std::string timings;
};

bool is_serif(const Settings& settings) {
    const Preset* preset = find_preset(settings.preset);
    return preset && preset->serif;
}

RenderOptions render_options(const BuildOptions& options, Format format) {
    RenderOptions how;
    how.format = format;
    how.dpi = options.dpi;
    how.text_as_paths = options.svg_text_as_paths;
    return how;
}

std::optional<RenderError> add(Files& files, const std::string& path, std::variant<std::string, RenderError> bytes) {
    if (auto* error = std::get_if<RenderError>(&bytes)) return std::move(*error);
    files.push_back({path, std::move(std::get<std::string>(bytes))});
    return std::nullopt;
}

std::optional<RenderError> render_output(Drawing& drawing, const Compilation& run, const PlannedOutput& output) {
    const auto rendered = [&](Format format) { return render(run.scene, render_options(drawing.options, format)); };
    switch (output.format) {
        case OutputFormat::pdf:
            return add(drawing.files, output.path, rendered(Format::pdf));
        case OutputFormat::svg:
            return add(drawing.files, output.path, rendered(Format::svg));
        case OutputFormat::png:
            return add(drawing.files, output.path, rendered(Format::png));
        case OutputFormat::eps:
            return add(drawing.files, output.path, rendered(Format::eps));
        case OutputFormat::json:
            return add(drawing.files, output.path, write_json(run));
        case OutputFormat::pdf_tex:
            drawing.files.push_back({output.path, write_overlay(run.scene)});
            return add(drawing.files, drawing_of(output.path), render_without_words(run.scene));
        case OutputFormat::tikz:
            return add(drawing.files, output.path, write_tikz(run.scene, {is_serif(run.settings)}));
    }
    return std::nullopt;
}

/// JSON tells places, not how they look.
Phase last_phase(const std::vector<PlannedOutput>& outputs) {
    const auto is_json = [](const PlannedOutput& output) { return output.format == OutputFormat::json; };
    return std::ranges::all_of(outputs, is_json) ? Phase::layout : Phase::paint;
}

/// One compilation, and the outputs that it serves.
ExitStatus draw_outputs(Drawing& drawing, const SourceOptions& source, const std::vector<PlannedOutput>& outputs) {
    if (outputs.empty()) return ExitStatus::ok;
    Session session = compile_input(source, drawing.input, last_phase(outputs));
    if (session.status != ExitStatus::ok) return session.status;
    for (const PlannedOutput& output : outputs) {
        if (const auto error = render_output(drawing, session.run, output)) {
            print_failure(source.print, fmt::format("can't draw `{}`: {}", output.path, error->message));
            return ExitStatus::failure;
        }
        session.timings.lap("render " + format_name(output.format));
    }
    const auto& read = session.run.files_read;
    drawing.inputs.insert(drawing.inputs.end(), read.begin(), read.end());
    drawing.timings += session.timings.report;
    return ExitStatus::ok;
}

std::string overlay_stem(const std::string& path) {
    const std::string suffix = "." + format_name(OutputFormat::pdf_tex);
    return path.ends_with(suffix) ? path.substr(0, path.size() - suffix.size()) : path;
}

/// Every overlay has sizes of its own, and so a layout of its own.
ExitStatus draw_overlay(Drawing& drawing, const PlannedOutput& output) {
    SourceOptions source = drawing.options.source;
    const std::string metrics = metrics_of(output.path);
    source.tex_sizes = read_tex_sizes(DiskFileReader().read(metrics, max_file_bytes).value_or(""));
    const ExitStatus status = draw_outputs(drawing, source, {output});
    drawing.inputs.push_back(metrics);  // even before it is there: then its coming makes the figure out of date
    return status;
}

/// The folder of `-o DIR`, made if it is not there yet.
std::error_code make_folder(const OutputPlan& plan) {
    std::error_code fault;
    const std::filesystem::path folder = std::filesystem::path(plan.front().front().path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, fault);
    return fault;
}

}  // namespace

std::variant<OutputPlan, ExitStatus> prepare_outputs(const BuildOptions& options) {
    auto planned = plan_outputs(options);
    if (const auto* fault = std::get_if<std::string>(&planned)) {
        print_usage_fault(options.source.print, *fault);
        return ExitStatus::usage;
    }
    auto& plan = std::get<OutputPlan>(planned);
    if (options.source.inputs.size() < 2 || options.output.empty() || options.output == "-") return std::move(plan);
    if (const std::error_code fault = make_folder(plan)) {
        print_failure(options.source.print,
                      fmt::format("can't make the folder `{}`: {}", options.output, fault.message()));
        return ExitStatus::failure;
    }
    return std::move(plan);
}

std::string drawing_of(const std::string& overlay) { return overlay_stem(overlay) + ".nfg.pdf"; }
std::string metrics_of(const std::string& overlay) { return overlay_stem(overlay) + ".nnm"; }

ExitStatus draw_input(const BuildOptions& options, const std::string& input, const std::vector<PlannedOutput>& outputs,
                      Dependencies& dependencies) {
    Drawing drawing{options, input, {}, {}, {}};
    std::vector<PlannedOutput> plain, overlays, sources;
    for (const PlannedOutput& output : outputs) {
        const bool source = output.format == OutputFormat::tikz;
        (output.format == OutputFormat::pdf_tex ? overlays : source ? sources : plain).push_back(output);
    }
    ExitStatus status = draw_outputs(drawing, options.source, plain);
    SourceOptions by_tex = options.source;
    by_tex.tex_sizes = TexSizes{};
    if (status == ExitStatus::ok) status = draw_outputs(drawing, by_tex, sources);
    for (std::size_t i = 0; i < overlays.size() && status == ExitStatus::ok; ++i)
        status = draw_overlay(drawing, overlays[i]);
    if (status != ExitStatus::ok) return status;
    if (const auto failed = write_files(drawing.files)) {
        print_failure(options.source.print, *failed);
        return ExitStatus::failure;
    }
    std::fputs(drawing.timings.c_str(), stderr);
    for (const OutputFile& file : drawing.files)
        if (file.path != "-") dependencies.outputs.push_back(file.path);
    dependencies.add_inputs(drawing.inputs);
    return ExitStatus::ok;
}

}  // namespace netfig
