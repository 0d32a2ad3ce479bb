// Runs a fuzz target over files and folders: the corpus as a test, where the compiler has no fuzzer of its own.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

namespace {

std::vector<std::filesystem::path> files_of(const std::filesystem::path& path) {
    if (!std::filesystem::is_directory(path)) return {path};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

int main(int count, char** words) {
    std::size_t runs = 0;
    for (int i = 1; i < count; ++i) {
        for (const auto& file : files_of(words[i])) {
            std::ifstream stream(file, std::ios::binary);
            const std::string bytes(std::istreambuf_iterator<char>(stream), {});
            // Named before it runs, so that a crash tells which.
            std::printf("%s\n", file.c_str());
            std::fflush(stdout);
            LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
            ++runs;
        }
    }
    return runs == 0 ? 1 : 0;
}
