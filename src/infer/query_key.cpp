#include "infer/query_key.h"

#include "base/dim.h"

#include <bit>

namespace netfig {

namespace {

/// Appends a value so that different ones differ: each begins with its kind, texts with their length.
struct KeyWriter {
    std::string& key;

    void operator()(const Unknown&) { key += '?'; }
    void operator()(const Dim& dim) {
        key += 'd';
        text(to_text(dim));
    }
    void operator()(double number) {
        key += 'r';
        key += std::to_string(std::bit_cast<std::uint64_t>(number));
    }
    void operator()(bool truth) { key += truth ? 't' : 'f'; }
    void operator()(const std::string& string) {
        key += 's';
        text(string);
    }
    void operator()(const Word& word) {
        key += 'w';
        text(word.text);
    }
    void operator()(const Length& length) {
        key += 'l';
        key += std::to_string(std::bit_cast<std::uint64_t>(length.points));
    }
    void operator()(const Shape& shape) {
        key += shape.is_unknown() ? "(?" : "(";
        if (shape.dims) {
            for (const Dim& dim : *shape.dims) (*this)(dim);
        }
        key += ')';
    }
    void operator()(const ValueList& list) {
        key += '[';
        for (const Value& item : list) std::visit(*this, item.what);
        key += ']';
    }
    void text(const std::string& words) {
        key += std::to_string(words.size());
        key += ':';
        key += words;
    }
};

}  // namespace

std::string content_key(const Shape& shape) {
    std::string key;
    KeyWriter{key}(shape);
    return key;
}

std::string content_key(const std::vector<BoundArgument>& arguments) {
    std::string key;
    KeyWriter write{key};
    for (const BoundArgument& argument : arguments) {
        key += argument.known ? '=' : '-';
        std::visit(write, argument.value.what);
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

QueryKey key_of(const Network& network, const Node& node, std::uint32_t arguments, const Table<PortId, LinkId>& feeding,
                const SharedTable<PortId, Shape>& shapes) {
    QueryKey key{node.operation.value, arguments, static_cast<char32_t>(node.inputs.size())};
    for (const PortId id : node.inputs) {
        const auto declared = static_cast<char32_t>(network.ports[id].declared);
        key += declared * 2 + (feeding[id].valid() ? 1 : 0);
        key += shapes.number(id);
    }
    for (const PortId id : node.outputs) {
        key += static_cast<char32_t>(network.ports[id].declared);
        key += static_cast<char32_t>(network.ports[id].index);
    }
    return key;
}

}  // namespace netfig
