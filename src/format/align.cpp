#include "format/align.h"

#include <algorithm>
#include <limits>

namespace netfig {

namespace {

// Comments behind longer lines stay where they are.
constexpr std::size_t widest_commented_line = 100;

/// Pieces of neighbouring lines that share a column, at most one in a line.
struct Column {
    struct Member {
        std::size_t line = 0;
        std::size_t piece = 0;
    };
    std::size_t order = 0;
    std::vector<Member> members{};
};

struct Alignment {
    std::vector<Piece>& pieces;
    std::span<const PieceLine> lines;
    std::vector<Column> columns{};
    std::vector<std::size_t> column_of{};  // by piece, from the first of all lines
    std::vector<std::size_t> places{};     // where each piece ends or begins without any alignment

    void run();
    void place(const PieceLine& line);
    void link_lines(std::size_t upper);
    void link(Column::Member upper, Column::Member lower);
    void widen(const Column& column, std::vector<std::size_t>& shifts);
    bool linked(const Piece& upper, const Piece& lower) const;
    std::size_t local(std::size_t piece) const { return piece - lines.front().first; }
};

bool by_end(const Piece& piece) { return piece.kind == TokenKind::number; }

// Grows along a line, and is equal where two pieces are aligned.
std::size_t order(const Piece& piece) {
    return by_end(piece) ? 2 * (piece.written_column + piece.width) : 2 * piece.written_column + 1;
}

bool widened_by_author(const Piece& piece) { return piece.written_gap > piece.gap; }

bool Alignment::linked(const Piece& upper, const Piece& lower) const {
    if (order(upper) != order(lower) || upper.kind != lower.kind || is_comment(upper.kind)) return false;
    if (upper.kind == TokenKind::punctuation && upper.text != lower.text) return false;
    if (upper.separates || lower.separates) return false;
    if (!by_end(upper) && (upper.gap == 0 || lower.gap == 0)) return false;
    return widened_by_author(upper) || widened_by_author(lower);
}

void Alignment::link(Column::Member upper, Column::Member lower) {
    std::size_t& column = column_of[local(upper.piece)];
    if (column == none) {
        column = columns.size();
        columns.push_back({order(pieces[upper.piece]), {upper}});
    }
    columns[column].members.push_back(lower);
    column_of[local(lower.piece)] = column;
}

void Alignment::link_lines(std::size_t upper) {
    std::size_t above = lines[upper].first + 1;
    for (std::size_t below = lines[upper + 1].first + 1; below < lines[upper + 1].end; ++below) {
        while (above < lines[upper].end && order(pieces[above]) < order(pieces[below])) ++above;
        if (above == lines[upper].end) return;
        if (linked(pieces[above], pieces[below])) link({upper, above}, {upper + 1, below});
    }
}

void Alignment::place(const PieceLine& line) {
    std::size_t column = line.indent;
    for (std::size_t at = line.first; at < line.end; ++at) {
        if (at > line.first) column += pieces[at].gap;
        places.push_back(by_end(pieces[at]) ? column + pieces[at].width : column);
        column += pieces[at].width;
    }
}

void Alignment::widen(const Column& column, std::vector<std::size_t>& shifts) {
    std::size_t target = 0;
    for (const auto [line, piece] : column.members) target = std::max(target, places[local(piece)] + shifts[line]);
    for (const auto [line, piece] : column.members) {
        const std::size_t missing = target - places[local(piece)] - shifts[line];
        pieces[piece].gap += missing;
        shifts[line] += missing;
    }
}

void Alignment::run() {
    column_of.assign(lines.back().end - lines.front().first, none);
    for (std::size_t line = 0; line + 1 < lines.size(); ++line) link_lines(line);
    if (columns.empty()) return;
    for (const PieceLine& line : lines) place(line);
    // From left to right, each column knows by how much those before have shifted its members.
    std::ranges::stable_sort(columns, {}, &Column::order);
    std::vector<std::size_t> shifts(lines.size(), 0);
    for (const Column& column : columns) widen(column, shifts);
}

// ---- comments ----

constexpr std::size_t no_comment = std::numeric_limits<std::size_t>::max();

// Where the comment at the end of this line begins.
std::size_t comment_column(const std::vector<Piece>& pieces, const PieceLine& line) {
    const Piece& last = pieces[line.end - 1];
    if (line.end - line.first < 2 || !is_comment(last.kind) || !last.text.starts_with("//")) return no_comment;
    std::size_t column = line.indent + pieces[line.first].width;
    for (std::size_t at = line.first + 1; at < line.end; ++at) {
        if (pieces[at - 1].text.find('\n') != std::string_view::npos) return no_comment;
        column += pieces[at].gap + (at + 1 < line.end ? pieces[at].width : 0);
    }
    return column <= widest_commented_line ? column : no_comment;
}

}  // namespace

void align(std::vector<Piece>& pieces, std::span<const PieceLine> lines) {
    if (lines.size() > 1) Alignment{pieces, lines}.run();
}

void align_comments(std::vector<Piece>& pieces, std::span<const PieceLine> lines) {
    for (std::size_t begin = 0; begin < lines.size();) {
        std::vector<std::size_t> columns;
        const Piece& first = pieces[lines[begin].first];
        for (std::size_t at = begin; at < lines.size(); ++at) {
            const Piece& start = pieces[lines[at].first];
            if (at > begin && (start.line_ends > 1 || start.frame != first.frame || start.closes)) break;
            const std::size_t column = comment_column(pieces, lines[at]);
            if (column == no_comment) break;
            columns.push_back(column);
        }
        const std::size_t widest = columns.empty() ? 0 : *std::ranges::max_element(columns);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            pieces[lines[begin + i].end - 1].gap += widest - columns[i];
        }
        begin += std::max<std::size_t>(columns.size(), 1);
    }
}

}  // namespace netfig
