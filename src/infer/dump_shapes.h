#pragma once

#include "netfig/shapes.h"

#include <string>

namespace netfig {

/// A line a node: path, type, input shapes, output shapes, parameters, FLOPs; then a line a group, and the total.
std::string dump(const Network& network, const Shapes& shapes);

}  // namespace netfig
