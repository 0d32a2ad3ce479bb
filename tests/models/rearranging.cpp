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

const std::map<std::string, std::string>& source_types() {
    // clang-format off
    static const std::map<std::string, std::string> types = {
        {"input", "In"},         {"parameter", "Parameter"}, {"buffer", "Tensor"},       {"ones", "Ones"},
        {"zeros", "Zeros"},      {"full", "Constant"},       {"arange", "Tensor"},       {"rand", "Random"},
        {"randn", "RandomNormal"}, {"empty", "Tensor"},      {"eye", "Tensor"},          {"linspace", "Tensor"},
        {"tensor", "Tensor"},    {"astensor", "Tensor"},     {"scalartensor", "Tensor"}, {"randint", "Random"},
        {"randperm", "Random"},  {"newzeros", "Zeros"},      {"newones", "Ones"},        {"newfull", "Constant"},
        {"newempty", "Tensor"},  {"newtensor", "Tensor"},    {"zeroslike", "Zeros"},     {"oneslike", "Ones"},
        {"fulllike", "Constant"}, {"emptylike", "Tensor"}};
    // clang-format on
    return types;
}

/// Tensors of a fixed shape, also those made like another one: `new_zeros` takes its kind from it, `zeros_like` the
/// shape too.
Translation source(const CallView& view) {
    const bool like = plain_name(view.call.op).ends_with("like");
    const BatchAxis batch = like ? view.batch() : batch_of_source(view.call.outputs.front());
    return source_with_batch(view.call, batch);
}

/// The second operand of `view_as` says a shape only.
Translation first_alone(Translation translation) {
    translation.feeds = {{0, {}}};
    return translation;
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
    if (view.operands.size() > 1) return first_alone(reshape({view.call, {view.operands.front()}}));
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
    if (view.operands.size() > 1) return first_alone(expand({view.call, {view.operands.front()}}));
    const Sizes& shape = view.call.outputs.front();
    BatchAxis batch = view.batch();
    if (batch) *batch += shape.size() - view.rank();
    if (!batch) batch = batch_of_source(shape);
    return moving(batch, "Expand(" + shape_text(per_sample(shape, batch)) + ")");
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

Translation unsqueeze(const CallView& view) { return inserting(view, "Unsqueeze"); }

/// Without a dimension all of size 1 go, a batch of one among them.
Translation squeeze_all(const CallView& view) {
    BatchAxis batch = view.batch();
    const Sizes& shape = view.operands.front().shape;
    if (batch && shape[*batch] == 1) return moving(std::nullopt, "Squeeze");
    if (batch)
        *batch -=
            static_cast<std::size_t>(std::count(shape.begin(), shape.begin() + static_cast<std::ptrdiff_t>(*batch), 1));
    return moving(batch, "Squeeze");
}

Translation squeeze(const CallView& view) {
    if (!view.has("dim")) return squeeze_all(view);
    if (view.sizes("dim").size() != 1) return unsayable(view);
    const std::size_t whole = whole_axis(view.sizes("dim").front(), view.rank());
    const std::optional<std::size_t> axis = sample_axis(whole, view.batch());
    if (!axis) return moving(view.operands.front().shape.at(whole) == 1 ? BatchAxis() : view.batch(), "Identity");
    const bool goes = view.operands.front().shape.at(whole) == 1;
    return moving(goes ? without_axis(view.batch(), whole) : view.batch(), "Squeeze(" + std::to_string(*axis) + ")");
}

/// Everything becomes one number, the samples too: said of one sample only.
Translation reduced_whole(const CallView& view, const std::string& type) {
    const auto is_one = [](std::int64_t size) { return size == 1; };
    if (view.batch() || !std::ranges::all_of(view.call.outputs.front(), is_one)) return unsayable(view);
    const bool position = type == "ArgMax" || type == "ArgMin";
    if (position) return {{"Flatten", type}, {std::nullopt}, {}, {}, true};
    return moving(std::nullopt, view.flag("keepdim", false) ? type + "(keep = true)" : type);
}

/// `max(a, b)` is another function than `max(a)`.
Translation larger_of_two(const CallView& view) {
    Call call = view.call;
    call.op = plain_name(call.op) + "imum";
    const Rule rule = elementwise_rule(call.op);
    return rule ? rule({call, view.operands}) : unsayable(view);
}

/// Mean, sum …: over all axes of a sample, or in steps, from the last axis to the first.
Translation reduction(const CallView& view) {
    static const std::map<std::string, std::string> types = {{"mean", "Mean"},          {"sum", "Sum"},
                                                             {"amax", "ReduceMaximum"}, {"amin", "ReduceMinimum"},
                                                             {"max", "ReduceMaximum"},  {"min", "ReduceMinimum"},
                                                             {"argmax", "ArgMax"},      {"argmin", "ArgMin"},
                                                             {"var", "ReduceVariance"}, {"std", "StandardDeviation"},
                                                             {"norm", "Norm"},          {"vectornorm", "Norm"},
                                                             {"linalgnorm", "Norm"},    {"linalgvectornorm", "Norm"},
                                                             {"prod", "ReduceProduct"}, {"logsumexp", "LogSumExp"},
                                                             {"all", "ReduceAll"},      {"any", "ReduceAny"},
                                                             {"median", "Mean"},        {"nansum", "Sum"}};
    const std::string op = plain_name(view.call.op);
    if (view.operands.size() > 1) return larger_of_two(view);
    if (!view.has("dim")) return reduced_whole(view, types.at(op));
    const bool places = view.call.outputs.size() > 1;
    if (places && types.at(op) != "ReduceMaximum" && types.at(op) != "ReduceMinimum") return unsayable(view);
    Sizes axes;
    for (const std::int64_t axis : view.sizes("dim")) {
        const std::optional<std::size_t> inside = sample_axis(whole_axis(axis, view.rank()), view.batch());
        if (!inside) return unsayable(view);
        axes.push_back(static_cast<std::int64_t>(*inside));
    }
    if (axes.empty()) return reduced_whole(view, types.at(op));
    std::ranges::sort(axes, std::greater());
    const bool keep = view.flag("keepdim", false);
    Translation steps;
    for (const std::int64_t axis : axes) {
        Phrase phrase(types.at(op));
        steps.elements.push_back(phrase.add(std::to_string(axis))
                                     .unless("false", "keep", keep ? "true" : "false")
                                     .unless("false", "indices", places ? "true" : "false")
                                     .text());
    }
    BatchAxis batch = view.batch();
    if (batch && !keep)
        *batch -= static_cast<std::size_t>(
            std::ranges::count_if(axes, [&](std::int64_t axis) { return static_cast<std::size_t>(axis) < *batch; }));
    steps.batch = {batch};
    if (places) steps.ports = {"", "places_1"};
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
    const bool single = plain_name(view.call.op) == "unbind";
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

Translation triangle(const CallView& view) {
    // The last two axes are meant: the batch must not be one of them.
    if (view.batch() && *view.batch() + 2 >= view.rank()) return unsayable(view);
    Phrase phrase(plain_name(view.call.op) == "triu" ? "UpperTriangle" : "LowerTriangle");
    const std::string diagonal = std::to_string(view.integer("diagonal", 0));
    return keeping(view, diagonal == "0" ? phrase.text() : phrase.add(diagonal).text());
}

/// Along any axes, one after another: zeros or another value before and behind.
Translation padded_axes(const CallView& view, const Sizes& padding) {
    Translation steps = moving(view.batch(), "");
    steps.elements.clear();
    for (std::size_t pair = 0; 2 * pair + 1 < padding.size() && pair < view.rank(); ++pair) {
        const std::int64_t before = padding[2 * pair];
        const std::int64_t after = padding[2 * pair + 1];
        if (before == 0 && after == 0) continue;
        const std::optional<std::size_t> axis = sample_axis(view.rank() - 1 - pair, view.batch());
        if (!axis) return unsayable(view);
        Phrase phrase("PadAxis");
        phrase.add(std::to_string(before)).add(std::to_string(after));
        steps.elements.push_back(phrase.add("axis", std::to_string(*axis)).text());
    }
    if (steps.elements.empty()) steps.elements.push_back("Identity");
    return steps;
}

Translation pad(const CallView& view) {
    const Sizes padding = view.needed(view.has("pad") ? "pad" : "padding");
    const std::string op = plain_name(view.call.op);
    const std::string mode = view.has("mode") ? view.call.attributes.at("mode").get<std::string>() : op;
    const std::string kind = mode.starts_with("reflect")  ? "ReflectionPad"
                             : mode.starts_with("replic") ? "ReplicationPad"
                             : mode.starts_with("circ")   ? "CircularPad"
                             : op.starts_with("zero")     ? "ZeroPadding"
                                                          : "ConstantPadding";
    const bool first = view.batch() == BatchAxis(0);
    const std::size_t axes = view.sample_rank() - 1;
    const bool image = first && axes >= 1 && axes <= 3 && padding.size() <= 2 * axes;
    if (!image) return kind == "ConstantPadding" && op == "pad" ? padded_axes(view, padding) : unsayable(view);
    Sizes all = padding;
    if (all.size() > 1) all.resize(2 * axes);
    return keeping(view, kind + (axes == 1 ? "1d" : axes == 3 ? "3d" : "") + "(" + number_or_list(all) + ")");
}

/// Attributes that name one axis or several, without the batch; nothing where the batch is among them.
std::optional<Sizes> sample_axes(const CallView& view, const std::string& attribute) {
    Sizes axes;
    for (const std::int64_t axis : view.sizes(attribute)) {
        const std::optional<std::size_t> inside = sample_axis(whole_axis(axis, view.rank()), view.batch());
        if (!inside) return std::nullopt;
        axes.push_back(static_cast<std::int64_t>(*inside));
    }
    return axes;
}

/// A step for each axis that is rolled; without axes the flattened values are.
Translation roll(const CallView& view) {
    const Sizes shifts = view.needed("shifts");
    const std::optional<Sizes> axes = sample_axes(view, "dims");
    if (!axes || shifts.empty() || (!axes->empty() && axes->size() != shifts.size())) return unsayable(view);
    if (axes->empty()) return view.batch() ? unsayable(view) : keeping(view, "Roll");
    Translation steps = moving(view.batch(), "");
    steps.elements.clear();
    for (std::size_t i = 0; i < shifts.size(); ++i) {
        Phrase phrase("Roll");
        phrase.add(std::to_string(shifts[i]));
        steps.elements.push_back(phrase.unless("0", "axis", std::to_string((*axes)[i])).text());
    }
    return steps;
}

Translation flip(const CallView& view) {
    const std::string op = plain_name(view.call.op);
    if (op != "flip") return unsayable(view);
    const std::optional<Sizes> axes = sample_axes(view, "dims");
    return axes && !axes->empty() ? keeping(view, "Flip(" + number_or_list(*axes) + ")") : unsayable(view);
}

/// One axis of several, in which the values change and the size stays, or is halved.
Translation along_axis(const CallView& view) {
    static const std::map<std::string, std::string> types = {
        {"cumsum", "CumulativeSum"}, {"cumprod", "CumulativeProduct"}, {"glu", "GLU"},
        {"softmin", "Softmin"},      {"normalize", "L2Norm"},          {"logcumsumexp", "CumulativeSum"}};
    const std::string op = plain_name(view.call.op);
    const std::optional<std::size_t> axis = view.axis("dim", op == "normalize" ? 1 : -1);
    return axis ? keeping(view, types.at(op) + "(" + std::to_string(*axis) + ")") : unsayable(view);
}

/// The largest few and their places; all of them for `sort`.
Translation sorted(const CallView& view) {
    const bool sort = plain_name(view.call.op) == "sort";
    const std::optional<std::size_t> axis = view.axis("dim", -1);
    if (!axis) return unsayable(view);
    Phrase phrase(sort ? "Sort" : "TopK");
    if (!sort) phrase.add(std::to_string(view.integer("k", 1)));
    Translation both = keeping(view, phrase.add("axis", std::to_string(*axis)).text());
    both.ports = {"", "indices"};
    return both;
}

/// `x.repeat(2, 1, 3)`: axes that are not there come first, then each is tiled.
Translation repeat(const CallView& view) {
    const std::string name = view.one_of({"repeats", "sizes", "size", "dims", "reps"});
    const Sizes times = view.sizes(name);
    const Sizes& shape = view.call.outputs.front();
    if (times.size() != shape.size() || times.size() < view.rank()) return unsayable(view);
    BatchAxis batch = view.batch();
    const std::size_t added = times.size() - view.rank();
    if (batch) *batch += added;
    if (batch && times[*batch] != 1) return unsayable(view);
    Translation steps{{}, {batch}, {}, {}, true};
    for (std::size_t i = 0; i < added; ++i) steps.elements.push_back("Unsqueeze(0)");
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (times[i] == 1) continue;
        Phrase phrase("Tile");
        phrase.add(std::to_string(times[i]));
        steps.elements.push_back(phrase.unless("0", "axis", std::to_string(*sample_axis(i, batch))).text());
    }
    if (steps.elements.empty()) steps.elements.push_back("Identity");
    return steps;
}

Translation repeat_interleave(const CallView& view) {
    const std::optional<std::size_t> axis = view.axis("dim", 0);
    if (!axis || !view.has("dim") || view.sizes("repeats").size() != 1) return unsayable(view);
    Phrase phrase("RepeatInterleave");
    phrase.add(std::to_string(view.needed("repeats").front()));
    return keeping(view, phrase.unless("0", "axis", std::to_string(*axis)).text());
}

/// The method `unfold` of tensors: windows along one axis, their places on a new last one.
Translation windows(const CallView& view) {
    const std::optional<std::size_t> axis = view.axis("dimension", 0);
    if (!axis || !view.has("dimension")) return unsayable(view);
    Phrase phrase("SlidingWindows");
    phrase.add(std::to_string(view.needed("size").front())).add(std::to_string(view.needed("step").front()));
    return keeping(view, phrase.add("axis", std::to_string(*axis)).text());
}

/// `movedim(source, destination)`: the axes that are not named keep their order around those that are.
Translation move_axes(const CallView& view) {
    Sizes order(view.rank(), -1);
    Sizes rest(view.rank());
    std::iota(rest.begin(), rest.end(), 0);
    const Sizes from = view.sizes("source");
    const Sizes to = view.sizes("destination");
    if (from.empty() || from.size() != to.size()) return unsayable(view);
    for (std::size_t i = 0; i < from.size(); ++i) {
        const auto axis = static_cast<std::int64_t>(whole_axis(from[i], view.rank()));
        order.at(whole_axis(to[i], view.rank())) = axis;
        std::erase(rest, axis);
    }
    auto next = rest.begin();
    for (std::int64_t& axis : order) {
        if (axis < 0) axis = *next++;
    }
    return reordered(view, order);
}

/// `x.T`, `x.mT`, `t()`: the last two axes, or of a matrix both, change places.
Translation matrix_transpose(const CallView& view) {
    const std::string op = plain_name(view.call.op);
    if (view.rank() < 2 || ((op == "t" || op == "h") && view.rank() != 2)) return unsayable(view);
    Sizes order(view.rank());
    std::iota(order.begin(), order.end(), 0);
    std::swap(order.back(), order[order.size() - 2]);
    return reordered(view, order);
}

}  // namespace

Translation source_with_batch(const Call& call, BatchAxis batch) {
    const Sizes& shape = call.outputs.front();
    const BatchAxis inside = batch && *batch < shape.size() ? batch : BatchAxis();
    const std::string type = source_types().at(plain_name(call.op));
    return {{type + "(" + shape_text(per_sample(shape, inside)) + ")"}, {inside}, {""}, {}, true};
}

Rule shape_rule(const std::string& op) {
    static const std::map<std::string, Rule> rules = rules_by_name({
        {flatten, {"flatten", "ravel"}},
        {permute, {"permute"}},
        {transpose, {"transpose", "swapaxes", "swapdims"}},
        {matrix_transpose, {"t", "mt", "adjoint"}},
        {move_axes, {"movedim", "moveaxis"}},
        {reshape, {"reshape", "view", "unflatten", "viewas", "reshapeas"}},
        {expand, {"expand", "expandas", "broadcastto"}},
        {repeat, {"repeat", "tile"}},
        {repeat_interleave, {"repeatinterleave"}},
        {unsqueeze, {"unsqueeze"}},
        {squeeze, {"squeeze"}},
        {reduction, {"mean", "sum", "amax", "amin", "argmax", "argmin", "max", "min", "var", "std", "prod"}},
        {reduction, {"norm", "linalgnorm", "vectornorm", "linalgvectornorm", "logsumexp", "all", "any"}},
        {softmax, {"softmax", "logsoftmax"}},
        {along_axis, {"cumsum", "cumprod", "logcumsumexp", "glu", "softmin", "normalize"}},
        {sorted, {"topk", "sort"}},
        {pieces, {"chunk", "split", "unbind", "tensorsplit", "splitwithsizes", "unsafechunk"}},
        {pad, {"pad", "constantpad1d", "constantpad2d", "constantpad3d", "zeropad2d"}},
        {pad, {"reflectionpad1d", "reflectionpad2d", "reflectionpad3d"}},
        {pad, {"replicationpad1d", "replicationpad2d", "replicationpad3d"}},
        {roll, {"roll"}},
        {windows, {"unfold"}},
        {flip, {"flip", "fliplr", "flipud"}},
        {triangle, {"triu", "tril"}},
    });
    if (source_types().contains(op)) return source;
    const auto found = rules.find(op);
    return found == rules.end() ? nullptr : found->second;
}

}  // namespace netfig::models
