// A network as PyTorch ran it: what models/NAME.json says, without the JSON around it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace netfig::models {

using Sizes = std::vector<std::int64_t>;

/// One output of a call.
struct Tensor {
    std::size_t call = 0;
    std::size_t port = 0;
    friend auto operator<=>(const Tensor&, const Tensor&) = default;
};

/// One call of a module or function, or a source of tensors. Shapes have the batch dimension.
struct Call {
    std::string id;
    std::string op;     // "Conv2d", "add"; "input", "parameter", "buffer"
    std::string group;  // path of the group whose code made the call
    nlohmann::json attributes;
    std::vector<Tensor> operands;
    std::vector<Sizes> inputs;  // of the operands
    std::vector<Sizes> outputs;
    std::int64_t params = 0;
    std::string reuse_of;  // id of the first call of the same module
};

struct ModuleGroup {
    std::string path;  // "layer1.0"; the network itself has none
    std::string type;
    std::int64_t params = 0;
};

struct ModelOutput {
    std::string name;
    Tensor tensor;
};

struct Model {
    std::string name;
    std::vector<Call> calls;          // in the order they ran
    std::vector<ModuleGroup> groups;  // the network itself first
    std::vector<ModelOutput> outputs;
    std::int64_t params = 0;
};

/// Throws std::exception where the file is not of this format.
Model read_model(const std::filesystem::path& path);

/// "layer1.0.conv1" and "layer1.0" give "conv1": the name inside of a group.
std::string name_inside(const std::string& path, const std::string& group);

/// The group around a group; that of "layer1" is "".
std::string parent_of(const std::string& group);

/// Whether `inner` is `outer` or stands inside of it.
bool is_within(const std::string& inner, const std::string& outer);

}  // namespace netfig::models
