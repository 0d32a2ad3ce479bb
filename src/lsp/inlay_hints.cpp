// What inference knows, between the words: the shape after each step of a chain, the names of arguments.
#include "base/dim.h"
#include "base/strings.h"
#include "lsp/elements.h"
#include "lsp/handlers.h"
#include "summary/exits.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

constexpr std::size_t most_shapes = 2;  // of a step that a block repeats with different ones

struct Hints {
    Asked& asked;
    const Config& config;
    std::map<Span, Parts> parts;
    Exits exits;
    Json list = Json::array();

    const Ast& tree() const { return asked.tree(); }
    void add_parameters(const Instance& instance);
    void add_shape(const Element& element);
    std::vector<std::string> shapes_after(const Parts& parts_here) const;
};

bool is_boundary(const Instance& instance) {
    const std::string& type = instance.type.text;
    return type == "In" || type == "Out" || type == "Input" || type == "Output";
}

/// What is written there already needs no hint.
bool tells_its_shape(const Element& element) {
    if (element.stated_shape) return true;
    const auto* instance = std::get_if<Instance>(&element.what);
    return instance && is_boundary(*instance) && (instance->has_arguments || instance->type.text.starts_with("Out"));
}

std::vector<std::string> Hints::shapes_after(const Parts& parts_here) const {
    std::vector<std::string> shapes;
    const auto add = [&](const std::vector<PortId>& ports) {
        for (const Shape& shape : shapes_at(asked.run().shapes, ports)) {
            std::string text = to_text(shape);
            const bool known = !shape.is_unknown() && std::ranges::find(shapes, text) == shapes.end();
            if (known && shapes.size() <= most_shapes) shapes.push_back(std::move(text));
        }
    };
    for (const NodeId id : parts_here.nodes) add(exits.nodes[id]);
    for (const GroupId id : parts_here.groups) add(exits.groups[id]);
    return shapes;
}

void Hints::add_shape(const Element& element) {
    const auto found = parts.find(element.span);
    if (found == parts.end() || tells_its_shape(element)) return;
    std::vector<std::string> shapes = shapes_after(found->second);
    if (shapes.empty()) return;
    if (shapes.size() > most_shapes) shapes.back() = "…";
    const Position place = position_at(asked.map(), element.span.end);
    list.push_back({{"position", to_json(place)}, {"label", join(shapes, ", ")}, {"paddingLeft", true}, {"kind", 1}});
}

void Hints::add_parameters(const Instance& instance) {
    const Names& names = asked.analysis->names;
    const Occurrence* type = occurrence_at(names, asked.analysis->source, instance.type.span.begin);
    if (!type) return;
    const std::vector<SymbolId>& parameters = names.symbols[type->symbol].parameters;
    std::size_t position = 0;
    for (const Argument& argument : instance.arguments) {
        if (argument.name) continue;
        if (position >= parameters.size()) return;
        const std::string& name = names.symbols[parameters[position++]].name;
        const std::string_view written =
            std::string_view(asked.source().text).substr(argument.span.begin, argument.span.end - argument.span.begin);
        if (written == name) continue;
        list.push_back({{"position", to_json(position_at(asked.map(), argument.span.begin))},
                        {"label", name + ":"},
                        {"paddingRight", true},
                        {"kind", 2}});
    }
}

}  // namespace

Outcome inlay_hints(Server& server, const Json& params) {
    auto asked = asked_document(server, params, Phase::infer);
    if (!asked) return Json();
    const Span range = asked_range(*asked, params);
    Hints hints{*asked, server.config, {}, {}};
    if (server.config.shape_hints) {
        hints.parts = parts_by_element(asked->run().network);
        hints.exits = find_exits(asked->run().network);
    }
    for (const Chain& chain : asked->tree().chains) {
        if (!touches(chain.span, range)) continue;
        for (const Element& element : chain.elements) {
            if (!touches(element.span, range)) continue;
            if (server.config.shape_hints) hints.add_shape(element);
            const auto* instance = std::get_if<Instance>(&element.what);
            if (instance && server.config.parameter_hints) hints.add_parameters(*instance);
        }
    }
    return std::move(hints.list);
}

}  // namespace netfig::lsp
