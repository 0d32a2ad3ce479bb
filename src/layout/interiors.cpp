#include "layout/interiors.h"

#include "layout/even_frames.h"
#include "layout/layered.h"
#include "layout/page.h"
#include "layout/signature.h"
#include "layout/stack_rows.h"
#include "layout/wrap.h"

#include <algorithm>

namespace netfig::layered {

namespace {

/// All frames with a level of their own by how deep the nesting in them goes: the innermost first.
std::vector<std::vector<BoxId>> frames_by_height(const Figure& figure, const CutLinks& cut) {
    std::vector<std::vector<BoxId>> frames;
    Table<BoxId, std::size_t> height(figure.boxes.size());
    for (auto index = figure.boxes.size(); index-- > 0;) {  // children stand behind their parents in the table
        const auto& box = figure.boxes[BoxId(index)];
        if (!is_frame(box)) continue;
        const auto here = height[BoxId(index)];
        if (frames.size() <= here) frames.resize(here + 1);
        if (cut.opened[BoxId(index)] < 0) frames[here].push_back(BoxId(index));
        if (box.parent.valid()) height[box.parent] = std::max(height[box.parent], here + 1);
    }
    return frames;
}

struct Placer {
    const Figure& figure;
    const CutLinks& cut;
    Room room;
    LevelMemory& memory;
    Interiors interiors;

    Room room_inside(std::size_t nesting) const;
    void finish(Level& level, BoxId frame, std::size_t nesting, const std::vector<double>& name);
    void place(const std::vector<BoxId>& frames, std::size_t nesting);
};

/// Every border around a frame takes from its room. `nesting` counts them.
Room Placer::room_inside(std::size_t nesting) const {
    const auto& keep = figure.distances;
    const double border = 2 * keep.frame_padding, heading = 10 + 2 * keep.title_gap;
    const auto borders = static_cast<double>(nesting);
    return {room.width - borders * border, room.height - borders * (border + heading)};
}

void Placer::finish(Level& level, BoxId frame, std::size_t nesting, const std::vector<double>& name) {
    const bool is_page = !figure.boxes[frame].parent.valid();
    const Flow flow = std::get<FrameBox>(figure.boxes[frame].content).flow;
    const auto [known, is_new] = memory.finished.try_emplace(name);
    if (is_new) {
        known->second = level;
        lay_out(known->second);
    }
    Level fresh = std::move(level);
    level = known->second;
    if (is_page) return lay_out_page(level, std::move(fresh), flow, room);
    if (cut.stacks[frame]) return;  // in one piece, or nothing would be level
    const Room inside = room_inside(nesting);
    wrap(level, std::move(fresh), flow == Flow::right || flow == Flow::left ? inside.width : inside.height);
}

void Placer::place(const std::vector<BoxId>& frames, std::size_t nesting) {
    const FrameContext context{figure, cut, interiors.of};
    std::map<std::vector<double>, const PlacedFrame*> known;
    for (const auto id : frames) {
        level_rows(figure, cut, id, interiors);
        Level level = build_level(context, id);
        const auto name = signature(context, id, level);
        auto& found = known[name];
        if (!found) {
            finish(level, id, nesting, name);
            interiors.distinct.push_back(place_frame(context, id, level));
            found = &interiors.distinct.back();
        }
        interiors.of[id] = found;
    }
    even_out(figure, cut, frames, interiors);
}

}  // namespace

Interiors place_interiors(const Figure& figure, const CutLinks& cut, const Room& room, LevelMemory& memory) {
    Placer placer{figure, cut, room, memory, {}};
    placer.interiors.of = Table<BoxId, const PlacedFrame*>(figure.boxes.size());
    const auto frames = frames_by_height(figure, cut);
    for (std::size_t nesting = 0; nesting < frames.size(); ++nesting)
        placer.place(frames[nesting], frames.size() - 1 - nesting);
    return std::move(placer.interiors);
}

}  // namespace netfig::layered
