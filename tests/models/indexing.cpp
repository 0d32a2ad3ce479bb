// Parts of tensors: `x[:, 4:60, 0]`, `select`, `narrow`.
#include "phrase.h"

#include <algorithm>

namespace netfig::models {
namespace {

/// One part of an index: `4:60`, `:48`, `-1`, a new axis.
struct IndexStep {
    std::string from;
    std::string to;
    std::string step;
};

IndexStep read_slice(const std::string& text) {
    IndexStep parts;
    std::string* const all[] = {&parts.from, &parts.to, &parts.step};
    std::size_t at = 0;
    for (const char letter : text) {
        if (letter == ':')
            ++at;
        else if (at < 3)
            *all[at] += letter;
    }
    return parts;
}

std::string slice_text(const IndexStep& slice, std::size_t axis) {
    Phrase phrase("Slice");
    if (slice.to.empty())
        phrase.add(slice.from.empty() ? "0" : slice.from);
    else
        phrase.add(slice.from.empty() ? "0" : slice.from).add(slice.to);
    phrase.unless("", "step", slice.step);
    return phrase.unless("0", "axis", std::to_string(axis)).text();
}

/// `x[:, 4:60, 0]`, a step for every part that cuts.
class Indexing {
public:
    explicit Indexing(const CallView& view) : batch_(view.batch()) {}

    bool take(const nlohmann::json& part) {
        const std::optional<std::size_t> axis = sample_axis(axis_, batch_);
        if (part.is_string() && part != "None") return slice(part.get<std::string>(), axis);
        if (part.is_number_integer()) return select(part.get<std::int64_t>(), axis);
        if (!part.is_null() && part != "None") return false;
        const std::size_t inside = batch_ && axis_ > *batch_ ? axis_ - 1 : axis_;
        if (batch_ && axis_ <= *batch_) *batch_ += 1;
        steps_.push_back("Unsqueeze(" + std::to_string(inside) + ")");
        ++axis_;
        return true;
    }
    void skip(std::size_t axes) { axis_ += axes; }
    Translation result() const {
        return {steps_.empty() ? std::vector<std::string>{"Identity"} : steps_, {batch_}, {}};
    }

private:
    bool slice(const std::string& text, std::optional<std::size_t> axis) {
        ++axis_;
        if (text == ":") return true;
        if (axis) steps_.push_back(slice_text(read_slice(text), *axis));
        return axis.has_value();
    }
    bool select(std::int64_t place, std::optional<std::size_t> axis) {
        if (axis) {
            Phrase phrase("Select");
            steps_.push_back(phrase.add(std::to_string(place)).unless("0", "axis", std::to_string(*axis)).text());
            batch_ = without_axis(batch_, axis_);
        } else {
            batch_.reset();
        }
        return true;
    }

    BatchAxis batch_;
    std::size_t axis_ = 0;  // with the batch
    std::vector<std::string> steps_;
};

/// Whether the index cuts or picks anything beside what a tensor says.
bool has_parts(const CallView& view) {
    if (!view.has("index")) return false;
    const nlohmann::json& index = view.call.attributes.at("index");
    const nlohmann::json parts = index.is_array() ? index : nlohmann::json::array({index});
    return std::ranges::any_of(parts, [](const nlohmann::json& part) {
        return part.is_number() || part.is_null() || part == "None" ||
               (part.is_string() && part.get<std::string>().find(':') != std::string::npos);
    });
}

Translation get_item(const CallView& view) {
    if (view.operands.size() == 2 && !has_parts(view)) return lookup_rule("index")(view);
    if (!view.has("index") || view.operands.size() != 1) return unsayable(view);
    nlohmann::json index = view.call.attributes.at("index");
    if (!index.is_array()) index = nlohmann::json::array({index});
    const auto taken = static_cast<std::size_t>(std::ranges::count_if(
        index, [](const nlohmann::json& part) { return !part.is_null() && part != "None" && part != "..."; }));
    if (taken > view.rank()) return unsayable(view);
    Indexing indexing(view);
    for (const nlohmann::json& part : index) {
        if (part == "...")
            indexing.skip(view.rank() - taken);
        else if (!indexing.take(part))
            return unsayable(view);
    }
    return indexing.result();
}

Translation select(const CallView& view) {
    const std::size_t whole = whole_axis(view.integer("dim", 0), view.rank());
    nlohmann::json index = nlohmann::json::array();
    for (std::size_t i = 0; i < whole; ++i) index.push_back(":");
    index.push_back(view.integer("index", 0));
    Call call = view.call;
    call.attributes = {{"index", index}};
    return get_item({call, view.operands});
}

Translation narrow(const CallView& view) {
    const std::optional<std::size_t> axis = view.axis("dim", 0);
    if (!axis || view.operands.size() != 1) return unsayable(view);
    Phrase phrase("Narrow");
    phrase.add(std::to_string(*axis)).add(std::to_string(view.integer("start", 0)));
    return keeping(view, phrase.add(std::to_string(view.integer("length", 1))).text());
}

}  // namespace

Rule index_rule(const std::string& op) {
    static const std::map<std::string, Rule> rules = rules_by_name({
        {get_item, {"getitem"}},
        {select, {"select"}},
        {narrow, {"narrow"}},
    });
    const auto found = rules.find(op);
    return found == rules.end() ? nullptr : found->second;
}

}  // namespace netfig::models
