#include "driver/write_json.h"

#include "base/dim.h"
#include "driver/drawn_as.h"
#include "driver/json_text.h"
#include "summary/receptive_fields.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

namespace netfig {
namespace {

constexpr std::int64_t json_version = 1;

struct Writer {
    const Compilation& run;
    DrawnParts parts;
    Table<NodeId, ReceptiveField> fields;
    JsonText json;

    bool is_laid_out() const { return run.layout.boxes.size() == run.figure.boxes.size(); }

    // ---- values ----

    void write(const Dim& dim) { netfig::write(json, dim); }
    void write(const Shape& shape) { netfig::write(json, shape); }
    void write(const Value& value) { std::visit(*this, value.what); }
    void operator()(const Unknown&) { json.null(); }
    void operator()(const Dim& dim) { write(dim); }
    void operator()(double number) { json.exact(number); }
    void operator()(bool truth) { json.value(truth); }
    void operator()(const std::string& text) { json.value(text); }
    void operator()(const Word& word) { json.value(word.text); }
    void operator()(const Length& length) { json.value(length.points); }
    void operator()(const Shape& shape) { write(shape); }
    void operator()(const ValueList& list) {
        json.open('[');
        for (const Value& value : list) write(value);
        json.close(']');
    }

    void write_text(std::string_view name, const std::string& text) { json.key(name).value(text); }

    /// Arguments without a name are called by their position, counted from 1.
    void write_arguments(const std::vector<BoundArgument>& arguments) {
        json.key("arguments").open('{');
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            if (arguments[i].value.is_unknown()) continue;
            json.key(arguments[i].name.empty() ? std::to_string(i + 1) : arguments[i].name);
            write(arguments[i].value);
        }
        json.close('}');
    }

    void write_ports(std::string_view name, const std::vector<PortId>& ports) {
        json.key(name).open('[');
        for (const PortId port : ports) {
            json.open('{').key("port").value(run.network.ports[port].name).key("shape");
            write(run.shapes.ports.contains(port) ? run.shapes.ports[port] : Shape{});
            json.close('}');
        }
        json.close(']');
    }

    void write_cost(const Cost& cost) {
        json.key("params");
        write(cost.params);
        json.key("flops");
        write(cost.flops);
        json.key("activations");
        write(cost.activations);
    }

    void write_rect(const Rect& rect) {
        json.key("x").value(rect.x).key("y").value(rect.y).key("w").value(rect.width).key("h").value(rect.height);
    }

    void write_box(BoxId box) {
        if (!is_laid_out()) return;
        write_rect(run.layout.boxes[box]);
        if (const auto& title = run.layout.titles[box]) {
            json.key("title_box").open('[').value(title->x).value(title->y).value(title->width).value(title->height);
            json.close(']');
        }
    }

    void write_drawn(const Drawn& drawn) {
        json.key("drawn").value(drawn.itself);
        if (drawn.itself) {
            write_box(drawn.box);
        } else if (drawn.box.valid()) {
            write_text("drawn_as", run.figure.boxes[drawn.box].path);
        } else {
            json.key("drawn_as").null();
        }
    }

    void write_repeat(const std::optional<RepeatMember>& member) {
        if (!member || !run.network.repeats.contains(member->repeat)) return;
        const Repeat& repeat = run.network.repeats[member->repeat];
        json.key("repeat").open('{').key("copy").value(static_cast<std::int64_t>(member->copy + 1));
        json.key("count").value(static_cast<std::int64_t>(repeat.count)).key("series").value(repeat.series).close('}');
    }

    // ---- items ----

    void write_node(NodeId id) {
        const Node& node = run.network.nodes[id];
        json.line().open('{');
        write_text("id", parts.node_paths[id]);
        write_text("parent", parts.group_paths[node.parent]);
        write_text("type", node.type);
        static const NodeFacts none;
        const NodeFacts& facts = run.shapes.nodes.contains(id) ? run.shapes.nodes[id] : none;
        write_text("kind", kind_of(node, facts));
        write_text("label", facts.label);
        write_arguments(node.arguments);
        write_ports("inputs", node.inputs);
        write_ports("outputs", node.outputs);
        write_cost(facts.cost);
        netfig::write(json.key("receptive"), fields.contains(id) ? fields[id] : ReceptiveField{});
        write_repeat(node.repeat);
        write_drawn(parts.nodes[id]);
        json.close('}');
    }

    static std::string kind_of(const Node& node, const NodeFacts& facts) {
        switch (node.kind) {
            case NodeKind::input:
                return "input";
            case NodeKind::output:
                return "output";
            case NodeKind::operation:
                return facts.kind;
            case NodeKind::unknown:
                return "unknown";
        }
        return {};
    }

    void write_group(GroupId id) {
        const Group& group = run.network.groups[id];
        json.line().open('{');
        write_text("id", parts.group_paths[id]);
        write_text("parent", parts.group_paths[group.parent]);
        write_text("type", group.type);
        write_arguments(group.arguments);
        write_cost(run.shapes.groups.contains(id) ? run.shapes.groups[id] : Cost{});
        write_repeat(group.repeat);
        write_drawn(parts.groups[id]);
        json.close('}');
    }

    /// A box that compose made of its own accord; links may end at it, so a reader must find it.
    void write_other(BoxId id) {
        const Box& box = run.figure.boxes[id];
        json.line().open('{');
        write_text("id", box.path);
        write_text("parent", box.parent.valid() ? run.figure.boxes[box.parent].path : "");
        write_text("type", box.type);
        write_text("kind", box.kind);
        json.key("drawn").value(true);
        write_box(id);
        json.close('}');
    }

    void write_others(bool frames) {
        for (const BoxId id : parts.others) {
            if (std::holds_alternative<FrameBox>(run.figure.boxes[id].content) == frames) write_other(id);
        }
    }
};

/// The paths of two ends, as numbers: thousands of long paths differ only in their last letters.
using Ends = std::pair<std::uint32_t, std::uint32_t>;

/// The drawn lines, then the links of the network that no line shows by itself.
struct EdgeWriter {
    Writer& writer;
    std::unordered_map<std::string_view, std::uint32_t> numbers;  // of paths; never walked
    std::map<Ends, std::size_t> used;                             // drawn edges from one box to another
    std::map<Ends, std::vector<LinkId>> links;

    const Compilation& run() const { return writer.run; }

    const std::string& path_of_end(PortId port) const {
        return writer.parts.node_paths[run().network.ports[port].node];
    }

    Ends ends(std::string_view from, std::string_view to) {
        const auto number = [&](std::string_view path) {
            return numbers.try_emplace(path, static_cast<std::uint32_t>(numbers.size())).first->second;
        };
        const std::uint32_t first = number(from);
        return {first, number(to)};
    }

    Ends ends(const Link& link) { return ends(path_of_end(link.from), path_of_end(link.to)); }

    void collect() {
        for (const LinkId id : run().network.links.ids()) links[ends(run().network.links[id])].push_back(id);
    }

    void write_all() {
        collect();
        for (const FigureLinkId id : run().figure.links.ids()) write_drawn(id);
        for (const LinkId id : run().network.links.ids()) {
            const Link& link = run().network.links[id];
            if (!used.contains(ends(link))) write_undrawn(link);
        }
    }

    void write_drawn(FigureLinkId id) {
        const FigureLink& link = run().figure.links[id];
        const std::string& from = run().figure.boxes[link.from].path;
        const std::string& to = run().figure.boxes[link.to].path;
        const Ends both = ends(from, to);
        const std::size_t count = ++used[both];
        JsonText& json = writer.json;
        json.line().open('{');
        writer.write_text("id", from + "->" + to + (count > 1 ? "#" + std::to_string(count) : ""));
        writer.write_text("from", from);
        writer.write_text("to", to);
        if (const auto found = links.find(both); found != links.end()) {
            write_ports(run().network.links[found->second[std::min(count, found->second.size()) - 1]]);
        }
        writer.write_text("label", link.label.text);
        json.key("feedback").value(link.feedback).key("drawn").value(true).key("points").open('[');
        if (run().layout.routes.contains(id)) {
            for (const Point& point : run().layout.routes[id].points)
                json.open('[').value(point.x).value(point.y).close(']');
        }
        json.close(']').close('}');
    }

    void write_undrawn(const Link& link) {
        JsonText& json = writer.json;
        json.line().open('{');
        writer.write_text("id", path_of_end(link.from) + "->" + path_of_end(link.to));
        writer.write_text("from", path_of_end(link.from));
        writer.write_text("to", path_of_end(link.to));
        write_ports(link);
        writer.write_text("label", link.label);
        json.key("feedback")
            .value(link.feedback)
            .key("drawn")
            .value(false)
            .key("points")
            .open('[')
            .close(']')
            .close('}');
    }

    void write_ports(const Link& link) {
        writer.write_text("from_port", run().network.ports[link.from].name);
        writer.write_text("to_port", run().network.ports[link.to].name);
        writer.json.key("shape");
        writer.write(run().shapes.ports.contains(link.from) ? run().shapes.ports[link.from] : Shape{});
    }
};

void write_figure(Writer& writer) {
    const Compilation& run = writer.run;
    JsonText& json = writer.json;
    json.key("figure").open('{');
    json.key("width").value(run.layout.page.width).key("height").value(run.layout.page.height);
    writer.write_text("title", run.figure.title.text);
    writer.write_text("theme", run.settings.theme);
    writer.write_cost(run.shapes.groups.empty() ? Cost{} : run.shapes.groups[GroupId(0)]);
    json.close('}');
}

void write_nodes(Writer& writer) {
    writer.json.line().key("nodes").open('[');
    for (const NodeId id : writer.run.network.nodes.ids()) writer.write_node(id);
    writer.write_others(false);
    writer.json.line().close(']');
}

void write_groups(Writer& writer) {
    writer.json.line().key("groups").open('[');
    for (const GroupId id : writer.run.network.groups.ids()) {
        if (writer.run.network.groups[id].parent.valid()) writer.write_group(id);
    }
    writer.write_others(true);
    writer.json.line().close(']');
}

void write_edges(Writer& writer) {
    writer.json.line().key("edges").open('[');
    EdgeWriter{writer, {}, {}, {}}.write_all();
    writer.json.line().close(']');
}

void write_diagnostics(Writer& writer) {
    JsonText& json = writer.json.line().key("diagnostics").open('[');
    for (const Diagnostic& diagnostic : writer.run.diagnostics) {
        json.line().open('{').key("code").value(info(diagnostic.code).number);
        json.key("severity").value(severity(diagnostic.code) == Severity::error ? "error" : "warning");
        json.key("message").value(diagnostic.message);
        if (writer.run.sources.contains(diagnostic.span.source)) {
            const Source& source = writer.run.sources[diagnostic.span.source];
            const LineColumn place = line_column(source, diagnostic.span.begin);
            json.key("file").value(source.path).key("line").value(static_cast<std::int64_t>(place.line));
            json.key("column").value(static_cast<std::int64_t>(place.column));
        }
        json.close('}');
    }
    json.line().close(']');
}

}  // namespace

std::string write_json(const Compilation& compilation) {
    const bool inferred = compilation.shapes.nodes.size() == compilation.network.nodes.size();
    Writer writer{compilation, find_drawn_parts(compilation.network, compilation.figure),
                  inferred ? receptive_fields(compilation.network, compilation.shapes) : Table<NodeId, ReceptiveField>{},
                  {}};
    writer.json.open('{').key("version").value(json_version);
    write_figure(writer);
    write_nodes(writer);
    write_groups(writer);
    write_edges(writer);
    write_diagnostics(writer);
    writer.json.close('}').line();
    return writer.json.take() + "\n";
}

}  // namespace netfig
