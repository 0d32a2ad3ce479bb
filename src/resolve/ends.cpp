// In and Out: where a body is entered and left.
#include "base/acronym.h"
#include "base/strings.h"
#include "resolve/expansion.h"

#include <algorithm>
#include <utility>

namespace netfig::resolving {
namespace {

std::optional<Shape> boundary_shape(State& state, const Place& place, const Argument& argument) {
    const std::string name = argument.name ? argument.name->text : "";
    if (argument.name && !abbreviates(name, "shape")) {
        report(state, {.code = DiagnosticCode::unknown_argument,
                       .span = argument.name->span,
                       .message = "a boundary has no parameter `" + name + "`",
                       .notes = {{"its only one is its shape", {}}}});
        return std::nullopt;
    }
    return argument.value ? evaluate_shape(state, place, *argument.value) : std::nullopt;
}

/// `224, 224, 3` is how Keras writes an image.
bool has_channels_last(const std::vector<Dim>& sizes) {
    constexpr std::int64_t most_colours = 4;
    const auto is_few = [](const Dim& size) { return size.is_known() && size.value() <= most_colours; };
    return sizes.size() == 3 && is_few(sizes[2]) && !is_few(sizes[0]) && !is_few(sizes[1]);
}

/// `In(3, 224, 224)`: what was meant is one shape.
std::optional<Shape> report_split_shape(State& state, const Place& place, const std::vector<Argument>& arguments) {
    std::vector<Dim> sizes;
    for (const Argument& argument : arguments) {
        const std::optional<Dim> size = as_dim(argument_value(state, place, argument));
        if (!size || size->is_unknown()) return std::nullopt;
        sizes.push_back(*size);
    }
    if (has_channels_last(sizes)) std::rotate(sizes.begin(), sizes.end() - 1, sizes.end());
    std::vector<std::string> texts;
    for (const Dim& size : sizes) texts.push_back(to_text(Value{size}));
    const std::string joined = join(texts, "x");
    const Span span{arguments.front().span.source, arguments.front().span.begin, arguments.back().span.end};
    Diagnostic diagnostic{.code = DiagnosticCode::too_many_arguments,
                          .span = span,
                          .message = "a boundary takes one argument, its shape, not " + std::to_string(sizes.size()),
                          .suggestion = "write the sizes as one shape: `" + joined + "`",
                          .fixes = {{joined, span}}};
    diagnostic.notes.push_back({"a shape leaves the batch out, and images have their channels first: `3x224x224`", {}});
    report(state, std::move(diagnostic));
    return Shape{std::move(sizes)};
}

struct StatedShape {
    std::optional<Shape> shape;
    Span span;
};

StatedShape boundary_shape(State& state, const Place& place, const std::vector<Argument>& arguments) {
    StatedShape result;
    const auto is_named = [](const Argument& argument) { return argument.name.has_value(); };
    if (arguments.size() > 1 && std::none_of(arguments.begin(), arguments.end(), is_named)) {
        std::optional<Shape> shape = report_split_shape(state, place, arguments);
        if (shape) return {std::move(shape), arguments.front().span};
    }
    for (const Argument& argument : arguments) {
        if (result.shape) {
            report(state, {.code = DiagnosticCode::too_many_arguments,
                           .span = argument.span,
                           .message = "a boundary takes one argument, its shape",
                           .suggestion = "join the sizes, as in `3x224x224`"});
            continue;
        }
        std::optional<Shape> shape = boundary_shape(state, place, argument);
        if (shape) result = {std::move(shape), argument.span};
    }
    return result;
}

/// In a block every unnamed In is the same input; at the root, and where another shape is stated, it is one of its own.
bool shares_input(State& state, const Frame& frame, const Instance& instance, const StatedShape& stated) {
    if (instance.name || !frame.shared_input.valid() || !state.network.groups[frame.group].parent.valid()) return false;
    const std::optional<Shape>& there = state.network.nodes[frame.shared_input].stated_shape;
    return !stated.shape || !there || *stated.shape == *there;
}

}  // namespace

NodeId build_boundary(State& state, const Place& place, const Instance& instance, const Element& element,
                      NodeKind kind) {
    Frame& frame = place.frame;
    StatedShape stated = boundary_shape(state, place, instance.arguments);
    if (kind == NodeKind::input && shares_input(state, frame, instance, stated)) {
        Node& shared = state.network.nodes[frame.shared_input];
        if (stated.shape && !shared.stated_shape) {
            shared.stated_shape = std::move(stated.shape);
            shared.stated_shape_span = stated.span;
        }
        return frame.shared_input;
    }
    Node node = make_node(state, place, instance, element);
    node.kind = kind;
    node.type = kind == NodeKind::input ? "In" : "Out";
    node.stated_shape = std::move(stated.shape);
    node.stated_shape_span = stated.span;
    const NodeId id = add_node(state, place, std::move(node), instance.name);
    if (!id.valid()) return id;
    add_outputs(state, id, {{"out", 1}});
    Group& group = state.network.groups[frame.group];
    (kind == NodeKind::input ? group.inputs : group.outputs).push_back(id);
    if (kind == NodeKind::input && !instance.name && !frame.shared_input.valid()) frame.shared_input = id;
    return id;
}

}  // namespace netfig::resolving
