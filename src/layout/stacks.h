// Stacks: blocks beside each other that flow across the block around them, as a U-Net's encoder and decoder. What is
// linked from one to the next runs straight across, level with both its ends; so does what the author puts in one row.
#pragma once

#include "layout/cut_links.h"

namespace netfig::layered {

/// Frames that flow across their parent and are linked with another such, or hold a member with a row.
Table<BoxId, char> find_stacks(const Figure& figure);

/// A line that crosses a stack's border meets its member's side. Only of several that enter one member at the stack's
/// start, the one that more leads to enters along the flow.
void mark_level_ports(const Figure& figure, CutLinks& cut);

/// In a stack's level: lines of level ports get a pin at their member's side, and leave apart from what goes along.
void lead_across(Level& level, const std::vector<FramePort>& ports);

}  // namespace netfig::layered
