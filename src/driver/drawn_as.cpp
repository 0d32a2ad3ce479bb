#include "driver/drawn_as.h"

#include <string_view>
#include <unordered_map>
#include <variant>

namespace netfig {
namespace {

std::string below(const std::string& parent, const std::string& name) {
    return parent.empty() ? name : parent + "/" + name;
}

/// Looked up only, never walked, so the order of its buckets can't reach the output.
using BoxesByPath = std::unordered_map<std::string_view, BoxId>;

struct FoundBoxes {
    BoxesByPath boxes;
    BoxesByPath strips;  // by the path of the fused node
};

FoundBoxes index_boxes(const Figure& figure) {
    FoundBoxes found;
    for (const BoxId id : figure.boxes.ids()) {
        const Box& box = figure.boxes[id];
        if (id.index() > 0) found.boxes.emplace(box.path, id);
        if (const auto* node = std::get_if<NodeBox>(&box.content)) {
            for (const Strip& strip : node->strips) found.strips.emplace(strip.path, id);
        }
    }
    return found;
}

/// For each part the path of its likeness in the first copies of all repeats around it. The members of a copy stand in
/// the same order in every copy.
struct FirstCopies {
    Table<GroupId, std::string> groups;
    Table<NodeId, std::string> nodes;
};

struct RepeatNames {
    std::vector<std::string> first_copy;    // names of the members of copy 0, in order
    std::vector<std::size_t> seen_in_copy;  // how many members of each copy were met
};

struct FirstCopyFinder {
    Table<RepeatId, RepeatNames> group_names, node_names;

    const std::string& name(const std::string& own, const std::optional<RepeatMember>& member,
                            Table<RepeatId, RepeatNames>& names) {
        if (!member || !names.contains(member->repeat)) return own;
        RepeatNames& repeat = names[member->repeat];
        if (repeat.seen_in_copy.size() <= member->copy) repeat.seen_in_copy.resize(member->copy + 1);
        const std::size_t place = repeat.seen_in_copy[member->copy]++;
        if (member->copy == 0) repeat.first_copy.push_back(own);
        return place < repeat.first_copy.size() ? repeat.first_copy[place] : own;
    }
};

FirstCopies find_first_copies(const Network& network) {
    FirstCopyFinder finder{Table<RepeatId, RepeatNames>(network.repeats.size()),
                           Table<RepeatId, RepeatNames>(network.repeats.size())};
    FirstCopies copies;
    for (const Group& group : network.groups) {
        const std::string parent = group.parent.valid() ? copies.groups[group.parent] : "";
        const std::string& name = finder.name(group.name, group.repeat, finder.group_names);
        copies.groups.add(group.parent.valid() ? below(parent, name) : "");
    }
    for (const Node& node : network.nodes) {
        copies.nodes.add(below(copies.groups[node.parent], finder.name(node.name, node.repeat, finder.node_names)));
    }
    return copies;
}

BoxId look_up(const BoxesByPath& boxes, const std::string& path) {
    const auto found = boxes.find(path);
    return found == boxes.end() ? BoxId() : found->second;
}

/// Its own box; else the one it is fused onto; else those of its likeness in the first copy; else what shows its
/// parent.
Drawn find(const FoundBoxes& found, const std::string& path, const std::string& first_copy, const Drawn& parent) {
    if (const BoxId box = look_up(found.boxes, path); box.valid()) return {box, true};
    for (const std::string& name : {path, first_copy}) {
        for (const BoxesByPath* boxes : {&found.boxes, &found.strips}) {
            if (const BoxId box = look_up(*boxes, name); box.valid()) return {box, false};
        }
    }
    return {parent.box, false};
}

}  // namespace

DrawnParts find_drawn_parts(const Network& network, const Figure& figure) {
    const FoundBoxes found = index_boxes(figure);
    const FirstCopies first = find_first_copies(network);
    DrawnParts parts;
    std::vector<bool> shown(figure.boxes.size());
    const auto note = [&](const Drawn& drawn) {
        if (drawn.itself) shown[drawn.box.index()] = true;
        return drawn;
    };
    for (const GroupId id : network.groups.ids()) {
        const Group& group = network.groups[id];
        const bool root = !group.parent.valid();
        parts.group_paths.add(root ? "" : below(parts.group_paths[group.parent], group.name));
        parts.groups.add(root ? Drawn{}
                              : note(find(found, parts.group_paths[id], first.groups[id], parts.groups[group.parent])));
    }
    for (const NodeId id : network.nodes.ids()) {
        const Node& node = network.nodes[id];
        parts.node_paths.add(below(parts.group_paths[node.parent], node.name));
        parts.nodes.add(note(find(found, parts.node_paths[id], first.nodes[id], parts.groups[node.parent])));
    }
    for (std::size_t i = 1; i < shown.size(); ++i) {
        if (!shown[i]) parts.others.push_back(BoxId(i));
    }
    return parts;
}

}  // namespace netfig
