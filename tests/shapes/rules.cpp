#include "shapes/rules.h"

#include <set>

namespace netfig::test {

namespace {

using Rules = std::map<std::string, Rule>;

const std::map<std::string, std::string>& axis_names() {
    static const std::map<std::string, std::string> names{{"dim", "axis"}, {"dims", "axis"}};
    return names;
}

/// Layers that see samples: everything with channels or positions.
void add_layers(Rules& rules) {
    for (const std::string rank : {"1d", "2d", "3d"}) {
        for (const std::string layer :
             {"Conv", "ConvTranspose", "MaxPool", "AvgPool", "LPPool", "FractionalMaxPool", "MaxUnpool",
              "AdaptiveAvgPool", "AdaptiveMaxPool", "ZeroPad", "ConstantPad", "ReflectionPad", "ReplicationPad",
              "CircularPad", "BatchNorm", "InstanceNorm", "Dropout"}) {
            rules[layer + rank] = {"", Batch::sample};
        }
    }
    for (const std::string layer :
         {"PReLU", "Fold", "Unfold", "GroupNorm", "LocalResponseNorm", "ChannelShuffle", "Softmax2d", "EmbeddingBag",
          "UpsamplingNearest2d", "UpsamplingBilinear2d", "RNNCell", "GRUCell", "LSTMCell"}) {
        rules[layer] = {"", Batch::sample};
    }
    rules["EmbeddingBag"].renamed = {{"include_last_offset", ""}, {"padding_idx", ""}};
    rules.erase("FractionalMaxPool1d");
    rules.erase("FractionalMaxPool3d");
    rules.erase("LPPool3d");
    for (const std::string layer : {"RNN", "GRU", "LSTM"}) rules[layer] = {"", Batch::sequence};
    for (const std::string layer : {"MultiheadAttention", "TransformerEncoderLayer", "TransformerDecoderLayer"}) {
        rules[layer] = {"", Batch::attention};
    }
    for (const std::string layer : {"Upsample", "interpolate"}) rules[layer] = {"Upsampling", Batch::sample};
    rules["grid_sample"] = {"GridSample", Batch::sample};
}

/// Layers whose shapes are said in full: values by themselves, or axes that count the batch.
void add_whole_layers(Rules& rules) {
    for (const std::string layer :
         {"ReLU",      "ReLU6",        "ELU",           "SELU",       "CELU",       "GELU",      "SiLU",
          "Mish",      "Sigmoid",      "LogSigmoid",    "Tanh",       "Hardtanh",   "Hardswish", "Hardsigmoid",
          "Softplus",  "Softsign",     "Softshrink",    "Hardshrink", "Tanhshrink", "LeakyReLU", "RReLU",
          "Threshold", "Identity",     "AlphaDropout",  "Dropout",    "LayerNorm",  "Linear",    "Bilinear",
          "Embedding", "PixelShuffle", "PixelUnshuffle"}) {
        rules[layer] = {"", Batch::whole};
    }
    rules["FeatureAlphaDropout"] = {"SpatialDropout"};
    for (const std::string layer : {"Softmax", "LogSoftmax", "Softmin", "GLU", "CosineSimilarity"}) {
        rules[layer] = {"", Batch::whole, axis_names()};
    }
    rules["PairwiseDistance"] = {"", Batch::whole, {{"eps", ""}}};
    rules["CosineSimilarity"].renamed["eps"] = "";
    rules["Flatten"] = {"", Batch::whole, {{"start_dim", "from"}, {"end_dim", "to"}}};
    rules["Unflatten"] = {"", Batch::whole, {{"dim", "axis"}, {"unflattened_size", "sizes"}}};
    for (const std::string loss : {"MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss", "BCELoss", "BCEWithLogitsLoss",
                                   "KLDivLoss", "CrossEntropyLoss", "NLLLoss"}) {
        rules[loss] = {"",
                       Batch::whole,
                       {{"reduction", ""},
                        {"beta", ""},
                        {"delta", ""},
                        {"log_target", ""},
                        {"ignore_index", ""},
                        {"label_smoothing", ""},
                        {"size_average", ""},
                        {"reduce", ""}}};
    }
}

/// Functions under another name in netfig, value by value.
void add_elementwise(Rules& rules) {
    const std::map<std::string, std::string> names{{"add", "Add"},
                                                   {"sub", "Subtract"},
                                                   {"mul", "Multiply"},
                                                   {"div", "Divide"},
                                                   {"maximum", "Maximum"},
                                                   {"minimum", "Minimum"},
                                                   {"pow", "Power"},
                                                   {"eq", "Equal"},
                                                   {"ne", "NotEqual"},
                                                   {"gt", "Greater"},
                                                   {"ge", "GreaterEqual"},
                                                   {"lt", "Less"},
                                                   {"le", "LessEqual"},
                                                   {"remainder", "Remainder"},
                                                   {"floor_divide", "FloorDivide"},
                                                   {"where", "Where"},
                                                   {"masked_fill", "MaskedFill"},
                                                   {"clamp", "Clamp"},
                                                   {"abs", "Abs"},
                                                   {"neg", "Negate"},
                                                   {"sqrt", "Sqrt"},
                                                   {"rsqrt", "Rsqrt"},
                                                   {"exp", "Exp"},
                                                   {"log", "Log"},
                                                   {"sin", "Sin"},
                                                   {"cos", "Cos"},
                                                   {"erf", "Erf"},
                                                   {"floor", "Floor"},
                                                   {"ceil", "Ceil"},
                                                   {"round", "Round"},
                                                   {"reciprocal", "Reciprocal"},
                                                   {"sign", "Sign"},
                                                   {"square", "Square"},
                                                   {"clone", "Identity"},
                                                   {"contiguous", "Identity"},
                                                   {"detach", "Detach"},
                                                   {"relu", "ReLU"},
                                                   {"relu6", "ReLU6"},
                                                   {"leaky_relu", "LeakyReLU"},
                                                   {"elu", "ELU"},
                                                   {"selu", "SELU"},
                                                   {"celu", "CELU"},
                                                   {"gelu", "GELU"},
                                                   {"silu", "SiLU"},
                                                   {"mish", "Mish"},
                                                   {"sigmoid", "Sigmoid"},
                                                   {"tanh", "Tanh"},
                                                   {"hardtanh", "Hardtanh"},
                                                   {"hardswish", "Hardswish"},
                                                   {"hardsigmoid", "Hardsigmoid"},
                                                   {"softplus", "Softplus"},
                                                   {"logsigmoid", "LogSigmoid"},
                                                   {"softsign", "Softsign"},
                                                   {"bmm", "MatMul"},
                                                   {"mm", "MatMul"},
                                                   {"matmul", "MatMul"}};
    for (const auto& [name, type] : names) rules[name] = {type, Batch::whole, {{"approximate", ""}}};
    for (const std::string name : {"baddbmm", "addmm"}) {
        rules[name] = {"AddMatrixProduct", Batch::whole, {{"beta", ""}, {"alpha", ""}}};
    }
}

/// Functions that take an axis: PyTorch's axes count the batch, so the whole shapes are said.
void add_functions(Rules& rules) {
    const std::map<std::string, std::string> along_axis{{"cat", "Concat"},
                                                        {"chunk", "Chunk"},
                                                        {"mean", "Mean"},
                                                        {"sum", "Sum"},
                                                        {"squeeze", "Squeeze"},
                                                        {"stack", "Stack"},
                                                        {"unsqueeze", "Unsqueeze"},
                                                        {"softmax", "Softmax"},
                                                        {"log_softmax", "LogSoftmax"},
                                                        {"cumsum", "Cumsum"},
                                                        {"cumprod", "Cumprod"},
                                                        {"glu", "GLU"},
                                                        {"flip", "Flip"},
                                                        {"unbind", "Unstack"},
                                                        {"argmax", "ArgMax"},
                                                        {"argmin", "ArgMin"},
                                                        {"amax", "ReduceMaximum"},
                                                        {"amin", "ReduceMinimum"},
                                                        {"max", "ReduceMaximum"},
                                                        {"min", "ReduceMinimum"},
                                                        {"var", "Variance"},
                                                        {"std", "StandardDeviation"},
                                                        {"norm", "Norm"},
                                                        {"prod", "ReduceProduct"},
                                                        {"logsumexp", "LogSumExp"},
                                                        {"all", "ReduceAll"},
                                                        {"any", "ReduceAny"},
                                                        {"roll", "Roll"},
                                                        {"narrow", "Narrow"},
                                                        {"select", "Select"},
                                                        {"topk", "TopK"},
                                                        {"index_select", "Take"},
                                                        {"gather", "GatherElements"},
                                                        {"repeat_interleave", "RepeatInterleave"}};
    for (const auto& [name, type] : along_axis) rules[name] = {type, Batch::whole, axis_names()};
    rules["topk"].renamed.insert({{"largest", ""}, {"sorted", ""}});
    rules["one_hot"] = {"OneHot"};
    rules["einsum"] = {"Einsum"};
    rules["permute"] = {"Permute", Batch::whole, {{"dims", "order"}}};
    rules["movedim"] = {"Permute"};
    rules["reshape"] = {"Reshape"};
    rules["view"] = {"View"};
    rules["expand"] = {"Expand", Batch::whole, {{"size", "shape"}, {"sizes", "shape"}}};
    rules["repeat"] = {"Tile"};
    rules["tile"] = {"Tile"};
    rules["pad"] = {"PadAxis"};
    rules["split"] = {"Split", Batch::whole, {{"dim", "axis"}, {"split_size_or_sections", "parts"}}};
    rules["transpose"] = {"Transpose", Batch::whole, {{"dim0", "first"}, {"dim1", "second"}}};
}

}  // namespace

Rule rule_of(const std::string& operation) {
    static const Rules rules = [] {
        Rules all;
        add_layers(all);
        add_whole_layers(all);
        add_elementwise(all);
        add_functions(all);
        return all;
    }();
    const auto found = rules.find(operation);
    if (found == rules.end()) return {"", Batch::whole, {}};
    Rule rule = found->second;
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
        "layer_norm_eps",
        "rounding_mode",
        "num_samples",
    };
    return details.contains(argument);
}

}  // namespace netfig::test
