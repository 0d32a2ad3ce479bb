#include "preview/watch.h"

#include "driver/commands.h"
#include "driver/disk.h"
#include "driver/draw.h"
#include "driver/session.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace netfig {
namespace {

/// An input, and the files that can change its figure.
struct Watched {
    std::string input;
    std::vector<PlannedOutput> outputs;
    FileStamps files;

    bool depends_on(const std::vector<std::string>& changed) const {
        return std::ranges::any_of(changed, [&](const std::string& path) { return files.contains(path); });
    }
};

/// Draws, and says which files were written. After errors the older files stay, and what was asked for is watched too.
void draw_again(const BuildOptions& options, Watched& watched) {
    const DiskFileReader disk;
    NotingReader reader(disk);
    BuildOptions noting = options;
    noting.source.files = &reader;
    for (const PlannedOutput& output : watched.outputs) {
        if (output.format == OutputFormat::pdf_tex) reader.note(metrics_of(output.path));
    }
    Dependencies written;
    draw_input(noting, watched.input, watched.outputs, written);
    watched.files = reader.take_stamps();
    for (const std::string& path : written.outputs) fmt::print("{}\n", path);
    std::fflush(stdout);
}

FileStamps files_of_all(const std::vector<Watched>& all) {
    FileStamps files;
    for (const Watched& watched : all) {
        for (const auto& [path, stamp] : watched.files) {
            const auto [place, added] = files.try_emplace(path, stamp);
            // Two inputs read it at different times, and it changed in between: some other stamp finds that.
            if (!added && place->second != stamp) place->second = {};
        }
    }
    return files;
}

bool uses_streams(const BuildOptions& options) {
    const auto& inputs = options.source.inputs;
    return options.output == "-" || std::ranges::find(inputs, "-") != inputs.end();
}

}  // namespace

ExitStatus watch(const BuildOptions& options) {
    if (uses_streams(options)) {
        print_usage_fault(options.source.print, "only files can be watched, not standard input or output");
        return ExitStatus::usage;
    }
    const auto prepared = prepare_outputs(options);
    if (const auto* fault = std::get_if<ExitStatus>(&prepared)) return *fault;
    const auto& plan = std::get<OutputPlan>(prepared);
    FileWatcher watcher;
    std::vector<Watched> all;
    for (std::size_t i = 0; i < plan.size(); ++i) all.push_back({options.source.inputs[i], plan[i], {}});
    for (Watched& watched : all) draw_again(options, watched);
    while (true) {
        const FileWatcher::Woken woken = watcher.wait(files_of_all(all));
        if (woken.stopped) return ExitStatus::ok;
        for (Watched& watched : all) {
            if (watched.depends_on(woken.changed)) draw_again(options, watched);
        }
    }
}

}  // namespace netfig
