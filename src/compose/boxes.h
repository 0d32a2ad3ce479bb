// Boxes and frames of the figure, measured.
#pragma once

#include "compose/fuse.h"

#include "netfig/figure.h"

#include <map>
#include <set>

namespace netfig {

struct Boxes {
    Table<BoxId, Box> boxes;       // the page first, parents before children
    Table<NodeId, BoxId> of_node;  // nowhere for what is not drawn; a strip's is its host's
    Table<GroupId, BoxId> of_group;
    std::map<BoxId, NodeId> host;  // the layer that a box stands for; its strips are further nodes
    std::set<BoxId> sized;         // by the author: width, height or both
};

Boxes build_boxes(const ComposeContext& context, const Folding& folding, const Fates& fates, const Fusion& fusion,
                  Stylist& stylist);

/// Boxes that stand in one column get one width, those in one row one height, and one width where they are of one kind:
/// within a block, and in all instances of that block. Round, bare and sized boxes stay as they are, and so does one
/// that is far larger than the others.
void equalize(Boxes& boxes);

}  // namespace netfig
