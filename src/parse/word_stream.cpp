#include "parse/word_stream.h"

namespace netfig {

WordStream::WordStream(const Words& words) {
    tokens_.reserve(words.size() + 1);
    for (const SourceWord& word : words) tokens_.emplace_back(word, tokens_.size());
    SourceWord end;
    end.type = antlr4::Token::EOF;
    end.begin = end.end = words.empty() ? 0 : words.back().end;
    tokens_.emplace_back(end, tokens_.size());
}

antlr4::Token* WordStream::LT(ssize_t k) {
    if (k < 0) return at_ == 0 ? nullptr : &tokens_[at_ - 1];
    const std::size_t ahead = at_ + static_cast<std::size_t>(k) - 1;
    return &tokens_[std::min(ahead, tokens_.size() - 1)];
}

}  // namespace netfig
