// SVG with real text, stable ids and tooltips, written by ourselves.
#pragma once

#include "netfig/scene.h"

#include <string>
#include <vector>

namespace netfig {

std::string write_svg(const Scene& scene, const std::string& id_prefix);

/// The same text in pieces, for readers that keep a figure and ask only for what changed: the head (the root's start tag,
/// title and background), a piece for each item of the scene, then "</svg>\n".
struct SvgPiece {
    std::string id;  // of the group; empty for an item without one
    std::string text;
};
struct SvgPieces {
    std::string head;
    std::vector<SvgPiece> items;
};
SvgPieces write_svg_pieces(const Scene& scene, const std::string& id_prefix);

}  // namespace netfig
