#include "infer/query_key.h"

#include "evaluate/content_key.h"

namespace netfig {

std::string content_key(const Shape& shape) {
    std::string key;
    append_content(key, shape);
    return key;
}

std::string content_key(const std::vector<BoundArgument>& arguments) {
    std::string key;
    for (const BoundArgument& argument : arguments) {
        key += argument.known ? '=' : '-';
        append_content(key, argument.value);
    }
    return key;
}

ArgumentsId ArgumentNumbers::number_of(const Node& node) {
    const auto look_inside = [&] {
        const std::string content = std::to_string(node.operation.value) + content_key(node.arguments);
        return by_content.try_emplace(content, ArgumentsId(by_content.size())).first->second;
    };
    if (!node.arguments.identity()) return look_inside();
    const auto [known, is_new] = by_identity.try_emplace(node.arguments.identity());
    if (is_new) known->second = look_inside();
    return known->second;
}

void write_key(QueryKey& key, const ShapeFlow& flow, const Node& node, ArgumentsId arguments) {
    const auto declared = [&](PortId id) { return static_cast<char32_t>(flow.network.ports[id].declared); };
    key = {arguments.value, static_cast<char32_t>(node.inputs.size())};
    for (const PortId id : node.inputs) {
        key += declared(id) * 2 + (flow.links.feeding[id].valid() ? 1 : 0);
        key += flow.ports.number(id);
    }
    for (const PortId id : node.outputs) {
        key += declared(id);
        key += static_cast<char32_t>(flow.network.ports[id].index);
    }
}

}  // namespace netfig
