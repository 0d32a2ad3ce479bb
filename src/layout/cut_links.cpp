#include "layout/cut_links.h"

#include "layout/latest_inputs.h"
#include "layout/stacks.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace netfig::layered {

namespace {

Flow flow_of(const Figure& figure, BoxId frame) { return std::get<FrameBox>(figure.boxes[frame].content).flow; }

/// Links of one source and output carry one tensor; a feedback link goes its own way.
Table<FigureLinkId, std::size_t> number_tensors(const Figure& figure) {
    Table<FigureLinkId, std::size_t> tensors(figure.links.size());
    std::map<std::tuple<BoxId, std::size_t, std::size_t, bool>, std::size_t> known;
    for (const auto id : figure.links.ids()) {
        const auto& link = figure.links[id];
        const auto key = std::make_tuple(link.from, link.from_port, link.tensor, link.feedback);
        tensors[id] = known.try_emplace(key, known.size()).first->second;
    }
    return tensors;
}

struct Cutter {
    const Figure& figure;
    CutLinks cut;
    Table<BoxId, int> depth;
    std::map<std::tuple<BoxId, std::size_t, bool>, std::size_t> known_ports;
    std::map<std::tuple<BoxId, std::size_t, SegmentEnd, SegmentEnd>, std::size_t> known_segments;

    explicit Cutter(const Figure& figure_in, std::vector<OpenFrame> open) : figure(figure_in) {
        cut.open = std::move(open);
    }

    void find_children();
    void cut_link(FigureLinkId id, std::size_t tensor);
    SegmentEnd port(BoxId frame, std::size_t tensor, bool input);
    void add_segment(FigureLinkId id, BoxId frame, const Segment& segment);
};

void Cutter::find_children() {
    const auto size = figure.boxes.size();
    cut.children = Table<BoxId, std::vector<BoxId>>(size);
    cut.ports = Table<BoxId, std::vector<FramePort>>(size);
    cut.segments = Table<BoxId, std::vector<Segment>>(size);
    cut.route = Table<FigureLinkId, std::vector<SegmentRef>>(figure.links.size());
    depth = Table<BoxId, int>(size);
    cut.level = Table<BoxId, BoxId>(size);
    cut.opened = Table<BoxId, int>(size, -1);
    for (std::size_t at = 0; at < cut.open.size(); ++at) cut.opened[cut.open[at].frame] = static_cast<int>(at);
    for (const auto id : figure.boxes.ids()) {
        const BoxId parent = figure.boxes[id].parent;
        if (!parent.valid()) continue;
        const int around = cut.opened[parent];
        cut.level[id] = around < 0 ? parent : cut.open[around].level;
        if (cut.opened[id] >= 0) continue;
        depth[id] = depth[cut.level[id]] + 1;
        cut.children[cut.level[id]].push_back(id);
    }
}

SegmentEnd Cutter::port(BoxId frame, std::size_t tensor, bool input) {
    auto& ports = cut.ports[frame];
    const auto [found, is_new] = known_ports.try_emplace(std::make_tuple(frame, tensor, input), ports.size());
    if (is_new) ports.push_back({.tensor = tensor, .input = input});
    return {.child = frame, .slot = found->second};
}

void Cutter::add_segment(FigureLinkId id, BoxId frame, const Segment& segment) {
    auto& segments = cut.segments[frame];
    const auto key = std::make_tuple(frame, segment.tensor, segment.from, segment.to);
    const auto [found, is_new] = known_segments.try_emplace(key, segments.size());
    if (is_new) segments.push_back(segment);
    auto& kept = segments[found->second];
    if (!kept.label_of.valid()) kept.label_of = segment.label_of;
    kept.trunk = kept.trunk || segment.trunk;
    cut.route[id].push_back({frame, found->second});
}

/// Climbs from both ends to the innermost frame that holds them, noting the borders passed on the way.
void Cutter::cut_link(FigureLinkId id, std::size_t tensor) {
    const auto& link = figure.links[id];
    std::vector<BoxId> left, entered;
    BoxId from = link.from, to = link.to;
    while (cut.level[from] != cut.level[to]) {
        if (depth[from] >= depth[to]) {
            from = cut.level[from];
            left.push_back(from);
        } else {
            to = cut.level[to];
            entered.push_back(to);
        }
    }
    Segment segment{.tensor = tensor,
                    .from = {link.from, link.from_port},
                    .to = {},
                    .label_of = {},
                    .feedback = link.feedback,
                    .trunk = link.trunk};
    for (const auto frame : left) {
        const auto outside = port(frame, tensor, false);
        segment.to = {BoxId(), outside.slot};
        add_segment(id, frame, segment);
        segment.from = outside;
    }
    std::reverse(entered.begin(), entered.end());
    segment.label_of = link.label.empty() ? FigureLinkId() : id;
    BoxId level = cut.level[from];
    for (const auto frame : entered) {
        segment.to = port(frame, tensor, true);
        add_segment(id, level, segment);
        segment.from = {BoxId(), segment.to.slot};
        segment.label_of = {};
        level = frame;
    }
    segment.to = {link.to, link.to_port};
    add_segment(id, level, segment);
}

// ---- which ports lie on the trunk, and at which side the others ----

/// Which children of a frame come after which. Neighbours are found at once, so that a long row of readers is no
/// burden.
struct Ways {
    std::vector<std::vector<std::size_t>> next;
    std::vector<std::size_t> seen;  // in which search each was last reached
    std::size_t searches = 0;

    bool lead(std::size_t from, std::size_t to) {
        ++searches;
        std::vector<std::size_t> open{from};
        for (std::size_t at = 0; at < open.size(); ++at) {
            for (const auto after : next[open[at]]) {
                if (after == to) return true;
                if (seen[after] == searches) continue;
                seen[after] = searches;
                open.push_back(after);
            }
        }
        return false;
    }
};

struct Sides {
    const Figure& figure;
    CutLinks& cut;
    Table<BoxId, std::size_t> child_index;
    Table<BoxId, double> operations;         // within each box
    std::set<std::size_t> side_lines = {};   // tensors
    std::map<BoxId, Side> taken_sides = {};  // by the frame that side lines from single boxes enter

    const FramePort* port_at(const SegmentEnd& end) const {
        return end.child.valid() && is_frame(figure.boxes[end.child]) ? &cut.ports[end.child][end.slot] : nullptr;
    }
    bool decides_ranks(const Segment& segment) const {
        const auto* out = port_at(segment.from);
        const auto* in = port_at(segment.to);
        return segment.from.child.valid() && segment.to.child.valid() && !segment.feedback && (!out || out->primary) &&
               (!in || in->primary);
    }
    void classify(BoxId frame);
    Side side_of_side_line(const Segment& segment, Side otherwise, Flow flow);
    bool is_side_line(Ways& ways, const std::vector<const Segment*>& readings) const;
    Ways ways_in(BoxId frame) const;
    void find_side_lines(BoxId frame);
    void find_side_exits(BoxId frame);
    void pass_on_places(BoxId frame);
    void keep_one_primary(std::vector<FramePort>& ports, bool input);
    void choose_sides(BoxId frame);
    std::vector<bool> reached_from(BoxId frame, std::size_t child) const;
};

/// One tensor that frame after frame of one kind reads: a memory, a mask. It runs beside them.
bool Sides::is_side_line(Ways& ways, const std::vector<const Segment*>& readings) const {
    if (readings.size() < 2) return false;
    bool same_type = true;
    for (std::size_t at = 0; at < readings.size(); ++at) {
        const BoxId reader = readings[at]->to.child;
        if (!port_at(readings[at]->to)) return false;
        same_type = same_type && figure.boxes[reader].type == figure.boxes[readings.front()->to.child].type;
        if (at > 0 && !ways.lead(child_index[readings[at - 1]->to.child], child_index[reader])) return false;
    }
    return same_type || readings.size() > 2;
}

/// Beside another input that is the frame's own, such a tensor is secondary, wherever in the frame it is read.
void Sides::find_side_lines(BoxId frame) {
    std::map<std::size_t, std::vector<const Segment*>> readings;
    for (const auto& segment : cut.segments[frame]) {
        if (segment.to.child.valid() && !segment.feedback) readings[segment.tensor].push_back(&segment);
    }
    std::set<std::size_t> here;
    Ways ways = ways_in(frame);
    for (auto& [tensor, list] : readings) {
        std::sort(list.begin(), list.end(), [&](const Segment* one, const Segment* other) {
            return child_index[one->to.child] < child_index[other->to.child];
        });
        if (is_side_line(ways, list)) here.insert(tensor);
    }
    if (here.empty()) return;
    side_lines.insert(here.begin(), here.end());
    for (const auto child : cut.children[frame]) {
        auto& ports = cut.ports[child];
        const auto is_own = [&](const FramePort& port) {
            return port.input && port.primary && !here.contains(port.tensor);
        };
        if (std::none_of(ports.begin(), ports.end(), is_own)) continue;
        for (auto& port : ports) {
            if (port.input && here.contains(port.tensor)) port.primary = false;
        }
    }
}

/// What only enters neighbours at their sides leaves at the side too.
void Sides::find_side_exits(BoxId frame) {
    std::map<SegmentEnd, bool> exits;  // whether all its readers are such
    for (const auto& segment : cut.segments[frame]) {
        if (!port_at(segment.from)) continue;
        const auto* in = port_at(segment.to);
        const bool beside = in && !in->primary && !segment.feedback;
        const auto [exit, is_first] = exits.try_emplace(segment.from, beside);
        exit->second = exit->second && beside;
    }
    for (const auto& [end, beside] : exits) {
        if (beside) cut.ports[end.child][end.slot].primary = false;
    }
}

/// Secondary is what meets the interior only after (before) something else that the trunk passes.
void Sides::classify(BoxId frame) {
    find_side_lines(frame);
    find_side_exits(frame);
    std::vector<bool> has_before(cut.children[frame].size()), has_after(has_before);
    auto& ports = cut.ports[frame];
    for (const auto& segment : cut.segments[frame]) {
        if (!decides_ranks(segment) || segment.from.child == segment.to.child) continue;
        has_after[child_index[segment.from.child]] = true;
        has_before[child_index[segment.to.child]] = true;
    }
    for (auto& port : ports) port.primary = false;
    for (const auto& segment : cut.segments[frame]) {
        const bool enters = !segment.from.child.valid(), leaves = !segment.to.child.valid();
        if (enters == leaves) continue;
        const SegmentEnd inner = enters ? segment.to : segment.from;
        auto& port = ports[enters ? segment.from.slot : segment.to.slot];
        const auto* deeper = port_at(inner);
        const bool hidden = enters ? has_before[child_index[inner.child]] : has_after[child_index[inner.child]];
        if (!hidden && (!deeper || deeper->primary) && !segment.feedback) port.primary = true;
    }
    keep_one_primary(ports, true);
    keep_one_primary(ports, false);
    if (!cut.stacks[frame]) return;
    for (auto& port : ports) port.primary = true;  // the block around it goes on at that side
}

void Sides::keep_one_primary(std::vector<FramePort>& ports, bool input) {
    const auto is_primary = [&](const FramePort& port) { return port.input == input && port.primary; };
    if (std::any_of(ports.begin(), ports.end(), is_primary)) return;
    for (auto& port : ports) {
        if (port.input == input) port.primary = true;
    }
}

Ways Sides::ways_in(BoxId frame) const {
    const auto size = cut.children[frame].size();
    Ways ways{std::vector<std::vector<std::size_t>>(size), std::vector<std::size_t>(size)};
    for (const auto& segment : cut.segments[frame]) {
        if (decides_ranks(segment)) ways.next[child_index[segment.from.child]].push_back(child_index[segment.to.child]);
    }
    return ways;
}

std::vector<bool> Sides::reached_from(BoxId frame, std::size_t child) const {
    const auto next = ways_in(frame).next;
    std::vector<bool> reached(next.size());
    std::vector<std::size_t> open{child};
    while (!open.empty()) {
        const auto current = open.back();
        open.pop_back();
        for (const auto after : next[current]) {
            if (!reached[after]) {
                reached[after] = true;
                open.push_back(after);
            }
        }
    }
    return reached;
}

/// From a single box: the first from the right, the next from the left, so that they need not cross.
Side Sides::side_of_side_line(const Segment& segment, Side otherwise, Flow flow) {
    if (!side_lines.contains(segment.tensor) || port_at(segment.from) || !port_at(segment.to)) return otherwise;
    const auto [taken, is_first] = taken_sides.try_emplace(segment.to.child, from_level(Side::east, flow));
    if (!is_first) taken->second = from_level(Side::west, flow);
    return taken->second;
}

/// A line from a neighbour comes from where that ends: the number of operations tells how far down that is.
void Sides::pass_on_places(BoxId frame) {
    for (const auto& segment : cut.segments[frame]) {
        if (!segment.to.child.valid() || !is_frame(figure.boxes[segment.to.child])) continue;
        auto& port = cut.ports[segment.to.child][segment.to.slot];
        if (!segment.from.child.valid()) {
            port.along = cut.ports[frame][segment.from.slot].along;
        } else if (const auto* out = port_at(segment.from); out && !out->primary && !port.primary) {
            const double before = operations[segment.from.child], here = operations[segment.to.child];
            port.along = std::min(1.0, before / std::max(here, 1.0));
        }
    }
}

/// A skip along the trunk keeps to the right of it; what comes from a neighbour enters on the neighbour's side.
/// Outer levels come first, so that a line through several borders enters all of them on one side.
void Sides::choose_sides(BoxId frame) {
    const Flow flow = flow_of(figure, frame);
    const auto beside_for = [&](std::size_t slot) {
        const auto& port = cut.ports[frame][slot];
        return is_beside(to_level(port.side, flow)) ? port.side : from_level(Side::east, flow);
    };
    std::map<std::size_t, std::vector<bool>> reached;
    for (const auto& segment : cut.segments[frame]) {
        const auto give = [&](const SegmentEnd& end, Side beside) {
            if (!end.child.valid() || !is_frame(figure.boxes[end.child])) return;
            auto& port = cut.ports[end.child][end.slot];
            port.side = !port.primary ? beside : port.input ? first_side(flow) : last_side(flow);
        };
        if (!segment.from.child.valid()) {
            give(segment.to, beside_for(segment.from.slot));
        } else if (!segment.to.child.valid()) {
            give(segment.from, beside_for(segment.to.slot));
        } else {
            const auto from = child_index[segment.from.child], to = child_index[segment.to.child];
            const auto* out = port_at(segment.from);
            const auto* in = port_at(segment.to);
            if ((!out || out->primary) && (!in || in->primary)) {
                give(segment.from, Side::east);
                give(segment.to, Side::east);
                continue;
            }
            auto& seen = reached[from];
            if (seen.empty()) seen = reached_from(frame, from);
            const bool along = seen[to];
            give(segment.from, from_level(along || from < to ? Side::east : Side::west, flow));
            const Side inwards = from_level(along || from > to ? Side::east : Side::west, flow);
            give(segment.to, side_of_side_line(segment, inwards, flow));
        }
    }
}

/// Whether a label can stand beside an end of the segment: where the line meets a box along the flow.
bool holds_label(const Figure& figure, const CutLinks& cut, BoxId frame, const Segment& segment) {
    const Flow flow = flow_of(figure, frame);
    const auto side_of = [&](const SegmentEnd& end) { return to_level(cut.ports[end.child][end.slot].side, flow); };
    if (segment.from.child.valid() &&
        (!is_frame(figure.boxes[segment.from.child]) || side_of(segment.from) == Side::south))
        return true;
    if (!segment.to.child.valid()) return false;
    if (is_frame(figure.boxes[segment.to.child])) return side_of(segment.to) == Side::north;
    return !std::get<NodeBox>(figure.boxes[segment.to.child].content).any_side;
}

/// A label that finds no room in its own level moves along its line: at the latest it stands beside the link's source.
void move_labels(const Figure& figure, CutLinks& cut) {
    for (const auto id : figure.links.ids()) {
        for (const auto& own : cut.route[id]) {
            Segment& segment = cut.segments[own.frame][own.segment];
            if (segment.label_of != id || holds_label(figure, cut, own.frame, segment)) continue;
            for (auto at = cut.route[id].rbegin(); at != cut.route[id].rend(); ++at) {
                Segment& other = cut.segments[at->frame][at->segment];
                if (other.label_of.valid() || !holds_label(figure, cut, at->frame, other)) continue;
                other.label_of = id;
                segment.label_of = {};
                break;
            }
            break;
        }
    }
}

}  // namespace

Side first_side(Flow flow) { return from_level(Side::north, flow); }
Side last_side(Flow flow) { return from_level(Side::south, flow); }

Side from_level(Side side, Flow flow) {
    const bool across = flow == Flow::right || flow == Flow::left;
    const bool turned = flow == Flow::up || flow == Flow::left;
    switch (side) {
        case Side::north:
            return across ? (turned ? Side::east : Side::west) : (turned ? Side::south : Side::north);
        case Side::south:
            return across ? (turned ? Side::west : Side::east) : (turned ? Side::north : Side::south);
        case Side::west:
            return across ? Side::north : Side::west;
        case Side::east:
            return across ? Side::south : Side::east;
    }
    return side;
}

Side to_level(Side side, Flow flow) {
    for (const auto candidate : {Side::north, Side::south, Side::west}) {
        if (from_level(candidate, flow) == side) return candidate;
    }
    return Side::east;
}

namespace {

Table<BoxId, double> count_operations(const Figure& figure) {
    Table<BoxId, double> operations(figure.boxes.size());
    for (auto index = figure.boxes.size(); index-- > 1;) {
        const BoxId id(index);
        if (!is_frame(figure.boxes[id])) operations[id] = 1;
        operations[figure.boxes[id].parent] += operations[id];
    }
    return operations;
}

CutLinks cut_at_borders(const Figure& figure, const Table<BoxId, char>& closed) {
    Cutter cutter(figure, find_open_frames(figure, closed));
    cutter.find_children();
    cutter.cut.stacks = find_stacks(figure);
    const auto tensors = number_tensors(figure);
    for (const auto id : figure.links.ids()) cutter.cut_link(id, tensors[id]);

    Sides sides{figure, cutter.cut, Table<BoxId, std::size_t>(figure.boxes.size()), count_operations(figure), {}, {}};
    for (const auto& children : cutter.cut.children) {
        for (std::size_t index = 0; index < children.size(); ++index) sides.child_index[children[index]] = index;
    }
    for (auto index = figure.boxes.size(); index-- > 0;) {
        if (is_frame(figure.boxes[BoxId(index)])) sides.classify(BoxId(index));
    }
    for (const auto id : figure.boxes.ids()) {
        if (!is_frame(figure.boxes[id])) continue;
        sides.choose_sides(id);
        sides.pass_on_places(id);
    }
    mark_latest_inputs(figure, cutter.cut);
    mark_level_ports(figure, cutter.cut);
    move_labels(figure, cutter.cut);
    return std::move(cutter.cut);
}

/// An open frame stands at one side of its level; lines from the level's border come in at the other.
bool has_room_for(CutLinks& cut, const OpenFrame& open, Flow flow) {
    bool west = false, east = false;
    for (const auto& port : cut.ports[open.level]) {
        west = west || to_level(port.side, flow) == Side::west;
        east = east || to_level(port.side, flow) == Side::east;
    }
    const bool across = flow == Flow::right || flow == Flow::left;  // then title and badge stand to the west
    if (across && (west || open.on_right)) return false;
    const auto is_alone = [&](const OpenFrame& other) { return other.level != open.level || !other.on_right; };
    if (!std::all_of(cut.open.begin(), cut.open.end(), is_alone)) return !west && !east;
    return !west || !east;
}

}  // namespace

CutLinks cut_links(const Figure& figure, Table<BoxId, char>& closed) {
    for (;;) {
        auto cut = cut_at_borders(figure, closed);
        bool all_fit = true;
        for (const auto& open : cut.open) {
            const Flow flow = flow_of(figure, open.level);
            if (has_room_for(cut, open, flow)) continue;
            closed[open.frame] = true;
            all_fit = false;
        }
        if (!all_fit) continue;
        std::vector<bool> turned;
        for (const auto& open : cut.open) {
            const Flow flow = flow_of(figure, open.level);
            const auto& ports = cut.ports[open.level];
            turned.push_back(std::any_of(ports.begin(), ports.end(), [&](const FramePort& port) {
                return to_level(port.side, flow) == Side::west;
            }));
        }
        for (std::size_t at = 0; at < turned.size(); ++at) cut.open[at].on_right = cut.open[at].on_right || turned[at];
        return cut;
    }
}

}  // namespace netfig::layered
