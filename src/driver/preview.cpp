#include "preview/preview.h"

#include "driver/commands.h"
#include "driver/disk.h"
#include "driver/session.h"
#include "preview/watch.h"
#include "text/measure.h"

#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <mutex>
#include <spawn.h>
#include <unistd.h>

namespace netfig {
namespace {

/// What the reader chose, handed from the server's thread to the one that compiles.
struct SharedView {
    std::mutex mutex;
    PreviewView view;

    void set(const PreviewView& chosen) {
        const std::lock_guard lock(mutex);
        view = chosen;
    }
    PreviewView get() {
        const std::lock_guard lock(mutex);
        return view;
    }
};

/// Words stay measured from one run to the next, until fonts are missing: then each run tells so anew.
struct Fonts {
    std::shared_ptr<std::vector<std::string>> replaced = std::make_shared<std::vector<std::string>>();
    MeasureText measure = pango_measurer(replaced);
};

FileStamps draw(const SourceOptions& options, const PreviewView& view, PreviewServer& server, Fonts& fonts) {
    const DiskFileReader disk;
    NotingReader reader(disk);
    CompileRequest request = request_for(options, options.inputs.front());
    apply_view(view, request);
    if (!fonts.replaced->empty()) fonts = Fonts();
    auto run = std::make_shared<Compilation>(compile(request, reader, fonts.measure));
    report(options, *fonts.replaced, *run);
    server.publish(std::move(run));
    return reader.take_stamps();
}

void tell_place(const PreviewPlace& place) {
    const Source& source = place.run->sources[place.span.source];
    const LineColumn at = line_column(source, place.span.begin);
    fmt::print("{}:{}:{}\n", source.path, at.line, at.column);
    std::fflush(stdout);
}

/// The page that the desktop opens is none of our concern any more, and neither is why it does not.
void open_in_browser(std::string address) {
    std::string program = "xdg-open";
    std::array<char*, 3> words{program.data(), address.data(), nullptr};
    pid_t child = 0;
    posix_spawnp(&child, program.c_str(), nullptr, nullptr, words.data(), environ);
}

}  // namespace

ExitStatus preview(const PreviewCommandOptions& options) {
    const SourceOptions& source = options.source;
    if (source.inputs.size() != 1 || source.inputs.front() == "-") {
        print_usage_fault(source.print, "a preview shows one file, and not standard input");
        return ExitStatus::usage;
    }
    FileWatcher watcher;
    SharedView view;
    const auto view_changed = [&](const PreviewView& chosen) {
        view.set(chosen);
        watcher.wake();
    };
    auto started = PreviewServer::start({source.inputs.front(), false}, {tell_place, view_changed});
    if (const auto* fault = std::get_if<std::string>(&started)) {
        print_failure(source.print, *fault);
        return ExitStatus::failure;
    }
    PreviewServer& server = *std::get<std::unique_ptr<PreviewServer>>(started);
    fmt::print("{}\n", server.address());
    std::fflush(stdout);
    if (options.open) open_in_browser(server.address());
    Fonts fonts;
    while (true) {
        const FileStamps files = draw(source, view.get(), server, fonts);
        if (watcher.wait(files).stopped) return ExitStatus::ok;
    }
}

}  // namespace netfig
