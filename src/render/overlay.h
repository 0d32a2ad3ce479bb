// A figure whose words TeX sets: the drawing without them, and the words with their places.
#pragma once

#include "render/cairo.h"

#include <string>

namespace netfig {

/// The drawing, as a PDF without any text.
Rendered render_without_words(const Scene& scene);

/// Commands for netfig.sty (docs/latex.md). Places are in points from the bottom left corner: of each line the middle
/// of its baseline, so that it stays in place while TeX and netfig still differ about its width.
std::string write_overlay(const Scene& scene);

}  // namespace netfig
