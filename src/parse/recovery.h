// What the parser does about words that don't fit: its own messages, and its own idea of where to go on.
#pragma once

#include "parse/word_stream.h"

namespace netfig {

/// Reports once per broken region. A fault within brackets ends with them, any other with its statement, so the
/// neighbours stay whole. Brackets must be balanced.
class Recovery : public antlr4::ANTLRErrorStrategy {
public:
    Recovery(const Words& words, FaultList& faults)
        : words_(words), faults_(faults), brackets_(match_brackets(words)) {}

    void reset(antlr4::Parser*) override {}
    antlr4::Token* recoverInline(antlr4::Parser* parser) override;
    void recover(antlr4::Parser* parser, std::exception_ptr fault) override;
    void sync(antlr4::Parser* parser) override;
    bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
    void reportMatch(antlr4::Parser*) override {}
    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& fault) override;

    /// The words that did not fit.
    const std::vector<std::size_t>& misfits() const { return misfits_; }

private:
    void report(antlr4::Parser& parser);
    std::string hint_at(std::size_t at) const;
    std::vector<std::size_t> expected(antlr4::Parser& parser) const;
    std::size_t end_of_statement(std::size_t at, std::size_t start, bool clause) const;
    bool starts_statement(std::size_t at) const;

    const Words& words_;
    FaultList& faults_;
    Brackets brackets_;
    std::vector<std::size_t> misfits_;
    bool recovering_ = false;
    // The last place where the parser could choose: it knows more about what could follow than the place where it
    // failed.
    std::size_t choice_word_ = 0;
    std::size_t choice_state_ = 0;
    antlr4::RuleContext* choice_rule_ = nullptr;
};

}  // namespace netfig
