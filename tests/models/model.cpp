#include "model.h"

#include "../python_json.h"

#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

namespace netfig::models {
namespace {

using nlohmann::json;

Call read_call(const json& node) {
    Call call;
    call.id = node.at("id");
    call.op = node.at("op");
    call.group = node.at("path");
    call.attributes = node.value("attrs", json::object());
    call.inputs = node.at("in_shapes").get<std::vector<Sizes>>();
    call.outputs = node.at("out_shapes").get<std::vector<Sizes>>();
    call.params = node.at("params");
    call.reuse_of = node.value("reuse_of", "");
    return call;
}

/// The edges into a node stand in the order of its operands; `in_ports` says which output each one takes.
void read_operands(const json& file, const std::map<std::string, std::size_t>& places, Model& model) {
    for (const json& edge : file.at("edges")) {
        const std::size_t from = places.at(edge.at(0));
        model.calls[places.at(edge.at(1))].operands.push_back({from, 0});
    }
    for (const json& node : file.at("nodes")) {
        Call& call = model.calls[places.at(node.at("id"))];
        if (call.operands.size() != call.inputs.size()) {
            throw std::runtime_error(call.id + " has more or fewer edges than operands");
        }
        const Sizes ports = node.value("in_ports", Sizes());
        for (std::size_t i = 0; i < ports.size() && i < call.operands.size(); ++i) {
            call.operands[i].port = static_cast<std::size_t>(ports[i]);
        }
    }
}

}  // namespace

Model read_model(const std::filesystem::path& path) {
    std::ifstream stream(path);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    const json file = test::parse_python_json(text);
    Model model;
    model.name = file.at("name");
    model.params = file.at("params_total");
    std::map<std::string, std::size_t> places;
    for (const json& node : file.at("nodes")) {
        places.emplace(node.at("id"), model.calls.size());
        model.calls.push_back(read_call(node));
    }
    read_operands(file, places, model);
    for (const json& group : file.at("groups")) {
        model.groups.push_back({group.at("path"), group.at("class"), group.at("params")});
    }
    for (const json& output : file.at("outputs")) {
        const std::size_t port = output.value("port", std::size_t{0});
        model.outputs.push_back({output.at("name"), {places.at(output.at("from")), port}});
    }
    return model;
}

std::string name_inside(const std::string& path, const std::string& group) {
    if (!group.empty() && path.starts_with(group + ".")) return path.substr(group.size() + 1);
    return path;
}

std::string parent_of(const std::string& group) {
    const std::size_t dot = group.rfind('.');
    return dot == std::string::npos ? "" : group.substr(0, dot);
}

bool is_within(const std::string& inner, const std::string& outer) {
    return outer.empty() || inner == outer || inner.starts_with(outer + ".");
}

}  // namespace netfig::models
