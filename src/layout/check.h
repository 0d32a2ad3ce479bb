// Post-conditions of a layout: what must always be true of a figure. Each returns one sentence per violation,
// with the paths of the boxes or links; an empty list is a pass. Used by tests over every example.
#pragma once

#include "netfig/laid_out_figure.h"

#include <string>
#include <vector>

namespace netfig {

using Violations = std::vector<std::string>;

Violations check_no_overlap(const Figure& figure, const LaidOutFigure& layout);   // boxes, frames, labels, badges
Violations check_containment(const Figure& figure, const LaidOutFigure& layout);  // children inside, strangers outside
Violations check_lines_clear(const Figure& figure,
                             const LaidOutFigure& layout);  // no line through box, label, title, foreign frame border
Violations check_lines_apart(const Figure& figure,
                             const LaidOutFigure& layout);  // no two different tensors on one line
Violations check_labels_drawn(const Figure& figure, const LaidOutFigure& layout);
Violations check_inside_page(const Figure& figure, const LaidOutFigure& layout);
Violations check_routes(const Figure& figure,
                        const LaidOutFigure& layout);  // orthogonal or one slanted piece, ends on the right borders
Violations check_trunk_straight(const Figure& figure, const LaidOutFigure& layout);
Violations check_branches_symmetric(const Figure& figure, const LaidOutFigure& layout);
Violations check_equal_blocks_equal(const Figure& figure, const LaidOutFigure& layout);

/// All of the above.
Violations check(const Figure& figure, const LaidOutFigure& layout);

}  // namespace netfig
