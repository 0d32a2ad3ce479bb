// What HarfBuzz tells of a font, whoever shapes its words.
#pragma once

#include "netfig/text_run.h"

#include <hb.h>

namespace netfig {

/// From the face in font units: Pango's own metrics would shape a sample text first, and its hb_font_t has a scale of
/// its own.
void read_metrics(TextRun& run, hb_face_t* face);

}  // namespace netfig
