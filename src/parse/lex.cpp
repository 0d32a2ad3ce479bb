#include "parse/lex.h"

#include "NetfigLexer.h"
#include "base/strings.h"
#include "parse/plain_words.h"

#include <algorithm>
#include <glib.h>
#include <utility>

namespace netfig {

namespace {

using Lexer = netfig_grammar::NetfigLexer;

// A parse tree costs about 1 kB a word; this keeps the largest text below 1 GB and two seconds.
constexpr std::size_t most_words = 300'000;

struct CodePoint {
    char32_t value = 0;
    std::size_t length = 1;
};

// Bytes that are no UTF-8 count as one U+FFFD each; load() has reported them.
CodePoint decode(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return {0xFFFD, 1};
    char32_t value = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[at + i]);
        if ((next & 0xC0U) != 0x80) return {0xFFFD, 1};
        value = (value << 6) | (next & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value < 0xE000;
    if (surrogate || value > 0x10FFFF) return {0xFFFD, 1};
    return {value, length};
}

bool is_one_of(char32_t value, std::u32string_view values) { return values.find(value) != values.npos; }

// Digits look alike, and so do letters where they can't be part of a unit, an exponent or the `x` of a shape. ANTLR
// computes its tables as it meets characters; so it meets few, and a start costs 15 % less.
char32_t ascii_representative(char32_t value, char32_t before) {
    if (value >= '0' && value <= '9') return '0';
    if (value >= 'A' && value <= 'Z') return value == 'E' && before == '0' ? value : 'A';
    if (value < 'a' || value > 'z') return value;
    const bool in_unit = (is_one_of(before, U"mcip") && is_one_of(value, U"mnt")) || (before == 'c' && value == 'o') ||
                         (before == 'o' && value == 'l');
    const bool after_number = before == '0' && is_one_of(value, U"mcipe");
    const bool after_size = is_one_of(before, U"0AE_") && value == 'x';
    return in_unit || after_number || after_size ? value : 'a';
}

// What the lexer is shown of a code point, behind what it was shown before: see the end of grammar/NetfigLexer.g4.
char32_t representative(char32_t value, char32_t before) {
    constexpr char32_t other_upper = 1, other_letter = 2, other_part = 3, times = 4, arrow = 5, dash = 6, stray = 7;
    if (value < 0x80) return value == 0 || value > stray ? ascii_representative(value, before) : stray;
    if (value == U'×') return times;
    if (value == U'→') return arrow;
    if (value == U'–' || value == U'—') return dash;
    if (value == 0xFEFF || value == 0x85) return U' ';
    switch (g_unichar_type(value)) {
        case G_UNICODE_UPPERCASE_LETTER:
        case G_UNICODE_TITLECASE_LETTER:
            return other_upper;
        case G_UNICODE_LOWERCASE_LETTER:
        case G_UNICODE_MODIFIER_LETTER:
        case G_UNICODE_OTHER_LETTER:
            return other_letter;
        case G_UNICODE_NON_SPACING_MARK:
        case G_UNICODE_SPACING_MARK:
        case G_UNICODE_DECIMAL_NUMBER:
            return other_part;
        case G_UNICODE_SPACE_SEPARATOR:
        case G_UNICODE_LINE_SEPARATOR:
        case G_UNICODE_PARAGRAPH_SEPARATOR:
            return U' ';
        default:
            return stray;
    }
}

// The input of the lexer. Its own constructor would refuse bytes that are no UTF-8.
class CodePoints : public antlr4::ANTLRInputStream {
public:
    explicit CodePoints(std::string_view text) {
        _data.reserve(text.size());
        for (std::size_t at = 0; at < text.size();) {
            const CodePoint point = decode(text, at);
            _data.push_back(representative(point.value, _data.empty() ? U' ' : _data.back()));
            at += point.length;
        }
    }

    std::u32string_view shown() const { return _data; }
};

// The lexer counts code points, we count bytes. Places must be asked for in rising order.
class ByteCursor {
public:
    explicit ByteCursor(std::string_view text) : text_(text) {}

    std::uint32_t byte_at(std::size_t code_point) {
        for (; code_point_ < code_point && byte_ < text_.size(); ++code_point_) byte_ += decode(text_, byte_).length;
        return static_cast<std::uint32_t>(byte_);
    }

private:
    std::string_view text_;
    std::size_t byte_ = 0;
    std::size_t code_point_ = 0;
};

struct Lexing {
    FaultList& faults;
    Words& words;
    std::vector<Token>& tokens;
    bool broken_before = false;  // the word to come stands right after a fault
    std::uint32_t line_start = 0;

    void comment(std::size_t type, Span span);
    void stray(Span span);
    void word(std::size_t type, Span span, std::size_t line);
    std::uint32_t column(const SourceWord& word) const;
};

void Lexing::comment(std::size_t type, Span span) {
    tokens.push_back({kind_of(type), span});
    if (type != Lexer::UNCLOSED_COMMENT) return;
    span.end = span.begin + 2;
    faults.add(DiagnosticCode::unclosed_comment, span, "this comment is never closed");
}

// One fault for a run of them.
void Lexing::stray(Span span) {
    const bool continues = broken_before && !tokens.empty() && tokens.back().kind == TokenKind::error &&
                           tokens.back().span.end == span.begin;
    tokens.push_back({TokenKind::error, span});
    broken_before = true;
    if (continues) return;
    const std::string_view text = faults.text().substr(span.begin, span.end - span.begin);
    const auto lead = static_cast<unsigned char>(text.empty() ? 0 : text[0]);
    const bool printable = lead > 0x20 && lead != 0x7F && find_invalid_utf8(text) == std::string_view::npos;
    auto& fault =
        faults.add(DiagnosticCode::stray_character, span,
                   printable ? "`" + std::string(text) + "` starts no word" : "this character starts no word");
    if (text == ";") fault.suggestion = "statements need nothing between them; leave it out";
    if (text == "'" || text == "“" || text == "”") fault.suggestion = "strings stand in straight double quotes: \"…\"";
    if (text == "#") fault.suggestion = "comments start with `//`";
}

std::uint32_t Lexing::column(const SourceWord& word) const {
    const std::size_t line_end = faults.text().substr(0, word.begin).find_last_of("\r\n");
    return line_end == std::string_view::npos ? word.begin : word.begin - static_cast<std::uint32_t>(line_end) - 1;
}

void Lexing::word(std::size_t type, Span span, std::size_t line) {
    SourceWord word;
    word.type = type;
    word.begin = span.begin;
    word.end = span.end;
    word.line = static_cast<std::uint32_t>(line);
    word.token = static_cast<std::uint32_t>(tokens.size());
    word.first_on_line = words.empty() || words.back().line != word.line;
    word.glued = !words.empty() && words.back().end == word.begin;
    word.indent = word.first_on_line ? column(word) : words.back().indent;
    word.repaired = std::exchange(broken_before, false);
    tokens.push_back({kind_of(type), span});
    if (type == Lexer::UNCLOSED_STRING) {
        faults.add(DiagnosticCode::unclosed_string, span, "this string is not closed on its line");
        word.type = Lexer::STRING;
        word.unclosed = word.repaired = true;
        broken_before = true;
    }
    if (type == Lexer::WRONG_ARROW) {
        auto& fault = faults.add(DiagnosticCode::syntax_error, span, "an arrow is written `->`");
        fault.fixes.push_back({"->", span});
        word.type = Lexer::ARROW;
    }
    words.push_back(word);
}

bool is_comment(std::size_t type) {
    return type == Lexer::DOC_COMMENT || type == Lexer::LINE_COMMENT || type == Lexer::BLOCK_COMMENT ||
           type == Lexer::UNCLOSED_COMMENT;
}

PlainWord word_at(Lexer& lexer, CodePoints& input, std::size_t at) {
    input.seek(at);
    const auto token = lexer.nextToken();
    return {token->getType(), token->getStopIndex() + 1 - at};
}

}  // namespace

bool lex(Span range, FaultList& faults, Words& words, std::vector<Token>& tokens) {
    const std::string_view text = faults.text().substr(range.begin, range.end - range.begin);
    CodePoints input(text);
    Lexer lexer(&input);
    lexer.removeErrorListeners();
    const std::u32string_view shown = input.shown();
    ByteCursor cursor(text);
    Lexing lexing{faults, words, tokens};
    std::size_t line = 1;
    for (std::size_t at = 0;;) {
        for (; at < shown.size() && is_space(shown[at]); ++at) line += shown[at] == '\n' ? 1 : 0;
        if (at == shown.size()) return true;
        if (tokens.size() >= most_words) return false;
        const auto plain = plain_word(shown.substr(at));
        const PlainWord found = plain ? *plain : word_at(lexer, input, at);
        const std::uint32_t begin = range.begin + cursor.byte_at(at);
        const Span span = faults.span(begin, range.begin + cursor.byte_at(at + found.length));
        if (is_comment(found.type)) {
            lexing.comment(found.type, span);
        } else if (found.type == Lexer::STRAY) {
            lexing.stray(span);
        } else {
            lexing.word(found.type, span, line);
        }
        const auto passed = shown.substr(at, found.length);
        line += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), U'\n'));
        at += found.length;
    }
}

}  // namespace netfig
