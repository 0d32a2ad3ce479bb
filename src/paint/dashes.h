#pragma once

#include <vector>

namespace netfig {

/// Of dashed lines and borders: on, off, in points.
inline std::vector<double> dashes() { return {2.4, 1.6}; }

}  // namespace netfig
