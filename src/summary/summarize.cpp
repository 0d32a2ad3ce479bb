#include "summary/summarize.h"

#include "base/dim.h"
#include "compose/fold.h"
#include "summary/exits.h"
#include "summary/receptive_fields.h"

#include <algorithm>
#include <utility>

namespace netfig {
namespace {

/// A part of a block, with the first of its nodes: parts are listed in the order of the source.
struct Part {
    NodeId first;
    NodeId node;    // either an operation
    GroupId group;  // or a block
};

struct Summarizer {
    const Network& network;
    const Shapes& shapes;
    std::optional<std::size_t> depth;
    Folding folding;
    Exits exits;
    Table<NodeId, ReceptiveField> fields;
    Table<GroupId, std::vector<Part>> parts;
    Table<NodeId, Cost> node_costs;  // of all copies, at the one that is shown
    Table<GroupId, Cost> group_costs;
    Table<NodeId, NodeId> last_node;  // the last copy, at the one that is shown
    Table<GroupId, GroupId> last_group;
    Summary summary;

    void sum_copies();
    void find_parts();
    void add_rows(GroupId group, std::size_t level);
    SummaryRow row_of(NodeId id) const;
    SummaryRow row_of(GroupId id) const;
};

void add_to(Cost& sum, const Cost& cost) {
    sum.params = add(sum.params, cost.params);
    sum.flops = add(sum.flops, cost.flops);
    sum.activations = add(sum.activations, cost.activations);
}

bool is_boundary(const Node& node) { return node.kind == NodeKind::input || node.kind == NodeKind::output; }

/// Every copy counts for itself: copies of one block may differ in cost, as those of a DenseNet do.
void Summarizer::sum_copies() {
    node_costs = Table<NodeId, Cost>(network.nodes.size(), Cost{0, 0, 0});
    group_costs = Table<GroupId, Cost>(network.groups.size(), Cost{0, 0, 0});
    last_node.resize(network.nodes.size());
    last_group.resize(network.groups.size());
    for (const NodeId id : network.nodes.ids()) {
        const Cost& cost = shapes.nodes[id].cost;
        add_to(node_costs[folding.node[id]], cost);
        last_node[folding.node[id]] = id;
        if (!is_boundary(network.nodes[id]) && (cost.params.is_unknown() || cost.flops.is_unknown())) {
            ++summary.uncounted;
        }
    }
    for (const GroupId id : network.groups.ids()) {
        add_to(group_costs[folding.group[id]], shapes.groups[id]);
        last_group[folding.group[id]] = id;
    }
}

void Summarizer::find_parts() {
    parts.resize(network.groups.size());
    Table<GroupId, NodeId> first(network.groups.size());
    for (const NodeId id : network.nodes.ids()) {
        const Node& node = network.nodes[id];
        for (GroupId group = node.parent; group.valid() && !first[group].valid();
             group = network.groups[group].parent) {
            first[group] = id;
        }
        // The boundary of a block says nothing that the row of the block does not say.
        const bool whole = !network.groups[node.parent].parent.valid();
        const bool shown = !is_boundary(node) || (whole && node.kind == NodeKind::input);
        if (shown && folding.drawn(id)) parts[node.parent].push_back({id, id, {}});
    }
    for (const GroupId id : network.groups.ids()) {
        const GroupId parent = network.groups[id].parent;
        if (parent.valid() && folding.drawn(id)) parts[parent].push_back({first[id], {}, id});
    }
    for (auto& siblings : parts) std::ranges::stable_sort(siblings, {}, &Part::first);
}

/// The copies of `b:T * 3` are b_1, b_2, b_3; their one row is that of b.
std::string name_of(const std::string& name, bool written, std::size_t times) {
    if (written && times > 1 && name.ends_with("_1")) return name.substr(0, name.size() - 2);
    return name;
}

/// What rows of nodes and of groups have in common.
template <typename Named>
SummaryRow row_of_part(const Named& part, std::size_t times) {
    SummaryRow row;
    row.times = times;
    row.name = name_of(part.name, part.name_written, times);
    row.type = part.type;
    return row;
}

SummaryRow Summarizer::row_of(NodeId id) const {
    const Node& node = network.nodes[id];
    SummaryRow row = row_of_part(node, folding.times[id]);
    row.path = path_of(network, id);
    row.written_type = node.written_type;
    row.shapes = shapes_at(shapes, exits.nodes[last_node[id]]);
    row.cost = node_costs[id];
    row.field = fields[last_node[id]];
    return row;
}

SummaryRow Summarizer::row_of(GroupId id) const {
    const Group& group = network.groups[id];
    SummaryRow row = row_of_part(group, folding.group_times[id]);
    row.block = true;
    row.path = path_of(network, id);
    row.written_type = group.type;
    row.shapes = shapes_at(shapes, exits.groups[last_group[id]]);
    row.cost = group_costs[id];
    row.field = field_at(network, fields, exits.groups[last_group[id]]);
    return row;
}

void Summarizer::add_rows(GroupId group, std::size_t level) {
    for (const Part& part : parts[group]) {
        SummaryRow row = part.node.valid() ? row_of(part.node) : row_of(part.group);
        row.depth = level;
        row.last = &part == &parts[group].back();
        summary.rows.push_back(std::move(row));
        if (part.group.valid() && (!depth || level < *depth)) add_rows(part.group, level + 1);
    }
}

}  // namespace

Summary summarize(const Network& network, const Shapes& shapes, std::optional<std::size_t> depth, bool fold_repeats) {
    if (network.groups.empty()) return {};
    Summarizer summarizer{network,
                          shapes,
                          depth,
                          fold(network, fold_repeats),
                          find_exits(network),
                          receptive_fields(network, shapes),
                          {},
                          {},
                          {},
                          {},
                          {},
                          {}};
    summarizer.sum_copies();
    summarizer.find_parts();
    summarizer.add_rows(GroupId(0), 0);
    summarizer.summary.total = shapes.groups[GroupId(0)];
    summarizer.summary.field = field_at(network, summarizer.fields, summarizer.exits.groups[GroupId(0)]);
    return std::move(summarizer.summary);
}

}  // namespace netfig
