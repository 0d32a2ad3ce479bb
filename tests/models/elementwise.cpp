// Tensors that meet value by value, broadcast, or as matrices: their batches must lie on one axis, counted from the
// end.
#include "phrase.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace netfig::models {
namespace {

/// What is done with a number: "mul 22.63".
std::string scalar_note(const CallView& view) {
    std::ostringstream text;
    text << view.call.op << " " << std::setprecision(4) << view.call.attributes.at("other").get<double>();
    return text.str();
}

/// Places of a shape, counted from the end, from 1: broadcasting counts like this.
std::size_t from_end(const Operand& operand) { return operand.shape.size() - *operand.batch; }

/// The axis that is the batch of the result, from the end; nothing where none of the operands has one that may stay.
/// Of several the one with more than one sample is it. `sayable` is false where two of these differ.
BatchAxis common_batch(const std::vector<Operand>& operands, bool& sayable) {
    BatchAxis one;
    BatchAxis many;
    for (const Operand& operand : operands) {
        if (!operand.batch) continue;
        const bool alone = operand.shape[*operand.batch] == 1;
        BatchAxis& place = alone ? one : many;
        sayable = sayable && (alone || !many || *many == from_end(operand));
        if (!place) place = from_end(operand);
    }
    return many ? many : one;
}

/// A lone sample's batch goes where an operand without batch has several values in its place.
bool stays(const std::vector<Operand>& operands, std::size_t place) {
    const bool alone = std::ranges::all_of(operands, [&](const Operand& operand) {
        return !operand.batch || from_end(operand) != place || operand.shape[*operand.batch] == 1;
    });
    return std::ranges::all_of(operands, [&](const Operand& operand) {
        if (!alone || operand.batch || operand.shape.size() < place) return true;
        return operand.shape[operand.shape.size() - place] == 1;
    });
}

/// How one operand loses or gets its batch, so that all have it at `place`.
Steps steps_for(const Operand& operand, BatchAxis place) {
    if (!place) return steps_to(operand, std::nullopt);
    if (operand.batch && from_end(operand) == *place) return std::vector<std::string>();
    if (operand.shape.size() < *place) return steps_to(operand, std::nullopt);
    const std::size_t axis = operand.shape.size() - *place;
    if (!operand.batch && operand.shape[axis] > 1) {
        // As many as samples: each has its own, and the first stands for all.
        return std::vector<std::string>{"Select(0, axis = " + std::to_string(axis) + ")"};
    }
    return steps_to(operand, axis);
}

/// The element, fed with operands whose batches were brought in line; `rank` is the result's.
Translation in_line(const CallView& view, const std::string& element, std::size_t rank) {
    bool sayable = true;
    BatchAxis place = common_batch(view.operands, sayable);
    if (place && !stays(view.operands, *place)) place.reset();
    Translation translation = moving(place ? BatchAxis(rank - *place) : BatchAxis(), element);
    for (std::size_t i = 0; i < view.operands.size(); ++i) {
        const Steps steps = steps_for(view.operands[i], place);
        if (!steps || !sayable) return unsayable(view);
        translation.feeds.push_back({i, *steps});
    }
    return translation;
}

Translation broadcast(const CallView& view, const std::string& element) {
    return in_line(view, element, view.call.outputs.front().size());
}

const std::map<std::string, std::string>& types() {
    static const std::map<std::string, std::string> types = {{"add", "Add"},
                                                             {"sub", "Subtract"},
                                                             {"rsub", "Subtract"},
                                                             {"mul", "Multiply"},
                                                             {"multiply", "Multiply"},
                                                             {"div", "Divide"},
                                                             {"truediv", "Divide"},
                                                             {"divide", "Divide"},
                                                             {"rdiv", "Divide"},
                                                             {"floordiv", "FloorDivide"},
                                                             {"floordivide", "FloorDivide"},
                                                             {"remainder", "Remainder"},
                                                             {"fmod", "Remainder"},
                                                             {"mod", "Remainder"},
                                                             {"maximum", "Maximum"},
                                                             {"minimum", "Minimum"},
                                                             {"pow", "Power"},
                                                             {"rpow", "Power"},
                                                             {"eq", "Equal"},
                                                             {"ne", "NotEqual"},
                                                             {"gt", "Greater"},
                                                             {"ge", "GreaterEqual"},
                                                             {"lt", "Less"},
                                                             {"le", "LessEqual"},
                                                             {"logicaland", "LogicalAnd"},
                                                             {"logicalor", "LogicalOr"},
                                                             {"bitwiseand", "LogicalAnd"},
                                                             {"bitwiseor", "LogicalOr"},
                                                             {"and", "LogicalAnd"},
                                                             {"or", "LogicalOr"},
                                                             {"where", "Where"},
                                                             {"maskedfill", "MaskedFill"},
                                                             {"clamp", "Clamp"},
                                                             {"clip", "Clamp"},
                                                             {"clampmin", "Clamp"},
                                                             {"clampmax", "Clamp"}};
    return types;
}

Translation arithmetic(const CallView& view) {
    std::string type = types().at(plain_name(view.call.op));
    const bool alone = view.operands.size() == 1;
    if (view.operands.size() > 3 || (type == "Clamp" && !alone)) return unsayable(view);
    // Of one tensor and a number: subtracting is adding, dividing is multiplying.
    if (alone && (type == "Subtract" || type == "Divide")) type = type == "Divide" ? "Multiply" : "Add";
    if (alone && view.has("other") && view.call.attributes.at("other").is_number())
        type += " @(note = \"" + scalar_note(view) + "\")";
    return broadcast(view, type);
}

/// Values written into a part of a tensor: its shape stays.
Translation filled(const CallView& view) {
    Translation same = keeping(view, "Identity");
    same.feeds = {{0, {}}};
    return same;
}

Translation matrix_product(const CallView& view) {
    if (view.operands.size() != 2) return unsayable(view);
    // A vector on either side has no axis in the product.
    const bool vector = view.operands[0].shape.size() == 1 || view.operands[1].shape.size() == 1;
    if (!vector) return broadcast(view, "MatMul");
    const Operand& left = view.operands[0];
    const bool plain = !view.operands[1].batch && (!left.batch || *left.batch + 1 < left.shape.size());
    if (!plain) return unsayable(view);
    Translation product = keeping(view, "MatMul");
    return product;
}

Translation sum_with_product(const CallView& view) {
    return view.operands.size() == 3 ? broadcast(view, "AddMatrixProduct") : unsayable(view);
}

/// Along one axis of two broadcast shapes.
Translation similarity(const CallView& view) {
    const bool cosine = plain_name(view.call.op) == "cosinesimilarity";
    if (view.operands.size() != 2) return unsayable(view);
    const std::size_t rank = std::max(view.operands[0].shape.size(), view.operands[1].shape.size());
    const std::size_t whole = whole_axis(cosine ? view.integer("dim", 1) : -1, rank);
    Translation translation = in_line(view, "", rank);
    if (!translation.said || translation.batch.front() == whole) return unsayable(view);
    BatchAxis& batch = translation.batch.front();
    const std::size_t axis = batch && *batch < whole ? whole - 1 : whole;
    const bool keep = view.flag("keepdim", false);
    if (batch && *batch > whole && !keep) *batch -= 1;
    Phrase phrase(cosine ? "CosineSimilarity" : "PairwiseDistance");
    if (cosine) phrase.add(std::to_string(axis));
    translation.elements = {phrase.unless("false", "keep", keep ? "true" : "false").text()};
    return translation;
}

Translation bilinear(const CallView& view) {
    if (view.operands.size() != 2) return unsayable(view);
    Phrase phrase("Bilinear");
    phrase.add(std::to_string(view.needed("out_features").front()));
    return broadcast(view, phrase.unless("true", "bias", view.flag("bias", true) ? "true" : "false").text());
}

/// Letters of one operand or of the result, with `...` as it is.
struct Subscripts {
    std::vector<std::string> operands;
    std::string result;
};

std::optional<Subscripts> read_equation(const std::string& equation) {
    Subscripts subscripts;
    std::string part;
    bool in_result = false;
    for (std::size_t i = 0; i < equation.size(); ++i) {
        const char letter = equation[i];
        if (letter == ' ') continue;
        if (letter == ',' || letter == '-') {
            subscripts.operands.push_back(part);
            part.clear();
            in_result = letter == '-';
            if (in_result) ++i;
        } else {
            part += letter;
        }
    }
    if (!in_result) return std::nullopt;
    subscripts.result = part;
    return subscripts;
}

/// The letter of the batch goes from all operands that have one and from the result.
Translation einsum(const CallView& view) {
    const auto subscripts = read_equation(view.call.attributes.at("equation").get<std::string>());
    if (!subscripts || subscripts->operands.size() != view.operands.size()) return unsayable(view);
    std::string result = subscripts->result;
    std::string equation;
    BatchAxis batch;
    std::string gone;
    for (std::size_t i = 0; i < view.operands.size(); ++i) {
        std::string letters = subscripts->operands[i];
        if (view.operands[i].batch) {
            if (letters.find('.') != std::string::npos) return unsayable(view);
            gone += letters.at(*view.operands[i].batch);
            letters.erase(*view.operands[i].batch, 1);
        }
        equation += (i == 0 ? "" : ",") + letters;
    }
    if (!gone.empty()) {
        const bool same = std::ranges::all_of(gone, [&](char letter) { return letter == gone.front(); });
        const std::size_t place = result.find(gone.front());
        if (!same || place == std::string::npos || equation.find(gone.front()) != std::string::npos)
            return unsayable(view);
        if (result.find('.') != std::string::npos) return unsayable(view);
        batch = place;
        result.erase(place, 1);
    }
    return moving(batch, "Einsum(\"" + equation + "->" + result + "\")");
}

/// Joined along an axis that is not the batch; a new one for `stack`.
Translation joined(const CallView& view, const std::string& type, bool new_axis) {
    const std::size_t rank = view.rank();
    const std::size_t whole = whole_axis(view.integer("dim", 0), new_axis ? rank + 1 : rank);
    const bool alike =
        std::ranges::all_of(view.operands, [&](const Operand& each) { return each.shape.size() == rank; });
    Translation translation = in_line(view, "", rank);
    if (!alike || !translation.said) return unsayable(view);
    BatchAxis& batch = translation.batch.front();
    if (!new_axis && batch == whole) return unsayable(view);
    std::size_t axis = batch && *batch < whole ? whole - 1 : whole;
    if (new_axis && batch && whole <= *batch) {
        axis = whole;
        *batch += 1;
    }
    translation.elements = {axis == 0 ? type : type + "(" + std::to_string(axis) + ")"};
    return translation;
}

Translation concatenate(const CallView& view) { return joined(view, "Concat", false); }
Translation stack(const CallView& view) { return joined(view, "Stack", true); }

}  // namespace

Rule elementwise_rule(const std::string& op) {
    static const std::map<std::string, Rule> rules = rules_by_name({
        {matrix_product, {"matmul", "bmm", "mm", "mv"}},
        {sum_with_product, {"baddbmm", "addmm", "addbmm"}},
        {similarity, {"cosinesimilarity", "pairwisedistance"}},
        {bilinear, {"bilinear"}},
        {einsum, {"einsum"}},
        {concatenate, {"cat", "concat", "concatenate"}},
        {stack, {"stack"}},
        {filled, {"setitem", "fill", "zero", "copy", "scatter", "indexfill", "indexcopy"}},
    });
    if (types().contains(op)) return arithmetic;
    const auto found = rules.find(op);
    return found == rules.end() ? nullptr : found->second;
}

}  // namespace netfig::models
