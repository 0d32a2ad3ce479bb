#include "shapes/rules.h"

#include <set>

namespace netfig::test {

namespace {

using Rules = std::map<std::string, Rule>;

/// Layers that see samples: everything with channels or positions.
void add_layers(Rules& rules) {
    for (const std::string rank : {"1d", "2d", "3d"}) {
        for (const std::string layer : {"Conv", "ConvTranspose", "MaxPool", "AvgPool", "AdaptiveAvgPool",
                                        "AdaptiveMaxPool", "ZeroPad", "ConstantPad", "ReflectionPad", "ReplicationPad",
                                        "CircularPad", "BatchNorm", "InstanceNorm", "Dropout"}) {
            rules[layer + rank] = {"", Batch::sample};
        }
    }
    for (const std::string layer : {"Linear", "PReLU", "Fold", "Unfold", "GroupNorm"}) {
        rules[layer] = {"", Batch::sample};
    }
    for (const std::string layer : {"RNN", "GRU", "LSTM"}) rules[layer] = {"", Batch::sequence};
    rules["MultiheadAttention"] = {"", Batch::attention};
    for (const std::string layer : {"Upsample", "interpolate"}) rules[layer] = {"Upsampling", Batch::sample};
}

/// Functions, and layers that take an axis: PyTorch's axes count the batch, so the whole shapes are said.
void add_functions(Rules& rules) {
    const std::map<std::string, std::string> axis{{"dim", "axis"}};
    for (const std::string layer : {"Softmax", "LogSoftmax", "Softmin", "GLU"}) rules[layer] = {"", Batch::whole, axis};
    rules["Flatten"] = {"", Batch::whole, {{"start_dim", "from"}, {"end_dim", "to"}}};
    rules["Unflatten"] = {"", Batch::whole, {{"dim", "axis"}, {"unflattened_size", "sizes"}}};
    rules["add"] = {"Add"};
    rules["cat"] = {"Concat", Batch::whole, axis};
    rules["chunk"] = {"Chunk", Batch::whole, axis};
    rules["einsum"] = {"Einsum"};
    rules["matmul"] = {"MatMul"};
    rules["mean"] = {"Mean", Batch::whole, axis};
    rules["permute"] = {"Permute", Batch::whole, {{"dims", "order"}}};
    rules["reshape"] = {"Reshape"};
    rules["split"] = {"Split", Batch::whole, {{"dim", "axis"}, {"split_size_or_sections", "parts"}}};
    rules["squeeze"] = {"Squeeze", Batch::whole, axis};
    rules["stack"] = {"Stack", Batch::whole, axis};
    rules["sum"] = {"Sum", Batch::whole, axis};
    rules["transpose"] = {"Transpose", Batch::whole, {{"dim0", "first"}, {"dim1", "second"}}};
    rules["unsqueeze"] = {"Unsqueeze", Batch::whole, axis};
    rules["view"] = {"View"};
}

}  // namespace

Rule rule_of(const std::string& operation) {
    static const Rules rules = [] {
        Rules all;
        add_layers(all);
        add_functions(all);
        return all;
    }();
    const auto found = rules.find(operation);
    Rule rule = found == rules.end() ? Rule{} : found->second;
    if (rule.type.empty()) rule.type = operation;
    return rule;
}

bool is_numeric_detail(const std::string& argument) {
    static const std::set<std::string> details{
        "eps",
        "momentum",
        "track_running_stats",
        "count_include_pad",
        "divisor_override",
        "max_norm",
        "norm_type",
        "nonlinearity",
        "scale_grad_by_freq",
        "sparse",
        "align_corners",
        "padding_mode",
        "init",
        "approximate",
        "min_value",
        "recompute_scale_factor",
        "max_value",
        "batch_first",
        "need_weights",
    };
    return details.contains(argument);
}

}  // namespace netfig::test
