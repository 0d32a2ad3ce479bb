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

std::uint32_t ArgumentNumbers::number_of(const Arguments& arguments) {
    const auto [known, is_new] = by_identity.try_emplace(arguments.identity());
    if (is_new) {
        const auto next = static_cast<std::uint32_t>(by_content.size());
        known->second = by_content.try_emplace(content_key(arguments), next).first->second;
    }
    return known->second;
}

void write_key(QueryKey& key, const ShapeFlow& flow, const Node& node, std::uint32_t arguments) {
    const auto declared = [&](PortId id) { return static_cast<char32_t>(flow.network.ports[id].declared); };
    key = {node.operation.value, arguments, static_cast<char32_t>(node.inputs.size())};
    for (const PortId id : node.inputs) {
        key += declared(id) * 2 + (flow.feeding[id].valid() ? 1 : 0);
        key += flow.ports.number(id);
    }
    for (const PortId id : node.outputs) {
        key += declared(id);
        key += static_cast<char32_t>(flow.network.ports[id].index);
    }
}

}  // namespace netfig
