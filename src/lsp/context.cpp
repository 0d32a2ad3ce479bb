#include "lsp/context.h"

#include <algorithm>
#include <optional>

namespace netfig::lsp {
namespace {

/// The tokens before a place, and the brackets that are still open there.
struct Words {
    std::string_view text;
    SourceId source;
    std::vector<Token> tokens;      // whole ones before the place, without comments
    std::vector<std::size_t> open;  // positions in `tokens` of open brackets

    std::string_view word(std::size_t i) const {
        return text.substr(tokens[i].span.begin, tokens[i].span.end - tokens[i].span.begin);
    }
    bool is(std::size_t i, std::string_view wanted) const { return i < tokens.size() && word(i) == wanted; }
    std::size_t size() const { return tokens.size(); }
};

bool is_word(const Token& token) {
    switch (token.kind) {
        case TokenKind::type:
        case TokenKind::name:
        case TokenKind::keyword:
        case TokenKind::boolean:
        case TokenKind::shape:  // `HxW` so far, or a type such as `Ax`
            return true;
        case TokenKind::number:
        case TokenKind::length:
        case TokenKind::string:
        case TokenKind::arrow:
        case TokenKind::punctuation:
        case TokenKind::comment:
        case TokenKind::doc_comment:
        case TokenKind::error:
            return false;
    }
    return false;
}

/// Words that the parser skipped to find its way again are still words to who writes them.
Token recognized(Token token, std::string_view text) {
    if (token.kind != TokenKind::error) return token;
    const char first = text[token.span.begin];
    const bool lower = (first >= 'a' && first <= 'z') || first == '_';
    if (lower) token.kind = TokenKind::name;
    if (first >= 'A' && first <= 'Z') token.kind = TokenKind::type;
    return token;
}

bool is_remark(const Token& token) { return token.kind == TokenKind::comment || token.kind == TokenKind::doc_comment; }

bool opens(std::string_view word) { return word == "(" || word == "{" || word == "[" || word == "-["; }
bool closes(std::string_view word) { return word == ")" || word == "}" || word.starts_with("]"); }

/// No arrow stands in parentheses: those that are open where one comes were never closed, and their statement has
/// ended.
void give_up_parentheses(Words& words) {
    auto first = words.open.end();
    for (auto at = words.open.end(); at != words.open.begin();) {
        --at;
        if (words.is(*at, "{")) break;
        if (words.is(*at, "(") || words.is(*at, "-[")) first = at;
    }
    words.open.erase(first, words.open.end());
}

void find_open(Words& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words.word(i);
        if (word == "->" || word == "→" || word == "-[") give_up_parentheses(words);
        if (opens(word)) words.open.push_back(i);
        if (closes(word) && !words.open.empty()) words.open.pop_back();
    }
}

/// `for c in [64, 128] {` before a place in its braces: a loop that is being typed is in no tree yet.
std::vector<std::string> loops_around(const Words& words) {
    std::vector<std::string> names;
    for (const std::size_t open : words.open) {
        if (!words.is(open, "{")) continue;
        for (std::size_t i = open; i-- > 0;) {
            if (words.is(i, "{") || words.is(i, "}") || words.tokens[i].kind == TokenKind::arrow) break;
            if (!words.is(i, "for") || !words.is(i + 2, "in")) continue;
            names.emplace_back(words.word(i + 1));
            break;
        }
    }
    return names;
}

/// `style Conv, .wide` before a parenthesis.
bool follows_style(const Words& words, std::size_t before) {
    for (std::size_t i = before; i-- > 0;) {
        if (words.is(i, "style")) return true;
        const bool selector = words.tokens[i].kind == TokenKind::type || words.tokens[i].kind == TokenKind::name ||
                              words.is(i, ",") || words.is(i, ".");
        if (!selector) return false;
    }
    return false;
}

/// `op Name(…) alias Other` before a brace.
bool follows_operation(const Words& words, std::size_t before) {
    std::size_t depth = 0;
    for (std::size_t i = before; i-- > 0;) {
        if (closes(words.word(i))) ++depth;
        if (opens(words.word(i)) && depth-- == 0) return false;
        if (depth > 0) continue;
        if (words.is(i, "op")) return true;
        if (words.is(i, "}") || words.tokens[i].kind == TokenKind::arrow) return false;
    }
    return false;
}

/// What stands in the innermost parentheses: arguments so far, and the key of the one being written.
void read_arguments(const Words& words, std::size_t open, WritingPlace& place) {
    std::size_t depth = 0;
    place.open = words.tokens[open].span.begin;
    for (std::size_t i = open + 1; i < words.size(); ++i) {
        if (depth > 0 || opens(words.word(i))) {
            depth += opens(words.word(i)) ? 1 : 0;
            depth -= closes(words.word(i)) ? 1 : 0;
            continue;
        }
        if (words.is(i, ",")) {
            ++place.positional;
            place.key.clear();
        }
        if (words.is(i, "=") && i > open) {
            place.key = words.word(i - 1);
            place.given.push_back(place.key);
        }
    }
    place.in_list = words.is(words.open.back(), "[");
    // The one being written is a comma behind the last of those that count.
    place.positional -= std::min(place.positional, place.given.size() - (place.key.empty() ? 0 : 1));
}

PlaceKind in_parenthesis(const Words& words, std::size_t open, WritingPlace& place) {
    if (open == 0) return PlaceKind::expression;
    const Token& before = words.tokens[open - 1];
    if (before.kind == TokenKind::name) place.function = words.word(open - 1);
    if (words.is(open - 1, "figure")) return PlaceKind::setting;
    if (words.is(open - 1, "@") || follows_style(words, open)) return PlaceKind::property;
    if (before.kind != TokenKind::type && before.kind != TokenKind::shape) return PlaceKind::expression;
    const bool declares = open > 1 && (words.is(open - 2, "+") || words.is(open - 2, "op"));
    if (declares) return PlaceKind::expression;
    place.type = words.word(open - 1);
    return PlaceKind::argument;
}

/// The bracket whose content decides what may be written: a list inside parentheses is a value of theirs.
std::optional<std::size_t> deciding_bracket(const Words& words) {
    for (std::size_t i = words.open.size(); i-- > 0;) {
        const std::size_t open = words.open[i];
        if (words.is(open, "{")) return open;
        if (words.is(open, "-[")) return open;
        if (words.is(open, "(")) return open;
    }
    return std::nullopt;
}

/// `a/b/` before the place, outermost first.
std::vector<std::string> path_before(const Words& words) {
    std::vector<std::string> path;
    std::size_t at = words.size();
    while (at >= 2 && words.is(at - 1, "/") && is_word(words.tokens[at - 2])) {
        path.emplace_back(words.word(at - 2));
        at -= 2;
    }
    std::ranges::reverse(path);
    return path;
}

PlaceKind in_chain(const Words& words, WritingPlace& place) {
    if (words.size() == 0) return PlaceKind::element;
    const std::size_t last = words.size() - 1;
    place.path = path_before(words);
    if (!place.path.empty()) {
        const std::size_t before = words.size() - 2 * place.path.size();
        return before > 0 && words.is(before - 1, "use") ? PlaceKind::use_name : PlaceKind::path;
    }
    if (words.is(last, "use")) return PlaceKind::use_name;
    if (words.is(last, "+") || words.is(last, "op") || words.is(last, "for")) return PlaceKind::nothing;
    if (words.is(last, ".")) return PlaceKind::style_class;
    if (words.is(last, "style") || (words.is(last, ",") && follows_style(words, last))) return PlaceKind::type;
    if (words.is(last, "@")) return PlaceKind::nothing;
    if (words.is(last, ":")) return last > 0 && words.is(last - 1, ")") ? PlaceKind::nothing : PlaceKind::type;
    const bool loop = words.is(last, "in") && last > 1 && words.is(last - 2, "for");
    const bool value = words.is(last, "=") || words.is(last, "*") || words.is(last, "if") || loop;
    return value ? PlaceKind::expression : PlaceKind::element;
}

PlaceKind in_operation(const Words& words, WritingPlace& place) {
    if (words.size() > 0 && words.is(words.size() - 1, "kind")) place.key = "kind";
    return PlaceKind::clause;
}

PlaceKind in_string(const Words& words, WritingPlace& place) {
    const std::size_t size = words.size();
    if (size > 0 && words.is(size - 1, "use")) return PlaceKind::use_file;
    const bool theme = size > 1 && words.is(size - 1, "=") && words.is(size - 2, "theme");
    if (!theme) return PlaceKind::nothing;
    place.key = "theme";
    return PlaceKind::setting;
}

PlaceKind kind_of(const Words& words, WritingPlace& place) {
    const auto open = deciding_bracket(words);
    if (!open) return in_chain(words, place);
    if (words.is(*open, "{"))
        return follows_operation(words, *open) ? in_operation(words, place) : in_chain(words, place);
    read_arguments(words, *open, place);
    return words.is(*open, "-[") ? PlaceKind::annotation : in_parenthesis(words, *open, place);
}

std::uint32_t narrow(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

}  // namespace

WritingPlace writing_place(const Ast& ast, std::string_view text, std::size_t offset) {
    WritingPlace place;
    place.word = {ast.source, narrow(offset), narrow(offset)};
    Words words{text, ast.source, {}, {}};
    bool quoted = false;
    std::size_t skipped = 0;  // to here: the rest of a line with a text that is not closed
    for (const Token& written : ast.tokens) {
        const Token token = recognized(written, text);
        const Span span = token.span;
        if (span.begin >= offset) break;
        if (span.begin < skipped) continue;
        if (token.kind == TokenKind::error && text[span.begin] == '"') {
            skipped = std::min(text.find('\n', span.begin), text.size());
            quoted = offset <= skipped;
            if (!quoted) continue;
            place.word.begin = span.begin + 1;
            break;
        }
        const bool inside = offset < span.end || (offset == span.end && (is_word(token) || is_remark(token)));
        const bool unclosed = token.kind == TokenKind::string && offset == span.end &&
                              (span.end - span.begin < 2 || text[span.end - 1] != '"');
        if (is_remark(token)) {
            const bool line = text.substr(span.begin, 2) == "//";
            if (offset < span.end || (line && offset == span.end)) return place.kind = PlaceKind::nothing, place;
            continue;
        }
        quoted = unclosed || (token.kind == TokenKind::string && offset < span.end);
        if (quoted) place.word.begin = span.begin + 1;
        if (quoted) break;
        if (inside) place.word.begin = span.begin;
        if (!inside) words.tokens.push_back(token);
    }
    find_open(words);
    place.loops = loops_around(words);
    place.kind = quoted ? in_string(words, place) : kind_of(words, place);
    return place;
}

}  // namespace netfig::lsp
