// Feeds to links between ports, when every feed is known.
//
// A single arrow to an operation connects equal counts in order, fans one output out to all required inputs, or is an
// error. Where several arrows lead to it, each takes the next free inputs, in the order written.
#include "base/strings.h"
#include "resolve/expansion.h"

#include <algorithm>
#include <utility>

namespace netfig::resolving {
namespace {

struct PlannedLink {
    std::size_t order = 0;
    PortId from;
    PortId to;
    ArrowUse arrow;
    AnnotationId wire;  // of the arrow before a `_`
};

struct Assignment {
    State& state;
    Table<NodeId, std::vector<Feed>> node_feeds;
    Table<GroupId, std::vector<Feed>> group_feeds;
    std::vector<PlannedLink> links;
};

const Output& output_at(const State& state, const Feed& feed, std::uint32_t i) {
    return state.outputs[feed.outputs.begin + i];
}

bool is_feedback(const State& state, const Feed& feed) {
    return feed.arrow.annotation.valid() && state.annotations[feed.arrow.annotation].feedback;
}

bool is_own_output(const State& state, const Feed& feed) {
    return feed.outputs.count == 1 && node_of(state, output_at(state, feed, 0)) == feed.target.node;
}

/// An arrow that runs backwards on purpose, or from a node to itself, may share an input with the one that runs
/// forwards.
bool is_backward(const State& state, const Feed& feed) {
    return is_feedback(state, feed) || is_own_output(state, feed);
}

/// Every port of every output, one by one.
std::vector<Output> flatten(const State& state, const Feed& feed) {
    std::vector<Output> result;
    for (std::uint32_t i = 0; i < feed.outputs.count; ++i) {
        const Output& output = output_at(state, feed, i);
        for (std::uint32_t port = 0; port < output.count; ++port) {
            Output single = output;
            single.main = PortId(output.main.index() + port);
            single.count = 1;
            result.push_back(single);
        }
    }
    return result;
}

std::vector<Output> mains(const State& state, const Feed& feed) {
    const auto begin = state.outputs.begin() + feed.outputs.begin;
    return {begin, begin + feed.outputs.count};
}

// ---- groups ----

void pass_on(Assignment& assignment, Member target, Feed feed) {
    feed.target = target;
    if (target.node.valid()) assignment.node_feeds[target.node].push_back(feed);
    if (target.group.valid()) assignment.group_feeds[target.group].push_back(feed);
}

/// The feed's outputs to the targets from `first` on, one each.
void pass_in_order(Assignment& assignment, const std::vector<Member>& targets, std::size_t first, const Feed& feed,
                   const std::vector<Output>& outputs) {
    const Outputs list = add_output_list(assignment.state, outputs, feed.arrow.span);
    for (std::uint32_t i = 0; i < list.count; ++i) {
        Feed single = feed;
        single.outputs = {.begin = list.begin + i, .count = 1, .of = {}};
        pass_on(assignment, targets[first + i], single);
    }
}

std::string input_names(const State& state, const std::vector<Member>& inputs) {
    std::vector<std::string> names;
    for (const Member input : inputs) names.push_back(describe(state, input));
    return join(names, ", ");
}

void report_group_mismatch(State& state, GroupId group, const Feed& feed, std::size_t arriving) {
    const std::vector<Member>& inputs = state.boundaries[group].inputs;
    if (state.boundaries[group].broken) return;
    report(state, {.code = DiagnosticCode::port_count_mismatch,
                   .span = feed.arrow.span,
                   .message = describe(state, {{}, group}) + " has " + counted(inputs.size(), "input") + ", but " +
                              counted(arriving, "output") + (arriving == 1 ? " arrives" : " arrive"),
                   .notes = {{"its inputs are " + input_names(state, inputs), {}}}});
}

void feed_group_alone(Assignment& assignment, GroupId group, const Feed& feed) {
    const std::vector<Member>& inputs = assignment.state.boundaries[group].inputs;
    const std::vector<Output> flat = flatten(assignment.state, feed);
    if (feed.outputs.count == inputs.size()) {
        pass_in_order(assignment, inputs, 0, feed, mains(assignment.state, feed));
    } else if (flat.size() == inputs.size()) {
        pass_in_order(assignment, inputs, 0, feed, flat);
    } else if (feed.outputs.count == 1) {
        for (const Member input : inputs) pass_on(assignment, input, feed);
    } else {
        report_group_mismatch(assignment.state, group, feed, feed.outputs.count);
    }
}

void feed_group_in_turn(Assignment& assignment, GroupId group, const std::vector<Feed>& feeds) {
    const std::vector<Member>& inputs = assignment.state.boundaries[group].inputs;
    std::size_t next = 0;
    for (const Feed& feed : feeds) {
        if (next + feed.outputs.count > inputs.size()) {
            return report_group_mismatch(assignment.state, group, feed, next + feed.outputs.count);
        }
        pass_in_order(assignment, inputs, next, feed, mains(assignment.state, feed));
        next += feed.outputs.count;
    }
}

void sort_by_order(std::vector<Feed>& feeds) {
    if (feeds.size() < 2) return;
    std::stable_sort(feeds.begin(), feeds.end(), [](const Feed& a, const Feed& b) { return a.order < b.order; });
}

void feed_group(Assignment& assignment, GroupId group) {
    State& state = assignment.state;
    std::vector<Feed> feeds = std::move(assignment.group_feeds[group]);
    if (feeds.empty()) return;
    sort_by_order(feeds);
    const std::vector<Member>& inputs = state.boundaries[group].inputs;
    if (inputs.empty()) {
        if (state.boundaries[group].broken) return;
        report(state, {.code = DiagnosticCode::missing_port,
                       .span = feeds.front().arrow.span,
                       .message = describe(state, {{}, group}) + " has no input that an arrow can lead to"});
    } else if (inputs.size() == 1) {
        for (const Feed& feed : feeds) pass_on(assignment, inputs.front(), feed);
    } else if (feeds.size() == 1) {
        feed_group_alone(assignment, group, feeds.front());
    } else {
        feed_group_in_turn(assignment, group, feeds);
    }
}

// ---- operations ----

/// One operation under way: which of its declared inputs have which ports.
struct Inputs {
    NodeId node;
    const std::vector<const PortClause*>& clauses;
    std::vector<std::vector<PortId>> ports;  // by declared input
    std::vector<bool> fed;
    Span first_arrow;  // for notes
};

PortArity arity(const Inputs& inputs, std::size_t declared) { return inputs.clauses[declared]->arity; }

std::string input_name(const PortClause& clause) { return clause.name ? clause.name->text : "in"; }

PortId add_input(State& state, Inputs& inputs, std::size_t declared, Span span) {
    const PortId port = state.network.ports.add({inputs.node, PortDirection::in, input_name(*inputs.clauses[declared]),
                                                 declared, inputs.ports[declared].size(), span});
    inputs.ports[declared].push_back(port);
    return port;
}

void plan(Assignment& assignment, const Feed& feed, const Output& output, PortId to) {
    assignment.links.push_back({feed.order, output.main, to, feed.arrow, output.annotation});
}

/// Links an output to a declared input, of which it makes the port where that is not there yet.
void link_to(Assignment& assignment, Inputs& inputs, std::size_t declared, const Feed& feed, const Output& output) {
    if (!inputs.first_arrow.source.valid()) inputs.first_arrow = feed.arrow.span;
    inputs.fed[declared] = true;
    const bool reuse = arity(inputs, declared) != PortArity::variadic && !inputs.ports[declared].empty();
    const PortId port =
        reuse ? inputs.ports[declared].front() : add_input(assignment.state, inputs, declared, feed.arrow.span);
    plan(assignment, feed, output, port);
}

std::vector<std::size_t> free_inputs(const Inputs& inputs, PortArity wanted) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < inputs.clauses.size(); ++i) {
        if (arity(inputs, i) == wanted && !inputs.fed[i]) result.push_back(i);
    }
    return result;
}

std::optional<std::size_t> variadic_input(const Inputs& inputs) {
    for (std::size_t i = 0; i < inputs.clauses.size(); ++i) {
        if (arity(inputs, i) == PortArity::variadic) return i;
    }
    return std::nullopt;
}

/// ", or name one: `chunk/pieces_1`" where all pieces of one operation arrive.
std::string name_one_piece(const State& state, const Feed& feed) {
    if (feed.outputs.from_list || !feed.outputs.of.node.valid()) return "";
    const Node& node = state.network.nodes[feed.outputs.of.node];
    if (node.outputs.size() < 2) return "";
    const std::string piece = node.name + "/" + state.network.ports[node.outputs.front()].name + "_1";
    return ", or take one" + (node.name_written ? "" : ", named as in `" + node.name + ":" + node.written_type + "`") +
           ": `" + piece + "`";
}

/// `[a, b] -> [Linear, Linear]` means all pairs, which nobody wants of layers that take one input.
void report_pairs(State& state, const Inputs& inputs, const Feed& feed, std::size_t required) {
    report(state, {.code = DiagnosticCode::port_count_mismatch,
                   .span = feed.arrow.span,
                   .message = "between two lists each item takes all " + counted(feed.outputs.count, "output") +
                              ", but " + describe(state, {inputs.node, {}}) + " takes " + counted(required, "input"),
                   .suggestion = "connect the items one by one: `[a -> Linear, b -> Linear]`"});
}

void report_mismatch(State& state, const Inputs& inputs, const Feed& feed) {
    std::vector<std::string> names;
    for (const PortClause* clause : inputs.clauses) {
        names.push_back(input_name(*clause) + (clause->arity == PortArity::optional ? " (optional)" : ""));
    }
    const std::size_t arriving = feed.outputs.count;
    Diagnostic diagnostic{.code = DiagnosticCode::port_count_mismatch, .span = feed.arrow.span};
    const std::string what = describe(state, {inputs.node, {}});
    const bool taken = inputs.first_arrow.source.valid() && inputs.first_arrow != feed.arrow.span;
    if (taken) {
        diagnostic.message = what + " has no input left for this arrow: it takes " + counted(names.size(), "input");
        diagnostic.notes.push_back({"it is already fed here", inputs.first_arrow});
    } else {
        diagnostic.message = what + " takes " + counted(names.size(), "input") + ", but " +
                             counted(arriving, "output") + (arriving == 1 ? " arrives" : " arrive");
    }
    if (names.size() > 1) diagnostic.notes.push_back({"its inputs are " + join(names, ", "), {}});
    if (names.size() == 1)
        diagnostic.suggestion = "join them first, with `Add` or `Concat`" + name_one_piece(state, feed);
    report(state, std::move(diagnostic));
}

/// The required inputs and as many optional ones as it takes to have `count`, in declared order.
std::vector<std::size_t> choose_inputs(const Inputs& inputs, std::size_t count) {
    std::vector<std::size_t> chosen = free_inputs(inputs, PortArity::single);
    for (const std::size_t optional : free_inputs(inputs, PortArity::optional)) {
        if (chosen.size() < count) chosen.push_back(optional);
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

void link_in_order(Assignment& assignment, Inputs& inputs, const std::vector<std::size_t>& chosen, const Feed& feed,
                   const std::vector<Output>& outputs) {
    for (std::size_t i = 0; i < outputs.size(); ++i) link_to(assignment, inputs, chosen[i], feed, outputs[i]);
}

/// Each output takes the next free input: the required ones, the optional ones, then the variadic one.
void link_in_turn(Assignment& assignment, Inputs& inputs, const Feed& feed) {
    const std::optional<std::size_t> variadic = variadic_input(inputs);
    for (const Output& output : mains(assignment.state, feed)) {
        const std::vector<std::size_t> required = free_inputs(inputs, PortArity::single);
        const std::vector<std::size_t> optional = free_inputs(inputs, PortArity::optional);
        if (!required.empty()) {
            link_to(assignment, inputs, required.front(), feed, output);
        } else if (variadic) {
            link_to(assignment, inputs, *variadic, feed, output);
        } else if (!optional.empty()) {
            link_to(assignment, inputs, optional.front(), feed, output);
        } else if (is_backward(assignment.state, feed) && !inputs.clauses.empty()) {
            link_to(assignment, inputs, 0, feed, output);
        } else {
            return report_mismatch(assignment.state, inputs, feed);
        }
    }
}

/// The only arrow without a port's name.
void link_alone(Assignment& assignment, Inputs& inputs, const Feed& feed) {
    if (variadic_input(inputs) || is_backward(assignment.state, feed)) return link_in_turn(assignment, inputs, feed);
    const std::vector<std::size_t> required = free_inputs(inputs, PortArity::single);
    const std::size_t all = required.size() + free_inputs(inputs, PortArity::optional).size();
    const std::size_t arriving = feed.outputs.count;
    const std::vector<Output> flat = flatten(assignment.state, feed);
    if (arriving == 1 && required.size() > 1 && flat.size() != required.size()) {
        for (const std::size_t input : required) {
            link_to(assignment, inputs, input, feed, output_at(assignment.state, feed, 0));
        }
    } else if (feed.outputs.to_each && required.size() == 1 && arriving > 1) {
        report_pairs(assignment.state, inputs, feed, required.size());
        link_to(assignment, inputs, required.front(), feed, output_at(assignment.state, feed, 0));
    } else if (arriving >= required.size() && arriving <= all) {
        link_in_order(assignment, inputs, choose_inputs(inputs, arriving), feed, mains(assignment.state, feed));
    } else if (flat.size() == required.size()) {
        link_in_order(assignment, inputs, required, feed, flat);
    } else {
        report_mismatch(assignment.state, inputs, feed);
        // What fits is linked, so that the fault does not come back as missing inputs.
        const std::vector<Output> given = mains(assignment.state, feed);
        for (std::size_t i = 0; i < std::min(given.size(), all); ++i) {
            link_to(assignment, inputs, choose_inputs(inputs, all).front(), feed, given[i]);
        }
    }
}

/// `x -> attn/mask`
void link_named(Assignment& assignment, Inputs& inputs, const Feed& feed) {
    const std::size_t declared = feed.port;
    const bool many = arity(inputs, declared) == PortArity::variadic;
    if (!many && (inputs.fed[declared] || feed.outputs.count != 1)) {
        const std::string name = describe(assignment.state, {inputs.node, {}});
        report(assignment.state, {.code = DiagnosticCode::port_count_mismatch,
                                  .span = feed.arrow.span,
                                  .message = "the input `" + input_name(*inputs.clauses[declared]) + "` of " + name +
                                             " takes one output"});
        return;
    }
    for (const Output& output : mains(assignment.state, feed)) link_to(assignment, inputs, declared, feed, output);
}

/// The input that takes whatever a lone arrow brings, where nothing has to be chosen: nearly everywhere.
std::optional<std::size_t> obvious_input(const std::vector<const PortClause*>& clauses, const Feed& feed) {
    if (feed.port != Feed::any_port) return std::nullopt;
    if (clauses.size() == 1 && clauses.front()->arity == PortArity::variadic) return 0;
    std::optional<std::size_t> only;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        if (clauses[i]->arity == PortArity::optional) continue;
        if (only || clauses[i]->arity == PortArity::variadic) return std::nullopt;
        only = i;
    }
    return feed.outputs.count == 1 ? only : std::nullopt;
}

void feed_obvious_input(Assignment& assignment, NodeId id, std::size_t declared, const Feed& feed) {
    State& state = assignment.state;
    Node& node = state.network.nodes[id];
    const PortClause& clause = *state.signatures[node.operation].inputs[declared];
    const Span span = clause.arity == PortArity::variadic ? feed.arrow.span : node.span;
    node.inputs.reserve(feed.outputs.count);
    for (std::uint32_t i = 0; i < feed.outputs.count; ++i) {
        node.inputs.push_back(state.network.ports.add({id, PortDirection::in, input_name(clause), declared, i, span}));
        plan(assignment, feed, output_at(state, feed, i), node.inputs.back());
    }
}

void feed_operation(Assignment& assignment, NodeId id, std::vector<Feed> feeds) {
    State& state = assignment.state;
    const Signature& signature = state.signatures[state.network.nodes[id].operation];
    const std::vector<const PortClause*>& clauses = signature.inputs;
    if (signature.broken && clauses.empty()) return;
    if (feeds.size() == 1) {
        if (const auto input = obvious_input(clauses, feeds.front())) {
            return feed_obvious_input(assignment, id, *input, feeds.front());
        }
    }
    Inputs inputs{id, clauses, {}, {}, {}};
    inputs.ports.resize(clauses.size());
    inputs.fed.resize(clauses.size());
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        if (arity(inputs, i) == PortArity::single) add_input(state, inputs, i, state.network.nodes[id].span);
    }
    // Named inputs first, and arrows that run backwards last: the others share what is left.
    const auto rank = [&](const Feed& feed) {
        return feed.port != Feed::any_port ? 0 : is_backward(state, feed) ? 2 : 1;
    };
    std::stable_sort(feeds.begin(), feeds.end(), [&](const Feed& a, const Feed& b) { return rank(a) < rank(b); });
    const auto plain = std::count_if(feeds.begin(), feeds.end(), [&](const Feed& feed) { return rank(feed) == 1; });
    for (const Feed& feed : feeds) {
        if (clauses.empty()) {
            report(state, {.code = DiagnosticCode::missing_port,
                           .span = feed.arrow.span,
                           .message = describe(state, {id, {}}) + " takes no input"});
            break;
        }
        if (rank(feed) == 0) {
            link_named(assignment, inputs, feed);
        } else if (rank(feed) == 1 && plain == 1) {
            link_alone(assignment, inputs, feed);
        } else {
            link_in_turn(assignment, inputs, feed);
        }
    }
    std::vector<PortId> all;
    for (const std::vector<PortId>& ports : inputs.ports) all.insert(all.end(), ports.begin(), ports.end());
    state.network.nodes[id].inputs = std::move(all);
}

/// In and Out have one input port, which several arrows may share; an unknown type has a port for each.
void feed_simple(Assignment& assignment, NodeId id, const std::vector<Feed>& feeds) {
    State& state = assignment.state;
    const bool shared = state.network.nodes[id].kind != NodeKind::unknown;
    std::vector<PortId> ports;
    const auto add_port = [&](Span span) {
        ports.push_back(state.network.ports.add({id, PortDirection::in, "in", 0, ports.size(), span}));
    };
    if (shared) add_port(state.network.nodes[id].span);
    for (const Feed& feed : feeds) {
        for (std::uint32_t i = 0; i < feed.outputs.count; ++i) {
            if (!shared) add_port(feed.arrow.span);
            plan(assignment, feed, output_at(state, feed, i), ports.back());
        }
    }
    state.network.nodes[id].inputs = std::move(ports);
}

void feed_node(Assignment& assignment, NodeId id) {
    std::vector<Feed> feeds = std::move(assignment.node_feeds[id]);
    sort_by_order(feeds);
    switch (assignment.state.network.nodes[id].kind) {
        case NodeKind::operation:
            feed_operation(assignment, id, std::move(feeds));
            break;
        case NodeKind::input:
        case NodeKind::output:
        case NodeKind::unknown:
            feed_simple(assignment, id, feeds);
            break;
    }
}

// ---- links ----

Link make_link(const State& state, const PlannedLink& planned) {
    Link link{.from = planned.from, .to = planned.to, .span = planned.arrow.span};
    const AnnotationId id = planned.arrow.annotation.valid() ? planned.arrow.annotation : planned.wire;
    if (!id.valid()) return link;
    const Annotation& annotation = state.annotations[id];
    link.label = annotation.label;
    link.stated_shape = annotation.stated_shape;
    link.feedback = annotation.feedback;
    link.looks = annotation.looks;
    return link;
}

}  // namespace

void assign_ports(State& state) {
    share_out_pieces(state);
    Assignment assignment{state, {}, {}, {}};
    assignment.node_feeds.resize(state.network.nodes.size());
    assignment.group_feeds.resize(state.network.groups.size());
    for (const Feed& feed : state.feeds) pass_on(assignment, feed.target, feed);
    // Groups pass on to what is inside them, and parents stand before children.
    for (const GroupId group : state.network.groups.ids()) feed_group(assignment, group);
    for (const NodeId node : state.network.nodes.ids()) feed_node(assignment, node);
    std::stable_sort(assignment.links.begin(), assignment.links.end(),
                     [](const PlannedLink& a, const PlannedLink& b) { return a.order < b.order; });
    for (const PlannedLink& planned : assignment.links) state.network.links.add(make_link(state, planned));
}

}  // namespace netfig::resolving
