// The groups of a network as nested blocks, with names that the notation takes and the tensors that cross their
// borders.
#pragma once

#include "model.h"

#include <map>
#include <set>

namespace netfig::models {

/// A tensor that a block takes in or gives out. A block's only one needs no name.
struct Boundary {
    Tensor tensor;
    std::string name;
};

/// What stands in a block: a block, or a call where `child` is empty.
struct Item {
    std::string child;  // path of a group
    std::size_t call = 0;
};

struct Scope {
    std::string name;
    std::vector<Item> items;  // in the order they ran
    std::vector<Boundary> inputs;
    std::vector<Boundary> outputs;
    std::set<std::string> taken;  // names
};

struct Scopes {
    std::map<std::string, Scope> by_path;  // of the group
    std::vector<std::string> call_names;   // in the block of each call
};

Scopes make_scopes(const Model& model);

/// "layer1/basicBlock_0/conv1", as netfig says it; empty for the network itself.
std::string group_path(const Scopes& scopes, const std::string& group);
std::string call_path(const Model& model, const Scopes& scopes, std::size_t call);

}  // namespace netfig::models
