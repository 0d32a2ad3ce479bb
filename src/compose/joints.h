// The links that are seen: from one box to another, through everything that is only a wire.
#pragma once

#include "compose/fates.h"

#include <vector>

namespace netfig {

/// `from` and `to` belong to nodes that are boxes or inside a collapsed block. `via` are the links passed, from `from`
/// on; its last one says which reader this is, so joints stand in the order of the source.
struct Joint {
    PortId from;
    PortId to;
    std::vector<LinkId> via;
};

std::vector<Joint> join_links(const ComposeContext& context, const Folding& folding, const Fates& fates);

}  // namespace netfig
