// Layers and activations: the batch is the first axis, or put there, and stays.
#include "phrase.h"

#include <algorithm>
#include <map>

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
        return {view.needed("kernel_size"), view.needed("out_channels").front(), view.flag("bias", true)};
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

/// Pools that also say where the values stood have a second output.
Translation with_indices(const CallView& view, Phrase phrase) {
    if (view.call.outputs.size() < 2) return keeping(view, phrase.text());
    Translation both = keeping(view, phrase.add("indices", "true").text());
    both.ports = {"", "places_1"};
    return both;
}

Translation pooling(const CallView& view) {
    const bool largest = plain_name(view.call.op).starts_with("max");
    const std::string kernel = number_or_list(view.needed("kernel_size"));
    const Sizes stride = view.sizes("stride");
    Phrase phrase((largest ? "MaxPool" : "AvgPool") + axes_ending(view));
    phrase.add(kernel).unless(kernel, "s", stride.empty() ? kernel : number_or_list(stride));
    phrase.unless("0", "p", padding_text(view)).unless("1", "dilation", ones_unless(view, "dilation"));
    phrase.unless("false", "ceil", view.flag("ceil_mode", false) ? "true" : "false");
    return with_indices(view, phrase);
}

Translation power_pooling(const CallView& view) {
    const std::string kernel = number_or_list(view.needed("kernel_size"));
    const Sizes stride = view.sizes("stride");
    Phrase phrase("LPPool" + std::string(axes_ending(view) == "1d" ? "1d" : ""));
    phrase.add(view.has("norm_type") ? number_text(view.call.attributes.at("norm_type")) : "2").add(kernel);
    phrase.unless(kernel, "s", stride.empty() ? kernel : number_or_list(stride));
    return keeping(view, phrase.unless("false", "ceil", view.flag("ceil_mode", false) ? "true" : "false").text());
}

/// The size is that of the result: PyTorch may be told one, where two inputs give the same.
Translation unpooling(const CallView& view) {
    const Sizes& result = view.call.outputs.front();
    Phrase phrase("MaxUnpool" + axes_ending(view));
    const std::string kernel = number_or_list(view.needed("kernel_size"));
    const Sizes stride = view.sizes("stride");
    phrase.add(kernel).unless(kernel, "s", stride.empty() ? kernel : number_or_list(stride));
    phrase.unless("0", "p", padding_text(view));
    if (view.has("output_size")) phrase.add("size", list_text(Sizes(result.begin() + 2, result.end())));
    Translation unpooled = keeping(view, phrase.text());
    unpooled.feeds = {{0, {}}, {1, {}}};
    return unpooled;
}

Translation fractional_pooling(const CallView& view) {
    if (axes_ending(view) == "3d" || !view.has("output_size")) return unsayable(view);
    Phrase phrase("FractionalMaxPool");
    phrase.add(number_or_list(view.needed("kernel_size"))).add("size", number_or_list(view.needed("output_size")));
    return with_indices(view, phrase);
}

Translation adaptive_pooling(const CallView& view) {
    const bool largest = plain_name(view.call.op).starts_with("adaptivemax");
    Phrase phrase((largest ? "AdaptiveMaxPool" : "AdaptiveAvgPool") + axes_ending(view));
    // A free size is that of the input.
    const Sizes& shape = view.operands.front().shape;
    Sizes sizes;
    const nlohmann::json& asked = view.call.attributes.at("output_size");
    if (!asked.is_array()) return with_indices(view, phrase.add(number_text(asked)));
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const std::int64_t free_size = shape.at(shape.size() - asked.size() + i);
        sizes.push_back(asked[i].is_null() ? free_size : asked[i].get<std::int64_t>());
    }
    return with_indices(view, phrase.add(number_or_list(sizes)));
}

/// The functions take statistics, scale and shift as tensors, which count as parameters where they come from; the
/// notation's normalisations have no inputs for them.
Translation first_alone(Translation translation) {
    translation.feeds = {{0, {}}};
    return translation;
}

bool is_module(const CallView& view) { return view.call.op.front() >= 'A' && view.call.op.front() <= 'Z'; }

Translation batch_norm(const CallView& view) {
    const bool affine = is_module(view) && view.flag("affine", true);
    return first_alone(keeping(view, Phrase("BN").unless("true", "affine", affine ? "true" : "false").text()));
}

Translation instance_norm(const CallView& view) {
    const bool affine = is_module(view) && view.flag("affine", false);
    return first_alone(
        keeping(view, Phrase("InstanceNorm").unless("false", "affine", affine ? "true" : "false").text()));
}

Translation layer_norm(const CallView& view) {
    const Sizes shape = view.needed("normalized_shape");
    Phrase phrase("LayerNorm");
    if (shape.size() > 1) phrase.add("shape", list_text(shape));
    const bool module = view.call.op == "LayerNorm";
    const bool affine = module ? view.flag("elementwise_affine", true) : view.operands.size() > 1;
    return keeping(view, phrase.unless("true", "affine", affine ? "true" : "false").text());
}

Translation group_norm(const CallView& view) {
    Phrase phrase("GroupNorm");
    phrase.add(std::to_string(view.needed("num_groups").front()));
    const bool affine = is_module(view) && view.flag("affine", true);
    return first_alone(keeping(view, phrase.unless("true", "affine", affine ? "true" : "false").text()));
}

Translation linear(const CallView& view) {
    const bool fed = view.operands.size() > 1;
    const std::int64_t units = fed ? view.operands[1].shape.front() : view.needed("out_features").front();
    const bool bias = fed ? view.operands.size() > 2 : view.flag("bias", true);
    Phrase phrase("Linear");
    return keeping(view, phrase.add(std::to_string(units)).unless("true", "bias", bias ? "true" : "false").text());
}

Translation dropout(const CallView& view) {
    const std::string op = plain_name(view.call.op);
    const std::string type = op == "stochasticdepth" ? "StochasticDepth"
                             : op.ends_with("d")     ? "SpatialDropout"
                                                     : "Dropout";
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

/// Types whose settings change no shape, or that have none.
const std::map<std::string, std::string>& types_without_arguments() {
    // clang-format off
    static const std::map<std::string, std::string> types = {
        {"relu", "ReLU"},             {"relu6", "ReLU6"},         {"leakyrelu", "LeakyReLU"}, {"elu", "ELU"},
        {"selu", "SELU"},             {"celu", "CELU"},           {"rrelu", "RReLU"},         {"gelu", "GELU"},
        {"silu", "SiLU"},             {"mish", "Mish"},           {"sigmoid", "Sigmoid"},     {"logsigmoid", "LogSigmoid"},
        {"tanh", "Tanh"},             {"hardtanh", "HardTanh"},   {"hardsigmoid", "HardSigmoid"}, {"hardswish", "HardSwish"},
        {"softplus", "SoftPlus"},     {"softsign", "SoftSign"},   {"softshrink", "SoftShrink"}, {"hardshrink", "HardShrink"},
        {"tanhshrink", "TanhShrink"}, {"threshold", "Threshold"}, {"identity", "Identity"},   {"contiguous", "Identity"},
        {"clone", "Identity"},        {"detach", "Detach"},       {"to", "Identity"},         {"float", "Identity"},
        {"double", "Identity"},       {"half", "Identity"},       {"long", "Identity"},       {"int", "Identity"},
        {"bool", "Identity"},         {"cpu", "Identity"},        {"cuda", "Identity"},       {"type", "Identity"},
        {"bfloat16", "Identity"},     {"requiresgrad", "Identity"}, {"alias", "Identity"},    {"typeas", "Identity"},
        {"abs", "Absolute"},          {"neg", "Negate"},          {"negative", "Negate"},     {"sqrt", "SquareRoot"},
        {"rsqrt", "Rsqrt"},           {"reciprocal", "Reciprocal"}, {"square", "Square"},     {"sign", "Sign"},
        {"exp", "Exponential"},       {"log", "Logarithm"},       {"log2", "Logarithm"},      {"log10", "Logarithm"},
        {"log1p", "Logarithm"},       {"expm1", "Exponential"},   {"exp2", "Exponential"},    {"erf", "Erf"},
        {"sin", "Sin"},               {"cos", "Cos"},             {"floor", "Floor"},         {"ceil", "Ceiling"},
        {"round", "Round"},           {"trunc", "Round"},         {"logicalnot", "LogicalNot"}, {"bitwisenot", "LogicalNot"},
        {"invert", "LogicalNot"},     {"localresponsenorm", "LRN"}, {"crossmaplrn2d", "LRN"},
        {"randlike", "Sample"},       {"randnlike", "Sample"},    {"bernoulli", "Sample"}};
    // clang-format on
    return types;
}

Translation plain(const CallView& view) {
    const std::string op = plain_name(view.call.op);
    const Translation said = keeping(view, types_without_arguments().at(op));
    if (view.operands.size() < 2) return said;
    return op == "typeas" || op == "to" ? first_alone(said) : unsayable(view);
}

Translation parametric_relu(const CallView& view) {
    return keeping(view,
                   Phrase("PReLU").unless("1", "count", std::to_string(view.integer("num_parameters", 1))).text());
}

Translation pixel_shuffle(const CallView& view) {
    const bool un = plain_name(view.call.op) == "pixelunshuffle";
    const std::string factor = std::to_string(view.integer(un ? "downscale_factor" : "upscale_factor", 2));
    return keeping(view, std::string(un ? "PixelUnshuffle" : "PixelShuffle") + "(" + factor + ")");
}

Translation channel_shuffle(const CallView& view) {
    return keeping(view, "ChannelShuffle(" + std::to_string(view.integer("groups", 2)) + ")");
}

Translation image_softmax(const CallView& view) { return keeping(view, "Softmax2d"); }

Translation patches(const CallView& view) {
    const bool fold = plain_name(view.call.op) == "fold";
    Phrase phrase(fold ? "Fold" : "Unfold");
    if (fold) phrase.add("image", number_or_list(view.needed("output_size")));
    phrase.add("k", number_or_list(view.needed("kernel_size"))).unless("1", "s", ones_unless(view, "stride"));
    phrase.unless("0", "p", padding_text(view)).unless("1", "dilation", ones_unless(view, "dilation"));
    return keeping(view, phrase.text());
}

/// How many axes a layer slides over, where its name says so: 2 of "Conv2d".
std::size_t sliding_axes(const std::string& op) {
    const bool says_so = op.size() > 2 && op.back() == 'd' && op[op.size() - 2] >= '1' && op[op.size() - 2] <= '3';
    return says_so ? static_cast<std::size_t>(op[op.size() - 2] - '0') : 0;
}

/// For layers that take samples: the batch is the first axis, or is put there. A lone sample is taken as it is.
template <Rule rule>
Translation on_samples(const CallView& view) {
    const std::string op = plain_name(view.call.op);
    const std::size_t axes = sliding_axes(op);
    const bool lone = !view.batch() && axes > 0 && view.rank() == axes + 1 && !op.ends_with("norm1d");
    if (lone) return rule(view);
    std::vector<Operand> operands = view.operands;
    if (operands.empty()) return unsayable(view);
    const Steps steps = steps_to(operands.front(), 0);
    if (!steps) return unsayable(view);
    operands.front().batch = 0;
    Translation translation = rule({view.call, operands});
    if (translation.feeds.empty()) {
        for (std::size_t i = 0; i < operands.size(); ++i) translation.feeds.push_back({i, {}});
    }
    translation.feeds.front().steps = *steps;
    return translation;
}

}  // namespace

Rule layer_rule(const std::string& op) {
    static const std::map<std::string, Rule> rules = rules_by_name({
        {on_samples<convolution>, {"conv1d", "conv2d", "conv3d"}},
        {on_samples<transposed_convolution>, {"convtranspose1d", "convtranspose2d", "convtranspose3d"}},
        {on_samples<pooling>, {"maxpool1d", "maxpool2d", "maxpool3d", "avgpool1d", "avgpool2d", "avgpool3d"}},
        {on_samples<pooling>, {"maxpool1dwithindices", "maxpool2dwithindices", "maxpool3dwithindices"}},
        {on_samples<power_pooling>, {"lppool1d", "lppool2d"}},
        {on_samples<unpooling>, {"maxunpool1d", "maxunpool2d", "maxunpool3d"}},
        {on_samples<fractional_pooling>, {"fractionalmaxpool2d", "fractionalmaxpool2dwithindices"}},
        {on_samples<adaptive_pooling>, {"adaptiveavgpool1d", "adaptiveavgpool2d", "adaptiveavgpool3d"}},
        {on_samples<adaptive_pooling>, {"adaptivemaxpool1d", "adaptivemaxpool2d", "adaptivemaxpool3d"}},
        {on_samples<adaptive_pooling>, {"adaptivemaxpool2dwithindices", "adaptivemaxpool1dwithindices"}},
        {on_samples<batch_norm>, {"batchnorm", "batchnorm1d", "batchnorm2d", "batchnorm3d", "syncbatchnorm"}},
        {on_samples<instance_norm>, {"instancenorm", "instancenorm1d", "instancenorm2d", "instancenorm3d"}},
        {on_samples<group_norm>, {"groupnorm"}},
        {on_samples<upsampling>, {"upsample", "interpolate", "upsamplingnearest2d", "upsamplingbilinear2d"}},
        {on_samples<pixel_shuffle>, {"pixelshuffle", "pixelunshuffle"}},
        {on_samples<channel_shuffle>, {"channelshuffle"}},
        {on_samples<patches>, {"unfold", "fold"}},
        {on_samples<image_softmax>, {"softmax2d"}},
        {on_samples<parametric_relu>, {"prelu"}},
        {layer_norm, {"layernorm"}},
        {linear, {"linear", "nondynamicallyquantizablelinear"}},
        {dropout, {"dropout", "dropout1d", "dropout2d", "dropout3d", "alphadropout", "featurealphadropout"}},
        {dropout, {"stochasticdepth", "droppath", "featuredropout"}},
    });
    const auto& plain_types = types_without_arguments();
    if (plain_types.contains(op)) return op.ends_with("lrn2d") || op == "localresponsenorm" ? on_samples<plain> : plain;
    const auto found = rules.find(op);
    return found == rules.end() ? nullptr : found->second;
}

}  // namespace netfig::models
