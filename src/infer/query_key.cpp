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
    const auto number = [](std::size_t value) { return static_cast<std::uint32_t>(value); };
    key.resize(2 + 2 * (node.inputs.size() + node.outputs.size()));
    auto at = key.begin();
    *at++ = arguments.value;
    *at++ = number(node.inputs.size());
    for (const PortId id : node.inputs) {
        const bool linked = flow.links.sources[id].valid();
        *at++ = number(flow.network.ports[id].declared) * 2 + (linked ? 1 : 0);
        *at++ = flow.ports.number(id);
    }
    for (const PortId id : node.outputs) {
        const Port& port = flow.network.ports[id];
        *at++ = number(port.declared);
        *at++ = number(port.index);
    }
}

std::size_t QueryKeyHash::operator()(const QueryKey& key) const {
    std::size_t hash = 0;
    for (const std::uint32_t number : key) hash = (hash ^ number) * 0x9e3779b97f4a7c15U;
    return hash ^ (hash >> 32);
}

}  // namespace netfig
