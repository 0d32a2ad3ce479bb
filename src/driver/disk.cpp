#include "driver/disk.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace netfig {
namespace {

/// Bytes until the end or until one more than `limit_bytes`.
std::optional<std::string> read_all(int descriptor, std::size_t limit_bytes, std::size_t expected_bytes) {
    std::string bytes;
    bytes.reserve(std::min(expected_bytes, limit_bytes) + 1);
    constexpr std::size_t piece = 65536;
    while (bytes.size() <= limit_bytes) {
        const std::size_t before = bytes.size();
        const std::size_t wanted = std::min(std::max(piece, expected_bytes), limit_bytes + 1 - before);
        bytes.resize(before + wanted);
        const ssize_t got = ::read(descriptor, bytes.data() + before, wanted);
        bytes.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) return bytes;
    }
    return bytes;
}

/// `/dev/stdin`, `/dev/fd/63`
bool is_handed_over(const std::string& path, const struct stat& status) {
    return path.starts_with("/dev/") && !S_ISDIR(status.st_mode);
}

}  // namespace

std::optional<std::string> DiskFileReader::read(const std::string& path, std::size_t limit_bytes) const {
    // A pipe that nobody writes to would keep us waiting: only those are read that the shell hands over (`<(…)`).
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return std::nullopt;
    struct stat status {};
    std::optional<std::string> bytes;
    const bool readable = ::fstat(descriptor, &status) == 0 && (S_ISREG(status.st_mode) || is_handed_over(path, status));
    if (readable && ::fcntl(descriptor, F_SETFL, 0) == 0) {
        bytes = read_all(descriptor, limit_bytes, static_cast<std::size_t>(status.st_size));
    }
    ::close(descriptor);
    return bytes;
}

std::optional<std::string> DiskFileReader::canonical(const std::string& path) const {
    char* resolved = ::realpath(path.c_str(), nullptr);
    if (!resolved) return std::nullopt;
    std::string canonical = resolved;
    std::free(resolved);
    return canonical;
}

std::optional<std::string> read_standard_input(std::size_t limit_bytes) {
    return read_all(STDIN_FILENO, limit_bytes, 0);
}

}  // namespace netfig
