// What several tests need: files of the source tree, and a reader that sees one folder as the current one.
#pragma once

#include "netfig/file_reader.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace netfig::test {

inline std::filesystem::path source_folder() { return NETFIG_SOURCE_DIR; }

inline std::string read(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

inline void write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

/// Relative paths start at `folder`, wherever the test runs.
class FolderReader : public FileReader {
public:
    explicit FolderReader(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::optional<std::string> read(const std::string& path, std::size_t limit_bytes) const override {
        if (!std::filesystem::is_regular_file(folder_ / path)) return std::nullopt;
        return test::read(folder_ / path).substr(0, limit_bytes + 1);
    }

    std::optional<std::string> canonical(const std::string& path) const override {
        std::error_code missing;
        const std::filesystem::path found = std::filesystem::canonical(folder_ / path, missing);
        return missing ? std::nullopt : std::optional(found.string());
    }

private:
    std::filesystem::path folder_;
};

}  // namespace netfig::test
