// `netfig lsp`: the language server on standard input and output, over the disk.
#include "driver/commands.h"
#include "driver/disk.h"
#include "driver/write_file.h"
#include "library/library.h"
#include "lsp/run.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace netfig {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_sources = 5000;
constexpr int deepest_folder = 12;

bool is_passed_over(const fs::path& folder) {
    const std::string name = folder.filename().string();
    return name.starts_with('.') || name == "node_modules";
}

/// Folders that can't be read are passed over.
std::vector<std::string> sources_below(const std::string& folder) {
    std::vector<std::string> found;
    std::error_code error;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
    for (; !error && at != end && found.size() < most_sources; at.increment(error)) {
        std::error_code unknown;
        const bool is_folder = at->is_directory(unknown);
        if (is_folder && (is_passed_over(at->path()) || at.depth() >= deepest_folder)) at.disable_recursion_pending();
        if (!is_folder && at->path().extension() == ".nn") found.push_back(at->path().string());
    }
    std::ranges::sort(found);
    return found;
}

std::string cache_folder() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    std::error_code error;
    fs::path base = cache && *cache == '/' ? fs::path(cache) : home && *home ? fs::path(home) / ".cache" : fs::path();
    if (base.empty()) base = fs::temp_directory_path(error);
    return (base / "netfig" / NETFIG_VERSION).string();
}

/// Written once, and again only where it differs, so that an editor can open what a library declares.
std::optional<std::string> library_copy(const std::string& folder, const std::string& library_path) {
    const LibraryFile* file = find_library_file(library_path);
    if (!file) return std::nullopt;
    const std::string path = folder + "/" + library_path;
    if (DiskFileReader().read(path, file->text.size()) == file->text) return path;
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    const OutputFile copy{path, std::string(file->text)};
    if (error || write_files({&copy, 1})) return std::nullopt;
    return path;
}

std::size_t read_some(char* buffer, std::size_t size) {
    while (true) {
        const ssize_t got = ::read(STDIN_FILENO, buffer, size);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return 0;
    }
}

bool write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

ExitStatus serve_editor(std::vector<std::string> include_folders) {
    std::signal(SIGPIPE, SIG_IGN);  // an editor that is gone ends us by the end of the input
    const DiskFileReader disk;
    lsp::World world;
    world.files = &disk;
    world.sources_below = sources_below;
    world.library_folder = cache_folder();
    world.include_folders = std::move(include_folders);
    world.library_copy = [folder = world.library_folder](const std::string& path) {
        return library_copy(folder, path);
    };
    const bool asked_to_end = lsp::run_server(std::move(world), {read_some, write_all});
    return asked_to_end ? ExitStatus::ok : ExitStatus::errors;
}

}  // namespace netfig
