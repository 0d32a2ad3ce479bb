#include "compose/box_size.h"
#include "compose/boxes.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace netfig {
namespace {

constexpr double far_larger = 2.5;  // than the middle one: such a box keeps its size for itself

/// Frames of one block, wherever they stand, are one family.
std::string family_of(const Box& box, const FrameBox& frame) {
    const std::string flow = runs_down(frame.flow) ? "|" : "-";
    return flow + (box.type.empty() ? "/" + box.path : box.type);
}

bool takes_part(const Box& box) {
    const bool ordinary = box.look.shape == BoxShape::rectangle && box.kind != "wire";
    return std::holds_alternative<NodeBox>(box.content) && ordinary;
}

using Members = std::vector<BoxId>;

struct Equalizer {
    Table<BoxId, Box>& boxes;

    NodeBox& node(BoxId id) { return std::get<NodeBox>(boxes[id].content); }

    void make_equal(const Members& members, double Size::*extent) {
        if (members.empty()) return;
        std::vector<double> extents;
        for (BoxId id : members) extents.push_back(node(id).size.*extent);
        std::ranges::sort(extents);
        const double limit = far_larger * extents[extents.size() / 2];
        const double common = *std::prev(std::ranges::upper_bound(extents, limit));
        for (BoxId id : members)
            if (node(id).size.*extent <= limit) node(id).size.*extent = common;
    }

    /// Strips beside a level flow are as thick as their words are long; in boxes of one kind they line up.
    void level_strips(const Members& members) {
        std::vector<double> thickest;
        for (BoxId id : members) {
            const auto& strips = node(id).strips;
            thickest.resize(std::max(thickest.size(), strips.size()));
            for (std::size_t i = 0; i < strips.size(); ++i) thickest[i] = std::max(thickest[i], strips[i].thickness);
        }
        for (BoxId id : members)
            for (std::size_t i = 0; i < node(id).strips.size(); ++i) {
                double& thickness = node(id).strips[i].thickness;
                node(id).size.width += thickest[i] - thickness;
                thickness = thickest[i];
            }
    }

    void equalize_row(const Members& members) {
        make_equal(members, &Size::height);
        std::map<std::pair<std::string, std::size_t>, Members> kinds;
        for (BoxId id : members) kinds[{boxes[id].kind, node(id).strips.size()}].push_back(id);
        for (const auto& [kind, same] : kinds) {
            level_strips(same);
            make_equal(same, &Size::width);
        }
    }
};

}  // namespace

void equalize(Boxes& built) {
    std::map<std::string, Members> families;
    for (BoxId id : built.boxes.ids()) {
        const auto* frame = std::get_if<FrameBox>(&built.boxes[id].content);
        if (!frame) continue;
        auto& members = families[family_of(built.boxes[id], *frame)];
        for (BoxId child : frame->children)
            if (takes_part(built.boxes[child]) && !built.sized.contains(child)) members.push_back(child);
    }
    Equalizer equalizer{built.boxes};
    for (const auto& [family, members] : families)
        if (family[0] == '|')
            equalizer.make_equal(members, &Size::width);
        else
            equalizer.equalize_row(members);
}

}  // namespace netfig
