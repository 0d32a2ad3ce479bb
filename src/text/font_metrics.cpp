#include "text/font_metrics.h"

#include <hb-ot.h>

namespace netfig {

void read_metrics(TextRun& run, hb_face_t* face) {
    hb_font_t* unscaled = hb_font_create(face);
    const double unit = run.font.size_pt / static_cast<double>(hb_face_get_upem(face));
    hb_font_extents_t extents{};
    hb_font_get_h_extents(unscaled, &extents);
    run.ascent = unit * extents.ascender;
    run.descent = -unit * extents.descender;
    hb_position_t cap_height = 0;
    const bool known = hb_ot_metrics_get_position(unscaled, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap_height) != 0;
    run.cap_height = known && cap_height > 0 ? unit * cap_height : 0.7 * run.font.size_pt;
    hb_font_destroy(unscaled);
}

}  // namespace netfig
