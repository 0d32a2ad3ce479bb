#include "preview/places.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <unordered_map>
#include <variant>

namespace netfig {
namespace {

bool on_disk(const Compilation& run, Span span) {
    return run.sources.contains(span.source) && !run.sources[span.source].library;
}

/// What a path names in the network; at most one is valid.
struct Part {
    NodeId node;
    GroupId group;
};

/// Walks down from the root, so that not every path of a large network is written out.
Part find_part(const Network& network, std::string_view path) {
    Part part;
    if (network.groups.empty() || path.empty()) return part;
    for (const GroupId id : network.groups.ids()) {
        if (network.groups[id].parent.valid() && path_of(network, id) == path) return {{}, id};
    }
    for (const NodeId id : network.nodes.ids()) {
        if (path.ends_with(network.nodes[id].name) && path_of(network, id) == path) return {id, {}};
    }
    return part;
}

Span definition_of(const Compilation& run, const Part& part) {
    if (part.group.valid()) return run.network.groups[part.group].definition_span;
    const OperationId id = run.network.nodes[part.node].operation;
    if (!id.valid()) return {};
    const Operation& operation = run.network.operations[id];
    return run.program.asts[operation.ast].operations[operation.declaration].span;
}

/// The part itself, or the innermost block around it that stands in a file of the author.
std::optional<Span> instance_of(const Compilation& run, const Part& part) {
    const Network& network = run.network;
    GroupId group = part.group;
    if (part.node.valid()) {
        if (on_disk(run, network.nodes[part.node].span)) return network.nodes[part.node].span;
        group = network.nodes[part.node].parent;
    }
    for (; group.valid(); group = network.groups[group].parent) {
        const bool root = !network.groups[group].parent.valid();
        if (!root && on_disk(run, network.groups[group].span)) return network.groups[group].span;
    }
    return std::nullopt;
}

/// Looked up only, never walked.
using BoxesByPath = std::unordered_map<std::string_view, const Box*>;

BoxesByPath index_boxes(const Figure& figure) {
    BoxesByPath boxes;
    for (const Box& box : figure.boxes) {
        if (!box.path.empty()) boxes.emplace(box.path, &box);
        const auto* node = std::get_if<NodeBox>(&box.content);
        if (!node) continue;
        for (const Strip& strip : node->strips) boxes.emplace(strip.path, &box);
    }
    return boxes;
}

/// The box of this path, or of the innermost block around it that has one.
const Box* shown_by(const BoxesByPath& boxes, std::string_view path) {
    while (!path.empty()) {
        if (const auto found = boxes.find(path); found != boxes.end()) return found->second;
        const std::size_t slash = path.rfind('/');
        path = slash == path.npos ? std::string_view() : path.substr(0, slash);
    }
    return nullptr;
}

struct Finder {
    const Compilation& run;
    std::string_view source_path;
    std::size_t offset;
    std::uint32_t narrowest = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::string> paths;

    bool covers(Span span) const {
        return on_disk(run, span) && run.sources[span.source].path == source_path && span.begin <= offset &&
               offset <= span.end;
    }
    template <class IdT>
    void look(Span span, IdT id) {
        if (!covers(span) || span.end - span.begin > narrowest) return;
        if (span.end - span.begin < narrowest) paths.clear();
        narrowest = span.end - span.begin;
        paths.push_back(path_of(run.network, id));
    }
};

}  // namespace

std::optional<Span> place_of_box(const Compilation& run, const std::string& path, PlaceKind kind) {
    const Part part = find_part(run.network, path);
    if (!part.node.valid() && !part.group.valid()) return std::nullopt;
    if (kind == PlaceKind::definition) {
        const Span definition = definition_of(run, part);
        if (on_disk(run, definition)) return definition;
    }
    return instance_of(run, part);
}

std::vector<std::string> boxes_at(const Compilation& run, const std::string& source_path, std::size_t offset) {
    Finder finder{run, source_path, offset, std::numeric_limits<std::uint32_t>::max(), {}};
    for (const GroupId id : run.network.groups.ids()) {
        const Group& group = run.network.groups[id];
        if (!group.parent.valid()) continue;
        finder.look(group.span, id);
        finder.look(group.definition_span, id);
    }
    for (const NodeId id : run.network.nodes.ids()) finder.look(run.network.nodes[id].span, id);
    const BoxesByPath boxes = index_boxes(run.figure);
    std::vector<std::string> shown;
    std::set<std::string_view> known;
    for (const std::string& path : finder.paths) {
        const Box* box = shown_by(boxes, path);
        if (box && known.insert(box->path).second) shown.push_back(box->path);
    }
    return shown;
}

}  // namespace netfig
