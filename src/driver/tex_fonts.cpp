#include "driver/tex_fonts.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace netfig {
namespace {

constexpr std::size_t longest_path = 4096;

/// The first line that a program writes. No shell stands between, so a name is a name whatever is in it.
std::string first_line_of(const char* const* words) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return "";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    pid_t child = 0;
    const int fault = ::posix_spawnp(&child, words[0], &actions, nullptr, const_cast<char* const*>(words), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    std::string text;
    std::array<char, 512> bytes{};
    while (fault == 0) {
        const ssize_t got = ::read(pipe[0], bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        if (text.size() < longest_path) text.append(bytes.data(), static_cast<std::size_t>(got));
    }
    ::close(pipe[0]);
    if (fault == 0) ::waitpid(child, nullptr, 0);
    return text.substr(0, text.find('\n'));
}

}  // namespace

std::string find_font_of_tex(const std::string& file_name) {
    const std::array<const char*, 3> words{"kpsewhich", file_name.c_str(), nullptr};
    return first_line_of(words.data());
}

}  // namespace netfig
