// Words as the tokens that ANTLR reads.
#pragma once

#include "antlr4-runtime.h"
#include "parse/words.h"

namespace netfig {

/// A token whose index is the index of its word.
class WordToken : public antlr4::Token {
public:
    WordToken(const SourceWord& word, std::size_t index)
        : type_(word.type), begin_(word.begin), end_(word.end), index_(index) {}

    std::string getText() const override { return {}; }
    std::size_t getType() const override { return type_; }
    std::size_t getLine() const override { return 1; }
    std::size_t getCharPositionInLine() const override { return 0; }
    std::size_t getChannel() const override { return DEFAULT_CHANNEL; }
    std::size_t getTokenIndex() const override { return index_; }
    std::size_t getStartIndex() const override { return begin_; }
    std::size_t getStopIndex() const override { return end_; }  // one behind the last byte, unlike ANTLR's own
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    antlr4::CharStream* getInputStream() const override { return nullptr; }
    std::string toString() const override { return {}; }

private:
    std::size_t type_;
    std::uint32_t begin_;
    std::uint32_t end_;
    std::size_t index_;
};

/// Much cheaper than ANTLR's buffered streams: everything is here already, and there is one channel.
class WordStream : public antlr4::TokenStream {
public:
    explicit WordStream(const Words& words);

    antlr4::Token* LT(ssize_t k) override;
    std::size_t LA(ssize_t k) override { return LT(k)->getType(); }
    void consume() override {
        if (at_ + 1 < tokens_.size()) ++at_;
    }
    void seek(std::size_t index) override { at_ = std::min(index, tokens_.size() - 1); }
    std::size_t index() override { return at_; }
    std::size_t size() override { return tokens_.size(); }
    antlr4::Token* get(std::size_t index) const override { return const_cast<WordToken*>(&tokens_[index]); }

    ssize_t mark() override { return 0; }
    void release(ssize_t) override {}
    std::string getSourceName() const override { return {}; }
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    std::string getText(const antlr4::misc::Interval&) override { return {}; }
    std::string getText() override { return {}; }
    std::string getText(antlr4::RuleContext*) override { return {}; }
    std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

private:
    std::vector<WordToken> tokens_;  // ends with EOF
    std::size_t at_ = 0;
};

}  // namespace netfig
