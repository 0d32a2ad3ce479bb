// What to change in an older drawing so that it becomes a newer one: nothing that stayed the same is said.
#pragma once

#include "preview/drawing.h"

#include <optional>
#include <string>
#include <vector>

namespace netfig {

/// A piece that is new, that moved, or that changed. What is not there stays as it was.
struct PiecePut {
    std::string key;
    std::optional<std::string> after;  // new or moved: now stands behind this one; "" is the first place
    std::optional<std::string> svg;
    std::optional<std::string> facts;
};

struct Patch {
    std::optional<std::string> head;
    std::vector<std::string> removed;
    std::vector<PiecePut> put;  // in drawing order: when one is applied, what stands before it is in place

    bool empty() const { return !head && removed.empty() && put.empty(); }
};

Patch make_patch(const Drawing& old, const Drawing& now);

}  // namespace netfig
