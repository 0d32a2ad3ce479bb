#include "resolve/dump_network.h"

#include "base/dim.h"
#include "evaluate/evaluate.h"

namespace netfig {
namespace {

struct Dump {
    const Network& network;
    Table<GroupId, std::vector<NodeId>> nodes;
    Table<GroupId, std::vector<GroupId>> groups;
    std::string text;
};

std::string value_text(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value.what)) return "\"" + *text + "\"";
    return to_text(value);
}

std::string arguments_text(const std::vector<BoundArgument>& arguments) {
    std::string result;
    for (const BoundArgument& argument : arguments) {
        result += result.empty() ? "(" : ", ";
        if (!argument.known) result += "?";
        if (!argument.name.empty()) result += argument.name + " = ";
        result += value_text(argument.value);
    }
    return result.empty() ? "" : result + ")";
}

std::string looks_text(const Properties& looks) {
    std::string result;
    for (const Property& look : looks) {
        result += result.empty() ? " @(" : ", ";
        result += look.name + (look.name.empty() ? "" : " = ") + value_text(look.value);
    }
    return result.empty() ? "" : result + ")";
}

std::string repeat_text(const Network& network, const std::optional<RepeatMember>& member) {
    if (!member) return "";
    const Repeat& repeat = network.repeats[member->repeat];
    return " copy " + std::to_string(member->copy + 1) + " of " + std::to_string(repeat.count) +
           (repeat.series ? "" : " in parallel");
}

std::string kind_text(const Node& node) { return node.kind == NodeKind::unknown ? " unknown" : ""; }

void dump_node(Dump& dump, NodeId id, const std::string& indent) {
    const Node& node = dump.network.nodes[id];
    dump.text += indent + node.name + ": " + node.type + arguments_text(node.arguments);
    if (node.stated_shape) dump.text += " : " + to_text(*node.stated_shape);
    dump.text += kind_text(node) + looks_text(node.looks) + repeat_text(dump.network, node.repeat) + "\n";
}

void dump_content(Dump& dump, GroupId id, const std::string& indent) {
    for (const NodeId node : dump.nodes[id]) dump_node(dump, node, indent);
    for (const GroupId child : dump.groups[id]) {
        const Group& group = dump.network.groups[child];
        dump.text += indent + group.name + ": " + group.type + arguments_text(group.arguments) +
                     looks_text(group.looks) + repeat_text(dump.network, group.repeat) +
                     (group.type.empty() ? "{\n" : " {\n");
        dump_content(dump, child, indent + "    ");
        dump.text += indent + "}\n";
    }
}

/// The path of a node, and the port where the name says more than "the only one".
std::string end_text(const Network& network, PortId id) {
    const Port& port = network.ports[id];
    const Node& node = network.nodes[port.node];
    const std::size_t ports = port.direction == PortDirection::in ? node.inputs.size() : node.outputs.size();
    std::string text = path_of(network, port.node);
    if (ports == 1 && (port.name == "in" || port.name == "out")) return text;
    return text + "." + port.name + (port.index == 0 ? "" : "_" + std::to_string(port.index + 1));
}

void dump_link(Dump& dump, const Link& link) {
    dump.text += end_text(dump.network, link.from) + " -> " + end_text(dump.network, link.to);
    if (!link.label.empty()) dump.text += " \"" + link.label + "\"";
    if (link.stated_shape) dump.text += " : " + to_text(*link.stated_shape);
    if (link.feedback) dump.text += " feedback";
    dump.text += looks_text(link.looks) + "\n";
}

}  // namespace

std::string dump(const Network& network) {
    Dump dump{network, {}, {}, {}};
    dump.nodes.resize(network.groups.size());
    dump.groups.resize(network.groups.size());
    for (const NodeId node : network.nodes.ids()) dump.nodes[network.nodes[node].parent].push_back(node);
    for (const GroupId group : network.groups.ids()) {
        if (network.groups[group].parent.valid()) dump.groups[network.groups[group].parent].push_back(group);
    }
    if (!network.groups.empty()) dump_content(dump, GroupId(0), "");
    for (const Link& link : network.links) dump_link(dump, link);
    for (const Property& setting : network.settings) {
        dump.text += "figure " + setting.name + " = " + value_text(setting.value) + "\n";
    }
    for (const ResolvedStyle& style : network.styles) {
        dump.text += "style";
        for (const std::string& type : style.types) dump.text += " " + type;
        for (const std::string& name : style.classes) dump.text += " ." + name;
        dump.text += looks_text(style.properties) + "\n";
    }
    return std::move(dump.text);
}

}  // namespace netfig
