// The shape of a tensor: its sizes, outermost first, without the batch dimension.
#pragma once

#include "netfig/dim.h"

#include <optional>
#include <vector>

namespace netfig {

struct Shape {
    /// Nothing where not even the rank is known; an empty list is a scalar.
    std::optional<std::vector<Dim>> dims;

    bool is_unknown() const { return !dims; }
    friend bool operator==(const Shape&, const Shape&) = default;
};

}  // namespace netfig
