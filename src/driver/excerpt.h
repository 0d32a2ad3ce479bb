// A source line with a place in it underlined, for a terminal.
#pragma once

#include "netfig/source.h"

#include <string>
#include <string_view>

namespace netfig {

/// Columns that a text takes in a terminal: 2 for East Asian wide characters, 0 for combining ones.
std::size_t display_width(std::string_view text);

struct Excerpt {
    std::string line;       // tabs replaced by spaces, cut around the place where it is very long
    std::string underline;  // spaces, then at least one mark
};

/// `mark` is '^' for the main place and '-' for others. A span of several lines is underlined to the end of its first.
Excerpt excerpt(const Source& source, Span span, char mark);

}  // namespace netfig
