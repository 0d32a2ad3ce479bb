// SVG with real text, stable ids and tooltips, written by ourselves.
#pragma once

#include "netfig/scene.h"

#include <string>

namespace netfig {

std::string write_svg(const Scene& scene, const std::string& id_prefix);

}  // namespace netfig
