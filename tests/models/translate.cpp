#include "translate.h"

#include "phrase.h"

#include <set>

namespace netfig::models {
namespace {

/// Functions that take several tensors; the others take one, and an unusual further one can't be said.
bool takes_several(const std::string& op) {
    static const std::set<std::string> names = {
        "conv1d", "conv2d", "conv3d", "linear", "layernorm", "lstm",    "gru",    "rnn", "multiheadattention",
        "add",    "sub",    "mul",    "div",    "maximum",   "minimum", "matmul", "bmm", "maskedfill",
        "cat",    "stack"};
    return names.contains(op);
}

Translation apply_rule(const CallView& view) {
    const std::string op = plain_name(view.call.op);
    const Rule layer = layer_rule(op);
    const Rule rule = layer ? layer : shape_rule(op);
    if (!rule || (view.operands.size() > 1 && !takes_several(op))) return unsayable(view);
    return rule(view);
}

}  // namespace

Translation translate(const Call& call, const std::vector<Operand>& operands) {
    Translation translation = apply_rule({call, operands});
    // Where less is said of the outputs than there are, the last word holds for the others.
    translation.batch.resize(call.outputs.size(), translation.batch.empty() ? BatchAxis() : translation.batch.back());
    translation.ports.resize(call.outputs.size());
    return translation;
}

Sizes per_sample(const Sizes& shape, BatchAxis batch) {
    Sizes sizes = shape;
    if (batch && *batch < sizes.size()) sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(*batch));
    return sizes;
}

std::vector<Translation> translate(const Model& model) {
    std::vector<Translation> translations;
    for (const Call& call : model.calls) {
        std::vector<Operand> operands;
        for (std::size_t i = 0; i < call.operands.size(); ++i) {
            const Tensor& tensor = call.operands[i];
            operands.push_back({call.inputs[i], translations.at(tensor.call).batch.at(tensor.port)});
        }
        translations.push_back(translate(call, operands));
    }
    return translations;
}

}  // namespace netfig::models
