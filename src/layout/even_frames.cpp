#include "layout/even_frames.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace netfig::layered {

namespace {

/// How far a frame reaches from its trunk to either side, or how much is added there.
struct Reach {
    double before = 0, after = 0;
    double whole() const { return before + after; }
    friend bool operator==(const Reach&, const Reach&) = default;
};

bool flows_across(const Figure& figure, BoxId frame) {
    return netfig::flows_across(std::get<FrameBox>(figure.boxes[frame].content).flow);
}

Reach reach_of(const PlacedFrame& placed, bool across) {
    const double whole = across ? placed.size.height : placed.size.width;
    return {placed.axis_in, whole - placed.axis_in};
}

struct EvenFrames {
    const Figure& figure;
    const CutLinks& cut;
    Interiors& interiors;
    Table<BoxId, BoxId> next;  // the only frame of this height that a frame's trunk leads to
    std::set<BoxId> taken;
    std::map<BoxId, Reach> added;

    bool is_candidate(BoxId frame, const std::set<BoxId>& frames) const;
    bool is_on_trunk(const SegmentEnd& end) const;
    void find_chains(BoxId parent, const std::set<BoxId>& frames);
    bool fits(const std::vector<BoxId>& group, BoxId frame) const;
    void close(const std::vector<BoxId>& group);
    void follow(BoxId first);
    void apply(const std::vector<BoxId>& frames);
};

/// The trunk must pass straight through it, the way its parent flows.
bool EvenFrames::is_candidate(BoxId frame, const std::set<BoxId>& frames) const {
    if (!frames.contains(frame)) return false;
    const auto& placed = *interiors.of[frame];
    return flows_across(figure, frame) == flows_across(figure, figure.boxes[frame].parent) &&
           std::abs(placed.axis_in - placed.axis_out) < 0.01;
}

bool EvenFrames::is_on_trunk(const SegmentEnd& end) const {
    const bool is_frame = std::holds_alternative<FrameBox>(figure.boxes[end.child].content);
    return !is_frame || cut.ports[end.child][end.slot].primary;
}

/// Frames follow each other, with single boxes between them or none.
void EvenFrames::find_chains(BoxId parent, const std::set<BoxId>& frames) {
    std::map<BoxId, std::set<BoxId>> leaving;
    for (const auto& segment : cut.segments[parent]) {
        if (!segment.from.child.valid() || !segment.to.child.valid() || segment.feedback) continue;
        if (is_on_trunk(segment.from) && is_on_trunk(segment.to)) leaving[segment.from.child].insert(segment.to.child);
    }
    for (const auto child : cut.children[parent]) {
        if (!is_candidate(child, frames)) continue;
        BoxId at = child;
        for (std::size_t steps = 0; steps < cut.children[parent].size(); ++steps) {
            const auto& targets = leaving[at];
            if (targets.size() != 1) break;
            at = *targets.begin();
            if (std::holds_alternative<NodeBox>(figure.boxes[at].content)) continue;
            if (at != child && is_candidate(at, frames)) next[child] = at;
            break;
        }
    }
}

/// No frame grows by more than a quarter; one of the group's own kind by two fifths: beyond that it would look half
/// empty.
bool EvenFrames::fits(const std::vector<BoxId>& group, BoxId frame) const {
    const bool across = flows_across(figure, frame);
    Reach most = reach_of(*interiors.of[frame], across);
    double least = most.whole();
    bool same_type = true;
    for (const auto member : group) {
        const Reach reach = reach_of(*interiors.of[member], across);
        most = {std::max(most.before, reach.before), std::max(most.after, reach.after)};
        least = std::min(least, reach.whole());
        same_type = same_type && figure.boxes[member].type == figure.boxes[frame].type;
    }
    return most.whole() <= least * (same_type ? 1.4 : 1.25);
}

void EvenFrames::close(const std::vector<BoxId>& group) {
    Reach most;
    const bool across = flows_across(figure, group.front());
    for (const auto member : group) {
        const Reach reach = reach_of(*interiors.of[member], across);
        most = {std::max(most.before, reach.before), std::max(most.after, reach.after)};
    }
    for (const auto member : group) {
        const Reach reach = reach_of(*interiors.of[member], across);
        added[member] = {most.before - reach.before, most.after - reach.after};
    }
}

void EvenFrames::follow(BoxId first) {
    std::vector<BoxId> group{first};
    taken.insert(first);
    for (BoxId frame = next[first]; frame.valid() && taken.insert(frame).second; frame = next[frame]) {
        if (!fits(group, frame)) {
            close(group);
            group.clear();
        }
        group.push_back(frame);
    }
    close(group);
}

/// Lines that end on the frame's border still do.
PlacedFrame widened(PlacedFrame placed, const std::vector<FramePort>& ports, Reach more, bool across) {
    const double old = across ? placed.size.height : placed.size.width;
    const double dx = across ? 0 : more.before, dy = across ? more.before : 0;
    const auto move = [&](std::optional<Rect>& rect) {
        if (rect) rect = rect->moved(dx, dy);
    };
    (across ? placed.size.height : placed.size.width) += more.whole();
    for (auto& rect : placed.children) rect = rect.moved(dx, dy);
    for (auto& badge : placed.badges) move(badge);
    for (auto& label : placed.labels) move(label);
    for (auto& band : placed.bands) {
        band.rect = band.rect.moved(dx, dy);
        move(band.title);
        move(band.badge);
    }
    for (auto& segment : placed.segments) {
        for (auto& point : segment) {
            double& place = across ? point.y : point.x;
            if (place > 0) place += place < old ? more.before : more.whole();
        }
    }
    for (std::size_t port = 0; port < ports.size(); ++port) {
        if (is_beside(ports[port].side) == across) placed.ports[port] += more.before;
    }
    if (placed.badge && !across) placed.badge = placed.badge->moved(more.whole(), 0);
    placed.axis_in += more.before;
    placed.axis_out += more.before;
    return placed;
}

/// What is equal stays equal: a frame whose equals stand elsewhere, among others, keeps its size.
void EvenFrames::apply(const std::vector<BoxId>& frames) {
    std::map<const PlacedFrame*, std::pair<Reach, bool>> wishes;  // and whether all agree
    for (const auto frame : frames) {
        const auto [known, is_new] = wishes.try_emplace(interiors.of[frame], added[frame], true);
        known->second.second = known->second.second && known->second.first == added[frame];
    }
    std::map<const PlacedFrame*, const PlacedFrame*> replaced;
    for (const auto frame : frames) {
        const auto* placed = interiors.of[frame];
        const auto& [more, agreed] = wishes.at(placed);
        if (!agreed || more.whole() < 0.01) continue;
        auto& wide = replaced[placed];
        if (!wide) {
            interiors.distinct.push_back(widened(*placed, cut.ports[frame], more, flows_across(figure, frame)));
            wide = &interiors.distinct.back();
        }
        interiors.of[frame] = wide;
    }
}

}  // namespace

void even_out(const Figure& figure, const CutLinks& cut, const std::vector<BoxId>& frames, Interiors& interiors) {
    EvenFrames even{figure, cut, interiors, Table<BoxId, BoxId>(figure.boxes.size()), {}, {}};
    const std::set<BoxId> here(frames.begin(), frames.end());
    std::set<BoxId> parents, followers;
    for (const auto frame : frames) {
        if (cut.level[frame].valid()) parents.insert(cut.level[frame]);
    }
    for (const auto parent : parents) even.find_chains(parent, here);
    for (const auto frame : here) {
        if (even.next[frame].valid()) followers.insert(even.next[frame]);
    }
    for (const auto frame : here) {
        if (!followers.contains(frame)) even.follow(frame);
    }
    even.apply(frames);
}

}  // namespace netfig::layered
