#pragma once

#include "format/pieces.h"

#include <span>

namespace netfig {

/// The pieces from `first` to before `end`.
struct PieceLine {
    std::size_t first = 0;
    std::size_t end = 0;
    std::size_t indent = 0;
};

/// Widens gaps so that what the author aligned in neighbouring lines is aligned again: numbers by their last digit, all
/// else by its first character. All lines begin in one column. Needs gaps that were not widened before.
void align(std::vector<Piece>& pieces, std::span<const PieceLine> lines);

/// Puts the comments at the ends of neighbouring lines into one column.
void align_comments(std::vector<Piece>& pieces, std::span<const PieceLine> lines);

}  // namespace netfig
