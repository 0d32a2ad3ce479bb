// The direction in which a block's content goes on.
#pragma once

#include <optional>
#include <string_view>

namespace netfig {

enum class Flow { right, left, down, up };

/// "right", as the notation writes it.
std::string_view flow_name(Flow flow);
std::optional<Flow> parse_flow(std::string_view word);

inline bool flows_across(Flow flow) { return flow == Flow::right || flow == Flow::left; }

}  // namespace netfig
