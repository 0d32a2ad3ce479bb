#include "phrase.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace netfig::models {
namespace {

std::string joined(const Sizes& sizes, const std::string& separator) {
    std::string text;
    for (const std::int64_t size : sizes) text += (text.empty() ? "" : separator) + std::to_string(size);
    return text;
}

}  // namespace

bool CallView::has(const std::string& attribute) const {
    return call.attributes.contains(attribute) && !call.attributes.at(attribute).is_null();
}

bool CallView::flag(const std::string& attribute, bool otherwise) const {
    return has(attribute) ? call.attributes.at(attribute).get<bool>() : otherwise;
}

std::int64_t CallView::integer(const std::string& attribute, std::int64_t otherwise) const {
    return has(attribute) ? call.attributes.at(attribute).get<std::int64_t>() : otherwise;
}

Sizes CallView::sizes(const std::string& attribute) const {
    if (!has(attribute)) return {};
    const nlohmann::json& value = call.attributes.at(attribute);
    if (value.is_array()) return value.get<Sizes>();
    return {value.get<std::int64_t>()};
}

Sizes CallView::needed(const std::string& attribute) const {
    if (!has(attribute)) throw std::runtime_error(call.id + " has no " + attribute);
    return sizes(attribute);
}

std::string CallView::one_of(const std::vector<std::string>& attributes) const {
    const auto found = std::ranges::find_if(attributes, [&](const std::string& name) { return has(name); });
    return found == attributes.end() ? attributes.front() : *found;
}

std::optional<std::size_t> CallView::axis(const std::string& attribute, std::int64_t otherwise) const {
    return sample_axis(whole_axis(integer(attribute, otherwise), rank()), batch());
}

Phrase& Phrase::add(const std::string& value) {
    arguments_ += (arguments_.empty() ? "" : ", ") + value;
    return *this;
}

Phrase& Phrase::add(const std::string& name, const std::string& value) { return add(name + " = " + value); }

Phrase& Phrase::unless(const std::string& usual, const std::string& name, const std::string& value) {
    return value == usual ? *this : add(name, value);
}

std::string Phrase::text() const { return arguments_.empty() ? type_ : type_ + "(" + arguments_ + ")"; }

std::string number_or_list(const Sizes& sizes) {
    const bool equal = std::ranges::all_of(sizes, [&](std::int64_t size) { return size == sizes.front(); });
    return equal && !sizes.empty() ? std::to_string(sizes.front()) : list_text(sizes);
}

std::string list_text(const Sizes& sizes) { return "[" + joined(sizes, ", ") + "]"; }

std::string shape_text(const Sizes& sizes) { return sizes.empty() ? "[]" : joined(sizes, "x"); }

std::string number_text(const nlohmann::json& number) {
    if (number.is_number_float() && number == number.get<std::int64_t>()) {
        return std::to_string(number.get<std::int64_t>());
    }
    return number.dump();
}

std::size_t whole_axis(std::int64_t axis, std::size_t rank) {
    return static_cast<std::size_t>(axis < 0 ? axis + static_cast<std::int64_t>(rank) : axis);
}

std::optional<std::size_t> sample_axis(std::size_t axis, BatchAxis batch) {
    if (axis == batch) return std::nullopt;
    return batch && *batch < axis ? axis - 1 : axis;
}

BatchAxis without_axis(BatchAxis batch, std::size_t axis) {
    return batch && *batch > axis ? BatchAxis(*batch - 1) : batch;
}

Translation keeping(const CallView& view, const std::string& element) { return moving(view.batch(), element); }

Translation moving(BatchAxis batch, const std::string& element) { return {{element}, {batch}, {}}; }

Translation unsayable(const CallView& view) {
    std::string type = "Untranslated_";
    for (const char letter : view.call.op) {
        if (std::isalnum(static_cast<unsigned char>(letter)) || letter == '_') type += letter;
    }
    Translation unknown = keeping(view, type);
    unknown.said = false;
    return unknown;
}

std::string restored_batch(std::size_t axis) { return "Unsqueeze(" + std::to_string(axis) + ")"; }

Steps steps_to(const Operand& operand, BatchAxis wanted) {
    if (operand.batch == wanted) return std::vector<std::string>();
    const auto is_one = [&](std::size_t axis) { return axis < operand.shape.size() && operand.shape[axis] == 1; };
    std::vector<std::string> steps;
    if (operand.batch) {
        if (!is_one(*operand.batch)) return std::nullopt;
        steps.push_back(restored_batch(*operand.batch));
    }
    if (wanted) {
        if (!is_one(*wanted)) return std::nullopt;
        steps.push_back("Squeeze(" + std::to_string(*wanted) + ")");
    }
    return steps;
}

std::map<std::string, Rule> rules_by_name(const std::vector<NamedRule>& named) {
    std::map<std::string, Rule> rules;
    for (const NamedRule& one : named) {
        for (const std::string& name : one.names) rules.emplace(name, one.rule);
    }
    return rules;
}

std::string plain_name(const std::string& op) {
    std::string name;
    for (const char letter : op) {
        if (letter != '_') name += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return name;
}

}  // namespace netfig::models
