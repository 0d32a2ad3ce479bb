// scale NETFIG: how time and memory grow with the size of a network. Times are compared within one run, and are
// those of the processor, so that a busy machine or a slow one changes little.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <spawn.h>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace {

struct Spent {
    double seconds = 0;  // of the processor
    double megabytes = 0;
    std::string told;  // on standard error
};

/// The state of the whole test.
struct Scale {
    std::string netfig;
    std::filesystem::path folder;
    int faults = 0;

    Spent run(std::vector<std::string> words) const;
    void require(bool holds, const char* what);
};

Spent Scale::run(std::vector<std::string> words) const {
    const std::string error = folder / "told";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, error.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    words.insert(words.begin(), netfig);
    std::vector<char*> command;
    for (std::string& word : words) command.push_back(word.data());
    command.push_back(nullptr);
    pid_t child = 0;
    int status = 0;
    rusage usage{};
    const bool started = posix_spawn(&child, netfig.c_str(), &actions, nullptr, command.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    std::ostringstream told;
    if (!started || wait4(child, &status, 0, &usage) != child || status != 0) {
        told << std::ifstream(error).rdbuf();
        std::fprintf(stderr, "scale: %s failed\n%s", words.back().c_str(), told.str().c_str());
        std::exit(1);
    }
    told << std::ifstream(error).rdbuf();
    const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return {seconds(usage.ru_utime) + seconds(usage.ru_stime), double(usage.ru_maxrss) / 1024, told.str()};
}

void Scale::require(bool holds, const char* what) {
    if (holds) return;
    std::printf("FAULT: %s\n", what);
    ++faults;
}

// ---- sources ----

const std::string every_node = "figure(fold = false)\n";

/// Residual blocks in stages in towers: every level is drawn.
std::string stacks(std::size_t nodes) {
    return every_node +
           "+Body(c) { In -> Conv(c, k = 3, p = 1) -> BN -> ReLU -> Conv(c, k = 3, p = 1) -> BN -> Out }\n"
           "+Block(c) { In -> [Body(c), _] -> Add -> ReLU -> Out }\n"
           "+Stage(c) { In -> Block(c) * 5 -> Out }\n"
           "In(64x56x56) -> Stage(64) * " +
           std::to_string(std::max<std::size_t>(nodes / 57, 1)) + " -> Out\n";
}

/// The same with blocks of eight widths.
std::string widths(std::size_t nodes) {
    return every_node +
           "+Block(c, k) { In -> Conv(c, k = k, p = (k - 1)/2) -> BN -> ReLU -> Conv(c, k = 3, p = 1) -> BN -> Out }\n"
           "In(3x32x32) -> for i in range(" +
           std::to_string(nodes / 7) + ") { Block(16 * (1 + i % 8), k = 1 + 2 * (i % 2)) } -> Out\n";
}

/// The ResNet of the library, one behind the other.
std::string models(std::size_t nodes) {
    return "use std/resnet\n" + every_node +
           "+Net { In -> Conv(64, k = 7, s = 2, p = 3) -> BN -> ReLU -> BasicBlock(64) * 2\n"
           "    -> for c in [128, 256, 512] { BasicBlock(c, s = 2) -> BasicBlock(c) } -> Upsample(16) -> Conv(3, k = "
           "1)\n"
           "    -> Out }\n"
           "In(3x224x224) -> Net * " +
           std::to_string(std::max<std::size_t>(nodes / 90, 1)) + " -> Out\n";
}

/// One level, written out.
std::string chain(std::size_t nodes) {
    std::string text = "In(64x56x56)";
    for (std::size_t i = 0; i < nodes; i += 4) {
        text += "\n    -> Conv(" + std::to_string(64 + i % 7) + ", k = 3, p = 1) -> BN -> ReLU -> Dropout(0.1)";
    }
    return text + "\n    -> Out\n";
}

using Writer = std::function<std::string(std::size_t)>;

// ---- what must hold ----

std::string write(const Scale& scale, const std::string& text) {
    const std::string path = scale.folder / "scale.nn";
    std::ofstream(path) << text;
    return path;
}

/// "   1.234 ms  parse"
double milliseconds(const std::string& timings, const std::string& phase) {
    std::istringstream lines(timings);
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with(" " + phase)) return std::atof(line.c_str());
    }
    return 0;
}

/// Inferring shapes is quicker than reading the source.
void compare_inference(Scale& scale, const char* name, const Writer& source) {
    const std::string path = write(scale, source(10'000));
    double parse = 1e9, infer = 1e9;
    for (int i = 0; i < 40 && (i < 7 || infer >= parse); ++i) {  // a busy machine is asked more often
        const std::string told = scale.run({"check", "--timings", path}).told;
        parse = std::min(parse, milliseconds(told, "parse"));
        infer = std::min(infer, milliseconds(told, "infer"));
    }
    std::printf("%-8s parse %8.2f ms   infer %8.2f ms   ratio %.2f\n", name, parse, infer, infer / parse);
    scale.require(infer > 0 && infer < parse, "inference takes too long beside parsing");
}

/// Time from source to JSON grows in proportion, or nearly so.
void compare_growth(Scale& scale, const char* name, const Writer& source, std::size_t nodes) {
    const std::string json = scale.folder / "scale.json";
    const auto least = [&](std::size_t size) {
        Spent best{1e9, 0, ""};
        const std::string path = write(scale, source(size));
        for (int i = 0; i < 3; ++i) {
            const Spent spent = scale.run({"build", path, "-f", "json", "-o", json});
            if (spent.seconds < best.seconds) best = spent;
        }
        return best;
    };
    const double start = least(4).seconds;
    std::array<Spent, 3> spent{least(nodes), least(2 * nodes), least(4 * nodes)};
    std::printf("%-8s", name);
    for (std::size_t i = 0; i < spent.size(); ++i) {
        std::printf("  %6zu nodes %6.3f s %4.0f MB", nodes << i, spent[i].seconds, spent[i].megabytes);
    }
    // n log n would be 4.8 and 5.3 times; a square 16 times. What every run spends at the start counts for none.
    const double growth = (spent[2].seconds - start) / std::max(spent[0].seconds - start, 0.002);
    std::printf("   %.1f times for 4 times the nodes\n", growth);
    scale.require(growth < 8, "time grows faster than n log n");
}

void limit_memory(Scale& scale) {
    const Spent spent =
        scale.run({"build", write(scale, stacks(10'000)), "-f", "json", "-o", scale.folder / "scale.json"});
    std::printf("10,000 nodes of repeated blocks: %.2f s of the processor, %.0f MB\n", spent.seconds, spent.megabytes);
    scale.require(spent.megabytes < 300, "10,000 nodes take more than 300 MB");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    std::string pattern = std::filesystem::temp_directory_path() / "netfig-scale-XXXXXX";
    if (!mkdtemp(pattern.data())) return 2;
    Scale scale{argv[1], pattern};
    compare_inference(scale, "stacks", stacks);
    compare_inference(scale, "widths", widths);
    compare_inference(scale, "models", models);
    compare_inference(scale, "chain", chain);
    compare_growth(scale, "stacks", stacks, 2'500);
    compare_growth(scale, "chain", chain, 500);
    limit_memory(scale);
    std::filesystem::remove_all(scale.folder);
    return scale.faults == 0 ? 0 : 1;
}
