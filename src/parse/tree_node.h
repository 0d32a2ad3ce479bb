// What every node of ANTLR's tree derives from (`contextSuperClass` in the grammar). ANTLR looks for a child by casting
// every child, through the whole hierarchy and twice; that was half the time of building our tree. No class of the tree
// has classes below it, so a node is of a class exactly where that is its type.
#pragma once

#include "antlr4-runtime.h"

#include <typeinfo>

namespace netfig_grammar {

/// The node as one of a class that nothing derives from, or null.
template <class NodeClass>
NodeClass* node_as(antlr4::tree::ParseTree* node) {
    return typeid(*node) == typeid(NodeClass) ? static_cast<NodeClass*>(node) : nullptr;
}

inline antlr4::tree::TerminalNode* word_node(antlr4::tree::ParseTree* node) {
    const std::type_info& type = typeid(*node);
    const bool is_word = type == typeid(antlr4::tree::TerminalNodeImpl) || type == typeid(antlr4::tree::ErrorNodeImpl);
    return is_word ? static_cast<antlr4::tree::TerminalNode*>(node) : nullptr;
}

/// The generated code calls these instead of ANTLR's, whose names they have; some versions declare them virtual.
class TreeNode : public antlr4::ParserRuleContext {
public:
    using antlr4::ParserRuleContext::ParserRuleContext;

    template <class NodeClass>
    NodeClass* getRuleContext(std::size_t position) {
        for (antlr4::tree::ParseTree* child : children) {
            NodeClass* found = node_as<NodeClass>(child);
            if (found && position-- == 0) return found;
        }
        return nullptr;
    }
    template <class NodeClass>
    std::vector<NodeClass*> getRuleContexts() {
        std::vector<NodeClass*> all;
        for (antlr4::tree::ParseTree* child : children) {
            if (NodeClass* found = node_as<NodeClass>(child)) all.push_back(found);
        }
        return all;
    }
    antlr4::tree::TerminalNode* getToken(std::size_t type, std::size_t position) {
        for (antlr4::tree::ParseTree* child : children) {
            antlr4::tree::TerminalNode* word = word_node(child);
            if (word && word->getSymbol()->getType() == type && position-- == 0) return word;
        }
        return nullptr;
    }
};

}  // namespace netfig_grammar
