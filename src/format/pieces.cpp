#include "format/pieces.h"

#include <algorithm>
#include <iterator>
#include <variant>

namespace netfig {

namespace {

constexpr std::size_t continuation_step = 4;
// What a clause of an `op` says begins in one column, behind the longest keyword, `require`.
constexpr std::size_t clause_column = 8;
// Several statements in one line stand apart, where the author set them apart.
constexpr std::size_t statement_gap = 3;

enum class Bracket { file, braces, clauses, parentheses, square };

struct Frame {
    Bracket bracket = Bracket::file;
    std::size_t opener = none;
    bool padded = false;   // `[ a, b ]`
    int conditionals = 0;  // `?` that wait for their `:`
    bool port = false;     // a clause `in` or `out` waits for its `:`
};

struct Spacing {
    std::string_view text;
    const Ast& ast;
    const std::vector<Token>& tokens = ast.tokens;
    std::vector<Piece> pieces{};
    std::vector<Frame> frames{Frame{}};
    std::vector<std::uint32_t> chain_lists{};  // where they open, in order
    std::vector<std::uint32_t> statements{};   // where they begin, in order
    bool operation_header = false;             // an `op` waits for its braces
    bool style_header = false;                 // a `style` waits for its parentheses
    bool tight_after = false;                  // nothing goes between the last token and the next
    std::size_t column = 0;                    // in the source

    void run();
    void find_places();
    void token(std::size_t at);
    void measure(std::size_t at);
    void note(std::size_t at);
    void open(std::size_t at);
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
    std::size_t gap_before(std::size_t at) const;
    bool begins_statement(std::size_t at) const {
        return std::ranges::binary_search(statements, tokens[at].span.begin);
    }
    bool starts_line(std::size_t at) const { return at == 0 || pieces[at].line_ends > 0; }
};

std::string_view Spacing::word(std::size_t at) const {
    const Span span = tokens[at].span;
    std::string_view word_text = text.substr(span.begin, span.end - span.begin);
    if (is_comment(tokens[at].kind)) {
        while (!word_text.empty() && (word_text.back() == ' ' || word_text.back() == '\t')) word_text.remove_suffix(1);
    }
    return word_text;
}

std::size_t Spacing::code_before(std::size_t at) const {
    while (at > 0) {
        if (!is_comment(tokens[--at].kind)) return at;
    }
    return none;
}

std::size_t Spacing::code_from(std::size_t at) const {
    while (at < tokens.size() && is_comment(tokens[at].kind)) ++at;
    return at;
}

std::size_t Spacing::line_ends_before(std::size_t at) const {
    const std::size_t begin = at == 0 ? 0 : tokens[at - 1].span.end;
    const std::string_view gap = text.substr(begin, tokens[at].span.begin - begin);
    const auto feeds = std::ranges::count(gap, '\n');
    return static_cast<std::size_t>(feeds > 0 ? feeds : std::ranges::count(gap, '\r'));
}

bool Spacing::ends_operand(std::size_t at) const {
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

bool Spacing::is_infix(std::size_t at) const {
    constexpr std::string_view infixes[] = {"+", "-",  "*",  "/",  "%",   "x",  "×", "==", "!=", "<", "<=",
                                            ">", ">=", "&&", "||", "and", "or", "?", ":",  "=",  "?:"};
    const bool kind = tokens[at].kind == TokenKind::punctuation || tokens[at].kind == TokenKind::keyword;
    return kind && std::ranges::find(infixes, word(at)) != std::end(infixes);
}

// `-x`, `!x`, `*B`: an operator with nothing before that it could join.
bool Spacing::is_prefix(std::size_t at) const {
    const bool sign = is(at, "-") || is(at, "*");
    if (is(at, "!")) return true;
    return sign && tokens[at].kind == TokenKind::punctuation && !ends_operand(code_before(at));
}

// True where a line that begins with this token goes on with what the line before began.
bool Spacing::continues(std::size_t at) const {
    const std::size_t code = code_from(at);
    const std::size_t before = code_before(at);
    if (code >= tokens.size() || before == none || is_closer(code)) return false;
    if (tokens[before].kind == TokenKind::arrow && !is(before, "-[")) return true;
    if (tokens[code].kind == TokenKind::arrow || is(code, "@") || is(code, "alias")) return true;
    const bool defines = is(code, "+") && glued(code + 1);
    if (is_infix(code) && !defines && !is_prefix(code)) return true;
    return is_infix(before) || is_prefix(before);
}

bool Spacing::space_before(std::size_t at) const {
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

// `name:Type` declares, `name: pattern` is a port, `Type : shape` and `c ? a : b` breathe.
Spacing::Colon Spacing::colon(std::size_t at) const {
    const Frame& here = frames.back();
    if (here.conditionals > 0) return Colon::spaced;
    if (here.bracket == Bracket::clauses) return here.port ? Colon::port : Colon::spaced;
    const std::size_t before = code_before(at);
    const bool after_name = before != none && tokens[before].kind == TokenKind::name;
    return after_name && here.bracket != Bracket::parentheses ? Colon::declares : Colon::spaced;
}

void Spacing::note_colon(std::size_t at) {
    const Colon role = colon(at);
    if (frame().conditionals > 0) --frame().conditionals;
    if (role == Colon::declares) tight_after = true;
    if (role == Colon::port) frame().port = false;
}

// What a token means for those after it.
void Spacing::note(std::size_t at) {
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
        open(at);
    } else if (is_closer(at) && frames.size() > 1) {
        frames.pop_back();
    }
}

void Spacing::open(std::size_t at) {
    Frame inner{Bracket::parentheses, at};
    if (is(at, "{")) inner.bracket = operation_header ? Bracket::clauses : Bracket::braces;
    if (is(at, "[")) inner.bracket = Bracket::square;
    if (is(at, "{")) operation_header = false;
    style_header = false;
    const bool chains = std::ranges::binary_search(chain_lists, tokens[at].span.begin);
    inner.padded = chains && at + 1 < tokens.size() && !glued(at + 1) && !is(at + 1, "]");
    frames.push_back(inner);
}

// Within a line.
std::size_t Spacing::gap_before(std::size_t at) const {
    if (word(at).starts_with("//")) return 2;
    const std::size_t before = at - 1;
    const Frame& here = frames.back();
    const bool after_opener = here.opener == before;
    if (here.padded && !is_comment(tokens[before].kind) && (after_opener || is(at, "]"))) return 1;
    if (!space_before(at)) return 0;
    const bool clause = here.bracket == Bracket::clauses && tokens[before].kind == TokenKind::keyword;
    if (clause && starts_line(before) && pieces[before].width < clause_column)
        return clause_column - pieces[before].width;
    return pieces[at].separates || !begins_statement(at) || after_opener ? 1 : statement_gap;
}

void Spacing::measure(std::size_t at) {
    Piece& piece = pieces.emplace_back();
    piece.text = word(at);
    piece.kind = tokens[at].kind;
    piece.width = width_of(piece.text.substr(piece.text.find_last_of('\n') + 1));
    piece.line_ends = at == 0 ? 0 : std::min<std::size_t>(line_ends_before(at), 2);
    const std::size_t begin = at == 0 ? 0 : tokens[at - 1].span.end;
    const std::string_view gap = text.substr(begin, tokens[at].span.begin - begin);
    const std::size_t line = gap.find_last_of("\r\n");
    piece.written_gap = line == std::string_view::npos ? gap.size() : gap.size() - line - 1;
    column = line == std::string_view::npos ? column + piece.written_gap : piece.written_gap;
    piece.written_column = column;
    // What follows a text of several lines is never aligned, so its column does not matter.
    column += piece.width;
}

void Spacing::token(std::size_t at) {
    measure(at);
    Piece& piece = pieces[at];
    piece.frame = frame().opener;
    piece.closes = frame().opener != none && is_closer(at);
    if (starts_line(at)) {
        const bool clauses = frame().bracket == Bracket::clauses;
        if (!piece.closes && continues(at)) piece.continuation = clauses ? clause_column : continuation_step;
    } else {
        piece.separates = begins_statement(at) && piece.written_gap < 2;
        piece.gap = gap_before(at);
        const bool can_hang = frame().bracket == Bracket::parentheses || frame().bracket == Bracket::square;
        piece.hangs = can_hang && frame().opener == at - 1 && !is_comment(piece.kind);
    }
    note(at);
}

Span place_of(const Ast& ast, const Statement& statement) {
    if (const auto* chain = std::get_if<ChainId>(&statement)) return ast.chains[*chain].span;
    if (const auto* block = std::get_if<BlockId>(&statement)) return ast.blocks[*block].span;
    if (const auto* use = std::get_if<Use>(&statement)) return use->span;
    if (const auto* binding = std::get_if<Binding>(&statement)) return binding->span;
    return {};  // the others are never written behind another one
}

void Spacing::find_places() {
    for (const Chain& chain : ast.chains) {
        for (const Element& element : chain.elements) {
            if (std::holds_alternative<List>(element.what)) chain_lists.push_back(element.span.begin);
        }
    }
    for (const Body& body : ast.bodies) {
        for (const Statement& statement : body.statements) statements.push_back(place_of(ast, statement).begin);
    }
    std::ranges::sort(chain_lists);
    std::ranges::sort(statements);
}

void Spacing::run() {
    find_places();
    pieces.reserve(tokens.size());
    for (std::size_t at = 0; at < tokens.size(); ++at) token(at);
}

}  // namespace

bool is_comment(TokenKind kind) { return kind == TokenKind::comment || kind == TokenKind::doc_comment; }

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char each) { return (each & 0xC0) != 0x80; }));
}

std::vector<Piece> pieces_of(const Source& source, const Ast& ast) {
    Spacing spacing{source.text, ast};
    spacing.run();
    return std::move(spacing.pieces);
}

}  // namespace netfig
