// A compilation as the page needs it: the SVG that the command line would write, in pieces with stable keys, and beside
// each piece what is known of the box it shows.
#pragma once

#include "netfig/compile.h"

#include <string>
#include <vector>

namespace netfig {

/// An element of the SVG's root. `key` is its id, or "#0", "#1" … where it has none.
struct Piece {
    std::string key;
    std::string svg;
    std::string facts;  // a JSON object, of boxes only

    friend bool operator==(const Piece&, const Piece&) = default;
};

/// `head` is the root's start tag and all that precedes the first piece.
struct Drawing {
    std::string head;
    std::vector<Piece> pieces;  // in drawing order, each key once

    friend bool operator==(const Drawing&, const Drawing&) = default;
};

/// Of a run that reached Phase::paint.
Drawing make_drawing(const Compilation& run);

/// The whole file: the same bytes as render() gives.
std::string to_svg(const Drawing& drawing);

}  // namespace netfig
