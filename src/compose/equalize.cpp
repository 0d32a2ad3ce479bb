#include "compose/boxes.h"
#include "compose/box_size.h"

#include <algorithm>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace netfig {
namespace {

constexpr double far_larger = 1.7;  // than the middle one: such a box keeps its size for itself

/// Frames of one block, wherever they stand, are one family.
std::string family_of(const Box& box, const FrameBox& frame) {
    const std::string flow = runs_down(frame.flow) ? "|" : "-";
    return flow + (box.type.empty() ? "/" + box.path : box.type);
}

bool takes_part(const Box& box) {
    const bool ordinary = box.look.shape == BoxShape::rectangle && box.kind != "wire";
    return std::holds_alternative<NodeBox>(box.content) && ordinary;
}

void equalize_family(Table<BoxId, Box>& boxes, const std::vector<BoxId>& members, double Size::*extent) {
    const auto extent_of = [&](BoxId id) -> double& { return std::get<NodeBox>(boxes[id].content).size.*extent; };
    std::vector<double> extents;
    for (BoxId id : members) extents.push_back(extent_of(id));
    if (extents.empty()) return;
    std::ranges::sort(extents);
    const double limit = far_larger * extents[extents.size() / 2];
    const double common = *std::prev(std::ranges::upper_bound(extents, limit));
    for (BoxId id : members)
        if (extent_of(id) <= limit) extent_of(id) = common;
}

}  // namespace

void equalize(Boxes& built) {
    std::map<std::string, std::vector<BoxId>> families;
    for (BoxId id : built.boxes.ids()) {
        const auto* frame = std::get_if<FrameBox>(&built.boxes[id].content);
        if (!frame) continue;
        auto& members = families[family_of(built.boxes[id], *frame)];
        for (BoxId child : frame->children)
            if (takes_part(built.boxes[child]) && !built.sized.contains(child)) members.push_back(child);
    }
    for (const auto& [family, members] : families)
        equalize_family(built.boxes, members, family[0] == '|' ? &Size::width : &Size::height);
}

}  // namespace netfig
