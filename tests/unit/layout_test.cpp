// What a layout looks like on figures small enough to say it.
#include "layout/layout.h"

#include "figure_text.h"
#include "laid_out.h"
#include "layout/check.h"
#include "layout/stand_beside.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

namespace netfig {
namespace {

struct LaidOut : test::LaidOut {
    explicit LaidOut(const std::string& text) : test::LaidOut(test::figure_from_text(text)) {}
};

TEST(Layout, AChainIsOneStraightLine) {
    const LaidOut drawn("node a . 30 15\nnode bb . 61 15\nnode c . 20 15\nlink a bb\nlink bb c\n");
    EXPECT_NEAR(drawn.x("a"), drawn.x("bb"), 0.01);
    EXPECT_NEAR(drawn.x("a"), drawn.x("c"), 0.01);
    EXPECT_LT(drawn.y("a"), drawn.y("bb"));
    EXPECT_EQ(drawn.route(0).size(), 2U);
}

TEST(Layout, AChainFlowsEachWay) {
    for (const std::string flow : {"right", "left", "down", "up"}) {
        const LaidOut drawn("flow " + flow + "\nnode a .\nnode b .\nlink a b\n");
        if (flow == "right") { EXPECT_LT(drawn.x("a"), drawn.x("b")); }
        if (flow == "left") { EXPECT_GT(drawn.x("a"), drawn.x("b")); }
        if (flow == "down") { EXPECT_LT(drawn.y("a"), drawn.y("b")); }
        if (flow == "up") { EXPECT_GT(drawn.y("a"), drawn.y("b")); }
    }
}

TEST(Layout, ASkipRunsRightOfTheTrunkAndTurnsIntoTheSide) {
    const LaidOut drawn(
        "node in .\nnode conv .\nnode norm .\nnode @add .\nlink in conv\nlink conv norm\nlink norm add\nlink in add\n");
    EXPECT_NEAR(drawn.x("in"), drawn.x("conv"), 0.01);
    EXPECT_NEAR(drawn.x("in"), drawn.x("add"), 0.01);
    const auto& skip = drawn.route(3);
    EXPECT_EQ(skip.size(), 5U);  // down, right, down, left: three corners
    EXPECT_GT(skip[2].x, drawn.box("conv").right());
    EXPECT_NEAR(skip.back().x, drawn.box("add").right(), 0.01);
    EXPECT_NEAR(skip.back().y, drawn.y("add"), 0.01);
}

TEST(Layout, TheTrunkRunsThroughFramesAtAnyDepth) {
    const LaidOut drawn(
        "node in .\nframe outer . - Stage\nframe inner outer - Block\nnode conv inner\nnode side inner\nnode @add "
        "inner\nnode out .\n"
        "link in conv\nlink in side\nlink conv add\nlink side add\nlink add out\n");
    const LaidOut plain(
        "node in .\nframe f . - B\nnode a f\nnode b f\nnode out .\nlink in a\nlink a b\nlink b out\nlink in b\n");
    EXPECT_NEAR(plain.x("in"), plain.x("a"), 0.01);
    EXPECT_NEAR(plain.x("a"), plain.x("out"), 0.01);
    EXPECT_NEAR(drawn.x("in"), drawn.x("add"), 0.01);
    EXPECT_NEAR(drawn.x("add"), drawn.x("out"), 0.01);
}

TEST(Layout, FourBranchesStandMirroredInTheirOrder) {
    const LaidOut drawn(
        "node in .\nnode a .\nnode b .\nnode b2 .\nnode c .\nnode c2 .\nnode d . 60 15\nnode cat . 60 12\n"
        "link in a\nlink in b\nlink in c\nlink in d\nlink b b2\nlink c c2\nlink a cat\nlink b2 cat\nlink c2 cat\nlink "
        "d cat\n");
    EXPECT_LT(drawn.x("a"), drawn.x("b"));
    EXPECT_LT(drawn.x("b"), drawn.x("c"));
    EXPECT_LT(drawn.x("c"), drawn.x("d"));
    EXPECT_NEAR(drawn.x("in") - drawn.x("a"), drawn.x("d") - drawn.x("in"), 0.01);
    EXPECT_NEAR(drawn.x("in") - drawn.x("b"), drawn.x("c") - drawn.x("in"), 0.01);
    EXPECT_NEAR(drawn.x("in"), drawn.x("cat"), 0.01);
}

TEST(Layout, TheLongerOfTwoBranchesIsTheTrunk) {
    const LaidOut drawn(
        "node in .\nnode a .\nnode b .\nnode p .\nnode @add .\nlink in a\nlink a b\nlink b add\nlink in p\nlink p "
        "add\n");
    EXPECT_NEAR(drawn.x("in"), drawn.x("a"), 0.01);
    EXPECT_NEAR(drawn.x("in"), drawn.x("add"), 0.01);
    EXPECT_GT(drawn.x("p"), drawn.x("a"));
    EXPECT_NEAR(drawn.y("p"), drawn.y("a"), 0.01);  // tops are level
}

TEST(Layout, AnEncoderStandsBesideTheDecoderThatReadsFromIt) {
    const LaidOut drawn(
        "node src .\nframe enc . - Encoder\nnode e1 enc\nnode e2 enc\nnode tgt .\nframe dec . - Decoder\nnode d1 "
        "dec\nnode d2 dec\nnode d3 dec\n"
        "link src e1\nlink e1 e2\nlink tgt d1\nlink d1 d2\nlink d2 d3\nlink e2 d2\n");
    EXPECT_LT(drawn.box("enc").right(), drawn.box("dec").x);
    EXPECT_NEAR(drawn.box("enc").y, drawn.box("dec").y, 0.01);
}

TEST(Layout, AnInputBesideTheTrunkStandsLevelWithItsReader) {
    for (const std::string flow : {"down", "up", "right", "left"}) {
        const bool across = flow == "right" || flow == "left";
        for (const std::string reader : {"@s", "s"}) {
            const LaidOut drawn("flow " + flow + "\nnode in .\nnode a .\nnode " + reader +
                                " .\nnode b .\nnode pos .\n"
                                "link in a\nlink a s\nlink s b\nlink pos s\n");
            const Point pos = drawn.box("pos").center(), read = drawn.box("s").center();
            EXPECT_NEAR(across ? pos.x : pos.y, across ? read.x : read.y, 0.01) << flow << reader;
            EXPECT_EQ(drawn.route(3).size(), 2U) << flow << reader;
        }
    }
}

TEST(Layout, TwoInputsOfOneReaderStandAtItsTwoSides) {
    const LaidOut drawn(
        "node in .\nnode a .\nnode norm .\nnode weight .\nnode bias .\nlink in a\nlink a norm\nlink weight norm\n"
        "link bias norm\n");
    EXPECT_NEAR(drawn.y("weight"), drawn.y("norm"), 0.01);
    EXPECT_NEAR(drawn.y("bias"), drawn.y("norm"), 0.01);
    EXPECT_LT((drawn.x("weight") - drawn.x("norm")) * (drawn.x("bias") - drawn.x("norm")), 0);
}

TEST(Layout, AnInputBesideABlockStandsLevelWithItsReaderInIt) {
    LaidOut drawn("node in .\nframe f . left Block\nnode a f\nnode b f\nlink in a\nlink a b\n");
    auto& layout = drawn.layout;
    const BoxId in(1), a(3);
    ASSERT_EQ(drawn.figure.boxes[a].path, "a");
    const Rect reader = layout.boxes[a];
    layout.page.width = layout.boxes[BoxId(0)].width += 200;
    layout.boxes[in].x = layout.page.width - layout.boxes[in].width - 40;
    const Point from{layout.boxes[in].center().x, layout.boxes[in].bottom()}, to{reader.center().x, reader.y};
    layout.routes[FigureLinkId(0)].points = {from, {from.x, from.y + 8}, {to.x, from.y + 8}, to};
    layered::stand_beside(drawn.figure, layout);
    EXPECT_NEAR(drawn.y("in"), drawn.y("a"), 0.01);
    EXPECT_EQ(drawn.route(0).size(), 2U);
    EXPECT_NEAR(drawn.route(0).back().x, reader.right(), 0.01);
}

TEST(Layout, TwoJoinsOfTheSameTwoStandBelowThemAndAreEnteredFromTheSides) {
    const LaidOut drawn("node a .\nnode b .\nnode @x .\nnode @y .\nlink a x\nlink b y\nlink a y\nlink b x\n");
    EXPECT_NEAR(drawn.x("a"), drawn.x("x"), 0.01);
    EXPECT_NEAR(drawn.x("b"), drawn.x("y"), 0.01);
    EXPECT_NEAR(drawn.route(2).back().y, drawn.y("y"), 0.01);
    EXPECT_NEAR(drawn.route(3).back().y, drawn.y("x"), 0.01);
}

TEST(Layout, BranchesThatShareTheirSourcesStandInOrderAboutTheMiddleOne) {
    for (const int heads : {2, 3, 4, 5}) {
        std::string text = "node q .\nnode k .\nnode v .\n", joins = "node @cat .\n";
        for (int head = 1; head <= heads; ++head) {
            const std::string name = "h" + std::to_string(head);
            text += "node " + name + "/3 . 60 15\nlink q " + name + "\nlink k " + name + ":1\nlink v " + name + ":2\n";
            joins += "link " + name + " cat\n";
        }
        const LaidOut drawn(text + joins);
        for (int head = 1; head < heads; ++head)
            EXPECT_LT(drawn.x("h" + std::to_string(head)), drawn.x("h" + std::to_string(head + 1)));
        const double middle = (drawn.x("h1") + drawn.x("h" + std::to_string(heads))) / 2;
        EXPECT_NEAR(drawn.x("cat"), middle, 0.01);
        EXPECT_NEAR(drawn.x("k"), middle, 0.01);
        EXPECT_LT(drawn.x("q"), middle);
        EXPECT_GT(drawn.x("v"), middle);
    }
}

TEST(Layout, TheTrunkBeginsAtTheFirstInputUnlessFarMoreIsDoneWithAnother) {
    const std::string image =
        "node x .\nnode a .\nnode @s .\nnode b .\nnode c .\nlink x a\nlink a s\nlink s b\nlink b c\n";
    const auto with_time = [&](int steps) {
        std::string text = image, before = "t";
        text += "node t .\n";
        for (int step = 1; step <= steps; ++step) {
            const std::string name = "t" + std::to_string(step);
            text += "node " + name + " .\nlink " + before + " " + name + "\n";
            before = name;
        }
        return LaidOut(text + "link " + before + " s\n");
    };
    const auto a_little = with_time(3), much = with_time(9);
    EXPECT_NEAR(a_little.x("a"), a_little.x("s"), 0.01);
    EXPECT_NEAR(much.x("t9"), much.x("s"), 0.01);
}

TEST(Layout, WhereTheOutputsOfABlockMeetStandsInItsMiddle) {
    const LaidOut drawn(
        "node x .\nnode y .\nframe pair . - Pair\nnode a pair 40 15\nnode b pair 40 15\nnode @times .\nnode out .\n"
        "link x a\nlink y b\nlink a times\nlink b times\nlink times out\n");
    EXPECT_NEAR(drawn.x("times"), (drawn.x("a") + drawn.x("b")) / 2, 0.02);
    EXPECT_NEAR(drawn.x("x"), drawn.x("a"), 0.02);
    EXPECT_NEAR(drawn.x("y"), drawn.x("b"), 0.02);
}

TEST(Layout, FeedbackRunsBackOutside) {
    const LaidOut drawn("node a .\nnode b .\nnode c .\nlink a b\nlink b c\n!link c a\n");
    EXPECT_LT(drawn.y("a"), drawn.y("b"));
    EXPECT_LT(drawn.y("b"), drawn.y("c"));
}

TEST(Layout, NothingAndNearlyNothing) {
    LaidOut("");
    LaidOut("frame f .  - Empty\n");
    LaidOut("node a .\nlink a a\nlink a a\n");
    LaidOut("node a .\nnode b .\nlink a b\nlink a b\nlink b a\n");
}

TEST(Layout, AFigureWiderThanItsWidthIsAWarning) {
    auto figure = test::figure_from_text("flow right\nnode a . 80 15\nnode b . 80 15\nlink a b\n");
    figure.width = 100;
    Diagnostics diagnostics;
    layout(figure, diagnostics);
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics.front().code, DiagnosticCode::figure_too_wide);
}

// ---- a small change moves only what must move ----

/// Two residual blocks on a trunk; the words in place of `NODE` and `LINK` are what changes.
std::string residual_blocks(const std::string& node, const std::string& link) {
    return "node in .\nframe one . - Block\nnode a one\n" + node + "\nnode @s one\nframe two . - Block\nnode c two\n" +
           "node d two\nnode @t two\nnode out .\nlink in a\nlink a b\nlink b s\nlink a s\n" + link +
           "\nlink c d\nlink d t\nlink c t\nlink t out\n";
}

/// How far each box moved from one drawing to the other.
std::map<std::string, Point> moves(const LaidOut& before, const LaidOut& after) {
    std::map<std::string, Point> moved;
    for (const auto id : before.figure.boxes.ids()) {
        const auto& path = before.figure.boxes[id].path;
        if (path.empty()) continue;
        moved[path] = {after.x(path) - before.x(path), after.y(path) - before.y(path)};
    }
    return moved;
}

TEST(Layout, AWordOfTheSameLengthMovesNothing) {
    auto figure = test::figure_from_text(residual_blocks("node b one 40 15", "link s c"));
    Diagnostics diagnostics;
    const auto before = layout(figure, diagnostics);
    for (auto& box : figure.boxes) {
        if (auto* node = std::get_if<NodeBox>(&box.content); node && box.path == "b") node->label.text = "other";
    }
    const auto after = layout(figure, diagnostics);
    for (const auto id : figure.boxes.ids()) EXPECT_EQ(before.boxes[id], after.boxes[id]);
    for (const auto id : figure.links.ids()) EXPECT_EQ(before.routes[id].points, after.routes[id].points);
}

TEST(Layout, AWiderBoxMovesNothingAlongTheFlowAndKeepsTheTrunk) {
    const LaidOut before(residual_blocks("node b one 40 15", "link s c"));
    const LaidOut after(residual_blocks("node b one 52 15", "link s c"));
    const auto moved = moves(before, after);
    for (const std::string name : {"in", "a", "b", "s", "c", "d", "t", "out"}) {
        EXPECT_NEAR(moved.at(name).x, moved.at("in").x, 0.01) << name;  // the trunk moves as one, if at all
        EXPECT_NEAR(moved.at(name).y, 0, 0.01) << name;
    }
    for (const std::string name : {"one", "two"}) EXPECT_NEAR(moved.at(name).y, 0, 0.01) << name;
}

TEST(Layout, ALabelMovesOnlyWhatComesAfterIt) {
    const LaidOut before(residual_blocks("node b one 40 15", "link s c"));
    const LaidOut after(residual_blocks("node b one 40 15", "link s c 64x56x56"));
    const auto moved = moves(before, after);
    for (const std::string name : {"in", "one", "a", "b", "s"}) EXPECT_EQ(moved.at(name).y, 0) << name;
    for (const std::string name : {"c", "d", "t", "out"})
        EXPECT_NEAR(moved.at(name).y, moved.at("two").y, 0.01) << name;
    EXPECT_GE(moved.at("two").y, 0);
    for (const auto& [name, by] : moved) EXPECT_NEAR(by.x, moved.at("in").x, 0.01) << name;
}

TEST(Layout, ALongerBlockMovesOnlyWhatComesAfterIt) {
    const std::string chain =
        "node in .\nframe one . - Block\nnode a one\nnode b one\nframe two . - Block\nnode c two\nnode out .\n";
    const LaidOut before(chain + "link in a\nlink a b\nlink b c\nlink c out\n");
    const LaidOut after(
        "node in .\nframe one . - Block\nnode a one\nnode b one\nframe two . - Block\nnode c two\nnode more two\n"
        "node out .\nlink in a\nlink a b\nlink b c\nlink c more\nlink more out\n");
    const auto moved = moves(before, after);
    for (const std::string name : {"in", "one", "a", "b", "c"}) {
        EXPECT_NEAR(moved.at(name).x, moved.at("in").x, 0.01) << name;
        EXPECT_EQ(moved.at(name).y, 0) << name;
    }
    EXPECT_GT(moved.at("out").y, 0);
}

// ---- pages ----

std::string chain_of(int nodes) {
    std::string text;
    for (int node = 0; node < nodes; ++node) text += "node n" + std::to_string(node) + " . 40 15\n";
    for (int node = 1; node < nodes; ++node)
        text += "link n" + std::to_string(node - 1) + " n" + std::to_string(node) + "\n";
    return text;
}

Size page_of(const std::string& text, std::optional<double> width, std::optional<double> height,
             std::optional<double> aspect, Diagnostics& diagnostics) {
    auto figure = test::figure_from_text(text);
    figure.width = width;
    figure.height = height;
    figure.aspect = aspect;
    const auto laid_out = layout(figure, diagnostics);
    EXPECT_EQ(check(figure, laid_out), Violations{});
    return laid_out.page;
}

TEST(Layout, AChainTooLongForItsPageStandsInColumns) {
    Diagnostics diagnostics;
    const Size page = page_of(chain_of(35), 300, 250, {}, diagnostics);
    EXPECT_LE(page.width, 300);
    EXPECT_LE(page.height, 250);
    EXPECT_TRUE(diagnostics.empty());
}

TEST(Layout, AChainTooLongForAnyPageComesAsNearAsItCanAndSaysHowMuchIsMissing) {
    Diagnostics diagnostics;
    const Size page = page_of(chain_of(200), 200, 200, {}, diagnostics);
    EXPECT_LT(std::max(page.width, page.height), 3.1 * 200);
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_NE(diagnostics.front().message.find("more than its width"), std::string::npos);
    EXPECT_NE(diagnostics.front().message.find("more than its height"), std::string::npos);
    EXPECT_FALSE(diagnostics.front().suggestion.empty());
    ASSERT_EQ(diagnostics.front().notes.size(), 1U);
    EXPECT_NE(diagnostics.front().notes.front().message.find("% of its size"), std::string::npos);
}

TEST(Layout, AStripLongerThanViewersShowGoesOnBesideItself) {
    constexpr double largest = 14400;
    for (const int nodes : {400, 700, 2000}) {
        Diagnostics diagnostics;
        const Size page = page_of(chain_of(nodes), {}, {}, {}, diagnostics);
        EXPECT_LE(page.height, largest);
        EXPECT_EQ(page.width > 100, nodes > 400);  // as few pieces as it takes: a shorter strip stays whole
        EXPECT_TRUE(diagnostics.empty());
    }
}

TEST(Layout, WhatIsLargerThanViewersShowIsAWarning) {
    std::string text = "node a .\n";
    for (int node = 0; node < 400; ++node)
        text += "node n" + std::to_string(node) + " . 40 15\nlink a n" + std::to_string(node) + "\n";
    Diagnostics diagnostics;
    page_of(text, {}, {}, {}, diagnostics);
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics.front().code, DiagnosticCode::figure_too_wide);
    EXPECT_NE(diagnostics.front().message.find("5080 mm at most"), std::string::npos) << diagnostics.front().message;
}

TEST(Layout, AHeightAloneIsKeptAtTheCostOfTheWidth) {
    Diagnostics diagnostics;
    const Size page = page_of(chain_of(60), {}, 120, {}, diagnostics);
    EXPECT_LE(page.height, 120);
    EXPECT_TRUE(diagnostics.empty());
}

TEST(Layout, AWidthAloneIsKeptAtTheCostOfTheHeight) {
    Diagnostics diagnostics;
    const Size page = page_of(chain_of(200), 110, {}, {}, diagnostics);
    EXPECT_LE(page.width, 110);
    EXPECT_TRUE(diagnostics.empty());
}

TEST(Layout, AnAspectShapesThePage) {
    for (const double aspect : {0.5, 1.0, 1.78}) {
        Diagnostics diagnostics;
        const Size page = page_of(chain_of(60), {}, {}, aspect, diagnostics);
        EXPECT_NEAR(page.width / page.height, aspect, 0.3 * aspect);
        EXPECT_TRUE(diagnostics.empty());
    }
    Diagnostics diagnostics;
    page_of("node a . 10 200\n", {}, {}, 2, diagnostics);
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_NE(diagnostics.front().message.find("its aspect is"), std::string::npos);
}

/// A block that is itself too long goes on in columns inside its frame.
TEST(Layout, ALongBlockIsWrappedInsideItsFrame) {
    std::string text = "node in . 40 15\nframe f . - Long\n";
    for (int node = 0; node < 30; ++node) text += "node n" + std::to_string(node) + " f 40 15\n";
    text += "node out . 40 15\nlink in n0\n";
    for (int node = 1; node < 30; ++node)
        text += "link n" + std::to_string(node - 1) + " n" + std::to_string(node) + "\n";
    Diagnostics diagnostics;
    const Size page = page_of(text + "link n29 out\n", 360, 300, {}, diagnostics);
    EXPECT_LE(page.width, 360);
    EXPECT_LE(page.height, 300);
}

TEST(Layout, TwoHundredLevelsDeep) {
    std::string text, parent = ".";
    for (int depth = 0; depth < 200; ++depth) {
        text += "frame f" + std::to_string(depth) + " " + parent + " - Deep\n";
        parent = "f" + std::to_string(depth);
    }
    LaidOut(text + "node a " + parent + "\nnode b .\nlink a b\n");
}

}  // namespace
}  // namespace netfig
