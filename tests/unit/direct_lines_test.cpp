// What `lines = direct` does to figures small enough to see.
#include "layout/direct_lines.h"

#include "figure_text.h"
#include "laid_out.h"
#include "layout/check.h"
#include "layout/layout.h"
#include "layout/stretch.h"
#include "random_figure.h"
#include "random_network.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

Figure direct_figure(const std::string& text, bool fewest_bends = false) {
    Figure figure = test::figure_from_text(text);
    figure.lines = LineStyle::direct;
    figure.fewest_bends = fewest_bends;
    return figure;
}

struct LaidOut : test::LaidOut {
    explicit LaidOut(const std::string& text, bool fewest_bends = false)
        : test::LaidOut(direct_figure(text, fewest_bends)) {}
    bool is_straight(std::size_t link) const { return route(link).size() == 2; }
};

const std::string fork =
    "node in . 40 28\nnode a . 60 28\nnode b . 60 28\nnode cat . 40 28\n"
    "link in a\nlink in b\nlink a cat\nlink b cat\n";

TEST(DirectLines, AForkAndItsJoinFanOut) {
    const LaidOut drawn(fork);
    for (std::size_t link = 0; link < 4; ++link) EXPECT_TRUE(drawn.is_straight(link)) << link;
    EXPECT_EQ(drawn.route(0).front(), drawn.route(1).front());
    EXPECT_EQ(drawn.route(2).back(), drawn.route(3).back());
    EXPECT_NEAR(drawn.route(0).front().x, drawn.x("in"), 1e-9);
}

TEST(DirectLines, InEveryDirection) {
    for (const std::string flow : {"right", "left", "up"}) {
        const LaidOut drawn("flow " + flow + "\n" + fork);
        for (std::size_t link = 0; link < 4; ++link) EXPECT_TRUE(drawn.is_straight(link)) << flow << " " << link;
    }
}

/// Round the boxes between there is no straight way, and the trunk keeps its own.
TEST(DirectLines, ASkipStaysAsItIs) {
    const LaidOut drawn(
        "node in . 60 28\nnode a . 60 28\nnode b . 60 28\nnode add . 60 28\nlink in a\nlink a b\nlink b add\nlink in "
        "add\n");
    EXPECT_TRUE(drawn.is_straight(0));
    EXPECT_GT(drawn.route(3).size(), 3U);
}

/// One of four branches is too far out: no line of the fork is slanted, unless few bends count more.
TEST(DirectLines, AllLinesOfAForkOrNone) {
    std::string boxes = "node in . 40 28\n", links;
    for (const std::string name : {"a", "b", "c", "d"}) {
        boxes += "node " + name + " . 90 28\n";
        links += "link in " + name + "\nlink " + name + " cat\n";
    }
    const LaidOut alike(boxes + "node cat . 40 28\n" + links), few(boxes + "node cat . 40 28\n" + links, true);
    for (std::size_t link = 0; link < 8; ++link) EXPECT_FALSE(alike.is_straight(link)) << link;
    EXPECT_TRUE(few.is_straight(2) && few.is_straight(4));
}

TEST(DirectLines, ALabelKeepsItsLineAsItIs) {
    const LaidOut drawn(
        "node in . 40 28\nnode a . 60 28\nnode b . 60 28\nnode cat . 40 28\n"
        "link in a 64x56x56\nlink in b\nlink a cat\nlink b cat\n");
    EXPECT_FALSE(drawn.is_straight(0));
    EXPECT_TRUE(drawn.is_straight(2));
}

/// A line from the left into a narrow block would run through its title, which stands at the right then.
TEST(DirectLines, ATitleGivesWay) {
    const std::string text =
        "node in . 60 28\nnode a . 20 28\nnode b . 20 28\nframe block . - Projection\nnode short block 110 28\n"
        "node add . 40 28\nlink in a\nlink a b\nlink b add\nlink in short\nlink short add\n";
    const auto title_of = [](const test::LaidOut& drawn) { return *drawn.layout.titles[BoxId(4)]; };
    const test::LaidOut orthogonal(test::figure_from_text(text));
    const LaidOut direct(text);
    EXPECT_TRUE(direct.is_straight(3));
    EXPECT_GT(title_of(direct).x, title_of(orthogonal).x);
}

TEST(DirectLines, RandomFiguresStaySound) {
    std::size_t slanted = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        auto figure = test::random_figure({.seed = seed,
                                           .nodes = 20,
                                           .frames = 5,
                                           .extra_links = 8,
                                           .mixed_flows = seed % 2 == 0,
                                           .cyclic = seed % 3 == 0});
        figure.lines = LineStyle::direct;
        figure.fewest_bends = seed % 5 == 0;
        Diagnostics diagnostics;
        const auto laid_out = layout(figure, diagnostics);
        EXPECT_EQ(check(figure, laid_out), Violations{}) << "seed " << seed;
        for (const auto& route : laid_out.routes) {
            const auto &from = route.points.front(), &to = route.points.back();
            slanted += route.points.size() == 2 && from.x != to.x && from.y != to.y;
        }
    }
    EXPECT_GT(slanted, 300U);
}

TEST(Stretch, MeetsWhatItPassesThroughOnly) {
    const layered::Stretch slant{{0, 0}, {100, 50}};
    EXPECT_TRUE(layered::meets(slant, {40, 15, 20, 20}, 0.05));
    EXPECT_FALSE(layered::meets(slant, {0, 20, 30, 30}, 0.05));
    EXPECT_FALSE(layered::meets(slant, {60, 0, 30, 25}, 0.05));
    EXPECT_TRUE(layered::meets({{10, 0}, {10, 50}}, {0, 20, 30, 10}, 0.05));
    EXPECT_FALSE(layered::meets({{0, 0}, {0, 50}}, {0, 20, 30, 10}, 0.05));
}

}  // namespace
}  // namespace netfig
