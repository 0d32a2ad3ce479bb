// TikZ source that people can read, change and draw on: a node for each box, named after its path.
#pragma once

#include "netfig/scene.h"

#include <string>

namespace netfig {

struct TikzOptions {
    bool serif = false;  // the family of the words; the style `words` says it once
};

/// A `tikzpicture` for \input. Its words are set by TeX: the scene's are lines of the family "TeX".
std::string write_tikz(const Scene& scene, const TikzOptions& options);

}  // namespace netfig
