// From places in a text to elements of chains, and from those to what the network made of them.
#pragma once

#include "lsp/analysis.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace netfig::lsp {

/// One element of a chain in a tree.
struct ElementPlace {
    ChainId chain;
    std::size_t index = 0;
};

/// The innermost element around an offset; a place right behind it counts.
std::optional<ElementPlace> element_at(const Ast& ast, std::size_t offset);
const Element& element_of(const Ast& ast, ElementPlace place);
/// The element that declares an instance whose name stands at `name`.
std::optional<ElementPlace> declaring_element(const Ast& ast, Span name);

/// What one written element became: several parts where its block is used several times, or it is repeated.
struct Parts {
    std::vector<NodeId> nodes;
    std::vector<GroupId> groups;
};

/// By the span of the element.
std::map<Span, Parts> parts_by_element(const Network& network);

/// What is known of one part, in words.
struct PartFacts {
    std::vector<std::string> inputs;  // shapes
    std::vector<std::string> outputs;
    std::string params;  // empty where there is nothing to say
    std::string flops;
    friend bool operator==(const PartFacts&, const PartFacts&) = default;
};

/// Facts of every part of an element, equal ones once.
std::vector<PartFacts> facts_of(const Compilation& run, const Parts& parts);

}  // namespace netfig::lsp
