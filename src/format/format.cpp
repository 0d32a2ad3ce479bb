#include "format/format.h"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

namespace netfig {

namespace {

constexpr std::size_t indent_step = 4;

enum class Bracket { file, braces, clauses, parentheses, square };

struct Frame {
    Bracket bracket = Bracket::file;
    std::size_t indent = 0;        // of lines inside
    std::size_t outer_indent = 0;  // of the line that opened it
    int conditionals = 0;          // `?` that wait for their `:`
    bool port = false;             // a clause `in` or `out` waits for its `:`
};

bool is_comment(TokenKind kind) { return kind == TokenKind::comment || kind == TokenKind::doc_comment; }

/// Prints the tokens in order. The author's line ends stay; between them the spacing is ours. Never does it join what
/// stood apart or part what stood together where that could change the meaning (`+Type`, `a/b`, `kernel[0]`).
struct Formatting {
    std::string_view text;
    const std::vector<Token>& tokens;
    std::string out{};
    std::vector<Frame> frames{Frame{}};
    std::size_t line_indent = 0;
    bool operation_header = false;  // an `op` waits for its braces
    bool style_header = false;      // a `style` waits for its parentheses
    bool tight_after = false;       // nothing goes between the last token and the next

    void run();
    void token(std::size_t at);
    void start_line(std::size_t at, std::size_t line_ends);
    void note(std::size_t at);
    enum class Colon { declares, port, spaced };
    Colon colon(std::size_t at) const;
    void note_colon(std::size_t at);

    Frame& frame() { return frames.back(); }
    std::string_view word(std::size_t at) const;
    bool is(std::size_t at, std::string_view word_text) const { return at < tokens.size() && word(at) == word_text; }
    bool glued(std::size_t at) const { return at > 0 && tokens[at - 1].span.end == tokens[at].span.begin; }
    bool is_opener(std::size_t at) const { return is(at, "(") || is(at, "[") || is(at, "{") || is(at, "-["); }
    bool is_closer(std::size_t at) const { return is(at, ")") || is(at, "]") || is(at, "}"); }
    bool ends_operand(std::size_t at) const;
    bool is_infix(std::size_t at) const;
    bool continues(std::size_t at) const;
    bool is_prefix(std::size_t at) const;
    bool space_before(std::size_t at) const;
    std::size_t code_before(std::size_t at) const;
    std::size_t code_from(std::size_t at) const;
    std::size_t line_ends_before(std::size_t at) const;
};

std::string_view Formatting::word(std::size_t at) const {
    const Span span = tokens[at].span;
    std::string_view word_text = text.substr(span.begin, span.end - span.begin);
    if (is_comment(tokens[at].kind)) {
        while (!word_text.empty() && (word_text.back() == ' ' || word_text.back() == '\t')) word_text.remove_suffix(1);
    }
    return word_text;
}

constexpr std::size_t none = static_cast<std::size_t>(-1);

std::size_t Formatting::code_before(std::size_t at) const {
    while (at > 0) {
        if (!is_comment(tokens[--at].kind)) return at;
    }
    return none;
}

std::size_t Formatting::code_from(std::size_t at) const {
    while (at < tokens.size() && is_comment(tokens[at].kind)) ++at;
    return at;
}

std::size_t Formatting::line_ends_before(std::size_t at) const {
    const std::size_t begin = at == 0 ? 0 : tokens[at - 1].span.end;
    const std::string_view gap = text.substr(begin, tokens[at].span.begin - begin);
    const auto feeds = std::ranges::count(gap, '\n');
    return static_cast<std::size_t>(feeds > 0 ? feeds : std::ranges::count(gap, '\r'));
}

bool Formatting::ends_operand(std::size_t at) const {
    if (at == none) return false;
    switch (tokens[at].kind) {
        case TokenKind::type:
        case TokenKind::name:
        case TokenKind::number:
        case TokenKind::length:
        case TokenKind::shape:
        case TokenKind::string:
        case TokenKind::boolean:
            return true;
        case TokenKind::punctuation:
            return is(at, ")") || is(at, "]") || is(at, "}");
        case TokenKind::keyword:
        case TokenKind::arrow:
        case TokenKind::comment:
        case TokenKind::doc_comment:
        case TokenKind::error:
            return false;
    }
    return false;
}

bool Formatting::is_infix(std::size_t at) const {
    constexpr std::string_view infixes[] = {"+", "-",  "*",  "/",  "%",   "x",  "×", "==", "!=", "<", "<=",
                                            ">", ">=", "&&", "||", "and", "or", "?", ":",  "=",  "?:"};
    const bool kind = tokens[at].kind == TokenKind::punctuation || tokens[at].kind == TokenKind::keyword;
    return kind && std::ranges::find(infixes, word(at)) != std::end(infixes);
}

// `-x`, `!x`, `*B`: an operator with nothing before that it could join.
bool Formatting::is_prefix(std::size_t at) const {
    const bool sign = is(at, "-") || is(at, "*");
    if (is(at, "!")) return true;
    return sign && tokens[at].kind == TokenKind::punctuation && !ends_operand(code_before(at));
}

// True where a line that begins with this token goes on with what the line before began.
bool Formatting::continues(std::size_t at) const {
    const std::size_t code = code_from(at);
    const std::size_t before = code_before(at);
    if (code >= tokens.size() || before == none || is_closer(code)) return false;
    if (tokens[before].kind == TokenKind::arrow && !is(before, "-[")) return true;
    if (tokens[code].kind == TokenKind::arrow || is(code, "@") || is(code, "alias")) return true;
    const bool defines = is(code, "+") && glued(code + 1);
    if (is_infix(code) && !defines && !is_prefix(code)) return true;
    return is_infix(before) || is_prefix(before);
}

bool Formatting::space_before(std::size_t at) const {
    if (is_comment(tokens[at].kind)) return true;
    if (tight_after) return false;
    const std::size_t before = at - 1;
    if (is_comment(tokens[before].kind)) return !is_closer(at) && !is(at, ",");
    if (is(at, ",") || is(at, ")") || is(at, "]") || is(at, "...") || is(at, "?:")) return false;
    if (is(before, "(") || is(before, "[") || is(before, "-[") || is(before, "@") || is(before, ".")) return false;
    if (is(before, "{") && is(at, "}")) return false;
    if (is(at, ":") && colon(at) != Colon::spaced) return false;
    if (tokens[before].kind == TokenKind::arrow && is(before, "]")) return false;
    if (is(at, "(")) {
        const bool call = ends_operand(before) || is(before, "figure");
        return style_header || !call || is(before, ")");
    }
    if (is(at, "[") && ends_operand(before)) return !glued(at);
    const bool slash_joins = glued(at) && (is(at, "/") || is(before, "/"));
    return !slash_joins || !(is(at, "/") ? glued(at + 1) : glued(before));
}

void Formatting::start_line(std::size_t at, std::size_t line_ends) {
    if (at > 0) out.append(line_ends > 1 ? 2 : 1, '\n');
    if (is_closer(at)) {
        line_indent = frame().outer_indent;
    } else {
        line_indent = frame().indent + (continues(at) ? indent_step : 0);
    }
    out.append(line_indent, ' ');
}

// `name:Type` declares, `name: pattern` is a port, `Type : shape` and `c ? a : b` breathe.
Formatting::Colon Formatting::colon(std::size_t at) const {
    const Frame& here = frames.back();
    if (here.conditionals > 0) return Colon::spaced;
    if (here.bracket == Bracket::clauses) return here.port ? Colon::port : Colon::spaced;
    const std::size_t before = code_before(at);
    const bool after_name = before != none && tokens[before].kind == TokenKind::name;
    return after_name && here.bracket != Bracket::parentheses ? Colon::declares : Colon::spaced;
}

void Formatting::note_colon(std::size_t at) {
    const Colon role = colon(at);
    if (frame().conditionals > 0) --frame().conditionals;
    if (role == Colon::declares) tight_after = true;
    if (role == Colon::port) frame().port = false;
}

// What a token means for those after it.
void Formatting::note(std::size_t at) {
    tight_after = false;
    const bool keyword = tokens[at].kind == TokenKind::keyword;
    if (keyword && is(at, "op")) operation_header = true;
    if (keyword && is(at, "style")) style_header = true;
    if (keyword && frame().bracket == Bracket::clauses) {
        frame().port = is(at, "in") || is(at, "out");
        frame().conditionals = 0;
    }
    if (is(at, "?")) ++frame().conditionals;
    if (is(at, ":")) note_colon(at);
    if (is(at, "?:")) frame().port = false;
    if (is_prefix(at)) tight_after = !is(at + 1, "[");
    if (is(at, "+") && at + 1 < tokens.size() && glued(at + 1) && !glued(at)) tight_after = true;
    if (is_opener(at)) {
        Frame inner{Bracket::parentheses, line_indent + indent_step, line_indent};
        if (is(at, "{")) inner.bracket = operation_header ? Bracket::clauses : Bracket::braces;
        if (is(at, "[")) inner.bracket = Bracket::square;
        if (is(at, "{")) operation_header = false;
        style_header = false;
        frames.push_back(inner);
    } else if (is_closer(at) && frames.size() > 1) {
        frames.pop_back();
    }
}

void Formatting::token(std::size_t at) {
    const std::size_t line_ends = line_ends_before(at);
    if (at == 0 || line_ends > 0) {
        start_line(at, line_ends);
    } else if (space_before(at)) {
        out += word(at).starts_with("//") ? "  " : " ";
    }
    out += word(at);
    note(at);
}

void Formatting::run() {
    for (std::size_t at = 0; at < tokens.size(); ++at) token(at);
    if (!out.empty()) out += '\n';
}

// ---- text that could not be parsed ----

bool is_broken(const Body& body) {
    return std::ranges::any_of(body.statements,
                               [](const Statement& each) { return std::holds_alternative<ErrorStatement>(each); });
}

bool is_broken(const Chain& chain) {
    return std::ranges::any_of(chain.elements,
                               [](const Element& each) { return std::holds_alternative<ErrorElement>(each.what); });
}

bool is_broken(const OperationDeclaration& operation) {
    return std::ranges::any_of(operation.clauses,
                               [](const OperationClause& each) { return std::holds_alternative<ErrorClause>(each); });
}

bool is_broken(const Expression& expression) { return std::holds_alternative<ErrorExpression>(expression.what); }
bool is_broken(const Token& token) { return token.kind == TokenKind::error; }

template <class Parts>
bool any_broken(const Parts& parts) {
    return std::ranges::any_of(parts, [](const auto& part) { return is_broken(part); });
}

bool is_broken(const Ast& ast) {
    return any_broken(ast.tokens) || any_broken(ast.bodies) || any_broken(ast.chains) || any_broken(ast.operations) ||
           any_broken(ast.expressions);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos; }

}  // namespace

std::string format(const Source& source, const Ast& ast) {
    // A text too large or too deep to parse has no tokens at all.
    const bool unread = ast.tokens.empty() && !is_blank(source.text);
    if (unread || is_broken(ast)) return source.text;
    Formatting formatting{source.text, ast.tokens};
    formatting.run();
    return std::move(formatting.out);
}

}  // namespace netfig
