#include "translate.h"

#include "phrase.h"

#include <algorithm>

namespace netfig::models {
namespace {

Rule rule_for(const std::string& op) {
    for (const auto& rules : {layer_rule, recurrent_rule, elementwise_rule, lookup_rule, shape_rule, index_rule}) {
        if (const Rule rule = rules(op)) return rule;
    }
    return nullptr;
}

/// All operands in their order, where a rule does not say otherwise.
void complete(Translation& translation, std::size_t operands, std::size_t outputs) {
    // Where less is said of the outputs than there are, the last word holds for the others.
    translation.batch.resize(outputs, translation.batch.empty() ? BatchAxis() : translation.batch.back());
    translation.ports.resize(outputs);
    if (!translation.feeds.empty()) return;
    for (std::size_t i = 0; i < operands; ++i) translation.feeds.push_back({i, {}});
}

/// The same call on whole shapes: a batch of one is put back as an axis like others on the way in.
std::optional<Translation> on_whole_shapes(const Call& call, const std::vector<Operand>& operands, Rule rule) {
    std::vector<Operand> whole = operands;
    for (Operand& operand : whole) {
        if (!steps_to(operand, std::nullopt)) return std::nullopt;
        operand.batch.reset();
    }
    Translation translation = rule({call, whole});
    complete(translation, operands.size(), call.outputs.size());
    for (Feed& feed : translation.feeds) {
        const BatchAxis batch = operands[feed.operand].batch;
        if (batch) feed.steps.insert(feed.steps.begin(), restored_batch(*batch));
    }
    return translation;
}

/// Where the batch of each input lies, tried for all of them.
using Choice = std::vector<BatchAxis>;

std::vector<std::size_t> inputs_of(const Model& model) {
    std::vector<std::size_t> inputs;
    for (std::size_t i = 0; i < model.calls.size(); ++i) {
        if (model.calls[i].op == "input") inputs.push_back(i);
    }
    return inputs;
}

/// First in line where all inputs agree there, as images and sequences with `batch_first` do.
BatchAxis usual_batch(const Model& model, const std::vector<std::size_t>& inputs, std::size_t input) {
    const Sizes& shape = model.calls[input].outputs.front();
    if (shape.empty()) return std::nullopt;
    const Sizes& first = model.calls[inputs.front()].outputs.front();
    return shape.front() == (first.empty() ? 1 : first.front()) ? BatchAxis(0) : BatchAxis();
}

/// The usual choice, and for up to three inputs all others.
std::vector<Choice> choices_of(const Model& model, const std::vector<std::size_t>& inputs) {
    constexpr std::size_t most_inputs = 3;
    std::vector<Choice> choices(1);
    for (const std::size_t input : inputs) choices[0].push_back(usual_batch(model, inputs, input));
    for (std::size_t i = 0; i < inputs.size() && inputs.size() <= most_inputs; ++i) {
        const std::size_t rank = model.calls[inputs[i]].outputs.front().size();
        const std::size_t before = choices.size();
        for (std::size_t one = 0; one < before; ++one) {
            for (const BatchAxis other : {BatchAxis(0), BatchAxis(1), BatchAxis()}) {
                if (other == choices[0][i] || (other && *other >= std::min<std::size_t>(rank, 2))) continue;
                choices.push_back(choices[one]);
                choices.back()[i] = other;
            }
        }
    }
    return choices;
}

/// Where a source gets its batch from those who use it: states of recurrent layers have it in the middle.
std::vector<BatchAxis> wanted_of_sources(const Model& model) {
    std::vector<BatchAxis> wanted(model.calls.size());
    for (const Call& call : model.calls) {
        const std::string op = plain_name(call.op);
        const bool cell = op.ends_with("cell");
        if (!recurrent_rule(op)) continue;
        for (std::size_t i = 1; i < call.operands.size(); ++i) {
            if (model.calls[call.operands[i].call].operands.empty()) wanted[call.operands[i].call] = cell ? 0 : 1;
        }
    }
    return wanted;
}

std::vector<Translation> translate_with(const Model& model, const std::vector<std::size_t>& inputs,
                                        const Choice& choice) {
    const std::vector<BatchAxis> wanted = wanted_of_sources(model);
    std::int64_t samples = 1;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (choice[i]) samples = std::max(samples, model.calls[inputs[i]].outputs.front().at(*choice[i]));
    }
    std::vector<Translation> translations;
    for (std::size_t i = 0; i < model.calls.size(); ++i) {
        const Call& call = model.calls[i];
        std::vector<Operand> operands;
        for (std::size_t k = 0; k < call.operands.size(); ++k) {
            const Tensor& tensor = call.operands[k];
            operands.push_back({call.inputs[k], translations.at(tensor.call).batch.at(tensor.port)});
        }
        const auto input = std::ranges::find(inputs, i);
        const bool is_input = input != inputs.end();
        const BatchAxis given = is_input ? choice[static_cast<std::size_t>(input - inputs.begin())] : wanted[i];
        if (call.operands.empty() && (is_input || given))
            translations.push_back(source_with_batch(call, given));
        else
            translations.push_back(translate(call, operands, samples));
    }
    return translations;
}

}  // namespace

Translation translate(const Call& call, const std::vector<Operand>& operands, std::int64_t samples) {
    const CallView view{call, operands, samples};
    // nn.Unfold and nn.functional.unfold take patches of images; the method of that name slides along one axis.
    const bool method = call.attributes.contains("dimension");
    const Rule rule = method ? shape_rule(plain_name(call.op)) : rule_for(plain_name(call.op));
    Translation translation;
    try {
        translation = rule ? rule(view) : unsayable(view);
        const bool has_batch = std::ranges::any_of(operands, [](const Operand& one) { return one.batch.has_value(); });
        if (rule && !translation.said && has_batch) {
            if (const auto whole = on_whole_shapes(call, operands, rule); whole && whole->said) return *whole;
        }
    } catch (const std::exception&) {
        // Attributes of another kind than the rule knows: an axis by name, a tensor as size.
        translation = unsayable(view);
    }
    complete(translation, operands.size(), call.outputs.size());
    return translation;
}

Sizes per_sample(const Sizes& shape, BatchAxis batch) {
    Sizes sizes = shape;
    if (batch && *batch < sizes.size()) sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(*batch));
    return sizes;
}

std::vector<Translation> translate(const Model& model) {
    const std::vector<std::size_t> inputs = inputs_of(model);
    std::vector<Translation> best;
    std::size_t fewest = model.calls.size() + 1;
    for (const Choice& choice : choices_of(model, inputs)) {
        std::vector<Translation> translations = translate_with(model, inputs, choice);
        const auto unsaid = static_cast<std::size_t>(std::ranges::count(translations, false, &Translation::said));
        if (unsaid >= fewest) continue;
        best = std::move(translations);
        fewest = unsaid;
        if (fewest == 0) break;
    }
    return best;
}

Model with_feeds(const Model& model, const std::vector<Translation>& translations) {
    Model fed = model;
    for (std::size_t i = 0; i < fed.calls.size(); ++i) {
        fed.calls[i].operands.clear();
        fed.calls[i].inputs.clear();
        for (const Feed& feed : translations[i].feeds) {
            fed.calls[i].operands.push_back(model.calls[i].operands.at(feed.operand));
            fed.calls[i].inputs.push_back(model.calls[i].inputs.at(feed.operand));
        }
    }
    return fed;
}

}  // namespace netfig::models
