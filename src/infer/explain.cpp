#include "infer/explain.h"

#include "base/dim.h"
#include "base/strings.h"

#include <algorithm>

namespace netfig {

namespace {

/// True where the fault lies in how the operation was called or declared rather than in what flows into it.
bool blames_arguments(DiagnosticCode code) {
    return code != DiagnosticCode::shape_mismatch && code != DiagnosticCode::unequal_inputs &&
           code != DiagnosticCode::requirement_failed && code != DiagnosticCode::invalid_size &&
           code != DiagnosticCode::size_overflow && code != DiagnosticCode::index_out_of_range;
}

bool holds_word(const Value& value) {
    if (std::holds_alternative<Word>(value.what)) return true;
    const auto* list = std::get_if<ValueList>(&value.what);
    return list && std::any_of(list->begin(), list->end(), holds_word);
}

/// The written argument that is most to blame: for an unbound name one that holds a word.
const BoundArgument* blamed_argument(const SignatureQuery& query, const SignatureFault& fault) {
    const BoundArgument* found = nullptr;
    for (const std::size_t i : fault.origin.arguments) {
        const BoundArgument& argument = query.arguments[i];
        if (!argument.written) continue;
        if (fault.code == DiagnosticCode::unbound_name && holds_word(argument.value)) return &argument;
        if (!found) found = &argument;
    }
    return found;
}

bool fails_likewise(const SignatureQuery& query, const SignatureFault& fault) {
    const auto result = evaluate_signature(query);
    return result.fault && result.fault->code == fault.code;
}

SignatureQuery with_inputs(const SignatureQuery& query, std::size_t first, std::size_t count, std::size_t last) {
    SignatureQuery part{query.ast, query.declaration, query.arguments, {}, query.outputs};
    for (std::size_t i = first; i < first + count; ++i) part.inputs.push_back(query.inputs[i]);
    part.inputs.push_back(query.inputs[last]);
    return part;
}

/// Of many inputs that do not fit together, the first two that by themselves do not.
std::vector<std::size_t> clashing_pair(const SignatureQuery& query, const SignatureFault& fault) {
    const auto& inputs = fault.origin.inputs;
    const bool all_of_one_port =
        std::all_of(query.inputs.begin(), query.inputs.end(),
                    [&](const SignatureInput& input) { return input.declared == query.inputs[0].declared; });
    if (fault.code != DiagnosticCode::unequal_inputs || !all_of_one_port || inputs.size() < 3) return inputs;
    for (std::size_t last = 1; last < query.inputs.size(); ++last) {
        if (!fails_likewise(with_inputs(query, 0, last, last), fault)) continue;
        for (std::size_t first = 0; first < last; ++first) {
            if (fails_likewise(with_inputs(query, first, 1, last), fault)) return {first, last};
        }
        return {0, last};
    }
    return inputs;
}

void append_input_notes(const ShapeFlow& flow, const Node& node, const std::vector<std::size_t>& inputs,
                        Diagnostic& diagnostic) {
    for (const std::size_t i : inputs) {
        if (i >= node.inputs.size()) continue;
        const PortId port = node.inputs[i];
        if (flow.ports[port].is_unknown()) continue;
        if (inputs.size() > 1) diagnostic.notes.push_back({"how " + to_text(flow.ports[port]) + " came about:", {}});
        append_trace(flow, port, diagnostic.notes);
    }
}

std::string message_of(const ShapeFlow& flow, NodeId id, const SignatureFault& fault) {
    const std::string name = quoted(flow.network, id);
    if (fault.code == DiagnosticCode::unbound_name) return fault.message;
    if (fault.code == DiagnosticCode::unequal_inputs) return "the inputs of " + name + " do not fit: " + fault.message;
    const bool is_predicate = fault.message.starts_with("takes ") || fault.message.starts_with("gives ");
    return name + (is_predicate ? " " : ": ") + fault.message;
}

/// Where the outermost block around a node stands: the same definition may be right elsewhere.
void append_instance_note(const ShapeFlow& flow, const Node& node, Diagnostic& diagnostic) {
    GroupId outermost;
    for (GroupId at = node.parent; flow.network.groups[at].parent.valid(); at = flow.network.groups[at].parent) {
        if (!flow.network.groups[at].type.empty()) outermost = at;
    }
    if (!outermost.valid()) return;
    diagnostic.notes.push_back({"this happens in `" + path_of(flow.network, outermost) + "`, which stands here",
                                flow.network.groups[outermost].span});
}

/// What brings two images together whose shapes should be one.
std::string how_to_reconcile(const ShapeFlow& flow, const Node& node, const std::vector<std::size_t>& inputs) {
    if (inputs.size() < 2) return "";
    const Shape& one = flow.ports[node.inputs[inputs[inputs.size() - 2]]];
    const Shape& other = flow.ports[node.inputs[inputs.back()]];
    constexpr std::size_t image_rank = 3;
    if (one.is_unknown() || other.is_unknown()) return "";
    if (one.dims->size() != other.dims->size()) return "bring both to the same number of axes first";
    if (one.dims->size() != image_rank) return "";
    const bool maps_fit = (*one.dims)[1] == (*other.dims)[1] && (*one.dims)[2] == (*other.dims)[2];
    if (maps_fit)
        return "give both the same number of channels, for instance with a convolution of kernel 1 on one way";
    return "give both the same height and width: the same strides on both ways, and padding that keeps the size";
}

/// `Conv("64")`: what the operation computes from a text says less than that it is one.
void explain_text(const BoundArgument& argument, const SignatureFault& fault, Diagnostic& diagnostic) {
    const auto* text = std::get_if<std::string>(&argument.value.what);
    if (!text || fault.code != DiagnosticCode::invalid_operand || !fault.message.starts_with("`")) return;
    diagnostic.message = "`" + argument.name + "` is the text \"" + *text + "\", where a number is needed";
    const bool digits = !text->empty() && text->find_first_not_of("0123456789") == std::string::npos;
    if (digits) diagnostic.suggestion = "write it without quotes: `" + *text + "`";
}

Span arrow_into(const ShapeFlow& flow, PortId port, Span otherwise) {
    const Link* link = feeding_link(flow, port);
    return link && link->span.source.valid() ? link->span : otherwise;
}

}  // namespace

Agreement agree(const Shape& inferred, const Shape& stated) {
    if (inferred.is_unknown()) return {true, false, stated};
    if (stated.is_unknown()) return {true, false, inferred};
    if (inferred.dims->size() != stated.dims->size()) return {false, false, stated};
    Agreement result{true, false, stated};
    for (std::size_t i = 0; i < stated.dims->size(); ++i) {
        const Dim& one = (*inferred.dims)[i];
        Dim& other = (*result.shape.dims)[i];
        const auto same = equal(one, other);
        if (same == false) result.agrees = false;
        if (!same && !one.is_unknown() && !other.is_unknown()) result.assumed = true;
        if (other.is_unknown()) other = one;
    }
    if (!result.agrees) result.assumed = false;
    return result;
}

Diagnostic explain_fault(const ShapeFlow& flow, NodeId id, const SignatureQuery& query, const SignatureFault& fault) {
    const Node& node = flow.network.nodes[id];
    const std::vector<std::size_t> inputs = clashing_pair(query, fault);
    const BoundArgument* argument = blamed_argument(query, fault);
    const bool by_argument = argument && (inputs.empty() || blames_arguments(fault.code));
    Diagnostic diagnostic{fault.code, node.span, "", {}, {}, {}};
    if (by_argument) {
        diagnostic.span = argument->span;
    } else if (!inputs.empty() && inputs.back() < node.inputs.size()) {
        diagnostic.span = arrow_into(flow, node.inputs[inputs.back()], node.span);
    }
    diagnostic.message = message_of(flow, id, fault);
    if (by_argument) explain_text(*argument, fault, diagnostic);
    if (by_argument) return diagnostic;
    append_input_notes(flow, node, inputs, diagnostic);
    diagnostic.suggestion = fault.advice;
    if (fault.code == DiagnosticCode::unequal_inputs) diagnostic.suggestion = how_to_reconcile(flow, node, inputs);
    if (inputs.size() < 2 && argument) {
        const std::string value = argument->name + " is " + to_text(argument->value) + " here";
        diagnostic.notes.push_back({value, argument->span});
    }
    append_instance_note(flow, node, diagnostic);
    // With nothing of the instance to blame it is the declaration that is wrong.
    if (inputs.empty() && !argument) diagnostic.notes.push_back({"the clause that failed", fault.clause});
    return diagnostic;
}

Diagnostic explain_stated_link(const ShapeFlow& flow, const Link& link) {
    const std::string given = to_text(flow.ports[link.from]);
    Diagnostic diagnostic{DiagnosticCode::stated_shape_differs, link.span, "", {}, {}, {}};
    diagnostic.message = "the arrow says " + to_text(*link.stated_shape) + ", but " +
                         quoted(flow.network, flow.network.ports[link.from].node) + " gives " + given;
    append_trace(flow, link.to, diagnostic.notes);
    return diagnostic;
}

Diagnostic explain_stated_node(const ShapeFlow& flow, NodeId id, const Shape& inferred) {
    const Node& node = flow.network.nodes[id];
    const Span span = node.stated_shape_span.source.valid() ? node.stated_shape_span : node.span;
    Diagnostic diagnostic{DiagnosticCode::stated_shape_differs, span, "", {}, {}, {}};
    const bool boundary = node.kind == NodeKind::input || node.kind == NodeKind::output;
    diagnostic.message = quoted(flow.network, id) + " is stated to be " + to_text(*node.stated_shape) + ", but it " +
                         (boundary ? "gets " : "gives ") + to_text(inferred);
    for (const PortId input : node.inputs) {
        append_trace(flow, input, diagnostic.notes);
        break;
    }
    const bool flat_wanted = !node.stated_shape->is_unknown() && node.stated_shape->dims->size() == 1;
    if (boundary && flat_wanted && !inferred.is_unknown() && inferred.dims->size() > 1) {
        diagnostic.suggestion =
            to_text(inferred) + " has " + std::to_string(inferred.dims->size()) +
            " axes: put `Flatten` or a global pooling before the linear layers, which change the last axis only";
    }
    return diagnostic;
}

Diagnostic explain_assumed(Span span, const Shape& inferred, const Shape& stated) {
    return {DiagnosticCode::assumed_equal,
            span,
            "the stated shape " + to_text(stated) + " is taken to be the inferred " + to_text(inferred),
            {},
            {},
            {}};
}

Diagnostic explain_missing_inputs(const ShapeFlow& flow, NodeId id, const std::vector<std::string>& missing) {
    std::vector<std::string> names;
    for (const std::string& name : missing) names.push_back("`" + name + "`");
    return {DiagnosticCode::missing_input,
            flow.network.nodes[id].span,
            quoted(flow.network, id) + " has nothing linked to its input " + join(names, ", "),
            {},
            {},
            {}};
}

Dim elements_of(const Shape& shape) {
    if (shape.is_unknown()) return {};
    Dim product = 1;
    for (const Dim& size : *shape.dims) product = multiply(product, size);
    return product;
}

}  // namespace netfig
