// What a layout looks like on figures small enough to say it.
#include "layout/layout.h"

#include "figure_text.h"
#include "layout/check.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

struct LaidOut {
    Figure figure;
    LaidOutFigure layout;

    explicit LaidOut(const std::string& text) : figure(test::figure_from_text(text)) {
        Diagnostics diagnostics;
        layout = netfig::layout(figure, diagnostics);
        EXPECT_EQ(check(figure, layout), Violations{});
    }
    Rect box(const std::string& path) const {
        for (const auto id : figure.boxes.ids()) {
            if (figure.boxes[id].path == path) return layout.boxes[id];
        }
        ADD_FAILURE() << "no box " << path;
        return {};
    }
    double x(const std::string& path) const { return box(path).center().x; }
    double y(const std::string& path) const { return box(path).center().y; }
    const std::vector<Point>& route(std::size_t link) const { return layout.routes[FigureLinkId(link)].points; }
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
