// The shipped examples, compiled as the command line does it.
#pragma once

#include "netfig/compile.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace netfig {

/// Reads the disk, and nothing else.
class TestReader : public FileReader {
public:
    std::optional<std::string> read(const std::string& path, std::size_t) const override {
        std::ifstream file(path, std::ios::binary);
        if (!file) return std::nullopt;
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }
    std::optional<std::string> canonical(const std::string& path) const override {
        std::error_code fault;
        const auto found = std::filesystem::canonical(path, fault);
        return fault ? std::nullopt : std::optional(found.string());
    }
};

inline std::vector<std::string> example_paths() {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(NETFIG_SOURCE_DIR "/examples")) {
        if (entry.path().extension() == ".nn") paths.push_back(entry.path().string());
    }
    std::ranges::sort(paths);
    return paths;
}

using SharedRun = std::shared_ptr<const Compilation>;

inline SharedRun compile_text(const std::string& path, std::string text, const MeasureText& measure) {
    CompileRequest request;
    request.path = path;
    request.text = std::move(text);
    return std::make_shared<const Compilation>(compile(request, TestReader(), measure));
}

inline std::string text_of(const std::string& path) { return TestReader().read(path, 0).value_or(""); }

inline bool is_drawn(const Compilation& run) { return run.reached == Phase::paint && !has_errors(run.diagnostics); }

}  // namespace netfig
