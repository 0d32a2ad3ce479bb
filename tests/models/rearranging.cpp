// Sources, and functions that move, join, cut or drop axes: here the batch has to be followed.
#include "phrase.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <numeric>

namespace netfig::models {
namespace {

/// A source has no batch, but a leading 1 stands where one would be.
BatchAxis batch_of_source(const Sizes& shape) {
    return shape.size() > 1 && shape.front() == 1 ? BatchAxis(0) : BatchAxis();
}

Translation source(const CallView& view) {
    static const std::map<std::string, std::string> types = {
        {"parameter", "Parameter"}, {"buffer", "Tensor"}, {"ones", "Ones"},   {"zeros", "Zeros"},
        {"full", "Constant"},       {"arange", "Tensor"}, {"rand", "Random"}, {"randn", "RandomNormal"}};
    const Sizes& shape = view.call.outputs.front();
    const BatchAxis batch = batch_of_source(shape);
    const std::string type = types.at(plain_name(view.call.op));
    return moving(batch, type + "(" + shape_text(per_sample(shape, batch)) + ")");
}

Translation input(const CallView& view) {
    const Sizes& shape = view.call.outputs.front();
    const BatchAxis batch = shape.empty() ? BatchAxis() : BatchAxis(0);
    return moving(batch, "In(" + shape_text(per_sample(shape, batch)) + ")");
}

/// The element without arguments that would say the usual, else with the axis.
std::string on_axis(const std::string& type, std::size_t axis, std::size_t usual) {
    return axis == usual ? type : type + "(" + std::to_string(axis) + ")";
}

/// The axes from … to become one; where the batch is one of them, the samples lose it.
Translation flatten(const CallView& view) {
    const std::size_t from = whole_axis(view.integer("start_dim", view.call.op == "Flatten" ? 1 : 0), view.rank());
    const std::size_t to = whole_axis(view.integer("end_dim", -1), view.rank());
    const BatchAxis batch = view.batch();
    const bool mixed = batch && *batch >= from && *batch <= to;
    BatchAxis left = mixed ? BatchAxis() : batch;
    if (left && *left > to) *left -= to - from;
    const std::size_t shift = batch && *batch < from ? 1 : 0;
    const std::size_t last = to - shift - (mixed ? 1 : 0);
    const bool all = from == shift && last + 1 == view.sample_rank();
    const bool nothing = last < from - shift || view.sample_rank() == 0;
    if (nothing) return moving(left, "Identity");
    return moving(
        left, all ? "Flatten" : Phrase("Flatten").add(std::to_string(from - shift)).add(std::to_string(last)).text());
}

/// Axes in a new order; the samples' axes keep theirs if only the batch moves.
Translation reordered(const CallView& view, const Sizes& order) {
    Sizes sample_order;
    BatchAxis batch;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t from = whole_axis(order[i], view.rank());
        const std::optional<std::size_t> axis = sample_axis(from, view.batch());
        if (axis)
            sample_order.push_back(static_cast<std::int64_t>(*axis));
        else
            batch = i;
    }
    if (std::ranges::is_sorted(sample_order)) return moving(batch, "Identity");
    if (sample_order == Sizes{1, 0}) return moving(batch, "Transpose");
    return moving(batch, "Permute(" + list_text(sample_order) + ")");
}

Translation permute(const CallView& view) { return reordered(view, view.sizes("dims")); }

Translation transpose(const CallView& view) {
    Sizes order(view.rank());
    std::iota(order.begin(), order.end(), 0);
    std::swap(order.at(whole_axis(view.integer("dim0", 0), view.rank())),
              order.at(whole_axis(view.integer("dim1", 1), view.rank())));
    return reordered(view, order);
}

/// The batch stays where the new shape has its size; otherwise the shape is taken whole.
Translation reshape(const CallView& view) {
    const Sizes& shape = view.call.outputs.front();
    const BatchAxis batch = view.batch();
    const std::int64_t samples = batch ? view.operands.front().shape.at(*batch) : 1;
    BatchAxis left = batch;
    if (batch && (*batch >= shape.size() || shape[*batch] != samples)) left.reset();
    if (!batch && shape.size() > 1 && shape.front() == 1) left = 0;
    if (batch && !left && samples != 1) return unsayable(view);
    return moving(left, "Reshape(" + list_text(per_sample(shape, left)) + ")");
}

Translation expand(const CallView& view) {
    const Sizes& shape = view.call.outputs.front();
    BatchAxis batch = view.batch();
    if (batch) *batch += shape.size() - view.rank();
    if (!batch) batch = batch_of_source(shape);
    return moving(batch, "Expand(" + shape_text(per_sample(shape, batch)) + ")");
}

Translation concatenate(const CallView& view) {
    const std::optional<std::size_t> axis = view.axis("dim", 0);
    const bool alike =
        std::ranges::all_of(view.operands, [&](const Operand& each) { return each.batch == view.batch(); });
    return axis && alike ? keeping(view, on_axis("Concat", *axis, 0)) : unsayable(view);
}

/// A new axis: where the batch stands is counted with it.
Translation inserting(const CallView& view, const std::string& type) {
    const std::size_t axis = whole_axis(view.integer("dim", 0), view.rank() + 1);
    BatchAxis batch = view.batch();
    const bool before = batch && axis <= *batch;
    const std::size_t inside = batch && !before ? axis - 1 : axis;
    if (before) *batch += 1;
    return moving(batch, on_axis(type, inside, 0));
}

Translation stack(const CallView& view) { return inserting(view, "Stack"); }
Translation unsqueeze(const CallView& view) { return inserting(view, "Unsqueeze"); }

BatchAxis without_axis(BatchAxis batch, std::size_t axis) {
    return batch && *batch > axis ? BatchAxis(*batch - 1) : batch;
}

Translation squeeze(const CallView& view) {
    if (!view.has("dim") || view.sizes("dim").size() != 1) return unsayable(view);
    const std::size_t whole = whole_axis(view.sizes("dim").front(), view.rank());
    const std::optional<std::size_t> axis = sample_axis(whole, view.batch());
    if (!axis) return moving(std::nullopt, "Identity");
    const bool goes = view.operands.front().shape.at(whole) == 1;
    return moving(goes ? without_axis(view.batch(), whole) : view.batch(), on_axis("Squeeze", *axis, 0));
}

/// Mean, sum …: over all axes of a sample, or in steps, from the last axis to the first.
Translation reduction(const CallView& view) {
    static const std::map<std::string, std::string> types = {{"mean", "Mean"},          {"sum", "Sum"},
                                                             {"amax", "ReduceMaximum"}, {"amin", "ReduceMinimum"},
                                                             {"argmax", "ArgMax"},      {"argmin", "ArgMin"}};
    Sizes axes;
    for (const std::int64_t axis : view.sizes("dim")) {
        const std::optional<std::size_t> inside = sample_axis(whole_axis(axis, view.rank()), view.batch());
        if (!inside) return unsayable(view);
        axes.push_back(static_cast<std::int64_t>(*inside));
    }
    if (axes.empty()) return unsayable(view);
    std::ranges::sort(axes, std::greater());
    const bool keep = view.flag("keepdim", false);
    Translation steps;
    for (const std::int64_t axis : axes) {
        Phrase phrase(types.at(plain_name(view.call.op)));
        steps.elements.push_back(
            phrase.add(std::to_string(axis)).unless("false", "keep", keep ? "true" : "false").text());
    }
    BatchAxis batch = view.batch();
    if (batch && !keep)
        *batch -= static_cast<std::size_t>(
            std::ranges::count_if(axes, [&](std::int64_t axis) { return static_cast<std::size_t>(axis) < *batch; }));
    steps.batch = {batch};
    return steps;
}

Translation softmax(const CallView& view) {
    const std::optional<std::size_t> axis = view.axis("dim", -1);
    const std::string type = plain_name(view.call.op) == "softmax" ? "Softmax" : "LogSoftmax";
    return axis ? keeping(view, on_axis(type, *axis, view.sample_rank() - 1)) : unsayable(view);
}

/// Pieces of one axis, each a port.
Translation pieces(const CallView& view) {
    const std::optional<std::size_t> axis = view.axis("dim", 0);
    if (!axis) return unsayable(view);
    const std::size_t whole = whole_axis(view.integer("dim", 0), view.rank());
    const bool single = view.call.op == "unbind";
    Sizes sizes;
    for (const Sizes& piece : view.call.outputs) sizes.push_back(single ? 1 : piece.at(whole));
    const bool equal = std::ranges::all_of(sizes, [&](std::int64_t size) { return size == sizes.front(); });
    const std::string count = std::to_string(sizes.size());
    Phrase phrase(single ? "Unstack" : equal && view.call.op == "chunk" ? "Chunk" : "Split");
    phrase.add(equal || single ? count : list_text(sizes)).unless("0", "axis", std::to_string(*axis));
    Translation split{{phrase.text()}, {}, {}};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        split.batch.push_back(single ? without_axis(view.batch(), whole) : view.batch());
        split.ports.push_back(sizes.size() == 1 ? "" : "pieces_" + std::to_string(i + 1));
    }
    return split;
}

Translation pad(const CallView& view) {
    const std::size_t axes = view.sample_rank() - 1;
    Sizes padding = view.sizes(view.has("pad") ? "pad" : "padding");
    if (axes < 1 || axes > 3 || padding.size() > 2 * axes || view.batch() != BatchAxis(0)) return unsayable(view);
    if (padding.size() > 1) padding.resize(2 * axes);
    const std::string op = plain_name(view.call.op);
    const std::string kind = op.starts_with("reflect")  ? "ReflectionPad"
                             : op.starts_with("replic") ? "ReplicationPad"
                             : op.starts_with("zero")   ? "ZeroPadding"
                                                        : "ConstantPadding";
    return keeping(view, kind + (axes == 1 ? "1d" : axes == 3 ? "3d" : "") + "(" + number_or_list(padding) + ")");
}

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
        if (batch_ && axis_ <= *batch_) *batch_ += 1;
        steps_.push_back(on_axis("Unsqueeze", axis.value_or(0), 0));
        ++axis_;
        return part.is_null() || part == "None";
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

Translation get_item(const CallView& view) {
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

Translation roll(const CallView& view) { return keeping(view, "Roll"); }

}  // namespace

Rule shape_rule(const std::string& op) {
    static const std::map<std::string, Rule> rules = rules_by_name({
        {input, {"input"}},
        {source, {"parameter", "buffer", "ones", "zeros", "full", "arange", "rand", "randn"}},
        {flatten, {"flatten"}},
        {permute, {"permute"}},
        {transpose, {"transpose"}},
        {reshape, {"reshape", "view", "unflatten"}},
        {expand, {"expand"}},
        {concatenate, {"cat"}},
        {stack, {"stack"}},
        {unsqueeze, {"unsqueeze"}},
        {squeeze, {"squeeze"}},
        {reduction, {"mean", "sum", "amax", "amin", "argmax", "argmin"}},
        {softmax, {"softmax", "logsoftmax"}},
        {pieces, {"chunk", "split", "unbind"}},
        {pad, {"pad", "constantpad1d", "constantpad2d", "constantpad3d", "zeropad2d"}},
        {pad, {"reflectionpad1d", "reflectionpad2d", "reflectionpad3d"}},
        {pad, {"replicationpad1d", "replicationpad2d", "replicationpad3d"}},
        {get_item, {"getitem"}},
        {roll, {"roll"}},
    });
    const auto found = rules.find(op);
    return found == rules.end() ? nullptr : found->second;
}

}  // namespace netfig::models
