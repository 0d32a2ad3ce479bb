// The outermost level: what is too large for a page when laid out in one go is laid out in pieces.
#pragma once

#include "layout/working_graph.h"

#include <optional>

namespace netfig::layered {

/// What the page leaves for the content, in the directions of the drawing; unset is not limited by the author.
struct PageRoom {
    std::optional<double> width, height;
};

void lay_out_page(Level& level, Flow flow, const PageRoom& room);

}  // namespace netfig::layered
