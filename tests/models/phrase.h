// Parts that translations are made of: argument lists, attributes, axes.
#pragma once

#include "translate.h"

#include <map>

namespace netfig::models {

/// What a rule sees of a call.
struct CallView {
    const Call& call;
    const std::vector<Operand>& operands;
    std::int64_t samples = 1;  // in the batch of the network's inputs

    bool has(const std::string& attribute) const;
    bool flag(const std::string& attribute, bool otherwise) const;
    std::int64_t integer(const std::string& attribute, std::int64_t otherwise) const;
    /// A list, or a single number as a list of one.
    Sizes sizes(const std::string& attribute) const;
    /// The same; throws where the attribute is missing.
    Sizes needed(const std::string& attribute) const;
    /// The first of several names that is there, else the first name.
    std::string one_of(const std::vector<std::string>& attributes) const;
    std::size_t rank() const { return operands.empty() ? 0 : operands.front().shape.size(); }
    BatchAxis batch() const { return operands.empty() ? BatchAxis() : operands.front().batch; }
    /// The axis that an attribute names, without counting the batch; nothing where it is the batch.
    std::optional<std::size_t> axis(const std::string& attribute, std::int64_t otherwise) const;
    std::size_t sample_rank() const { return rank() - (batch() ? 1 : 0); }
};

/// `Type(64, k = 3)`, written argument by argument.
class Phrase {
public:
    explicit Phrase(std::string type) : type_(std::move(type)) {}
    Phrase& add(const std::string& value);
    Phrase& add(const std::string& name, const std::string& value);
    /// Left out where it says what would be so anyway.
    Phrase& unless(const std::string& usual, const std::string& name, const std::string& value);
    std::string text() const;

private:
    std::string type_;
    std::string arguments_;
};

/// `3` where all are equal, else `[3, 1]`.
std::string number_or_list(const Sizes& sizes);
std::string list_text(const Sizes& sizes);
/// `3x224x224`, and `[]` for a single number.
std::string shape_text(const Sizes& sizes);
std::string number_text(const nlohmann::json& number);

/// An axis as PyTorch writes it, from 0.
std::size_t whole_axis(std::int64_t axis, std::size_t rank);
/// The same without counting the batch; nothing where it is the batch.
std::optional<std::size_t> sample_axis(std::size_t axis, BatchAxis batch);

/// Where the batch is once another axis is gone.
BatchAxis without_axis(BatchAxis batch, std::size_t axis);

/// One element with outputs that have their batch where the first operand has it.
Translation keeping(const CallView& view, const std::string& element);
/// The same with its batch elsewhere.
Translation moving(BatchAxis batch, const std::string& element);
/// What netfig can't say: a type that it does not know, whatever the function's name abbreviates.
Translation unsayable(const CallView& view);

/// How an operand gets its batch to where it is wanted, or loses it; nothing where that can't be said.
using Steps = std::optional<std::vector<std::string>>;
Steps steps_to(const Operand& operand, BatchAxis wanted);
/// A step that puts back a batch of one as an axis like others.
std::string restored_batch(std::size_t axis);

/// A source: an input, a parameter, a tensor of zeros.
Translation source_with_batch(const Call& call, BatchAxis batch);

using Rule = Translation (*)(const CallView&);
/// For functions under their plain names; nothing where there is none.
Rule layer_rule(const std::string& op);
Rule recurrent_rule(const std::string& op);
Rule elementwise_rule(const std::string& op);
Rule lookup_rule(const std::string& op);
Rule shape_rule(const std::string& op);
Rule index_rule(const std::string& op);

struct NamedRule {
    Rule rule;
    std::vector<std::string> names;
};
std::map<std::string, Rule> rules_by_name(const std::vector<NamedRule>& named);

/// "AdaptiveAvgPool2d" and "adaptive_avg_pool2d" are one: lower case, without underscores.
std::string plain_name(const std::string& op);

}  // namespace netfig::models
