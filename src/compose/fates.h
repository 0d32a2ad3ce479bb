// What becomes of every node and group: a box, a frame, part of a collapsed block, or nothing but a wire.
#pragma once

#include "compose/context.h"
#include "compose/fold.h"

#include <set>

namespace netfig {

enum class NodeFate {
    box,
    wire,    // not drawn; its links are joined
    inside,  // of a collapsed block
    copy,    // another node is drawn for it
};

enum class GroupFate {
    frame,
    box,    // collapsed
    wires,  // hidden: neither it nor anything in it is drawn
    inside,
    copy,
};

struct Fates {
    Table<NodeId, NodeFate> nodes;
    Table<GroupId, GroupFate> groups;
    Table<NodeId, GroupId> collapsed_into;  // the outermost collapsed block around a node, if any
    std::set<NodeId> passes_through;        // an Out that an In of its own block feeds directly
};

/// The root is always a frame. A block without anything to draw in it becomes a box.
Fates decide_fates(const ComposeContext& context, const Folding& folding);

}  // namespace netfig
