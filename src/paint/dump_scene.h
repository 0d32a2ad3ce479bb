#pragma once

#include "netfig/scene.h"

#include <string>

namespace netfig {

std::string dump(const Scene& scene);

}  // namespace netfig
