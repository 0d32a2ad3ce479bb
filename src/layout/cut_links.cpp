#include "layout/cut_links.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace netfig::layered {

namespace {

bool is_frame(const Figure& figure, BoxId box) { return std::holds_alternative<FrameBox>(figure.boxes[box].content); }

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

    explicit Cutter(const Figure& figure_in) : figure(figure_in) {}

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
    for (const auto id : figure.boxes.ids()) {
        const BoxId parent = figure.boxes[id].parent;
        if (parent.valid()) depth[id] = depth[parent] + 1;
        if (is_frame(figure, id)) cut.children[id] = std::get<FrameBox>(figure.boxes[id].content).children;
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
    cut.route[id].push_back({frame, found->second});
}

/// Climbs from both ends to the innermost frame that holds them, noting the borders passed on the way.
void Cutter::cut_link(FigureLinkId id, std::size_t tensor) {
    const auto& link = figure.links[id];
    std::vector<BoxId> left, entered;
    BoxId from = link.from, to = link.to;
    while (figure.boxes[from].parent != figure.boxes[to].parent) {
        if (depth[from] >= depth[to]) {
            from = figure.boxes[from].parent;
            left.push_back(from);
        } else {
            to = figure.boxes[to].parent;
            entered.push_back(to);
        }
    }
    Segment segment{
        .tensor = tensor, .from = {link.from, link.from_port}, .to = {}, .label_of = {}, .feedback = link.feedback};
    for (const auto frame : left) {
        const auto outside = port(frame, tensor, false);
        segment.to = {BoxId(), outside.slot};
        add_segment(id, frame, segment);
        segment.from = outside;
    }
    std::reverse(entered.begin(), entered.end());
    segment.label_of = link.label.empty() ? FigureLinkId() : id;
    BoxId level = figure.boxes[from].parent;
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

struct Sides {
    const Figure& figure;
    CutLinks& cut;
    Table<BoxId, std::size_t> child_index;

    const FramePort* port_at(const SegmentEnd& end) const {
        return end.child.valid() && is_frame(figure, end.child) ? &cut.ports[end.child][end.slot] : nullptr;
    }
    bool decides_ranks(const Segment& segment) const {
        const auto* out = port_at(segment.from);
        const auto* in = port_at(segment.to);
        return segment.from.child.valid() && segment.to.child.valid() && !segment.feedback && (!out || out->primary) &&
               (!in || in->primary);
    }
    void classify(BoxId frame);
    void keep_one_primary(std::vector<FramePort>& ports, bool input);
    void choose_sides(BoxId frame);
    std::vector<bool> reached_from(BoxId frame, std::size_t child) const;
};

/// Secondary is what meets the interior only after (before) something else that the trunk passes.
void Sides::classify(BoxId frame) {
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
}

void Sides::keep_one_primary(std::vector<FramePort>& ports, bool input) {
    const auto is_primary = [&](const FramePort& port) { return port.input == input && port.primary; };
    if (std::any_of(ports.begin(), ports.end(), is_primary)) return;
    for (auto& port : ports) {
        if (port.input == input) port.primary = true;
    }
}

std::vector<bool> Sides::reached_from(BoxId frame, std::size_t child) const {
    std::vector<std::vector<std::size_t>> next(cut.children[frame].size());
    for (const auto& segment : cut.segments[frame]) {
        if (decides_ranks(segment)) next[child_index[segment.from.child]].push_back(child_index[segment.to.child]);
    }
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

/// A skip along the trunk keeps to the right of it; what comes from a neighbour enters on the neighbour's side.
/// Outer levels come first, so that a line through several borders enters all of them on one side.
void Sides::choose_sides(BoxId frame) {
    const Flow flow = flow_of(figure, frame);
    std::map<std::size_t, std::vector<bool>> reached;
    for (const auto& segment : cut.segments[frame]) {
        const auto give = [&](const SegmentEnd& end, Side beside) {
            if (!end.child.valid() || !is_frame(figure, end.child)) return;
            auto& port = cut.ports[end.child][end.slot];
            port.side = !port.primary ? beside : port.input ? first_side(flow) : last_side(flow);
        };
        if (!segment.from.child.valid()) {
            give(segment.to, cut.ports[frame][segment.from.slot].primary ? from_level(Side::east, flow)
                                                                         : cut.ports[frame][segment.from.slot].side);
        } else if (!segment.to.child.valid()) {
            give(segment.from, cut.ports[frame][segment.to.slot].primary ? from_level(Side::east, flow)
                                                                         : cut.ports[frame][segment.to.slot].side);
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
            give(segment.to, from_level(along || from > to ? Side::east : Side::west, flow));
        }
    }
}

/// Whether a label can stand beside an end of the segment: where the line meets a box along the flow.
bool holds_label(const Figure& figure, const CutLinks& cut, BoxId frame, const Segment& segment) {
    const Flow flow = flow_of(figure, frame);
    const auto side_of = [&](const SegmentEnd& end) { return to_level(cut.ports[end.child][end.slot].side, flow); };
    if (segment.from.child.valid() && (!is_frame(figure, segment.from.child) || side_of(segment.from) == Side::south))
        return true;
    if (!segment.to.child.valid()) return false;
    if (is_frame(figure, segment.to.child)) return side_of(segment.to) == Side::north;
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

CutLinks cut_links(const Figure& figure) {
    Cutter cutter(figure);
    cutter.find_children();
    const auto tensors = number_tensors(figure);
    for (const auto id : figure.links.ids()) cutter.cut_link(id, tensors[id]);

    Sides sides{figure, cutter.cut, Table<BoxId, std::size_t>(figure.boxes.size())};
    for (const auto& children : cutter.cut.children) {
        for (std::size_t index = 0; index < children.size(); ++index) sides.child_index[children[index]] = index;
    }
    for (auto index = figure.boxes.size(); index-- > 0;) {
        if (is_frame(figure, BoxId(index))) sides.classify(BoxId(index));
    }
    for (const auto id : figure.boxes.ids()) {
        if (is_frame(figure, id)) sides.choose_sides(id);
    }
    move_labels(figure, cutter.cut);
    return std::move(cutter.cut);
}

}  // namespace netfig::layered
