// json_to_dot < net.json > net.dot: the same graph for Graphviz, blocks as clusters.
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

void write_group(const std::string& id, const std::multimap<std::string, json>& children) {
    const auto [begin, end] = children.equal_range(id);
    for (auto child = begin; child != end; ++child) {
        const json& part = child->second;
        const std::string child_id = part.at("id");
        if (children.contains(child_id)) {
            std::cout << "subgraph " << json("cluster_" + child_id) << " { label=" << part.value("type", json(""))
                      << "\n";
            write_group(child_id, children);
            std::cout << "}\n";
        } else {
            std::cout << json(child_id) << " [label=" << part.value("label", part.value("type", json(""))) << "]\n";
        }
    }
}

}  // namespace

int main() {
    const json network = json::parse(std::cin);
    std::multimap<std::string, json> children;  // by id of the parent
    for (const char* table : {"groups", "nodes"}) {
        for (const json& part : network.at(table)) {
            if (part.at("id") == "") continue;
            const json parent = part.value("parent", json(""));
            children.emplace(parent.is_string() ? parent.get<std::string>() : "", part);
        }
    }
    std::cout << "digraph network { node [shape=box, fontsize=8]\n";
    write_group("", children);
    for (const json& edge : network.at("edges")) std::cout << edge.at("from") << " -> " << edge.at("to") << "\n";
    std::cout << "}\n";
}
