// Layers, activations and arithmetic: the batch stays where it is.
#include "phrase.h"

#include <algorithm>
#include <iomanip>
#include <map>
#include <sstream>

namespace netfig::models {
namespace {

/// "1d", "", "3d": the ending of a type that works over so many axes.
std::string axes_ending(const CallView& view) {
    const std::string& op = view.call.op;
    return op.ends_with("1d") || op.ends_with("3d") ? op.substr(op.size() - 2) : "";
}

/// Filters and kernel of a convolution; a function has no settings of its own, but takes its weights as operand.
struct Weights {
    Sizes kernel;
    std::int64_t filters = 0;
    bool bias = true;
};

Weights weights_of(const CallView& view, std::size_t filter_axis) {
    if (view.operands.size() < 2) {
        return {view.sizes("kernel_size"), view.integer("out_channels", 0), view.flag("bias", true)};
    }
    const Sizes& shape = view.operands[1].shape;
    return {Sizes(shape.begin() + 2, shape.end()), shape.at(filter_axis), view.operands.size() > 2};
}

std::string padding_text(const CallView& view) {
    if (view.has("padding") && view.call.attributes.at("padding").is_string()) {
        return view.call.attributes.at("padding").dump();
    }
    return view.has("padding") ? number_or_list(view.sizes("padding")) : "0";
}

std::string ones_unless(const CallView& view, const std::string& attribute) {
    return view.has(attribute) ? number_or_list(view.sizes(attribute)) : "1";
}

Translation convolution(const CallView& view) {
    const Weights weights = weights_of(view, 0);
    Phrase phrase("Conv" + axes_ending(view));
    phrase.add(std::to_string(weights.filters)).add("k", number_or_list(weights.kernel));
    phrase.unless("1", "s", ones_unless(view, "stride")).unless("0", "p", padding_text(view));
    phrase.unless("1", "dilation", ones_unless(view, "dilation"));
    phrase.unless("1", "groups", std::to_string(view.integer("groups", 1)));
    return keeping(view, phrase.unless("true", "bias", weights.bias ? "true" : "false").text());
}

Translation transposed_convolution(const CallView& view) {
    if (view.operands.size() > 1) return unsayable(view);
    const Weights weights = weights_of(view, 1);
    Phrase phrase("ConvTranspose" + axes_ending(view));
    phrase.add(std::to_string(weights.filters)).add("k", number_or_list(weights.kernel));
    phrase.unless("1", "s", ones_unless(view, "stride")).unless("0", "p", padding_text(view));
    phrase.unless("0", "output_padding", number_or_list(view.sizes("output_padding")));
    phrase.unless("1", "dilation", ones_unless(view, "dilation"));
    phrase.unless("1", "groups", std::to_string(view.integer("groups", 1)));
    return keeping(view, phrase.unless("true", "bias", weights.bias ? "true" : "false").text());
}

Translation pooling(const CallView& view) {
    const bool largest = plain_name(view.call.op).starts_with("max");
    const std::string kernel = number_or_list(view.sizes("kernel_size"));
    const Sizes stride = view.sizes("stride");
    Phrase phrase((largest ? "MaxPool" : "AvgPool") + axes_ending(view));
    phrase.add(kernel).unless(kernel, "s", stride.empty() ? kernel : number_or_list(stride));
    phrase.unless("0", "p", padding_text(view)).unless("1", "dilation", ones_unless(view, "dilation"));
    return keeping(view, phrase.unless("false", "ceil", view.flag("ceil_mode", false) ? "true" : "false").text());
}

Translation adaptive_pooling(const CallView& view) {
    const bool largest = plain_name(view.call.op).starts_with("adaptivemax");
    Phrase phrase((largest ? "AdaptiveMaxPool" : "AdaptiveAvgPool") + axes_ending(view));
    return keeping(view, phrase.add(number_or_list(view.sizes("output_size"))).text());
}

Translation batch_norm(const CallView& view) {
    const bool module = view.call.op != "batch_norm";
    const bool affine = module && view.flag("affine", true);
    return keeping(view, Phrase("BN").unless("true", "affine", affine ? "true" : "false").text());
}

Translation instance_norm(const CallView& view) {
    return keeping(
        view, Phrase("InstanceNorm").unless("false", "affine", view.flag("affine", false) ? "true" : "false").text());
}

Translation layer_norm(const CallView& view) {
    const Sizes shape = view.sizes("normalized_shape");
    Phrase phrase("LayerNorm");
    if (shape.size() > 1) phrase.add("shape", list_text(shape));
    const bool module = view.call.op == "LayerNorm";
    const bool affine = module ? view.flag("elementwise_affine", true) : view.operands.size() > 1;
    return keeping(view, phrase.unless("true", "affine", affine ? "true" : "false").text());
}

Translation group_norm(const CallView& view) {
    Phrase phrase("GroupNorm");
    phrase.add(std::to_string(view.integer("num_groups", 1)));
    return keeping(view, phrase.unless("true", "affine", view.flag("affine", true) ? "true" : "false").text());
}

Translation linear(const CallView& view) {
    const bool fed = view.operands.size() > 1;
    const std::int64_t units = fed ? view.operands[1].shape.front() : view.integer("out_features", 0);
    const bool bias = fed ? view.operands.size() > 2 : view.flag("bias", true);
    Phrase phrase("Linear");
    return keeping(view, phrase.add(std::to_string(units)).unless("true", "bias", bias ? "true" : "false").text());
}

Translation embedding(const CallView& view) {
    if (view.operands.size() > 1) return unsayable(view);
    Phrase phrase("Embedding");
    phrase.add(std::to_string(view.integer("num_embeddings", 0)));
    return keeping(view, phrase.add(std::to_string(view.integer("embedding_dim", 0))).text());
}

/// The states have one row per layer and direction before the batch.
Translation recurrent(const CallView& view) {
    Phrase phrase(view.call.op);
    phrase.add(std::to_string(view.integer("hidden_size", 0)));
    phrase.unless("1", "layers", std::to_string(view.integer("num_layers", 1)));
    phrase.unless("false", "bidirectional", view.flag("bidirectional", false) ? "true" : "false");
    phrase.unless("true", "bias", view.flag("bias", true) ? "true" : "false");
    phrase.unless("0", "projection", std::to_string(view.integer("proj_size", 0)));
    const BatchAxis states = view.batch() ? BatchAxis(1) : BatchAxis();
    return {{phrase.text()}, {view.batch(), states, states}, {"", "h", "c"}};
}

Translation attention(const CallView& view) {
    if (view.flag("add_bias_kv", false) || view.call.outputs.size() > 1) return unsayable(view);
    Phrase phrase("MultiHeadAttention");
    phrase.add(std::to_string(view.integer("num_heads", 1)));
    return keeping(view, phrase.unless("true", "bias", view.flag("bias", true) ? "true" : "false").text());
}

Translation dropout(const CallView& view) {
    const std::string type = plain_name(view.call.op) == "stochasticdepth" ? "StochasticDepth" : "Dropout";
    return keeping(view, Phrase(type).add(view.has("p") ? number_text(view.call.attributes.at("p")) : "0.5").text());
}

Translation upsampling(const CallView& view) {
    const std::size_t axes = view.sample_rank() - 1;
    Phrase phrase("Upsample" + std::string(axes == 1 ? "1d" : axes == 3 ? "3d" : ""));
    if (view.has("size")) phrase.add("size", number_or_list(view.sizes("size")));
    if (view.has("scale_factor")) {
        const nlohmann::json& factor = view.call.attributes.at("scale_factor");
        std::string list;
        for (const nlohmann::json& item : factor) list += (list.empty() ? "" : ", ") + number_text(item);
        phrase.add("scale", factor.is_array() ? "[" + list + "]" : number_text(factor));
    }
    const std::string mode = view.has("mode") ? view.call.attributes.at("mode").get<std::string>() : "nearest";
    return keeping(view, phrase.unless("nearest", "mode", mode).text());
}

/// What is done with a number: "mul 22.63".
std::string scalar_note(const CallView& view) {
    std::ostringstream text;
    text << view.call.op << " " << std::setprecision(4) << view.call.attributes.at("other").get<double>();
    return text.str();
}

/// The batch is where it is in an operand that has one, counted from the end, as broadcasting counts.
Translation arithmetic(const CallView& view) {
    static const std::map<std::string, std::string> types = {{"add", "Add"},         {"sub", "Subtract"},
                                                             {"mul", "Multiply"},    {"div", "Divide"},
                                                             {"maximum", "Maximum"}, {"minimum", "Minimum"}};
    BatchAxis batch;
    const std::size_t rank = view.call.outputs.front().size();
    for (const Operand& operand : view.operands) {
        if (operand.batch && !batch) batch = *operand.batch + rank - operand.shape.size();
    }
    std::string type = types.at(plain_name(view.call.op));
    const bool alone = view.operands.size() == 1;
    // Of one tensor and a number: subtracting is adding, dividing is multiplying.
    if (alone && (type == "Subtract" || type == "Divide")) type = type == "Divide" ? "Multiply" : "Add";
    if (alone && view.has("other") && view.call.attributes.at("other").is_number())
        type += " @(note = \"" + scalar_note(view) + "\")";
    return moving(batch, type);
}

Translation matrix_product(const CallView& view) {
    Translation product = arithmetic({Call{.op = "mul", .outputs = view.call.outputs}, view.operands});
    product.elements = {"MatMul"};
    return product;
}

/// Types whose settings change no shape, or that have none.
const std::map<std::string, std::string>& types_without_arguments() {
    // clang-format off
    static const std::map<std::string, std::string> types = {
        {"relu", "ReLU"},             {"relu6", "ReLU6"},         {"leakyrelu", "LeakyReLU"}, {"elu", "ELU"},
        {"selu", "SELU"},             {"gelu", "GELU"},           {"silu", "SiLU"},           {"mish", "Mish"},
        {"sigmoid", "Sigmoid"},       {"logsigmoid", "LogSigmoid"}, {"tanh", "Tanh"},         {"hardtanh", "HardTanh"},
        {"hardsigmoid", "HardSigmoid"}, {"hardswish", "HardSwish"}, {"softplus", "SoftPlus"}, {"softsign", "SoftSign"},
        {"identity", "Identity"},     {"contiguous", "Identity"}, {"clone", "Identity"},      {"detach", "Detach"},
        {"abs", "Absolute"},          {"neg", "Negate"},          {"pow", "Power"},           {"sqrt", "SquareRoot"},
        {"exp", "Exponential"},       {"log", "Logarithm"},       {"sin", "Sin"},             {"cos", "Cos"},
        {"localresponsenorm", "LRN"}};
    // clang-format on
    return types;
}

Translation plain(const CallView& view) {
    return keeping(view, types_without_arguments().at(plain_name(view.call.op)));
}

Translation parametric_relu(const CallView& view) {
    return keeping(view,
                   Phrase("PReLU").unless("1", "count", std::to_string(view.integer("num_parameters", 1))).text());
}

Translation triangle(const CallView& view) {
    Phrase phrase(view.call.op == "triu" ? "UpperTriangle" : "LowerTriangle");
    const std::string diagonal = std::to_string(view.integer("diagonal", 0));
    return keeping(view, diagonal == "0" ? phrase.text() : phrase.add(diagonal).text());
}

Translation masked_fill(const CallView& view) { return keeping(view, "MaskedFill"); }

}  // namespace

Rule layer_rule(const std::string& op) {
    static const std::map<std::string, Rule> rules = rules_by_name({
        {convolution, {"conv1d", "conv2d", "conv3d"}},
        {transposed_convolution, {"convtranspose1d", "convtranspose2d", "convtranspose3d"}},
        {pooling, {"maxpool1d", "maxpool2d", "maxpool3d", "avgpool1d", "avgpool2d", "avgpool3d"}},
        {adaptive_pooling, {"adaptiveavgpool1d", "adaptiveavgpool2d", "adaptiveavgpool3d"}},
        {adaptive_pooling, {"adaptivemaxpool1d", "adaptivemaxpool2d", "adaptivemaxpool3d"}},
        {batch_norm, {"batchnorm", "batchnorm1d", "batchnorm2d", "batchnorm3d"}},
        {instance_norm, {"instancenorm1d", "instancenorm2d", "instancenorm3d"}},
        {layer_norm, {"layernorm"}},
        {group_norm, {"groupnorm"}},
        {linear, {"linear"}},
        {embedding, {"embedding"}},
        {recurrent, {"lstm", "gru", "rnn"}},
        {attention, {"multiheadattention"}},
        {dropout, {"dropout", "dropout1d", "dropout2d", "dropout3d", "alphadropout", "stochasticdepth"}},
        {upsampling, {"upsample", "interpolate"}},
        {arithmetic, {"add", "sub", "mul", "div", "maximum", "minimum"}},
        {matrix_product, {"matmul", "bmm"}},
        {parametric_relu, {"prelu"}},
        {triangle, {"triu", "tril"}},
        {masked_fill, {"maskedfill"}},
    });
    if (types_without_arguments().contains(op)) return plain;
    const auto found = rules.find(op);
    return found == rules.end() ? nullptr : found->second;
}

}  // namespace netfig::models
