// A network and what its operations do to receptive fields, to the field of every node.
#pragma once

#include "netfig/shapes.h"

#include <vector>

namespace netfig {

/// Of every output of each node; at joins the largest over all paths. Feedback is left out: it would widen without end.
Table<NodeId, ReceptiveField> receptive_fields(const Network& network, const Shapes& shapes);

/// What depends on several ports depends on all that they see.
ReceptiveField field_at(const Network& network, const Table<NodeId, ReceptiveField>& fields,
                        const std::vector<PortId>& ports);

}  // namespace netfig
