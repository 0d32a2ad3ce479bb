#include "layout/stacks.h"

#include <algorithm>
#include <map>

namespace netfig::layered {

namespace {

bool crosses_parent(const Figure& figure, BoxId id) {
    const auto* frame = std::get_if<FrameBox>(&figure.boxes[id].content);
    const BoxId parent = figure.boxes[id].parent;
    if (!frame || !parent.valid()) return false;
    return flows_across(frame->flow) != flows_across(std::get<FrameBox>(figure.boxes[parent].content).flow);
}

using Ends = std::pair<BoxId, BoxId>;

/// Every link as one between two boxes of one frame.
std::vector<Ends> direct_links(const Figure& figure) {
    std::vector<Ends> links;
    for (const auto& link : figure.links) {
        BoxId from = link.from, to = link.to;
        while (figure.boxes[from].parent != figure.boxes[to].parent) {
            auto& deeper = figure.boxes[from].parent > figure.boxes[to].parent ? from : to;
            deeper = figure.boxes[deeper].parent;
        }
        if (from != to && !link.feedback) links.emplace_back(from, to);
    }
    return links;
}

/// Also those that a single box stands on, as in a lateral connection of a pyramid.
std::vector<Ends> links_of_levels(const Figure& figure) {
    auto links = direct_links(figure);
    Table<BoxId, std::vector<BoxId>> before(figure.boxes.size()), after(figure.boxes.size());
    for (const auto& [from, to] : links) {
        after[from].push_back(to);
        before[to].push_back(from);
    }
    for (const auto id : figure.boxes.ids()) {
        const bool single = !is_frame(figure.boxes[id]) && before[id].size() == 1 && after[id].size() == 1;
        if (single && before[id].front() != after[id].front())
            links.emplace_back(before[id].front(), after[id].front());
    }
    return links;
}

/// Operations on the longest way to each node; those behind a cycle count none.
Table<BoxId, int> steps_before(const Figure& figure) {
    const auto size = figure.boxes.size();
    Table<BoxId, int> steps(size), waiting(size);
    Table<BoxId, std::vector<BoxId>> next(size);
    for (const auto& link : figure.links) {
        if (link.feedback) continue;
        next[link.from].push_back(link.to);
        ++waiting[link.to];
    }
    std::vector<BoxId> ready;
    for (const auto id : figure.boxes.ids()) {
        if (waiting[id] == 0) ready.push_back(id);
    }
    for (std::size_t at = 0; at < ready.size(); ++at) {
        for (const auto to : next[ready[at]]) {
            steps[to] = std::max(steps[to], steps[ready[at]] + 1);
            if (--waiting[to] == 0) ready.push_back(to);
        }
    }
    return steps;
}

struct PortMarker {
    const Figure& figure;
    CutLinks& cut;
    BoxId stack;
    const std::map<std::size_t, int>& steps_of_tensor;
    std::vector<const Segment*> only = {};  // per port: its segment in the stack, if it has but one

    void find_segments();
    void mark();
    bool is_level(const Segment& segment) const;
};

void PortMarker::find_segments() {
    std::vector<int> segments(cut.ports[stack].size());
    only.assign(segments.size(), nullptr);
    for (const auto& segment : cut.segments[stack]) {
        for (const auto* end : {&segment.from, &segment.to}) {
            if (end->child.valid()) continue;
            only[end->slot] = ++segments[end->slot] == 1 ? &segment : nullptr;
        }
    }
}

bool PortMarker::is_level(const Segment& segment) const {
    const SegmentEnd& inner = segment.from.child.valid() ? segment.from : segment.to;
    if (!inner.child.valid() || is_frame(figure.boxes[inner.child]) || segment.feedback) return false;
    if (segment.from.child.valid()) return true;
    bool starts = true, is_last = true;
    int entering = 0;
    const int steps = steps_of_tensor.at(segment.tensor);
    for (const auto& other : cut.segments[stack]) {
        if (other.to.child != inner.child || other.feedback) continue;
        starts = starts && !other.from.child.valid();
        ++entering;
        is_last = is_last && steps_of_tensor.at(other.tensor) <= steps;
    }
    return !starts || entering == 1 || !is_last;
}

void PortMarker::mark() {
    find_segments();
    auto& ports = cut.ports[stack];
    for (std::size_t port = 0; port < ports.size(); ++port) ports[port].level = only[port] && is_level(*only[port]);
}

}  // namespace

Table<BoxId, char> find_stacks(const Figure& figure) {
    Table<BoxId, char> stacks(figure.boxes.size());
    for (const auto id : figure.boxes.ids()) {
        const BoxId parent = figure.boxes[id].parent;
        if (!figure.boxes[id].row.empty() && crosses_parent(figure, parent)) stacks[parent] = true;
    }
    for (const auto& [from, to] : links_of_levels(figure)) {
        if (crosses_parent(figure, from) && crosses_parent(figure, to)) stacks[from] = stacks[to] = true;
    }
    return stacks;
}

void mark_level_ports(const Figure& figure, CutLinks& cut) {
    if (std::none_of(cut.stacks.begin(), cut.stacks.end(), [](char is_stack) { return is_stack; })) return;
    const auto steps = steps_before(figure);
    std::map<std::size_t, int> steps_of_tensor;
    for (const auto id : figure.links.ids()) {
        const auto& first = cut.route[id].front();
        steps_of_tensor[cut.segments[first.frame][first.segment].tensor] = steps[figure.links[id].from];
    }
    for (const auto id : figure.boxes.ids()) {
        if (cut.stacks[id]) PortMarker{figure, cut, id, steps_of_tensor}.mark();
    }
}

void lead_across(Level& level, const std::vector<FramePort>& ports) {
    std::map<std::pair<int, Side>, std::vector<int>> pins;  // made here, by vertex and side
    for (auto& edge : level.edges) {
        const bool leaves = edge.to.vertex < 0;
        if (leaves == (edge.from.vertex < 0)) continue;
        End& inner = leaves ? edge.from : edge.to;
        const int port = leaves ? edge.to.port : edge.from.port;
        Vertex& vertex = level.vertices[inner.vertex];
        if (!ports[port].level || !is_beside(level.ports[port].side) || vertex.kind != VertexKind::box) continue;
        auto& here = pins[{inner.vertex, level.ports[port].side}];
        if ((!here.empty() && !vertex.even_sides) || edge.label_vertex >= 0) continue;
        inner.pin = count(vertex.pins);
        here.push_back(inner.pin);
        vertex.pins.push_back({level.ports[port].side, vertex.height / 2});
        if (leaves) level.ports[port].tensor = edge.tensor = level.tensors++;
    }
    for (const auto& [key, made] : pins) {
        Vertex& vertex = level.vertices[key.first];
        for (int at = 0; at < count(made); ++at)
            vertex.pins[made[at]].at = vertex.height * (at + 1) / (count(made) + 1);
    }
}

}  // namespace netfig::layered
