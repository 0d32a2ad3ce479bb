#include "compare.h"

#include "base/dim.h"

#include <algorithm>

namespace netfig::models {
namespace {

enum class Verdict { right, unknown, wrong };

std::string text_of(const Shape& shape) {
    if (shape.is_unknown()) return "?";
    std::string text;
    for (const Dim& dim : *shape.dims) {
        text += (text.empty() ? "" : "x") + (dim.is_known() ? std::to_string(dim.value()) : std::string("?"));
    }
    return text.empty() ? "a number" : text;
}

std::string text_of(const Sizes& sizes) {
    std::vector<Dim> dims(sizes.begin(), sizes.end());
    return text_of(Shape{dims});
}

Verdict judge(const Shape& shape, const Sizes& expected) {
    if (shape.is_unknown()) return Verdict::unknown;
    if (shape.dims->size() != expected.size()) return Verdict::wrong;
    Verdict verdict = Verdict::right;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const Dim& dim = (*shape.dims)[i];
        if (dim.is_unknown())
            verdict = Verdict::unknown;
        else if (dim != Dim(expected[i]))
            return Verdict::wrong;
    }
    return verdict;
}

/// What one call is compared with: the shapes of its node's outputs, its parameters.
struct Found {
    std::vector<Shape> outputs;
    Dim params;
};

struct State {
    const Model& model;
    const std::vector<Translation>& translations;
    const Scopes& scopes;
    const Compilation& run;
    Comparison result;
    std::vector<Verdict> verdicts;  // of the calls
};

Found found_at(const State& state, NodeId id) {
    const Node& node = state.run.network.nodes[id];
    Found found{{}, state.run.shapes.nodes[id].cost.params};
    for (const PortId port : node.outputs) found.outputs.push_back(state.run.shapes.ports[port]);
    return found;
}

void judge_call(std::size_t index, const Found& found, State& state) {
    const Call& call = state.model.calls[index];
    Verdict verdict = Verdict::right;
    for (std::size_t i = 0; i < call.outputs.size(); ++i) {
        const Sizes expected = per_sample(call.outputs[i], state.translations[index].batch.at(i));
        const Shape shape = i < found.outputs.size() ? found.outputs[i] : Shape();
        const Verdict one = judge(shape, expected);
        if (one == Verdict::wrong) {
            state.result.faults.push_back(call.id + " (" + call.op + ") gives " + text_of(shape) + ", and PyTorch " +
                                          text_of(expected));
        }
        verdict = std::max(verdict, one);
    }
    const std::int64_t params = call.reuse_of.empty() ? call.params : -1;
    if (verdict == Verdict::right && params >= 0 && found.params != Dim(params)) {
        state.result.faults.push_back(call.id + " (" + call.op + ") has " + text_of(Shape{{{found.params}}}) +
                                      " parameters, and in PyTorch " + std::to_string(params));
        verdict = Verdict::wrong;
    }
    // What follows something unknown is no news.
    const bool informed = std::ranges::all_of(
        call.operands, [&](const Tensor& tensor) { return state.verdicts[tensor.call] != Verdict::unknown; });
    if (verdict == Verdict::unknown && informed) state.result.unknown_operations.insert(call.op);
    state.verdicts[index] = verdict;
}

std::map<std::string, NodeId> nodes_by_path(const State& state) {
    std::map<std::string, NodeId> nodes;
    for (const NodeId id : state.run.network.nodes.ids()) nodes.emplace(path_of(state.run.network, id), id);
    return nodes;
}

void judge_calls(State& state) {
    const std::map<std::string, NodeId> nodes = nodes_by_path(state);
    for (std::size_t i = 0; i < state.model.calls.size(); ++i) {
        const auto node = nodes.find(call_path(state.model, state.scopes, i));
        judge_call(i, node == nodes.end() ? Found() : found_at(state, node->second), state);
    }
    const auto count = [&](Verdict verdict) {
        return static_cast<std::size_t>(std::ranges::count(state.verdicts, verdict));
    };
    state.result.right = count(Verdict::right);
    state.result.unknown = count(Verdict::unknown);
    state.result.wrong = count(Verdict::wrong);
}

/// netfig counts a module called twice twice, since it has no word for shared weights.
std::int64_t shared_params(const State& state, const std::string& group) {
    std::int64_t sum = 0;
    for (const Call& call : state.model.calls) {
        if (call.reuse_of.empty() || !is_within(call.group, group)) continue;
        sum += std::ranges::find(state.model.calls, call.reuse_of, &Call::id)->params;
    }
    return sum;
}

bool is_unknown_inside(const State& state, const std::string& group) {
    for (std::size_t i = 0; i < state.model.calls.size(); ++i) {
        if (is_within(state.model.calls[i].group, group) && state.verdicts[i] == Verdict::unknown) return true;
    }
    return false;
}

/// What calls of a group's modules have, where its own forward is never called: a list of layers that others call.
Dim params_by_name(const State& state, const std::map<std::string, NodeId>& nodes, const std::string& group) {
    Dim sum = 0;
    for (std::size_t i = 0; i < state.model.calls.size(); ++i) {
        const Call& call = state.model.calls[i];
        if (!call.reuse_of.empty() || !is_within(call.id, group)) continue;
        const auto node = nodes.find(call_path(state.model, state.scopes, i));
        sum = add(sum, node == nodes.end() ? Dim() : found_at(state, node->second).params);
    }
    return sum;
}

void judge_groups(State& state) {
    const std::map<std::string, NodeId> nodes = nodes_by_path(state);
    std::map<std::string, Dim> params;
    for (const GroupId id : state.run.shapes.groups.ids()) {
        params[path_of(state.run.network, id)] = state.run.shapes.groups[id].params;
    }
    for (const ModuleGroup& group : state.model.groups) {
        const bool called = group.path.empty() ||
                            std::ranges::find(state.model.calls, group.path, &Call::group) != state.model.calls.end();
        const Dim found =
            called ? params[group_path(state.scopes, group.path)] : params_by_name(state, nodes, group.path);
        if (group.path.empty() && found.is_known()) state.result.params = found.value();
        if (found == Dim(group.params + (called ? shared_params(state, group.path) : 0))) {
            ++state.result.groups_right;
        } else if (!is_unknown_inside(state, group.path)) {
            state.result.faults.push_back("`" + group.path + "` has " + text_of(Shape{{{found}}}) +
                                          " parameters, and in PyTorch " + std::to_string(group.params));
        }
    }
}

}  // namespace

Comparison compare(const Model& model, const std::vector<Translation>& translations, const Scopes& scopes,
                   const Compilation& run) {
    State state{model, translations, scopes, run, {}, {}};
    state.verdicts.resize(model.calls.size(), Verdict::unknown);
    judge_calls(state);
    judge_groups(state);
    return state.result;
}

}  // namespace netfig::models
