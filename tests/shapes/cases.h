// The truth tables: what PyTorch said about one call, one case a line. See shapes/README.md beside the tables.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace netfig::test {

using Sizes = std::vector<std::int64_t>;

struct Case {
    std::string operation;     // the class or function of PyTorch
    nlohmann::json arguments;  // by PyTorch's names; those of the call are among them
    std::vector<Sizes> inputs;
    std::vector<Sizes> outputs;  // empty where refused
    std::int64_t params = 0;
    bool refused = false;
    std::string message;  // PyTorch's, where refused: for the reader only
    std::string place;    // "Conv2d.jsonl:12"
};

/// All cases of all tables of a folder, in the order of the files' names. Throws on a line that is no case.
std::vector<Case> read_cases(const std::filesystem::path& folder);

}  // namespace netfig::test
