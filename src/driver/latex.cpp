#include "base/md5.h"
#include "driver/commands.h"
#include "driver/disk.h"
#include "driver/draw.h"
#include "driver/figure_record.h"
#include "driver/folders.h"
#include "driver/latex_requests.h"
#include "driver/load.h"
#include "driver/session.h"
#include "driver/write_file.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>

namespace netfig {
namespace {

const DiskFileReader disk;

struct Latex {
    const LatexOptions& options;
    std::string folder;  // of the requests, where TeX also puts sources that stand in the document itself

    ExitStatus fail(const std::string& message) const {
        print_failure(options.print, message);
        return ExitStatus::failure;
    }
};

ExitStatus refuse(const Latex& latex, DiagnosticCode code, const std::string& message) {
    const Diagnostics diagnostics{{code, {}, message, {}, {}, {}}};
    std::fputs(print(diagnostics, {}, latex.options.print).c_str(), stderr);
    return ExitStatus::failure;
}

/// TeX writes to its output folder, and tells programs that it starts where that is.
std::string find_requests(const std::string& path) {
    const char* output = std::getenv("TEXMF_OUTPUT_DIRECTORY");
    if (disk.canonical(path) || !output || !*output) return path;
    const std::string there = join_path(output, path);
    return disk.canonical(there) ? there : path;
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }  // npos + 1 is 0

std::string record_path(const FigureRequest& request) {
    return request.source.substr(0, request.source.size() - 3) + ".nnx";
}

FigureRecord load_record(const FigureRequest& request) {
    return read_record(disk.read(record_path(request), max_file_bytes).value_or(""));
}

bool is_current(const FigureRequest& request, const RecordedFigure& figure) {
    if (figure.version != NETFIG_VERSION || figure.options != md5(request.options)) return false;
    const bool complete =
        disk.canonical(request.figure()) && (!request.overlay || disk.canonical(drawing_of(request.figure())));
    return complete && are_unchanged(figure.inputs, disk);
}

/// What a figure that is up to date was drawn from.
std::optional<std::vector<RecordedInput>> current_inputs(const FigureRequest& request) {
    FigureRecord record = load_record(request);
    const auto found = std::ranges::find(record, name_of(request.figure()), &RecordedFigure::name);
    if (found == record.end() || !is_current(request, *found)) return std::nullopt;
    return std::move(found->inputs);
}

/// What TeX measured goes beside the figure, where `netfig build` finds it too.
std::optional<std::string> keep_sizes(const FigureRequest& request) {
    if (!request.overlay || request.sizes.empty()) return std::nullopt;
    const OutputFile file{metrics_of(request.figure()), request.sizes};
    if (disk.read(file.path, max_file_bytes) == file.bytes) return std::nullopt;
    return write_files({&file, 1});
}

BuildOptions build_options(const Latex& latex, const FigureRequest& request) {
    BuildOptions options;
    options.source.inputs = {request.source};
    options.source.block = request.block;
    options.source.overrides = request.overrides;
    options.source.definitions = request.definitions;
    options.source.print = latex.options.print;
    return options;
}

std::optional<std::string> keep_record(const FigureRequest& request, const Dependencies& dependencies) {
    FigureRecord record = load_record(request);
    const std::string name = name_of(request.figure());
    std::erase_if(record, [&](const RecordedFigure& figure) { return figure.name == name; });
    record.push_back({name, md5(request.options), NETFIG_VERSION, digests_of(dependencies.inputs, disk)});
    std::ranges::sort(record, {}, &RecordedFigure::name);
    const OutputFile file{record_path(request), write_record(record)};
    return write_files({&file, 1});
}

ExitStatus draw_request(const Latex& latex, const FigureRequest& request, Dependencies& all) {
    if (const auto failed = keep_sizes(request)) return latex.fail(*failed);
    if (const auto inputs = current_inputs(request); inputs && !latex.options.force) {
        for (const RecordedInput& input : *inputs) all.add_inputs({input.path});
        return ExitStatus::ok;
    }
    const OutputFormat format = request.overlay ? OutputFormat::pdf_tex : OutputFormat::pdf;
    Dependencies dependencies;
    const ExitStatus status =
        draw_input(build_options(latex, request), request.source, {{format, request.figure()}}, dependencies);
    if (status != ExitStatus::ok) return status;
    all.add_inputs(dependencies.inputs);
    if (const auto failed = keep_record(request, dependencies)) return latex.fail(*failed);
    fmt::print("drew {}\n", request.figure());
    return ExitStatus::ok;
}

}  // namespace

ExitStatus draw_for_latex(const LatexOptions& options) {
    const std::string path = find_requests(options.requests);
    const Latex latex{options, folder_of(path)};
    const auto text = disk.read(path, max_file_bytes);
    if (!text) {
        const auto message = fmt::format(
            "there is no file `{}`; LaTeX writes it, so run LaTeX first (with an output folder, name that: "
            "`\\usepackage[outdir=FOLDER]{{netfig}}`, and `netfig latex FOLDER/{}`)",
            path, name_of(path));
        return refuse(latex, DiagnosticCode::file_not_found, message);
    }
    auto read = read_requests(*text);
    if (const auto* fault = std::get_if<std::string>(&read))
        return refuse(latex, DiagnosticCode::unreadable_file, fmt::format("can't use `{}`: {}", path, *fault));
    ExitStatus status = ExitStatus::ok;
    Dependencies all;
    all.outputs = {options.deps_file};
    for (FigureRequest& request : std::get<std::vector<FigureRequest>>(read)) {
        const std::string there = join_path(latex.folder, request.source);
        if (!disk.canonical(request.source) && disk.canonical(there)) request.source = there;
        status = worse(status, draw_request(latex, request, all));
    }
    if (options.deps_file.empty() || status != ExitStatus::ok) return status;
    const OutputFile file{options.deps_file, write_dependencies(all, options.deps_format)};
    if (const auto failed = write_files({&file, 1})) return latex.fail(*failed);
    return status;
}

}  // namespace netfig
