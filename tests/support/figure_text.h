// Figures written by hand, for tests of the layout: one box or link a line, children after their frame.
//   flow right                            of the page
//   frame ID PARENT FLOW [TITLE]          PARENT `.` is the page; FLOW `-` is the parent's
//   node ID PARENT [WIDTH HEIGHT]         `@` before the id: a round operator; `ID/2` has two inputs, `ID/2/3` three
//                                         outputs
//   link FROM TO [LABEL]                  `FROM:1` is its second output, `TO:1` its second input; `!link` is feedback,
//                                         `trunk` lies on the trunk
//   badge ID TEXT
//   row ID NAME
#pragma once

#include "netfig/figure.h"

#include <string>

namespace netfig::test {

Figure figure_from_text(const std::string& text);

/// A label of the given words, as wide as letters of 0.55 times `size_pt`.
Label label_of(const std::string& text, double size_pt);

}  // namespace netfig::test
