// The words between lexer and parser: what the lexer found, then repaired and told apart by their surroundings
// (lex, balance_brackets, find_keywords, in this order), before the grammar sees them.
#pragma once

#include "netfig/ast.h"
#include "netfig/diagnostic.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

constexpr std::uint32_t no_word = 0xffffffffU;

/// One word. Words that were put in to mend the text have no bytes and no token.
struct SourceWord {
    std::size_t type = 0;     // of NetfigLexer
    std::uint32_t begin = 0;  // bytes of the whole source
    std::uint32_t end = 0;
    std::uint32_t line = 0;
    std::uint32_t indent = 0;       // column of the first word of its line, in bytes
    std::uint32_t token = no_word;  // its place in Ast::tokens
    bool first_on_line = false;
    bool glued = false;     // nothing stands between it and the word before
    bool unclosed = false;  // a string without its closing quote
    bool repaired = false;  // a fault was reported here: what follows from it stays unsaid
};

using Words = std::vector<SourceWord>;

/// Where the parts of a text report their faults. Beyond a number of faults no one reads on.
class FaultList {
public:
    static constexpr std::size_t most_faults = 100;

    FaultList(SourceId source, std::string_view text, Diagnostics& diagnostics)
        : source_(source), text_(text), diagnostics_(diagnostics) {}

    Span span(std::uint32_t begin, std::uint32_t end) const { return {source_, begin, end}; }
    std::string_view text(const SourceWord& word) const { return text_.substr(word.begin, word.end - word.begin); }
    std::string_view text() const { return text_; }
    bool full() const { return count_ >= most_faults; }

    /// The caller may add notes and fixes to what it gets, before the next call.
    Diagnostic& add(DiagnosticCode code, Span span, std::string message) {
        if (full()) return overflow_ = {};
        ++count_;
        diagnostics_.push_back({code, span, std::move(message), {}, {}, {}});
        return diagnostics_.back();
    }

private:
    SourceId source_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    Diagnostic overflow_;
    std::size_t count_ = 0;
};

// ---- what a word can be, by its type ----

bool opens(std::size_t type);
bool closes(std::size_t type);
/// The type that closes what `opener` opens.
std::size_t closer_of(std::size_t opener);
bool begins_operand(std::size_t type);
bool ends_operand(std::size_t type);
bool is_infix(std::size_t type);
bool begins_element(std::size_t type);
/// Directives and definitions, told apart from names by find_keywords.
bool begins_definition(std::size_t type);
TokenKind kind_of(std::size_t type);

/// For each word: its bracket partner, and the bracket that it stands in (no_word where there is none).
struct Brackets {
    std::vector<std::uint32_t> partner;
    std::vector<std::uint32_t> enclosing;
};

Brackets match_brackets(const Words& words);

}  // namespace netfig
