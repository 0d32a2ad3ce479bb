// Between tokens and text: each token with the space that belongs before it.
#pragma once

#include "netfig/ast.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace netfig {

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// A token on its way into the output. Widths and columns count characters, from 0.
struct Piece {
    std::string_view text;
    TokenKind kind{};
    std::size_t width = 0;
    std::size_t written_column = 0;  // where the author put it
    std::size_t written_gap = 0;     // spaces before it there
    std::size_t line_ends = 0;       // before it: none within a line, else 1, or 2 for an empty line between
    std::size_t gap = 0;             // spaces before it, within a line
    std::size_t frame = none;        // the piece that opens the bracket it stands in; a closer stands in its own
    std::size_t continuation =
        0;  // at the start of a line that goes on with what an earlier one began: how much deeper
    bool closes = false;
    bool hangs = false;      // the lines of its bracket begin in its column
    bool separates = false;  // begins a statement behind another one, a single space away
};

bool is_comment(TokenKind kind);
std::size_t width_of(std::string_view text);

/// The author's line ends stay; between them the spacing is ours. Never does it join what stood apart or part what
/// stood together where that could change the meaning (`+Type`, `a/b`, `kernel[0]`).
std::vector<Piece> pieces_of(const Source& source, const Ast& ast);

}  // namespace netfig
