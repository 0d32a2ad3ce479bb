// From boxes to the places in the source that made them, and back.
#pragma once

#include "netfig/compile.h"

#include <optional>
#include <string>
#include <vector>

namespace netfig {

enum class PlaceKind {
    instance,    // where the box was put to use
    definition,  // the block or operation that it is one of; the instance where that is not on disk
};

/// The place that made the box with this path: in a file on disk, so for a part of a library's block the block that the
/// author used. Nothing for unknown paths.
std::optional<Span> place_of_box(const Compilation& run, const std::string& path, PlaceKind kind);

/// The boxes that show the innermost thing written at this byte: several for a part of a block that is used several
/// times; the block's box where the block is drawn closed, the host's where it is fused.
std::vector<std::string> boxes_at(const Compilation& run, const std::string& source_path, std::size_t offset);

}  // namespace netfig
