// Operations drawn as a strip on the box before them.
#pragma once

#include "compose/joints.h"
#include "compose/looks.h"

#include <map>
#include <vector>

namespace netfig {

struct Fusion {
    Table<NodeId, NodeId> host;                    // whose box a node is a strip of; itself if of none
    std::map<NodeId, std::vector<NodeId>> strips;  // of a host, along the flow
};

/// A node is fused where its kind is wished for, it reads one tensor, and nothing else reads that tensor: so the joint
/// between the two has no other meaning than the strip. That joint is taken out of `joints`.
Fusion fuse(const ComposeContext& context, const Fates& fates, const Folding& folding, Stylist& stylist,
            std::vector<Joint>& joints);

}  // namespace netfig
