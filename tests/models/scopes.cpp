#include "scopes.h"

#include <algorithm>
#include <cctype>

namespace netfig::models {
namespace {

char lower(char letter) { return static_cast<char>(std::tolower(static_cast<unsigned char>(letter))); }

std::string lower(std::string text) {
    for (char& letter : text) letter = lower(letter);
    return text;
}

/// A name starts with a lower-case letter: `AuxLogits` becomes `auxLogits`. A number alone says nothing, so the third
/// of a Sequential is named after its type: `conv2d_2`.
std::string written_name(const std::string& name, const std::string& type) {
    std::string text =
        !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) ? type + "_" + name : name;
    for (char& letter : text) {
        if (!std::isalnum(static_cast<unsigned char>(letter))) letter = '_';
    }
    if (text.empty()) return "_";
    text.front() = lower(text.front());
    return text;
}

std::string unused(Scope& scope, const std::string& wanted) {
    std::string name = wanted;
    for (int i = 2; !scope.taken.insert(name).second; ++i) name = wanted + "_" + std::to_string(i);
    return name;
}

std::string type_name(const Model& model, const std::string& group) {
    const auto found = std::ranges::find(model.groups, group, &ModuleGroup::path);
    std::string type = found == model.groups.end() ? "block" : found->type;
    type.front() = lower(type.front());
    return type;
}

/// The block of a group, made on its first call together with those around it.
Scope& scope_of(const Model& model, const std::string& group, Scopes& scopes) {
    if (const auto found = scopes.by_path.find(group); found != scopes.by_path.end()) return found->second;
    std::string name;
    if (!group.empty()) {
        const std::string parent = parent_of(group);
        Scope& outer = scope_of(model, parent, scopes);
        name = unused(outer, written_name(name_inside(group, parent), type_name(model, group)));
        outer.items.push_back({group, 0});
    }
    Scope& scope = scopes.by_path[group];
    scope.name = name;
    return scope;
}

bool holds(const std::vector<Boundary>& boundaries, const Tensor& tensor) {
    return std::ranges::find(boundaries, tensor, &Boundary::tensor) != boundaries.end();
}

/// Every block between the two ends of a link passes the tensor on.
void lead(const Model& model, const Tensor& tensor, const std::string& consumer, Scopes& scopes) {
    const std::string& producer = model.calls[tensor.call].group;
    for (std::string group = consumer; !is_within(producer, group); group = parent_of(group)) {
        Scope& scope = scopes.by_path.at(group);
        if (!holds(scope.inputs, tensor)) scope.inputs.push_back({tensor, {}});
    }
    for (std::string group = producer; !is_within(consumer, group); group = parent_of(group)) {
        Scope& scope = scopes.by_path.at(group);
        if (!holds(scope.outputs, tensor)) scope.outputs.push_back({tensor, {}});
    }
}

/// What stands directly in `group` and holds the call: a block or the call itself.
std::string name_in(const Model& model, const Scopes& scopes, const std::string& group, std::size_t call) {
    std::string child = model.calls[call].group;
    if (child == group) return scopes.call_names[call];
    while (parent_of(child) != group) child = parent_of(child);
    return scopes.by_path.at(child).name;
}

/// Several inputs are called after what feeds them outside, several outputs after what feeds them inside.
void name_boundaries(const Model& model, const std::string& group, Scopes& scopes) {
    Scope& scope = scopes.by_path.at(group);
    for (Boundary& input : scope.inputs) {
        if (scope.inputs.size() < 2) break;
        std::string outer = group;
        while (!is_within(model.calls[input.tensor.call].group, outer)) outer = parent_of(outer);
        input.name = unused(scope, "in_" + name_in(model, scopes, outer, input.tensor.call));
    }
    for (Boundary& output : scope.outputs) {
        if (scope.outputs.size() < 2) break;
        output.name = unused(scope, "out_" + name_in(model, scopes, group, output.tensor.call));
    }
}

}  // namespace

Scopes make_scopes(const Model& model) {
    Scopes scopes;
    scope_of(model, "", scopes);
    for (std::size_t i = 0; i < model.calls.size(); ++i) {
        const Call& call = model.calls[i];
        Scope& scope = scope_of(model, call.group, scopes);
        scopes.call_names.push_back(unused(scope, written_name(name_inside(call.id, call.group), lower(call.op))));
        scope.items.push_back({"", i});
    }
    for (const Call& call : model.calls) {
        for (const Tensor& tensor : call.operands) lead(model, tensor, call.group, scopes);
    }
    for (const ModelOutput& output : model.outputs) {
        lead(model, output.tensor, "", scopes);
        scopes.by_path.at("").outputs.push_back({output.tensor, {}});
    }
    for (const auto& [path, scope] : scopes.by_path) name_boundaries(model, path, scopes);
    return scopes;
}

std::string group_path(const Scopes& scopes, const std::string& group) {
    if (group.empty()) return "";
    const std::string outer = group_path(scopes, parent_of(group));
    const std::string& name = scopes.by_path.at(group).name;
    return outer.empty() ? name : outer + "/" + name;
}

std::string call_path(const Model& model, const Scopes& scopes, std::size_t call) {
    const std::string outer = group_path(scopes, model.calls[call].group);
    return outer.empty() ? scopes.call_names[call] : outer + "/" + scopes.call_names[call];
}

}  // namespace netfig::models
