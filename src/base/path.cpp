#include "netfig/network.h"

namespace netfig {

std::string path_of(const Network& network, GroupId group) {
    std::string path;
    for (; group.valid() && network.groups[group].parent.valid(); group = network.groups[group].parent) {
        path = path.empty() ? network.groups[group].name : network.groups[group].name + "/" + path;
    }
    return path;
}

std::string path_of(const Network& network, NodeId node) {
    const std::string parent = path_of(network, network.nodes[node].parent);
    return parent.empty() ? network.nodes[node].name : parent + "/" + network.nodes[node].name;
}

}  // namespace netfig
