#include "layout/stack_rows.h"

#include "layout/draw_out.h"
#include "layout/row_solver.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace netfig::layered {

namespace {

constexpr double same_place = 0.01;

/// A block whose members stand level with those of others.
struct Stack {
    BoxId id;
    bool across = false;       // its members stand side by side: their heights are places from the left
    std::vector<int> anchors;  // in the order of their places
    std::map<std::size_t, int> of_port;
};

/// A single box between stacks. It stands in a row as well, where no line runs straight past it.
struct Lone {
    BoxId id;
    double half = 0;
    int anchor = -1;
    std::set<int> passing;  // anchors of lines that do
};

struct RowFinder {
    const Figure& figure;
    const CutLinks& cut;
    BoxId parent;
    Interiors& interiors;
    RowSolver solver = {};
    std::vector<Stack> stacks = {};
    std::vector<Lone> lones = {};
    std::map<BoxId, std::size_t> stack_of = {}, lone_of = {};
    std::map<BoxId, std::set<BoxId>> before = {};  // of the parent's children: all that lead to it
    std::map<std::string, std::vector<int>> by_name = {};

    Flow flow_of(BoxId id) const { return std::get<FrameBox>(figure.boxes[id].content).flow; }
    bool is_beside_others(BoxId child) const;
    bool has_rows(BoxId frame) const;
    void find_order();
    void add_stack(BoxId id);
    void add_start(Stack& stack, int start);
    void add_lone(BoxId id, const NodeBox& node);
    void collect();
    bool between_stacks(const Segment& segment) const;
    int anchor_of(const SegmentEnd& end) const;
    void wish_names();
    void wish_links();
    void find_passing();
    void wish_lones();
    void separate_lones();
    std::map<const PlacedFrame*, std::vector<double>> steps_of_equals() const;
    bool make_equals_equal();
    void draw_out();
};

bool RowFinder::has_rows(BoxId frame) const {
    return std::any_of(cut.children[frame].begin(), cut.children[frame].end(),
                       [&](BoxId child) { return !figure.boxes[child].row.empty(); });
}

/// Blocks that flow as their parent stand beside each other only where none leads to another.
bool RowFinder::is_beside_others(BoxId child) const {
    return std::none_of(cut.children[parent].begin(), cut.children[parent].end(), [&](BoxId other) {
        const bool follows = before.at(child).contains(other) || before.at(other).contains(child);
        return other != child && is_frame(figure.boxes[other]) && has_rows(other) && follows;
    });
}

void RowFinder::find_order() {
    for (const auto child : cut.children[parent]) before[child];
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& segment : cut.segments[parent]) {
            if (!segment.from.child.valid() || !segment.to.child.valid() || segment.feedback) continue;
            auto& here = before[segment.to.child];
            const auto size = here.size();
            here.insert(segment.from.child);
            here.insert(before[segment.from.child].begin(), before[segment.from.child].end());
            changed = changed || here.size() != size;
        }
    }
}

void RowFinder::add_stack(BoxId id) {
    const auto& placed = *interiors.of[id];
    Stack stack{id, flows_across(flow_of(id)), {}, {}};
    std::map<double, int> known;
    const auto anchor_at = [&](double at) {
        const auto near = known.lower_bound(at - same_place);
        if (near != known.end() && near->first <= at + same_place) return near->second;
        return known[at] = solver.add(at);
    };
    for (std::size_t port = 0; port < cut.ports[id].size(); ++port) {
        if (is_beside(to_level(cut.ports[id][port].side, flow_of(id))))
            stack.of_port[port] = anchor_at(placed.ports[port]);
    }
    for (std::size_t child = 0; child < cut.children[id].size(); ++child) {
        const auto& row = figure.boxes[cut.children[id][child]].row;
        const Point middle = placed.children[child].center();
        if (!row.empty()) by_name[row].push_back(anchor_at(stack.across ? middle.x : middle.y));
    }
    for (const auto& [at, anchor] : known) stack.anchors.push_back(anchor);
    stack_of[id] = stacks.size();
    stacks.push_back(std::move(stack));
}

/// Blocks that flow as their parent begin at one height.
void RowFinder::add_start(Stack& stack, int start) {
    const auto& placed = *interiors.of[stack.id];
    const Flow flow = flow_of(stack.id);
    const bool turned = flow == Flow::up || flow == Flow::left;
    const int border = solver.add(!turned ? 0 : stack.across ? placed.size.width : placed.size.height);
    stack.anchors.insert(turned ? stack.anchors.end() : stack.anchors.begin(), border);
    solver.unite(border, start);
}

void RowFinder::add_lone(BoxId id, const NodeBox& node) {
    const bool across = flows_across(flow_of(parent));
    lone_of[id] = lones.size();
    lones.push_back({id, (across ? node.size.height : node.size.width) / 2, solver.add(0), {}});
    if (!figure.boxes[id].row.empty()) by_name[figure.boxes[id].row].push_back(lones.back().anchor);
}

void RowFinder::collect() {
    find_order();
    std::vector<BoxId> parallel;
    for (const auto child : cut.children[parent]) {
        const auto* node = std::get_if<NodeBox>(&figure.boxes[child].content);
        if (node) {
            add_lone(child, *node);
        } else if (cut.opened[child] < 0 && cut.stacks[child]) {
            add_stack(child);
        } else if (flows_across(flow_of(child)) == flows_across(flow_of(parent)) && has_rows(child) &&
                   is_beside_others(child)) {
            parallel.push_back(child);
        }
    }
    if (!stacks.empty() || parallel.size() < 2) return;
    lones.clear();  // stand above or below, not beside
    for (const auto child : parallel) add_stack(child);
}

/// Where at a stack's side a line meets it; -1 if it does not.
int RowFinder::anchor_of(const SegmentEnd& end) const {
    const auto stack = stack_of.find(end.child);
    if (stack == stack_of.end()) return -1;
    const auto& of_port = stacks[stack->second].of_port;
    const auto anchor = of_port.find(end.slot);
    return anchor == of_port.end() ? -1 : anchor->second;
}

/// Both ends at stacks: then the line can run straight.
bool RowFinder::between_stacks(const Segment& segment) const {
    return !segment.feedback && segment.from.child != segment.to.child && anchor_of(segment.from) >= 0 &&
           anchor_of(segment.to) >= 0;
}

void RowFinder::wish_names() {
    for (const auto& [name, anchors] : by_name) {
        for (const int anchor : anchors) solver.wish(anchors.front(), anchor);
    }
}

void RowFinder::wish_links() {
    for (const auto& segment : cut.segments[parent]) {
        if (between_stacks(segment)) solver.wish(anchor_of(segment.from), anchor_of(segment.to));
    }
}

/// Lines from what leads to a box to what it leads to run beside it.
void RowFinder::find_passing() {
    for (const auto& segment : cut.segments[parent]) {
        if (!between_stacks(segment)) continue;
        for (auto& lone : lones) {
            if (before[lone.id].contains(segment.from.child) && before[segment.to.child].contains(lone.id))
                lone.passing.insert(anchor_of(segment.from));
        }
    }
}

void RowFinder::wish_lones() {
    for (const auto& segment : cut.segments[parent]) {
        for (const auto& [box, other] : {std::pair{segment.from, segment.to}, std::pair{segment.to, segment.from}}) {
            const int anchor = anchor_of(other);
            if (segment.feedback || !lone_of.contains(box.child) || anchor < 0) continue;
            const auto& lone = lones[lone_of.at(box.child)];
            const bool is_free = std::none_of(lone.passing.begin(), lone.passing.end(),
                                              [&](int passing) { return solver.are_one(passing, anchor); });
            if (is_free) solver.wish(lone.anchor, anchor);
        }
    }
}

void RowFinder::separate_lones() {
    const auto& keep = figure.distances;
    for (const auto& lone : lones) {
        for (const int passing : lone.passing) {
            const double room = lone.half + keep.between_boxes;
            if (!solver.keep_apart(passing, lone.anchor, room)) solver.keep_apart(lone.anchor, passing, room);
        }
    }
}

std::map<const PlacedFrame*, std::vector<double>> RowFinder::steps_of_equals() const {
    std::map<const PlacedFrame*, std::vector<double>> most;
    for (const auto& stack : stacks) {
        auto& steps = most[interiors.of[stack.id]];
        steps.resize(std::max(steps.size(), stack.anchors.size()));
        for (std::size_t at = 1; at < stack.anchors.size(); ++at)
            steps[at] = std::max(steps[at], solver.step(stack.anchors[at - 1], stack.anchors[at]));
    }
    return most;
}

/// What is drawn alike stays alike.
bool RowFinder::make_equals_equal() {
    constexpr int rounds = 8;
    for (int round = 0; round < rounds; ++round) {
        const auto most = steps_of_equals();
        bool changed = false;
        for (const auto& stack : stacks) {
            const auto& steps = most.at(interiors.of[stack.id]);
            for (std::size_t at = 1; at < stack.anchors.size(); ++at) {
                const int from = stack.anchors[at - 1], to = stack.anchors[at];
                changed = changed || steps[at] > solver.step(from, to) + same_place;
                solver.follow(from, to, steps[at], true);
            }
        }
        if (!changed) return true;
        if (!solver.solve()) return false;
    }
    return false;
}

void RowFinder::draw_out() {
    std::map<const PlacedFrame*, const PlacedFrame*> drawn;
    for (const auto& stack : stacks) {
        const PlacedFrame& placed = *interiors.of[stack.id];
        auto& known = drawn[&placed];
        if (!known) {
            std::vector<Slit> slits;
            for (std::size_t at = 1; at < stack.anchors.size(); ++at) {
                const int from = stack.anchors[at - 1], to = stack.anchors[at];
                const double more = solver.step(from, to) - (solver.place_of(to) - solver.place_of(from));
                const auto slit = find_slit(placed, stack.across, solver.place_of(from), solver.place_of(to));
                if (slit && more > same_place) slits.push_back({*slit, std::round(more * 1000) / 1000});
            }
            interiors.distinct.push_back(drawn_out(placed, cut.ports[stack.id], slits, stack.across));
            known = &interiors.distinct.back();
        }
        interiors.of[stack.id] = known;
    }
}

}  // namespace

void level_rows(const Figure& figure, const CutLinks& cut, BoxId parent, Interiors& interiors) {
    RowFinder finder{figure, cut, parent, interiors};
    const auto& children = cut.children[parent];
    const auto is_concerned = [&](BoxId child) {
        return cut.stacks[child] || (is_frame(figure.boxes[child]) && finder.has_rows(child));
    };
    if (std::none_of(children.begin(), children.end(), is_concerned)) return;  // nearly always: costs little then
    finder.collect();
    constexpr int many = 400;  // places: beyond, nobody could follow the lines by eye
    if (finder.stacks.size() + finder.lones.size() < 2 || finder.stacks.empty() || finder.solver.size() > many) return;
    const bool parallel = !cut.stacks[finder.stacks.front().id];
    if (parallel) {
        const int start = finder.solver.add(0);
        for (auto& stack : finder.stacks) finder.add_start(stack, start);
    }
    for (const auto& stack : finder.stacks) {
        const auto& placed = *interiors.of[stack.id];
        for (std::size_t at = 1; at < stack.anchors.size(); ++at) {
            const int from = stack.anchors[at - 1], to = stack.anchors[at];
            const double low = finder.solver.place_of(from), high = finder.solver.place_of(to);
            finder.solver.follow(from, to, high - low, find_slit(placed, stack.across, low, high).has_value());
        }
    }
    finder.wish_names();
    finder.wish_links();
    finder.find_passing();
    finder.wish_lones();
    finder.separate_lones();
    if (finder.solver.settle() && finder.make_equals_equal()) finder.draw_out();
}

}  // namespace netfig::layered
