// The outermost level: what is too large for a page when laid out in one go is laid out in pieces.
#pragma once

#include "layout/interiors.h"

namespace netfig::layered {

/// `level` is finished, `fresh` the same before any pass. Parts without links between them stand in rows no wider than
/// the room, where the whole is too large for it; a chain that is too long is wrapped.
void lay_out_page(Level& level, Level fresh, Flow flow, const Room& room);

}  // namespace netfig::layered
