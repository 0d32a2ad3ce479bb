// Which of a frame's inputs was made last: where several are read alike, the trunk comes from there.
#pragma once

#include "layout/cut_links.h"

namespace netfig::layered {

/// Before: ports are primary or not. After: at most one primary input of each frame is its `latest`, and the others
/// lean to one side of it.
void mark_latest_inputs(const Figure& figure, CutLinks& cut);

}  // namespace netfig::layered
