#pragma once

#include "netfig/theme.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

/// `rectangle`, `pill`, `circle`, `bar`, `plain`; also `rect`, `round`, `box`.
std::optional<BoxShape> parse_box_shape(std::string_view name);
const std::vector<std::string>& box_shape_names();

/// `orthogonal`, `direct`
std::optional<LineStyle> parse_line_style(std::string_view name);

}  // namespace netfig
