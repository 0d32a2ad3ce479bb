#include "format/format.h"

#include "format/align.h"
#include "format/pieces.h"

#include <algorithm>
#include <variant>

namespace netfig {

namespace {

constexpr std::size_t indent_step = 4;
// Text that would hang further to the right is indented by one step instead.
constexpr std::size_t deepest_hang = 60;

/// Puts pieces into lines, and lines into columns.
struct Writing {
    std::vector<Piece> pieces;
    std::vector<PieceLine> lines{};
    std::vector<std::size_t> home{};     // by piece: the line whose indent holds for what the piece opens
    std::vector<std::size_t> columns{};  // by piece, in the output

    std::string run();
    void break_lines();
    std::size_t end_of_run(std::size_t begin) const;
    std::size_t indent(const Piece& first) const;
    void measure(const PieceLine& line);
    std::string text() const;
};

void Writing::break_lines() {
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        if (at == 0 || pieces[at].line_ends > 0) lines.push_back({at, at, 0});
        ++lines.back().end;
        const Piece* before = at == lines.back().first ? nullptr : &pieces[at - 1];
        if (before == nullptr) {
            home.push_back(lines.size() - 1);
        } else {
            // Behind a bracket goes on what went on before it.
            home.push_back(home[before->closes ? before->frame : at - 1]);
        }
    }
}

// Lines that begin in one column for one reason are aligned with each other.
std::size_t Writing::end_of_run(std::size_t begin) const {
    const auto spans_lines = [](const Piece& piece) { return piece.text.find('\n') != std::string_view::npos; };
    const auto is_whole = [&](const PieceLine& line) {
        return std::none_of(pieces.begin() + static_cast<std::ptrdiff_t>(line.first),
                            pieces.begin() + static_cast<std::ptrdiff_t>(line.end), spans_lines);
    };
    const Piece& first = pieces[lines[begin].first];
    if (first.closes || !is_whole(lines[begin])) return begin + 1;
    std::size_t end = begin + 1;
    for (; end < lines.size(); ++end) {
        const Piece& start = pieces[lines[end].first];
        if (start.line_ends > 1 || start.closes || start.frame != first.frame) break;
        if (start.continuation != first.continuation || !is_whole(lines[end])) break;
    }
    return end;
}

std::size_t Writing::indent(const Piece& first) const {
    if (first.frame == none) return first.continuation;
    const std::size_t outer = lines[home[first.frame]].indent;
    if (first.closes) return outer;
    const std::size_t inner = first.frame + 1;
    const bool hangs = pieces[inner].hangs && columns[inner] <= deepest_hang;
    return (hangs ? columns[inner] : outer + indent_step) + first.continuation;
}

void Writing::measure(const PieceLine& line) {
    std::size_t column = line.indent;
    for (std::size_t at = line.first; at < line.end; ++at) {
        if (at > line.first) column += pieces[at].gap;
        columns.push_back(column);
        column += pieces[at].width;
    }
}

std::string Writing::text() const {
    std::string out;
    for (const PieceLine& line : lines) {
        if (line.first > 0) out.append(pieces[line.first].line_ends, '\n');
        out.append(line.indent, ' ');
        for (std::size_t at = line.first; at < line.end; ++at) {
            if (at > line.first) out.append(pieces[at].gap, ' ');
            out += pieces[at].text;
        }
    }
    if (!out.empty()) out += '\n';
    return out;
}

std::string Writing::run() {
    break_lines();
    for (std::size_t begin = 0; begin < lines.size();) {
        const std::size_t end = end_of_run(begin);
        for (std::size_t at = begin; at < end; ++at) lines[at].indent = indent(pieces[lines[at].first]);
        align(pieces, {lines.data() + begin, end - begin});
        for (; begin < end; ++begin) measure(lines[begin]);
    }
    align_comments(pieces, lines);
    return text();
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
    return Writing{pieces_of(source, ast)}.run();
}

}  // namespace netfig
