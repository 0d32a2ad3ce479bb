#include "driver/write_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace netfig {
namespace {

using Failure = std::optional<std::string>;

Failure failure(const std::string& path) { return fmt::format("can't write `{}`: {}", path, std::strerror(errno)); }

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Temporary files of one run; those not yet renamed are removed at the end.
class PendingFiles {
public:
    PendingFiles() = default;
    PendingFiles(const PendingFiles&) = delete;
    PendingFiles& operator=(const PendingFiles&) = delete;
    ~PendingFiles() {
        for (const Pending& file : files_) ::unlink(file.temporary.c_str());
    }

    Failure add(const OutputFile& file, const std::string& target, mode_t mode) {
        const std::size_t name = target.rfind('/') + 1;  // npos + 1 is 0
        std::string temporary =
            fmt::format("{}.{}.netfig-{}-{}", target.substr(0, name), target.substr(name), ::getpid(), files_.size());
        const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor < 0) return failure(file.path);
        files_.push_back({std::move(temporary), target, file.path});
        bool written = write_all(descriptor, file.bytes);
        if (mode != 0) written = ::fchmod(descriptor, mode) == 0 && written;
        written = ::close(descriptor) == 0 && written;
        return written ? std::nullopt : failure(file.path);
    }

    Failure rename_all() {
        while (!files_.empty()) {
            const Pending& file = files_.back();
            if (::rename(file.temporary.c_str(), file.target.c_str()) != 0) return failure(file.shown);
            files_.pop_back();
        }
        return std::nullopt;
    }

private:
    struct Pending {
        std::string temporary, target, shown;
    };
    std::vector<Pending> files_;
};

/// Where a link leads; the path itself where it leads nowhere yet.
std::string target_of(const std::string& path) {
    char* resolved = ::realpath(path.c_str(), nullptr);
    if (!resolved) return path;
    std::string target = resolved;
    std::free(resolved);
    return target;
}

Failure write_directly(const OutputFile& file) {
    const int descriptor = ::open(file.path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return failure(file.path);
    const bool written = write_all(descriptor, file.bytes);
    return ::close(descriptor) == 0 && written ? std::nullopt : failure(file.path);
}

bool is_stream(const OutputFile& file) {
    struct stat status {};
    if (file.path == "-") return true;
    return ::stat(file.path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

Failure write_stream(const OutputFile& file) {
    if (file.path != "-") return write_directly(file);
    return write_all(STDOUT_FILENO, file.bytes) ? std::nullopt : failure("standard output");
}

Failure prepare(PendingFiles& pending, const OutputFile& file) {
    struct stat status {};
    const bool exists = ::stat(file.path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) return fmt::format("can't write `{}`: it is a folder", file.path);
    return pending.add(file, target_of(file.path), exists ? status.st_mode & 07777U : 0);
}

}  // namespace

Failure write_files(std::span<const OutputFile> files) {
    PendingFiles pending;
    for (const OutputFile& file : files) {
        if (is_stream(file)) continue;
        if (Failure failed = prepare(pending, file)) return failed;
    }
    for (const OutputFile& file : files) {
        if (!is_stream(file)) continue;
        if (Failure failed = write_stream(file)) return failed;
    }
    return pending.rename_all();
}

}  // namespace netfig
