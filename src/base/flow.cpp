#include "netfig/flow.h"

namespace netfig {

std::string_view flow_name(Flow flow) {
    switch (flow) {
        case Flow::right:
            return "right";
        case Flow::left:
            return "left";
        case Flow::down:
            return "down";
        case Flow::up:
            return "up";
    }
    return "";
}

std::optional<Flow> parse_flow(std::string_view word) {
    for (const Flow flow : {Flow::right, Flow::left, Flow::down, Flow::up}) {
        if (word == flow_name(flow)) return flow;
    }
    return std::nullopt;
}

}  // namespace netfig
