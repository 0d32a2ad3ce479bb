// What `fewest_bends` does to figures small enough to count their bends.
#include "layout/straighten.h"

#include "figure_text.h"
#include "laid_out.h"
#include "layout/check.h"
#include "layout/layout.h"
#include "random_figure.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

Figure figure_from(const std::string& text, bool fewest_bends) {
    Figure figure = test::figure_from_text(text);
    figure.fewest_bends = fewest_bends;
    return figure;
}

struct LaidOut : test::LaidOut {
    explicit LaidOut(const std::string& text, bool fewest_bends = true)
        : test::LaidOut(figure_from(text, fewest_bends)) {}
    std::size_t bends() const {
        std::size_t total = 0;
        for (const auto& route : layout.routes) total += route.points.size() - 2;
        return total;
    }
};

const std::string identity_block =
    "node in . 60 28\nnode a . 60 28\nnode b . 60 28\nnode add . 60 28\n"
    "link in a\nlink a b\nlink b add\nlink in add\n";

TEST(Straighten, ASkipLeavesAndEntersAtTheSide) {
    EXPECT_EQ(LaidOut(identity_block, false).bends(), 3U);
    EXPECT_EQ(LaidOut(identity_block).bends(), 2U);
}

TEST(Straighten, ASkipIntoAFrameLeavesItsSourceAtTheSide) {
    const LaidOut drawn(
        "node in . 60 28\nframe block . - Block\nnode a block 60 28\nnode b block 60 28\nnode add block 60 28\n"
        "link in a\nlink a b\nlink b add\nlink in add\n");
    EXPECT_EQ(drawn.bends(), 2U);
}

/// Each skip of a row of blocks has two bends: where one ends, the next begins below it.
TEST(Straighten, SkipsOneAfterTheOther) {
    const LaidOut drawn(identity_block + "node c . 60 28\nnode more . 60 28\nlink add c\nlink c more\nlink add more\n");
    EXPECT_EQ(drawn.bends(), 4U);
}

/// A fork of equal branches and its join: all turn once at either end, but for the one in the middle of an odd number.
TEST(Straighten, Forks) {
    for (const int branches : {3, 4, 5, 6}) {
        std::string boxes = "node in . 40 28\n", links;
        for (int at = 0; at < branches; ++at) {
            const auto name = std::string(1, static_cast<char>('a' + at));
            boxes += "node " + name + " . 60 28\n";
            links += "link in " + name + "\nlink " + name + " cat\n";
        }
        const LaidOut drawn(boxes + "node cat . 40 28\n" + links);
        EXPECT_EQ(drawn.bends(), 2U * static_cast<std::size_t>(branches - branches % 2)) << branches << " branches";
        const auto last = std::string(1, static_cast<char>('a' + branches - 1));
        EXPECT_NEAR((drawn.center("a").x + drawn.center(last).x) / 2, drawn.center("in").x, 0.01);
        EXPECT_NEAR(drawn.center("cat").x, drawn.center("in").x, 0.01);
    }
}

/// Two branches whose boxes reach below the fork: straight lines, not through the fork's middle.
TEST(Straighten, TwoWideBranchesBelowAWideBox) {
    const LaidOut drawn(
        "node in . 80 28\nnode a . 60 28\nnode b . 60 28\nnode cat . 80 28\n"
        "link in a\nlink in b\nlink a cat\nlink b cat\n");
    EXPECT_EQ(drawn.bends(), 0U);
}

TEST(Straighten, TheHeaviestInnerBranchStandsOnTheTrunk) {
    const std::string text =
        "node in . 40 28\nnode a . 60 28\nnode b . 60 28\nnode c . 60 28\nnode deep . 60 28\nnode d . 60 28\n"
        "node cat . 40 28\nlink in a\nlink in b\nlink in c\nlink c deep\nlink in d\n"
        "link a cat\nlink b cat\nlink deep cat\nlink d cat\n";
    const LaidOut drawn(text);
    EXPECT_NEAR(drawn.center("c").x, drawn.center("in").x, 0.01);
    EXPECT_NEAR(drawn.center("c").x, drawn.center("cat").x, 0.01);
    EXPECT_NEAR((drawn.center("a").x + drawn.center("d").x) / 2, drawn.center("in").x, 0.01);
    EXPECT_LT(drawn.center("a").x, drawn.center("b").x);
    EXPECT_LT(drawn.center("b").x, drawn.center("c").x);
    const LaidOut even(text, false);
    EXPECT_NEAR((even.center("b").x + even.center("c").x) / 2, even.center("in").x, 0.01);
}

TEST(Straighten, SeveralInputsFromOneSourceAreStraight) {
    EXPECT_EQ(LaidOut("node x . 90 28\nnode attn/3 . 160 28\nlink x attn:0\nlink x attn:1\nlink x attn:2\n").bends(),
              0U);
}

/// A scale stands level with the product that reads it.
TEST(Straighten, ALoneSourceStandsBesideItsReader) {
    const LaidOut drawn(
        "node scale . 40 28\nnode in . 60 28\nnode a . 60 28\nnode b . 60 28\nnode mul . 60 28\n"
        "link in a\nlink a b\nlink b mul\nlink scale mul\n");
    EXPECT_EQ(drawn.bends(), 0U);
    EXPECT_NEAR(drawn.center("scale").y, drawn.center("mul").y, 0.01);
}

/// A mask has one reader: the trunk comes in with what more is done with.
TEST(Straighten, TheTrunkEntersWithTheStreamNotWithTheMask) {
    const LaidOut drawn(
        "node mask . 40 28\nnode x . 60 28\nframe layer . - Layer\nnode attn/4 layer 120 28\nnode add layer 60 28\n"
        "link mask attn:3\nlink x attn:0\nlink x attn:1\nlink x attn:2\nlink attn add\nlink x add\n",
        false);
    EXPECT_NEAR(drawn.center("x").x, drawn.center("attn").x, 0.01);
}

TEST(Straighten, RandomFiguresStaySoundAndBendLess) {
    std::size_t before = 0, after = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        auto figure = test::random_figure({.seed = seed,
                                           .nodes = 20,
                                           .frames = 5,
                                           .extra_links = 8,
                                           .mixed_flows = seed % 2 == 0,
                                           .cyclic = seed % 3 == 0});
        for (const bool fewest : {false, true}) {
            figure.fewest_bends = fewest;
            Diagnostics diagnostics;
            const auto laid_out = layout(figure, diagnostics);
            EXPECT_EQ(check(figure, laid_out), Violations{}) << "seed " << seed;
            for (const auto& route : laid_out.routes) (fewest ? after : before) += route.points.size() - 2;
        }
    }
    EXPECT_LT(after, before * 4 / 5);
}

}  // namespace
}  // namespace netfig
