// Bodies that were expanded before with the same values: what they came to is copied, with its ids shifted.
#include "evaluate/content_key.h"
#include "resolve/expansion.h"

#include <algorithm>
#include <utility>

namespace netfig::resolving {
namespace {

Extent extent_of(const State& state) {
    return {.nodes = state.network.nodes.size(),
            .groups = state.network.groups.size(),
            .ports = state.network.ports.size(),
            .repeats = state.network.repeats.size(),
            .annotations = state.annotations.size(),
            .outputs = state.outputs.size(),
            .feeds = state.feeds.size(),
            .argument_items = state.argument_items,
            .budget = state.budget};
}

/// A body sees its file's values, which never change, and its parameters. One inside of another body sees more.
bool may_be_recorded(const State& state, const Frame& frame) {
    return !state.sketch && !state.budget.exhausted && state.not_given.empty() && !frame.outer->outer;
}

std::string key_of(const Frame& frame, DeclarationId block) {
    std::string key = std::to_string(block.value) + ":";
    for (const auto& [name, value] : frame.environment.bindings) append_content(key, value);
    return key;
}

// ---- keeping ----

template <class Container>
auto part_of(const Container& all, std::size_t begin) {
    using Item = std::remove_cvref_t<decltype(*all.begin())>;
    return std::vector<Item>(all.begin() + static_cast<std::ptrdiff_t>(begin), all.end());
}

void keep(const State& state, const Frame& frame, const Extent& begin, Recording& recording) {
    const std::size_t group = frame.group.index();
    recording.kept = true;
    recording.begin = begin;
    recording.end = extent_of(state);
    recording.boundary_feeds = frame.boundary_feeds;
    recording.own.inputs = state.network.groups[frame.group].inputs;
    recording.own.outputs = state.network.groups[frame.group].outputs;
    recording.nodes = part_of(state.network.nodes, begin.nodes);
    recording.groups = part_of(state.network.groups, begin.groups);
    recording.ports = part_of(state.network.ports, begin.ports);
    recording.repeats = part_of(state.network.repeats, begin.repeats);
    recording.annotations = part_of(state.annotations, begin.annotations);
    recording.outputs = part_of(state.outputs, begin.outputs);
    recording.feeds = part_of(state.feeds, begin.feeds);
    recording.boundaries = part_of(state.boundaries, group);
    recording.names = part_of(state.names, group);
    recording.node_fed = part_of(state.node_fed, begin.nodes);
    recording.group_fed = part_of(state.group_fed, group);
    recording.port_used = part_of(state.port_used, begin.ports);
}

// ---- copying ----

/// How far the ids of a copy lie behind those of the recording.
struct Shift {
    std::uint32_t nodes, groups, ports, repeats, annotations, outputs;
};

Shift shift_to(const State& state, const Recording& recording) {
    const auto distance = [](std::size_t now, std::size_t then) { return static_cast<std::uint32_t>(now - then); };
    return {distance(state.network.nodes.size(), recording.begin.nodes),
            distance(state.network.groups.size(), recording.begin.groups),
            distance(state.network.ports.size(), recording.begin.ports),
            distance(state.network.repeats.size(), recording.begin.repeats),
            distance(state.annotations.size(), recording.begin.annotations),
            distance(state.outputs.size(), recording.begin.outputs)};
}

template <class Tag>
void move_by(Id<Tag>& id, std::uint32_t distance) {
    if (id.valid()) id.value += distance;
}

template <class Tag>
void move_by(std::vector<Id<Tag>>& ids, std::uint32_t distance) {
    for (Id<Tag>& id : ids) move_by(id, distance);
}

void move_by(Member& member, const Shift& shift) {
    move_by(member.node, shift.nodes);
    move_by(member.group, shift.groups);
}

void move_by(Outputs& outputs, const Shift& shift) {
    outputs.begin += shift.outputs;
    move_by(outputs.of, shift);
}

void move_by(Node& node, const Shift& shift) {
    move_by(node.parent, shift.groups);
    move_by(node.inputs, shift.ports);
    move_by(node.outputs, shift.ports);
    if (node.repeat) move_by(node.repeat->repeat, shift.repeats);
}

void move_by(Group& group, const Shift& shift) {
    move_by(group.parent, shift.groups);
    move_by(group.inputs, shift.nodes);
    move_by(group.outputs, shift.nodes);
    if (group.repeat) move_by(group.repeat->repeat, shift.repeats);
}

void copy_network(State& state, const Recording& recording, const Shift& shift) {
    for (Node node : recording.nodes) {
        move_by(node, shift);
        state.network.nodes.add(std::move(node));
    }
    for (Group group : recording.groups) {
        move_by(group, shift);
        state.network.groups.add(std::move(group));
    }
    for (Port port : recording.ports) {
        move_by(port.node, shift.nodes);
        state.network.ports.add(std::move(port));
    }
    for (Repeat repeat : recording.repeats) {
        move_by(repeat.parent, shift.groups);
        state.network.repeats.add(repeat);
    }
}

void copy_feeds(State& state, const Recording& recording, const Shift& shift, Span instance) {
    for (const Annotation& annotation : recording.annotations) state.annotations.add(annotation);
    for (Output output : recording.outputs) {
        move_by(output.main, shift.ports);
        move_by(output.annotation, shift.annotations);
        state.outputs.push_back(output);
    }
    for (std::size_t i = 0; i < recording.feeds.size(); ++i) {
        Feed feed = recording.feeds[i];
        move_by(feed.target, shift);
        move_by(feed.outputs, shift);
        move_by(feed.arrow.annotation, shift.annotations);
        if (i + recording.boundary_feeds >= recording.feeds.size()) feed.arrow.span = instance;
        feed.order = state.feeds.size();
        state.feeds.push_back(feed);
    }
}

void copy_groups(State& state, const Recording& recording, const Shift& shift, GroupId own) {
    Group& group = state.network.groups[own];
    group.inputs = recording.own.inputs;
    group.outputs = recording.own.outputs;
    move_by(group.inputs, shift.nodes);
    move_by(group.outputs, shift.nodes);
    for (std::size_t i = 0; i < recording.boundaries.size(); ++i) {
        Boundary boundary = recording.boundaries[i];
        for (Member& input : boundary.inputs) move_by(input, shift);
        move_by(boundary.outputs, shift);
        GroupNames names = recording.names[i];
        names.node_shift += shift.nodes;
        names.group_shift += shift.groups;
        if (i == 0) {
            state.boundaries[own] = std::move(boundary);
            state.names[own] = std::move(names);
            continue;
        }
        state.boundaries.add(std::move(boundary));
        state.names.add(std::move(names));
        state.group_fed.add(recording.group_fed[i]);
    }
    for (const char fed : recording.node_fed) state.node_fed.add(fed);
    for (const char used : recording.port_used) state.port_used.add(used);
}

void spend(State& state, const Recording& recording) {
    state.budget.parts += recording.end.budget.parts - recording.begin.budget.parts;
    state.budget.steps += recording.end.budget.steps - recording.begin.budget.steps;
    state.budget.links += recording.end.budget.links - recording.begin.budget.links;
    state.argument_items += recording.end.argument_items - recording.begin.argument_items;
    state.deepest = std::max(state.deepest, state.nesting + recording.height);
}

/// What goes beyond a limit is expanded once more, so that the error stands where the limit is met.
bool fits(const State& state, const Recording& recording) {
    const Extent &begin = recording.begin, &end = recording.end;
    return state.budget.parts + end.budget.parts - begin.budget.parts <= max_parts &&
           state.budget.steps + end.budget.steps - begin.budget.steps <= max_steps &&
           state.budget.links + end.budget.links - begin.budget.links <= max_links &&
           state.outputs.size() + end.outputs - begin.outputs <= max_outputs &&
           state.argument_items + end.argument_items - begin.argument_items <= max_argument_items &&
           state.nesting + recording.height < max_recursion;
}

void copy(State& state, Frame& frame, const Recording& recording) {
    const Shift shift = shift_to(state, recording);
    spend(state, recording);
    copy_network(state, recording, shift);
    copy_feeds(state, recording, shift, state.network.groups[frame.group].span);
    copy_groups(state, recording, shift, frame.group);
}

}  // namespace

void expand_block_body(State& state, Frame& frame, DeclarationId block, BodyId body) {
    if (!may_be_recorded(state, frame)) return expand_body(state, frame, body);
    Recording& recording = state.recordings[key_of(frame, block)];
    const bool holds = recording.kept && recording.diagnostics == state.diagnostics.size();
    if (holds && fits(state, recording)) return copy(state, frame, recording);
    if (recording.uses++ == 0 || recording.kept) return expand_body(state, frame, body);
    const Extent begin = extent_of(state);
    const std::size_t diagnostics = state.diagnostics.size();
    const std::size_t deepest = std::exchange(state.deepest, state.nesting);
    expand_body(state, frame, body);
    recording.diagnostics = diagnostics;
    recording.height = state.deepest - state.nesting;
    state.deepest = std::max(deepest, state.deepest);
    const bool clean = !state.budget.exhausted && state.diagnostics.size() == diagnostics;
    if (clean) keep(state, frame, begin, recording);
}

}  // namespace netfig::resolving
