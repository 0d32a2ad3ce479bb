#include "driver/write_json.h"

#include <chrono>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace netfig {
namespace {

using nlohmann::json;

struct Builder {
    Compilation run;

    Builder() {
        run.network.groups.add({});
        Box page;
        page.content = FrameBox{};
        box(page, {0, 0, 100, 200});
    }
    BoxId box(Box box, const Rect& rect) {
        run.layout.boxes.add(rect);
        run.layout.titles.add(std::nullopt);
        run.layout.badges.add(std::nullopt);
        run.layout.flows.add(Flow::down);
        return run.figure.boxes.add(std::move(box));
    }
    BoxId node_box(const std::string& path, const Rect& rect) {
        Box made;
        made.path = path;
        return box(std::move(made), rect);
    }
    BoxId frame_box(const std::string& path, const Rect& rect) {
        Box made;
        made.path = path;
        made.content = FrameBox{};
        return box(std::move(made), rect);
    }
    GroupId group(GroupId parent, const std::string& name) {
        Group made;
        made.name = name;
        made.parent = parent;
        return run.network.groups.add(std::move(made));
    }
    NodeId node(GroupId parent, const std::string& name) {
        Node made;
        made.name = name;
        made.parent = parent;
        made.kind = NodeKind::operation;
        made.type = "Convolution";
        const NodeId id = run.network.nodes.add(std::move(made));
        run.network.nodes[id].inputs.push_back(
            run.network.ports.add({.node = id, .direction = PortDirection::in, .name = "in", .span = {}}));
        run.network.nodes[id].outputs.push_back(
            run.network.ports.add({.node = id, .direction = PortDirection::out, .name = "out", .span = {}}));
        return id;
    }
    void link(NodeId from, NodeId to) {
        Link made;
        made.from = run.network.nodes[from].outputs[0];
        made.to = run.network.nodes[to].inputs[0];
        run.network.links.add(std::move(made));
    }
    void line(BoxId from, BoxId to, std::vector<Point> points) {
        FigureLink made;
        made.from = from;
        made.to = to;
        run.figure.links.add(std::move(made));
        run.layout.routes.add({std::move(points)});
        run.layout.labels.add(std::nullopt);
    }
    json parsed() const { return json::parse(write_json(run)); }
};

const GroupId root(0);

json find(const json& items, const std::string& id) {
    for (const json& item : items) {
        if (item["id"] == id) return item;
    }
    return nullptr;
}

TEST(WriteJson, EmptyCompilation) {
    const json all = json::parse(write_json({}));
    EXPECT_EQ(all["version"], 1);
    EXPECT_TRUE(all["nodes"].empty() && all["groups"].empty() && all["edges"].empty() && all["diagnostics"].empty());
    EXPECT_EQ(all["figure"]["params"], nullptr);
}

TEST(WriteJson, DrawnNodesHaveRectanglesAndEdgesPoints) {
    Builder build;
    const NodeId a = build.node(root, "a");
    const NodeId b = build.node(root, "b");
    build.link(a, b);
    const BoxId box_a = build.node_box("a", {10, 20.00049, 30, 15});
    const BoxId box_b = build.node_box("b", {10, 50, 30, 15});
    build.line(box_a, box_b, {{25, 35}, {25, 50.12345}});
    build.run.shapes.ports.resize(build.run.network.ports.size());
    build.run.shapes.ports.set(build.run.network.nodes[a].outputs[0], Shape{{{Dim(3), Dim::symbol("H"), Dim()}}});
    const json all = build.parsed();
    const json node = find(all["nodes"], "a");
    EXPECT_EQ(node["y"], 20);
    EXPECT_EQ(node["w"], 30);
    EXPECT_EQ(node["drawn"], true);
    EXPECT_EQ(node["outputs"], json::parse(R"([{"port": "out", "shape": [3, "H", null]}])"));
    const json edge = find(all["edges"], "a->b");
    EXPECT_EQ(edge["points"], json::parse("[[25, 35], [25, 50.123]]"));
    EXPECT_EQ(edge["shape"], json::parse(R"([3, "H", null])"));
    EXPECT_EQ(all["edges"].size(), 1U);
}

TEST(WriteJson, HiddenPartsNameTheBoxThatStandsForThem) {
    Builder build;
    const GroupId closed = build.group(root, "closed");
    build.node(closed, "inside");
    build.node(root, "conv");
    build.node(root, "relu");
    build.node(root, "gone");
    build.node_box("closed", {0, 0, 10, 10});
    Box conv;
    conv.path = "conv";
    NodeBox content;
    content.strips.push_back({{}, {}, 5, "relu"});
    conv.content = content;
    build.box(conv, {0, 20, 10, 10});
    const json nodes = build.parsed()["nodes"];
    EXPECT_EQ(find(nodes, "closed/inside")["drawn"], false);
    EXPECT_EQ(find(nodes, "closed/inside")["drawn_as"], "closed");
    EXPECT_EQ(find(nodes, "relu")["drawn_as"], "conv");
    EXPECT_EQ(find(nodes, "gone")["drawn_as"], nullptr);
    EXPECT_FALSE(find(nodes, "relu").contains("x"));
}

TEST(WriteJson, FoldedRepeatsAreShownByTheFirstCopy) {
    Builder build;
    const RepeatId repeat = build.run.network.repeats.add({.parent = root, .count = 3, .series = true, .span = {}});
    for (std::size_t copy = 0; copy < 3; ++copy) {
        const GroupId group = build.group(root, "b_" + std::to_string(copy + 1));
        build.run.network.groups[group].repeat = RepeatMember{repeat, copy};
        build.node(group, "conv");
    }
    build.frame_box("b_1", {0, 0, 50, 50});
    build.node_box("b_1/conv", {10, 10, 20, 20});
    const json all = build.parsed();
    EXPECT_EQ(find(all["nodes"], "b_1/conv")["drawn"], true);
    EXPECT_EQ(find(all["nodes"], "b_3/conv")["drawn_as"], "b_1/conv");
    EXPECT_EQ(find(all["groups"], "b_2")["drawn_as"], "b_1");
    EXPECT_EQ(find(all["groups"], "b_2")["repeat"], json::parse(R"({"copy": 2, "count": 3, "series": true})"));
}

TEST(WriteJson, ArgumentsKeepTheirKindAndPrecision) {
    Builder build;
    const NodeId a = build.node(root, "a");
    build.run.network.nodes[a].arguments = {
        {"epsilon", {1e-5}, true, true, {}},      {"bias", {true}, false, true, {}},
        {"mode", {Word{"same"}}, true, true, {}}, {"kernel", {ValueList{{Dim(3)}, {Dim(5)}}}, true, true, {}},
        {"unset", {Unknown{}}, false, true, {}},  {"", {std::string("a \"b\"\n\x01")}, true, false, {}}};
    const json arguments = find(build.parsed()["nodes"], "a")["arguments"];
    EXPECT_EQ(arguments, json::parse(R"({"epsilon": 1e-5, "bias": true, "mode": "same", "kernel": [3, 5],
                                         "6": "a \"b\"\n\u0001"})"));
}

TEST(WriteJson, LinksThatNoLineShowsAreListedWithoutPoints) {
    Builder build;
    const NodeId a = build.node(root, "a");
    const NodeId b = build.node(root, "b");
    build.link(a, b);
    const json edges = build.parsed()["edges"];
    ASSERT_EQ(edges.size(), 1U);
    EXPECT_EQ(edges[0]["drawn"], false);
    EXPECT_TRUE(edges[0]["points"].empty());
}

TEST(WriteJson, DiagnosticsHavePlaces) {
    Builder build;
    Source source;
    source.path = "x.nn";
    source.text = "a\nbc";
    const SourceId id = build.run.sources.add(std::move(source));
    Diagnostic diagnostic;
    diagnostic.code = DiagnosticCode::unknown_type;
    diagnostic.span = {id, 3, 4};
    diagnostic.message = "unknown";
    build.run.diagnostics.push_back(diagnostic);
    const json found = build.parsed()["diagnostics"][0];
    EXPECT_EQ(found["severity"], "warning");
    EXPECT_EQ(found["file"], "x.nn");
    EXPECT_EQ(found["line"], 2);
    EXPECT_EQ(found["column"], 2);
}

TEST(WriteJson, TenThousandNodesTakeAMoment) {
    Builder build;
    NodeId last;
    for (int i = 0; i < 10000; ++i) {
        const std::string name = "conv" + std::to_string(i);
        const NodeId next = build.node(root, name);
        const BoxId box = build.node_box(name, {10.123, i * 20.5, 30, 15});
        build.run.network.nodes[next].arguments = {{"kernel", {Dim(3)}, true, true, {}},
                                                   {"stride", {Dim(1)}, false, true, {}}};
        if (last.valid()) {
            build.link(last, next);
            build.line(BoxId(box.index() - 1), box, {{25, i * 20.5 - 5}, {25, i * 20.5}});
        }
        last = next;
    }
    const auto start = std::chrono::steady_clock::now();
    const std::string text = write_json(build.run);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    RecordProperty("milliseconds", static_cast<int>(taken.count() * 1000));
    EXPECT_GT(text.size(), 1000000U);
    EXPECT_LT(taken.count(), 1) << "an order of magnitude above what it takes on a slow machine";
}

}  // namespace
}  // namespace netfig
