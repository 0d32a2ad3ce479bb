#include "shapes/translate.h"

#include "shapes/rules.h"

#include <optional>
#include <set>

namespace netfig::test {

namespace {

using nlohmann::json;

/// A value as netfig writes it.
std::string literal(const json& value) {
    if (!value.is_array()) return value.dump();
    std::string items;
    for (const json& item : value) items += (items.empty() ? "" : ", ") + literal(item);
    return "[" + items + "]";
}

bool is_type_name(const std::string& name) { return !name.empty() && name[0] >= 'A' && name[0] <= 'Z'; }

bool given(const Case& one, const std::string& argument) {
    return one.arguments.contains(argument) && !one.arguments[argument].is_null();
}

/// The size of the first input at an axis that may count from the end.
std::optional<std::int64_t> size_at(const Case& one, std::int64_t axis) {
    const auto rank = static_cast<std::int64_t>(one.inputs.at(0).size());
    if (axis < -rank || axis >= rank) return std::nullopt;
    return one.inputs[0][static_cast<std::size_t>(axis < 0 ? axis + rank : axis)];
}

/// PyTorch splits into pieces of a size, netfig into a number of pieces or pieces of listed sizes: the sizes are
/// written out.
void spell_out_split(Case& one) {
    json& sizes = one.arguments["split_size_or_sections"];
    if (!sizes.is_number_integer()) return;
    const std::int64_t piece = sizes;
    const auto whole = size_at(one, one.arguments.value("dim", 0));
    sizes = json::array();
    if (!whole || piece < 1) return sizes.push_back(piece);
    for (std::int64_t left = *whole; left > 0; left -= piece) sizes.push_back(std::min(piece, left));
}

/// A free size of an adaptive pool stays what it is: it is written out.
void spell_out_free_sizes(Case& one) {
    json& sizes = one.arguments["output_size"];
    if (!sizes.is_array()) return;
    const Sizes& input = one.inputs.at(0);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i].is_null() && input.size() + i >= sizes.size()) sizes[i] = input[input.size() + i - sizes.size()];
    }
}

/// PyTorch's keys and values have the features of the query where nothing else is said; netfig takes what comes.
void spell_out_attention(Case& one) {
    for (const char* features : {"kdim", "vdim"}) {
        if (!given(one, features)) one.arguments[features] = one.arguments["embed_dim"];
    }
}

/// `-1` leaves a size as it is; netfig's Expand wants it written.
void spell_out_expansion(Case& one) {
    for (const char* name : {"size", "sizes"}) {
        if (!one.arguments.contains(name) || !one.arguments[name].is_array()) continue;
        json& sizes = one.arguments[name];
        const Sizes& input = one.inputs.at(0);
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const bool exists = input.size() + i >= sizes.size();
            if (sizes[i] == -1 && exists) sizes[i] = input[input.size() + i - sizes.size()];
        }
    }
}

/// The axes in the order that `movedim` gives them.
void spell_out_order(Case& one) {
    const auto listed = [&](const char* name) {
        const json& value = one.arguments.at(name);
        return value.is_array() ? value.get<Sizes>() : Sizes{value.get<std::int64_t>()};
    };
    const Sizes from = listed("source");
    const Sizes to = listed("destination");
    const auto rank = static_cast<std::int64_t>(one.inputs.at(0).size());
    Sizes order(static_cast<std::size_t>(rank), -1);
    Sizes rest;
    std::set<std::int64_t> moved;
    for (std::size_t i = 0; i < from.size() && i < to.size(); ++i) {
        const std::int64_t place = to[i] < 0 ? to[i] + rank : to[i];
        const std::int64_t axis = from[i] < 0 ? from[i] + rank : from[i];
        if (place >= 0 && place < rank) order[static_cast<std::size_t>(place)] = axis;
        moved.insert(axis);
    }
    for (std::int64_t axis = 0; axis < rank; ++axis) {
        if (!moved.contains(axis)) rest.push_back(axis);
    }
    auto next = rest.begin();
    for (std::int64_t& axis : order) {
        if (axis == -1 && next != rest.end()) axis = *next++;
    }
    one.arguments = {{"order", order}};
}

/// `repeat` and `tile`: a step for each axis; axes that are not there come first.
void choose_tiling(const Case& one, Translation& said) {
    said.arguments.clear();
    Sizes times;
    for (const char* name : {"repeats", "dims", "sizes", "reps"}) {
        if (one.arguments.contains(name)) times = one.arguments[name].get<Sizes>();
    }
    const std::size_t rank = one.inputs.at(0).size();
    if (one.operation == "tile") times.insert(times.begin(), rank > times.size() ? rank - times.size() : 0, 1);
    if (times.size() < rank) {
        said.reason = "fewer numbers than axes, which no chain of tiles says";
        return;
    }
    for (std::size_t i = rank; i < times.size(); ++i) said.before.push_back("Unsqueeze(0)");
    for (std::size_t i = 0; i + 1 < times.size(); ++i) {
        said.before.push_back("Tile(" + std::to_string(times[i]) + ", axis = " + std::to_string(i) + ")");
    }
    said.arguments = {times.empty() ? "1" : std::to_string(times.back()), "axis = -1"};
}

/// A constant around any axes is a step for each; the other modes are layers, which see samples.
void choose_padding(const Case& one, Translation& said) {
    said.arguments.clear();
    const Sizes pad = one.arguments.at("pad").get<Sizes>();
    const std::string mode = one.arguments.value("mode", "constant");
    const std::size_t axes = pad.size() / 2;
    if (mode == "constant") {
        for (std::size_t i = 0; i < axes; ++i) {
            const std::string step = std::to_string(pad[2 * i]) + ", " + std::to_string(pad[2 * i + 1]) +
                                     ", axis = " + std::to_string(-1 - static_cast<std::int64_t>(i));
            if (i + 1 < axes)
                said.before.push_back("PadAxis(" + step + ")");
            else
                said.arguments = {step};
        }
        if (axes == 0) said.reason = "no padding at all";
        return;
    }
    const bool layer = axes >= 1 && axes <= 3 && one.inputs.at(0).size() == axes + 2;
    if (!layer) said.reason = "padding of this mode over other axes than the last, after batch and channels";
    said.type = (mode == "reflect"     ? "ReflectionPad"
                 : mode == "replicate" ? "ReplicationPad"
                                       : "CircularPad") +
                std::to_string(axes) + "d";
    said.arguments = {literal(pad)};
}

void examine_loss(const Case& one, Translation& said) {
    if (one.arguments.value("reduction", "mean") == "none") said.reason = "netfig's losses are one number";
    said.unseen = "the target's shape, at which netfig's losses do not look";
}

void examine_chunk(const Case& one, Translation& said) {
    const std::int64_t count = one.arguments.value("chunks", 1);
    const auto whole = size_at(one, one.arguments.value("dim", 0));
    if (!whole || count < 1) return;
    const std::int64_t piece = (*whole + count - 1) / count;
    if ((*whole + piece - 1) / piece >= count) return;
    said.reason = "fewer pieces than asked for: netfig has a line for each, and wants their true number";
}

/// netfig has an operation for each rank.
void choose_upsampling(const Case& one, Translation& said) {
    const std::size_t rank = one.inputs.at(0).size();
    said.type = rank == 3 ? "Upsampling1d" : rank == 5 ? "Upsampling3d" : "Upsampling";
    const std::string mode = one.arguments.value("mode", "nearest");
    const bool interpolates = mode.ends_with("linear") || mode == "bicubic";
    if (given(one, "align_corners") && !interpolates) said.unseen = "align_corners, which netfig does not have";
    if (given(one, "recompute_scale_factor") && given(one, "size")) {
        said.unseen = "recompute_scale_factor, which netfig does not have";
    }
    if (!given(one, "size") && !given(one, "scale_factor")) said.reason = "netfig's scale is 2 where neither is said";
}

/// PyTorch takes a mean instead of a pool of size 1, and so accepts ranks that no pool has.
void examine_adaptive_pool(const Case& one, Translation& said) {
    const std::size_t axes = one.operation.ends_with("1d") ? 1 : one.operation.ends_with("2d") ? 2 : 3;
    if (!one.refused && one.inputs.at(0).size() < axes + 1) {
        said.reason = "an input without channels, which PyTorch accepts for the size 1 alone";
    }
}

void examine(const Case& one, Translation& said) {
    const std::string& operation = one.operation;
    if (operation == "chunk") examine_chunk(one, said);
    if (operation == "Upsample" || operation == "interpolate") choose_upsampling(one, said);
    if (operation.starts_with("Adaptive")) examine_adaptive_pool(one, said);
    if (operation.ends_with("Loss")) examine_loss(one, said);
    if (operation == "repeat" || operation == "tile") choose_tiling(one, said);
    if (operation == "pad") choose_padding(one, said);
    if (operation == "bmm" || operation == "mm" || operation == "baddbmm" || operation == "addmm") {
        said.unseen = "shapes that the product of netfig stretches";
    }
    if (operation.starts_with("Upsampling") && one.arguments.value("scale_factor", json()).is_array()) {
        said.unseen = "that these two take one factor for all axes; netfig's takes a list";
    }
    if (operation == "gather") said.unseen = "places beyond the sizes of the values";
    if (operation == "max" || operation == "min") said.arguments.push_back("indices = true");
    if (operation == "unbind") {
        const auto count = size_at(one, one.arguments.value("dim", 0));
        said.arguments.push_back("count = " + std::to_string(count.value_or(1)));
    }
    if (one.arguments.value("padding_mode", "zeros") != "zeros")
        said.unseen = "padding_mode, which netfig does not have";
    if (given(one, "divisor_override")) said.unseen = "divisor_override, which netfig does not have";
}

/// Which size of a shape is the batch, if any.
std::optional<std::size_t> batch_axis(Batch batch, bool batch_first, bool is_input, std::size_t position) {
    const std::size_t of_sequence = batch_first ? 0 : 1;
    switch (batch) {
        case Batch::sample:
            return 0;
        case Batch::whole:
            return std::nullopt;
        case Batch::sequence:
            return position == 0 ? of_sequence : 1;
        case Batch::attention:
            return is_input || position == 0 ? of_sequence : 0;
    }
    return std::nullopt;
}

/// Shapes without their batch, whose sizes are collected.
std::vector<Sizes> per_sample(const Case& one, Batch batch, bool is_input, std::set<std::int64_t>& batches) {
    std::vector<Sizes> shapes = is_input ? one.inputs : one.outputs;
    const bool batch_first = one.arguments.value("batch_first", false);
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const auto axis = batch_axis(batch, batch_first, is_input, i);
        if (!axis || *axis >= shapes[i].size()) continue;
        batches.insert(shapes[i][*axis]);
        shapes[i].erase(shapes[i].begin() + static_cast<std::ptrdiff_t>(*axis));
    }
    return shapes;
}

void leave_out_batch(const Case& one, Batch batch, Translation& said) {
    std::set<std::int64_t> batches;
    said.inputs = per_sample(one, batch, true, batches);
    if (batches.size() > 1) said.unseen = "batches that differ; netfig's shapes are per sample";
    said.outputs = per_sample(one, batch, false, batches);
    if (!one.refused && batches.size() > 1) said.reason = "the operation changes the batch";
}

}  // namespace

Translation translate(const Case& original) {
    Case one = original;
    if (one.operation == "split") spell_out_split(one);
    if (one.operation.starts_with("Adaptive")) spell_out_free_sizes(one);
    if (one.operation == "MultiheadAttention") spell_out_attention(one);
    if (one.operation == "expand") spell_out_expansion(one);
    if (one.operation == "movedim") spell_out_order(one);
    if (one.arguments.value("dim", json()) == json::array()) one.arguments.erase("dim");  // PyTorch means all axes
    Rule rule = rule_of(one.operation);
    // A pad that is no constant is a layer; a list of bags is no batch.
    if (one.operation == "pad" && one.arguments.value("mode", "constant") != "constant") rule.batch = Batch::sample;
    if (one.operation == "EmbeddingBag" && one.inputs.size() > 1) rule.batch = Batch::whole;
    Translation said;
    if (!is_type_name(rule.type)) said.reason = "no rule says it in netfig's notation";
    said.type = rule.type;
    for (const auto& [name, value] : one.arguments.items()) {
        if (value.is_null() || is_numeric_detail(name) || (name == "return_indices" && value == false)) continue;
        if (name == "dropout" && rule.batch == Batch::attention) continue;  // PyTorch looks at it in training only
        if (name == "proj_size" && value == 0) continue;
        const auto renamed = rule.renamed.find(name);
        if (renamed != rule.renamed.end() && renamed->second.empty()) continue;
        said.arguments.push_back((renamed == rule.renamed.end() ? name : renamed->second) + " = " + literal(value));
    }
    leave_out_batch(one, rule.batch, said);
    examine(one, said);
    return said;
}

std::string text_of(const Sizes& sizes) {
    std::string text;
    for (const std::int64_t size : sizes) text += (text.empty() ? "" : "x") + std::to_string(size);
    return text.empty() ? "scalar" : text;
}

std::string text_of(const std::vector<Sizes>& shapes) {
    std::string text;
    for (const Sizes& shape : shapes) text += (text.empty() ? "" : ", ") + text_of(shape);
    return text;
}

std::string source_of(const Translation& translation) {
    std::string source;
    std::string names;
    for (std::size_t i = 0; i < translation.inputs.size(); ++i) {
        const std::string name = "x" + std::to_string(i);
        source += name + ":In(" + text_of(translation.inputs[i]) + ")\n";
        names += (i == 0 ? "" : ", ") + name;
    }
    std::string steps;
    std::string arguments;
    for (const std::string& argument : translation.arguments) arguments += (arguments.empty() ? "" : ", ") + argument;
    for (const std::string& step : translation.before) steps += step + " -> ";
    return source + "[" + names + "] -> " + steps + "t:" + translation.type + "(" + arguments + ")\n";
}

}  // namespace netfig::test
