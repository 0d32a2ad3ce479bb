// Layers over sequences, which say by `batch_first` where they have the batch: recurrent ones, attention, Transformers.
#include "phrase.h"

#include <algorithm>

namespace netfig::models {
namespace {

std::string truth(bool value) { return value ? "true" : "false"; }

BatchAxis batch_of_sequence(const CallView& view) { return view.flag("batch_first", false) ? 0 : 1; }

/// A tensor without a batch may have one value for each sample where the layer has its batch: the first stands for all.
Steps steps_of(const CallView& view, const Operand& operand, BatchAxis wanted) {
    const bool one_each = wanted && !operand.batch && *wanted < operand.shape.size() && view.samples > 1 &&
                          operand.shape[*wanted] == view.samples;
    if (one_each) return std::vector<std::string>{"Select(0, axis = " + std::to_string(*wanted) + ")"};
    return steps_to(operand, wanted);
}

/// The operands with the batch where the layer has it: of a sequence as `batch_first` says, of further ones at
/// `others`. A sequence without any batch stays as it is.
std::optional<std::vector<Feed>> feeds_of(const CallView& view, BatchAxis sequence, BatchAxis others) {
    std::vector<Feed> feeds;
    for (std::size_t i = 0; i < view.operands.size(); ++i) {
        const Steps steps = steps_of(view, view.operands[i], i == 0 ? sequence : others);
        if (!steps) return std::nullopt;
        feeds.push_back({i, *steps});
    }
    return feeds;
}

/// The states have one row per layer and direction before the batch.
Translation recurrent(const CallView& view) {
    const bool lone = view.rank() == 2 && !view.batch();
    const BatchAxis batch = lone ? BatchAxis() : batch_of_sequence(view);
    const BatchAxis states = lone ? BatchAxis() : BatchAxis(1);
    const auto feeds = feeds_of(view, batch, states);
    if (!feeds) return unsayable(view);
    Phrase phrase(view.call.op);
    phrase.add(std::to_string(view.needed("hidden_size").front()));
    phrase.unless("1", "layers", std::to_string(view.integer("num_layers", 1)));
    phrase.unless("false", "bidirectional", truth(view.flag("bidirectional", false)));
    phrase.unless("true", "bias", truth(view.flag("bias", true)));
    if (plain_name(view.call.op) == "lstm")
        phrase.unless("0", "projection", std::to_string(view.integer("proj_size", 0)));
    return {{phrase.text()}, {batch, states, states}, {"", "h", "c"}, *feeds};
}

/// One step: a vector and its states.
Translation cell(const CallView& view) {
    const bool lone = view.rank() == 1;
    const BatchAxis batch = lone ? BatchAxis() : BatchAxis(0);
    const auto feeds = feeds_of(view, batch, batch);
    if (!feeds) return unsayable(view);
    Phrase phrase(view.call.op);
    phrase.add(std::to_string(view.needed("hidden_size").front()));
    phrase.unless("true", "bias", truth(view.flag("bias", true)));
    const bool two = view.call.outputs.size() > 1;
    return {{phrase.text()}, {batch, batch}, {two ? "next_h" : "", "next_c"}, *feeds};
}

/// The first mask goes in; what masks hold changes no shape.
std::optional<std::vector<Feed>> feeds_with_mask(const CallView& view, std::size_t sequences) {
    const bool lone = view.rank() == 2 && !view.batch();
    const BatchAxis batch = lone ? BatchAxis() : batch_of_sequence(view);
    std::vector<Feed> feeds;
    for (std::size_t i = 0; i < view.operands.size() && i <= sequences; ++i) {
        const Steps steps = i < sequences ? steps_of(view, view.operands[i], batch) : std::vector<std::string>();
        if (!steps) return std::nullopt;
        feeds.push_back({i, *steps});
    }
    return feeds;
}

Translation attention(const CallView& view) {
    const auto feeds = feeds_with_mask(view, 3);
    if (!feeds || view.operands.size() < 3) return unsayable(view);
    Phrase phrase("MultiHeadAttention");
    phrase.add(std::to_string(view.needed("num_heads").front()));
    phrase.unless("true", "bias", truth(view.flag("bias", true)));
    phrase.unless("false", "extra_key", truth(view.flag("add_bias_kv", false)));
    phrase.unless("false", "zero_key", truth(view.flag("add_zero_attn", false)));
    const bool lone = view.rank() == 2 && !view.batch();
    const BatchAxis batch = lone ? BatchAxis() : batch_of_sequence(view);
    const BatchAxis weights = lone ? BatchAxis() : BatchAxis(0);
    const bool all_heads = view.call.outputs.size() > 1 && view.call.outputs[1].size() == view.rank() + 1;
    phrase.unless("true", "average", truth(!all_heads));
    return {{phrase.text()}, {batch, weights}, {"", "weights"}, *feeds};
}

Translation transformer_layer(const CallView& view) {
    const bool decoder = plain_name(view.call.op).find("decoder") != std::string::npos;
    const auto feeds = feeds_with_mask(view, decoder ? 2 : 1);
    const bool settled = view.has(view.one_of({"nhead", "num_heads"})) && view.has("dim_feedforward");
    if (!feeds || !settled) return unsayable(view);
    Phrase phrase(decoder ? "TransformerDecoderLayer" : "TransformerEncoderLayer");
    phrase.add("heads", std::to_string(view.integer(view.one_of({"nhead", "num_heads"}), 8)));
    phrase.add("hidden", std::to_string(view.integer("dim_feedforward", 2048)));
    const bool lone = view.rank() == 2 && !view.batch();
    return {{phrase.text()}, {lone ? BatchAxis() : batch_of_sequence(view)}, {}, *feeds};
}

}  // namespace

Rule recurrent_rule(const std::string& op) {
    static const std::map<std::string, Rule> rules = rules_by_name({
        {recurrent, {"lstm", "gru", "rnn"}},
        {cell, {"lstmcell", "grucell", "rnncell"}},
        {attention, {"multiheadattention"}},
        {transformer_layer, {"transformerencoderlayer", "transformerdecoderlayer"}},
    });
    const auto found = rules.find(op);
    return found == rules.end() ? nullptr : found->second;
}

}  // namespace netfig::models
