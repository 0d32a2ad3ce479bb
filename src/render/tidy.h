// What Cairo writes and nobody wants: dates, versions, and a page group that makes pdfTeX warn.
#pragma once

#include "netfig/geometry.h"

#include <cstdint>
#include <string>

namespace netfig {

/// Overwrites in place: every byte offset of the file stays true.
void tidy_pdf(std::string& pdf);

/// Cairo's bounding box hugs the ink; ours is the page, so that every format has the same size.
void tidy_eps(std::string& eps, Size page);

/// Says how large the picture is meant to be.
void add_png_resolution(std::string& png, std::uint32_t pixels_per_metre);

}  // namespace netfig
