// compare RUNS COMMAND… -- COMMAND…: runs two commands in turn, prints the median of each in milliseconds and the
// ratio.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace {

using Command = std::vector<char*>;  // ends with a null pointer

double milliseconds_of(const Command& command) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const auto start = std::chrono::steady_clock::now();
    pid_t child = 0;
    int status = 0;
    const bool started = posix_spawnp(&child, command[0], &actions, nullptr, command.data(), environ) == 0;
    if (!started || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::fprintf(stderr, "compare: `%s` failed\n", command[0]);
        std::exit(1);
    }
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
    posix_spawn_file_actions_destroy(&actions);
    return spent.count();
}

double median(std::vector<double> times) {
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) return 2;
    Command first, second;
    Command* command = &first;
    for (char* word : Command(argv + 2, argv + argc)) {
        if (std::string_view(word) == "--") {
            command = &second;
        } else {
            command->push_back(word);
        }
    }
    if (first.empty() || second.empty()) return 2;
    first.push_back(nullptr);
    second.push_back(nullptr);
    std::vector<double> first_times, second_times;
    for (int run = -2; run < std::atoi(argv[1]); ++run) {  // two runs to warm up
        const double one = milliseconds_of(first);
        const double other = milliseconds_of(second);
        if (run < 0) continue;
        first_times.push_back(one);
        second_times.push_back(other);
    }
    const double one = median(first_times), other = median(second_times);
    std::printf("%8.2f ms   %8.2f ms   ratio %.2f\n", one, other, one / other);
}
