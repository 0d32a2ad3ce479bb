// What every node of ANTLR's tree, and the parser, derive from (`contextSuperClass` and `superClass` in the grammar). ANTLR
// looks for a child by casting every child, through the whole hierarchy and twice; that was half the time of building our
// tree. No class of the tree has classes below it, so a node is of a class exactly where that is its type.
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

/// The generated code enters and leaves each rule through these instead of ANTLR's, whose names they have: those ask by
/// casts, three for a rule, what is known, and call listeners, of which there are none.
class TreeParser : public antlr4::Parser {
public:
    using antlr4::Parser::Parser;

    void enterRule(antlr4::ParserRuleContext* node, std::size_t state, std::size_t) override {
        setState(state);
        _ctx = node;
        _ctx->start = _input->LT(1);
        if (antlr4::ParserRuleContext* above = parent(node)) above->addChild(node);
    }
    void exitRule() {
        _ctx->stop = _input->LT(_matchedEOF ? 1 : -1);
        setState(_ctx->invokingState);
        _ctx = parent(_ctx);
    }

private:
    /// Only rules stand above rules.
    static antlr4::ParserRuleContext* parent(antlr4::ParserRuleContext* node) {
        return static_cast<antlr4::ParserRuleContext*>(node->parent);
    }
};

}  // namespace netfig_grammar
