// What inference found: a shape for every port, facts for every node, sums for every group.
#pragma once

#include "netfig/network.h"
#include "netfig/receptive_field.h"

#include <string>

namespace netfig {

/// Counts are exact; unknown where an argument or a shape is. FLOPs count one multiply-add as two.
struct Cost {
    Dim params;
    Dim flops;
    Dim activations;  // elements of all outputs
};

struct NodeFacts {
    Cost cost;
    std::string label;  // the `label` clause with its `{…}` filled in; empty where that needs something unknown
    std::string kind;   // the `kind` clause: "convolution", "activation" …; empty where there is none
    FieldRule field;    // the `field` clause; of In and Out nothing
};

struct Shapes {
    SharedTable<PortId, Shape> ports;
    SharedTable<NodeId, NodeFacts> nodes;
    Table<GroupId, Cost> groups;  // sums over everything inside; unknown summands count as nothing
};

}  // namespace netfig
