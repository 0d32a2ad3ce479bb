#include "compose/compose.h"

#include "compose/dump_figure.h"
#include "text/measure.h"

#include <gtest/gtest.h>

using namespace netfig;

namespace {

/// Networks by hand: every operation has one `in` (grown at will) and one `out`.
struct Sketch {
    Network network;
    Shapes shapes;
    Settings settings;
    Theme theme;

    Sketch() {
        network.groups.add(Group{});
        theme.node.text = theme.node.stroke = Color{0, 0, 0};
        theme.kinds["operator"].shape = BoxShape::circle;
    }
    GroupId group(std::string name, std::string type = "", GroupId parent = GroupId(std::size_t{0})) {
        Group made;
        made.name = std::move(name);
        made.type = std::move(type);
        made.parent = parent;
        return network.groups.add(made);
    }
    NodeId node(std::string name, std::string kind = "", GroupId parent = GroupId(std::size_t{0})) {
        Node made;
        made.name = name;
        made.type = made.written_type = std::move(name);
        made.parent = parent;
        made.kind = kind == "in" ? NodeKind::input : kind == "out" ? NodeKind::output : NodeKind::operation;
        const NodeId id = network.nodes.add(made);
        Port out;
        out.node = id;
        out.direction = PortDirection::out;
        network.nodes[id].outputs.push_back(network.ports.add(out));
        if (kind == "in" && parent.index() > 0) network.groups[parent].inputs.push_back(id);
        if (kind == "out" && parent.index() > 0) network.groups[parent].outputs.push_back(id);
        shapes.nodes.resize(network.nodes.size());
        NodeFacts facts;
        if (kind == "operator") facts.label = "+";
        if (kind != "in" && kind != "out") facts.kind = std::move(kind);
        shapes.nodes.set(id, std::move(facts));
        return id;
    }
    Link& link(NodeId from, NodeId to, std::size_t declared = 0) {
        Port in;
        in.node = to;
        in.direction = PortDirection::in;
        in.declared = declared;
        const PortId port = network.ports.add(in);
        network.nodes[to].inputs.push_back(port);
        Link made;
        made.from = network.nodes[from].outputs.front();
        made.to = port;
        return network.links[network.links.add(made)];
    }
    Figure compose() {
        shapes.ports.resize(network.ports.size());
        shapes.nodes.resize(network.nodes.size());
        shapes.groups.resize(network.groups.size());
        diagnostics.clear();
        return netfig::compose(network, shapes, settings, theme, fixed_width_measurer(), diagnostics);
    }
    Diagnostics diagnostics;
};

std::vector<std::string> lines(const Figure& figure) {
    std::vector<std::string> result;
    for (const FigureLink& link : figure.links)
        result.push_back(figure.boxes[link.from].path + " -> " + figure.boxes[link.to].path);
    return result;
}

const Box* find(const Figure& figure, std::string_view path) {
    for (const Box& box : figure.boxes)
        if (box.path == path) return &box;
    return nullptr;
}

Size size_of(const Figure& figure, std::string_view path) {
    return std::get<NodeBox>(find(figure, path)->content).size;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST(Compose, AnEmptyNetworkIsAnEmptyPage) {
    Sketch sketch;
    EXPECT_EQ(sketch.compose().boxes.size(), 1U);
    const Network nothing;
    Diagnostics diagnostics;
    const Figure figure = compose(nothing, {}, {}, {}, fixed_width_measurer(), diagnostics);
    EXPECT_EQ(figure.boxes.size(), 1U);
}

TEST(Compose, BoundariesOfBlocksAreWires) {
    Sketch s;
    const NodeId x = s.node("x", "in");
    const GroupId block = s.group("block");
    const NodeId in = s.node("in", "in", block), a = s.node("a", "", block), add = s.node("add", "operator", block),
                 out = s.node("out", "out", block);
    const NodeId y = s.node("y", "out");
    s.link(x, in);
    s.link(in, a);
    s.link(in, add);
    s.link(a, add, 1);
    s.link(add, out);
    s.link(out, y);
    const Figure figure = s.compose();
    EXPECT_EQ(lines(figure), (Lines{"x -> block/a", "x -> block/add", "block/a -> block/add", "block/add -> y"}));
    EXPECT_EQ(figure.links[FigureLinkId(std::size_t{0})].tensor, figure.links[FigureLinkId(std::size_t{1})].tensor);
    EXPECT_TRUE(std::get<NodeBox>(find(figure, "block/add")->content).any_side);
    EXPECT_EQ(find(figure, "block/in"), nullptr);
}

TEST(Compose, ABlockThatPassesATensorThroughKeepsAWire) {
    Sketch s;
    const NodeId x = s.node("x", "in");
    const GroupId block = s.group("block");
    const NodeId in = s.node("in", "in", block), out = s.node("out", "out", block);
    const NodeId y = s.node("y", "out");
    s.link(x, in);
    s.link(in, out);
    s.link(out, y);
    const Figure figure = s.compose();
    EXPECT_EQ(lines(figure), (Lines{"x -> block/out", "block/out -> y"}));
    EXPECT_EQ(find(figure, "block/out")->kind, "wire");
}

TEST(Compose, CollapsedBlocksAreOneBoxWithOneLinePerTensor) {
    Sketch s;
    const NodeId x = s.node("x", "in");
    const GroupId block = s.group("block", "Block");
    const NodeId in = s.node("in", "in", block), a = s.node("a", "", block), out = s.node("out", "out", block);
    const NodeId y = s.node("y", "out");
    s.link(x, in);
    s.link(x, a);  // reaches inside
    s.link(in, a);
    s.link(a, out);
    s.link(out, y);
    s.settings.collapse = {"Block"};
    const Figure figure = s.compose();
    EXPECT_EQ(lines(figure), (Lines{"x -> block", "block -> y"}));
    s.settings.collapse.clear();
    s.settings.depth = 0;
    EXPECT_EQ(lines(s.compose()), lines(figure));
    s.settings.expand = {"Block"};
    EXPECT_EQ(s.compose().boxes.size(), 5U);
}

TEST(Compose, RepeatsInSeriesAreDrawnOnceWithABadge) {
    Sketch s;
    const NodeId x = s.node("x", "in");
    Repeat repeat;
    repeat.parent = GroupId(std::size_t{0});
    repeat.count = 3;
    const RepeatId id = s.network.repeats.add(repeat);
    NodeId before = x;
    for (std::size_t copy = 0; copy < 3; ++copy) {
        const GroupId block = s.group("b" + std::to_string(copy + 1), "B");
        s.network.groups[block].repeat = RepeatMember{id, copy};
        const NodeId in = s.node("in", "in", block), a = s.node("a", "", block), out = s.node("out", "out", block);
        s.link(before, in);
        s.link(in, a);
        s.link(a, out);
        before = out;
    }
    const NodeId y = s.node("y", "out");
    s.link(before, y);
    const Figure folded = s.compose();
    EXPECT_EQ(lines(folded), (Lines{"x -> b1/a", "b1/a -> y"}));
    ASSERT_TRUE(find(folded, "b1")->badge);
    EXPECT_EQ(find(folded, "b1")->badge->text, "×3");
    s.settings.fold_repeats = false;
    EXPECT_EQ(lines(s.compose()), (Lines{"x -> b1/a", "b1/a -> b2/a", "b2/a -> b3/a", "b3/a -> y"}));
}

TEST(Compose, RepeatsInParallelAreDrawnOnce) {
    Sketch s;
    const NodeId x = s.node("x", "in"), add = s.node("add", "operator");
    Repeat repeat;
    repeat.count = 4;
    repeat.series = false;
    const RepeatId id = s.network.repeats.add(repeat);
    for (std::size_t copy = 0; copy < 4; ++copy) {
        const NodeId head = s.node("head" + std::to_string(copy + 1));
        s.network.nodes[head].repeat = RepeatMember{id, copy};
        s.link(x, head);
        s.link(head, add);
    }
    const Figure figure = s.compose();
    EXPECT_EQ(lines(figure), (Lines{"x -> head1", "head1 -> add"}));
    EXPECT_EQ(find(figure, "head1")->badge->text, "×4");
}

TEST(Compose, FusedOperationsAreStripsAndHiddenOnesWires) {
    Sketch s;
    const NodeId x = s.node("x", "in"), conv = s.node("conv", "convolution"), norm = s.node("norm", "normalization"),
                 relu = s.node("relu", "activation"), drop = s.node("drop", "dropout"), y = s.node("y", "out");
    s.link(x, conv);
    s.link(conv, norm);
    s.link(norm, relu);
    s.link(relu, drop);
    s.link(drop, y);
    s.settings.fuse = {"activation", "normalization"};
    s.settings.hide = {"dropout"};
    const Figure figure = s.compose();
    EXPECT_EQ(lines(figure), (Lines{"x -> conv", "conv -> y"}));
    const auto& box = std::get<NodeBox>(find(figure, "conv")->content);
    ASSERT_EQ(box.strips.size(), 2U);
    EXPECT_EQ(box.strips[1].path, "relu");
    EXPECT_EQ(figure.links[FigureLinkId(std::size_t{1})].tensor, s.network.nodes[relu].outputs.front().index());
}

TEST(Compose, ATensorThatOthersReadIsNotFused) {
    Sketch s;
    const NodeId conv = s.node("conv", "convolution"), relu = s.node("relu", "activation"), y = s.node("y", "out");
    s.link(conv, relu);
    s.link(conv, y);
    s.settings.fuse = {"activation"};
    EXPECT_EQ(lines(s.compose()), (Lines{"conv -> relu", "conv -> y"}));
}

TEST(Compose, InputsHaveTheirPlacesInDeclaredOrder) {
    Sketch s;
    const NodeId q = s.node("q", "in"), k = s.node("k", "in"), attention = s.node("attention", "attention");
    s.link(k, attention, 1);
    s.link(q, attention, 0);
    const Figure figure = s.compose();
    EXPECT_EQ(std::get<NodeBox>(find(figure, "attention")->content).inputs, 2U);
    EXPECT_EQ(figure.links[FigureLinkId(std::size_t{0})].to_port, 1U);
    EXPECT_EQ(figure.links[FigureLinkId(std::size_t{1})].to_port, 0U);
}

TEST(Compose, ColumnsHaveOneWidth) {
    Sketch s;
    const NodeId a = s.node("short", "convolution"), b = s.node("ratherlonger", "convolution"), c = s.node("sized", "");
    s.network.nodes[c].looks = {{"width", {Length{10}}, {}}, {"height", {Length{12.5}}, {}}};
    s.link(a, b);
    s.link(b, c);
    const Figure figure = s.compose();
    EXPECT_EQ(size_of(figure, "short").width, size_of(figure, "ratherlonger").width);
    EXPECT_EQ(size_of(figure, "sized"), (Size{10, 12.5}));
}

TEST(Compose, LabelsFillTheirTemplates) {
    Sketch s;
    const NodeId a = s.node("a", "convolution");
    s.network.nodes[a].arguments = {{"filters", {Dim(64)}, true, true, {}}};
    s.network.nodes[a].looks = {{"label", {std::string("{name} {filters} {nope} $x_{t}$")}, {}}};
    EXPECT_EQ(std::get<NodeBox>(find(s.compose(), "a")->content).label.text, "a 64 {nope} x_t");
}

TEST(Compose, FaultyPropertiesAreReportedOnce) {
    Sketch s;
    const NodeId a = s.node("T"), b = s.node("T2");
    s.network.nodes[b].type = s.network.nodes[a].type;
    s.network.styles.push_back({{"T"}, {}, {{"fil", {Word{"red"}}, {}}}, {}});
    s.network.nodes[a].looks = {{"collapsed", {true}, {}}};
    s.compose();
    ASSERT_EQ(s.diagnostics.size(), 2U);
    EXPECT_EQ(s.diagnostics[0].code, DiagnosticCode::property_without_effect);
    EXPECT_EQ(s.diagnostics[1].code, DiagnosticCode::unknown_property);
}

TEST(Compose, ShapesStandOnArrowsWhereTheyChange) {
    Sketch s;
    const NodeId x = s.node("x", "in"), conv = s.node("conv", "convolution"), relu = s.node("relu", "activation"),
                 y = s.node("y", "out");
    s.link(x, conv);
    s.link(conv, relu);
    s.link(relu, y);
    s.shapes.ports.resize(s.network.ports.size());
    const auto shape = [&](PortId port, std::int64_t channels) {
        s.shapes.ports.set(port, Shape{{{Dim(channels), Dim(8)}}});
    };
    shape(s.network.nodes[x].outputs[0], 3);
    shape(s.network.nodes[conv].inputs[0], 3);
    shape(s.network.nodes[conv].outputs[0], 16);
    shape(s.network.nodes[relu].inputs[0], 16);
    shape(s.network.nodes[relu].outputs[0], 16);
    s.settings.show = {Show::shapes};
    s.settings.batch = Dim(4);
    const Figure figure = s.compose();
    EXPECT_TRUE(figure.links[FigureLinkId(std::size_t{0})].label.empty());
    EXPECT_EQ(figure.links[FigureLinkId(std::size_t{1})].label.text, "4 × 16 × 8");
    EXPECT_TRUE(figure.links[FigureLinkId(std::size_t{2})].label.empty());
}
