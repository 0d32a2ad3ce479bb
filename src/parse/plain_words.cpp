// Most of a text is plain: names, brackets, arrows, spaces. The lexer computes its tables as it meets characters, anew
// at each start, and takes its time for every character after; so plain words are told here. The grammar stays the law:
// plain_words_test holds both to the same words.
#include "parse/plain_words.h"

#include "NetfigLexer.h"

#include <algorithm>

namespace netfig {

namespace {

using Lexer = netfig_grammar::NetfigLexer;

constexpr char32_t other_upper = 1, other_part = 3, times = 4;  // see the end of grammar/NetfigLexer.g4

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_upper(char32_t c) { return (c >= 'A' && c <= 'Z') || c == other_upper; }
bool is_part(char32_t c) {
    return (c >= 'a' && c <= 'z') || is_upper(c) || is_digit(c) || c == '_' || (c >= other_upper && c <= other_part);
}

char32_t character(std::u32string_view shown, std::size_t at) { return at < shown.size() ? shown[at] : U'\0'; }

std::size_t length_while(std::u32string_view shown, bool (*belongs)(char32_t)) {
    return static_cast<std::size_t>(std::find_if_not(shown.begin(), shown.end(), belongs) - shown.begin());
}

/// `HxW` and `H×W` are shapes.
std::optional<PlainWord> letters(std::u32string_view shown) {
    const std::size_t length = length_while(shown, is_part);
    if (!is_upper(shown[0])) {
        const bool wire = length == 1 && shown[0] == '_';
        return PlainWord{wire ? Lexer::WIRE : Lexer::NAME, length};
    }
    const bool may_be_shape = character(shown, length) == times || shown.substr(0, length).find(U'x') != shown.npos;
    return may_be_shape ? std::nullopt : std::optional(PlainWord{Lexer::TYPE, length});
}

std::optional<PlainWord> digits(std::u32string_view shown) {
    const std::size_t length = length_while(shown, is_digit);
    const char32_t next = character(shown, length);
    if (is_part(next) || next == '.' || next == times) return std::nullopt;
    return PlainWord{Lexer::INTEGER, length};
}

PlainWord line_comment(std::u32string_view shown) {
    const std::size_t length = length_while(shown, [](char32_t c) { return c != '\r' && c != '\n'; });
    const bool documents = length > 2 && shown[2] == '/' && (length == 3 || shown[3] != '/');
    return {documents ? Lexer::DOC_COMMENT : Lexer::LINE_COMMENT, length};
}

/// A sign that no longer one begins with, given what stands behind it.
std::optional<PlainWord> sign(char32_t first, char32_t next) {
    switch (first) {
        case '(':
            return PlainWord{Lexer::LPAREN, 1};
        case ')':
            return PlainWord{Lexer::RPAREN, 1};
        case '[':
            return PlainWord{Lexer::LBRACKET, 1};
        case ']':
            return PlainWord{Lexer::RBRACKET, 1};
        case '{':
            return PlainWord{Lexer::LBRACE, 1};
        case '}':
            return PlainWord{Lexer::RBRACE, 1};
        case ',':
            return PlainWord{Lexer::COMMA, 1};
        case ':':
            return PlainWord{Lexer::COLON, 1};
        case '@':
            return PlainWord{Lexer::AT, 1};
        case '*':
            return PlainWord{Lexer::STAR, 1};
        case '+':
            return PlainWord{Lexer::PLUS, 1};
        case '-':
            if (next == '>') return PlainWord{Lexer::ARROW, 2};
            if (next == '[') return PlainWord{Lexer::ARROW_OPEN, 2};
            return next == '-' ? std::nullopt : std::optional(PlainWord{Lexer::MINUS, 1});
        case '=':
            return next == '=' || next == '>' ? std::nullopt : std::optional(PlainWord{Lexer::ASSIGN, 1});
        case '/':
            return next == '*' ? std::nullopt : std::optional(PlainWord{Lexer::SLASH, 1});
        default:
            return std::nullopt;
    }
}

}  // namespace

bool is_space(char32_t shown) { return shown == ' ' || (shown >= '\t' && shown <= '\r'); }

std::optional<PlainWord> plain_word(std::u32string_view shown) {
    const char32_t first = character(shown, 0), next = character(shown, 1);
    if (is_digit(first)) return digits(shown);
    if (is_part(first) && first != other_part) return letters(shown);
    if (first == '/' && next == '/') return line_comment(shown);
    return sign(first, next);
}

}  // namespace netfig
