// json_to_dot < net.json > net.dot: what netfig draws, for Graphviz: drawn boxes, drawn blocks as clusters, their
// lines.
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace {

using nlohmann::json;

struct Parts {
    std::multimap<std::string, json> children;  // drawn ones, by id of the parent
    std::map<std::string, std::string> shown;   // id of a part to the id of the box that stands for it
};

void collect(const json& table, Parts& parts) {
    for (const json& part : table) {
        const std::string id = part.at("id");
        if (id.empty()) continue;
        const bool drawn = part.value("drawn", false);
        if (drawn) parts.children.emplace(part.at("parent").get<std::string>(), part);
        if (drawn) parts.shown[id] = id;
        if (!drawn && part.at("drawn_as").is_string()) parts.shown[id] = part.at("drawn_as");
    }
}

void write_group(const std::string& id, const Parts& parts) {
    const auto [begin, end] = parts.children.equal_range(id);
    for (auto child = begin; child != end; ++child) {
        const json& part = child->second;
        const std::string child_id = part.at("id");
        if (parts.children.contains(child_id)) {
            std::cout << "subgraph " << json("cluster_" + child_id) << " { label=" << part.at("type") << "\n";
            write_group(child_id, parts);
            std::cout << "}\n";
        } else {
            const std::string label = part.value("label", "");
            std::cout << json(child_id) << " [label=" << json(label.empty() ? part.value("type", "") : label) << "]\n";
        }
    }
}

void write_edges(const json& edges, const Parts& parts) {
    std::set<std::pair<std::string, std::string>> written;
    for (const json& edge : edges) {
        const auto from = parts.shown.find(edge.at("from"));
        const auto to = parts.shown.find(edge.at("to"));
        if (from == parts.shown.end() || to == parts.shown.end() || from->second == to->second) continue;
        if (!written.emplace(from->second, to->second).second) continue;
        std::cout << json(from->second) << " -> " << json(to->second) << "\n";
    }
}

}  // namespace

int main() {
    const json network = json::parse(std::cin);
    Parts parts;
    collect(network.at("groups"), parts);
    collect(network.at("nodes"), parts);
    std::cout << "digraph network { node [shape=box, fontsize=8]\n";
    write_group("", parts);
    write_edges(network.at("edges"), parts);
    std::cout << "}\n";
}
