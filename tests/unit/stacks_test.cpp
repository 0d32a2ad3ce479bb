// Blocks beside each other whose members stand level: what is linked across runs straight, what has one row is level.
#include "figure_text.h"
#include "laid_out.h"

#include <array>
#include <gtest/gtest.h>

namespace netfig {
namespace {

struct LaidOut : test::LaidOut {
    explicit LaidOut(const std::string& text) : test::LaidOut(test::figure_from_text(text)) {}
    bool is_straight(std::size_t link) const { return route(link).size() == 2; }
};

/// The page's direction, and those of the encoder and the decoder.
struct Directions {
    std::string page, there, back;
};

const std::array<Directions, 8> all_directions = {{{"right", "down", "up"},
                                                   {"right", "up", "down"},
                                                   {"left", "down", "up"},
                                                   {"left", "up", "down"},
                                                   {"down", "right", "left"},
                                                   {"down", "left", "right"},
                                                   {"up", "right", "left"},
                                                   {"up", "left", "right"}}};

TEST(Stacks, SkipsRunStraightAcross) {
    for (const auto& way : all_directions) {
        SCOPED_TRACE(way.page + way.there);
        const LaidOut drawn("flow " + way.page + "\nnode in .\nframe e . " + way.there +
                            "\nnode e1 e\nnode e2 e\nnode e3 e 30 40\nnode bottom .\nframe d . " + way.back +
                            "\nnode d3/2 d\nnode d2/2 d 30 50\nnode d1/2 d\nnode out .\n"
                            "link e1 d1:1\nlink e2 d2:1\nlink e3 d3:1\n"
                            "link in e1\nlink e1 e2\nlink e2 e3\nlink e3 bottom\nlink bottom d3\nlink d3 d2\n"
                            "link d2 d1\nlink d1 out\n");
        for (const std::size_t skip : {0U, 1U, 2U}) EXPECT_TRUE(drawn.is_straight(skip)) << skip;
        for (const std::size_t along : {3U, 4U, 5U, 8U, 9U, 10U}) EXPECT_TRUE(drawn.is_straight(along)) << along;
        const bool across = way.page == "right" || way.page == "left";
        for (const auto& [one, other] : {std::pair{"e1", "d1"}, std::pair{"e2", "d2"}, std::pair{"e3", "d3"}})
            EXPECT_NEAR(across ? drawn.y(one) : drawn.x(one), across ? drawn.y(other) : drawn.x(other), 0.02);
    }
}

/// With a step down of its own the bottom has a row of its own, and the whole trunk is straight but for the frames.
TEST(Stacks, TheBottomStandsInTheRowOfItsNeighbours) {
    const LaidOut drawn(
        "flow right\nframe e . down\nnode e1 e\nnode p1 e\nnode bottom . 60 20\nframe d . up\nnode u1 d\n"
        "node d1/2 d\nlink e1 d1:1\nlink e1 p1\nlink p1 bottom\nlink bottom u1\nlink u1 d1\n");
    for (std::size_t link = 0; link < 5; ++link) EXPECT_TRUE(drawn.is_straight(link)) << link;
    EXPECT_NEAR(drawn.y("bottom"), drawn.y("p1"), 0.02);
    EXPECT_NEAR(drawn.y("bottom"), drawn.y("u1"), 0.02);
}

/// A feature pyramid: every level has a connection across, a head and an output.
TEST(Stacks, HeadsAndOutputsStandInTheRowsOfTheirLevels) {
    for (const auto& way : all_directions) {
        SCOPED_TRACE(way.page + way.there);
        std::string text = "flow " + way.page + "\nnode in .\nframe up . " + way.there + "\n";
        for (const std::string at : {"2", "3", "4", "5"}) text += "node c" + at + " up 40 20\n";
        text += "frame down . " + way.back + "\n";
        for (const std::string at : {"5", "4", "3", "2"}) text += "node @m" + at + "/2 down\n";
        for (const std::string at : {"2", "3", "4", "5"})
            text += "node l" + at + " .\nnode p" + at + " .\nnode o" + at + " .\nlink c" + at + " l" + at + "\nlink l" +
                    at + " m" + at + ":1\nlink m" + at + " p" + at + "\nlink p" + at + " o" + at + "\n";
        text += "link in c2\nlink c2 c3\nlink c3 c4\nlink c4 c5\nlink m5 m4\nlink m4 m3\nlink m3 m2\n";
        const LaidOut drawn(text);
        for (std::size_t link = 0; link < 16; ++link) EXPECT_TRUE(drawn.is_straight(link)) << link;
    }
}

/// A level that the decoder lacks, a line from deep inside a level, and a bottom that belongs to the encoder.
TEST(Stacks, LevelsMayBeMissingAndHaveContent) {
    const LaidOut drawn(
        "flow right\nframe e . down\nnode e1 e\nnode e2 e\nframe f e - Level\nnode f1 f\nnode f2 f\nnode e4 e\n"
        "frame d . up\nnode d3/2 d\nnode d1/2 d\n"
        "link e1 d1:1\nlink f2 d3:1\nlink e1 e2\nlink e2 f1\nlink f1 f2\nlink f2 e4\nlink e4 d3\nlink d3 d1\n");
    EXPECT_TRUE(drawn.is_straight(0));
    EXPECT_NEAR(drawn.y("e1"), drawn.y("d1"), 0.02);
    EXPECT_NEAR(drawn.route(1).back().y, drawn.y("d3"), 0.02);
}

/// Blocks beside each other that flow as their parent are level where rows say so.
TEST(Stacks, RowsAlignBlocksWithoutLinks) {
    for (const std::string flow : {"down", "up", "right", "left"}) {
        SCOPED_TRACE(flow);
        const LaidOut drawn("flow " + flow + "\nframe a . -\nnode a1 a\nnode a2 a 30 60\nnode a3 a\nframe b . -\n" +
                            "node b1 b\nnode b2 b\nnode b3 b 60 30\nnode b4 b\n" +
                            "link a1 a2\nlink a2 a3\nlink b1 b2\nlink b2 b3\nlink b3 b4\n" +
                            "row a1 56\nrow a2 28\nrow a3 7\nrow b2 56\nrow b3 28\nrow b4 7\n");
        const bool across = flow == "right" || flow == "left";
        for (const auto& [one, other] : {std::pair{"a1", "b2"}, std::pair{"a2", "b3"}, std::pair{"a3", "b4"}})
            EXPECT_NEAR(across ? drawn.x(one) : drawn.y(one), across ? drawn.x(other) : drawn.y(other), 0.02) << one;
    }
}

/// A linear congruential generator: the standard library's distributions differ between machines.
struct Dice {
    std::uint64_t state;
    int below(int limit) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(limit));
    }
};

/// A U-Net of up to seven levels, some without a skip, some without a member on the way back.
struct RandomUNet {
    std::string text;
    std::vector<std::size_t> skips;  // links
};

RandomUNet random_u_net(std::uint64_t seed, const Directions& way) {
    Dice dice{seed * 7919};
    RandomUNet made;
    const int levels = 1 + dice.below(7), bottom = dice.below(3);
    std::vector<bool> back(static_cast<std::size_t>(levels), true);
    std::string links;
    std::size_t count = 0;
    const auto link = [&](const std::string& from, const std::string& to) {
        links += "link " + from + " " + to + "\n";
        return count++;
    };
    const auto size = [&] {
        return " " + std::to_string(20 + dice.below(50)) + " " + std::to_string(12 + dice.below(40));
    };
    made.text = "flow " + way.page + "\nnode in .\nframe e . " + way.there + (seed % 2 == 0 ? " Encoder\n" : "\n");
    for (int at = 0; at < levels; ++at) {
        const auto name = std::to_string(at);
        if (at > 0 && dice.below(4) == 0) back[static_cast<std::size_t>(at)] = false;
        made.text += "node e" + name + " e" + size() + "\n";
        if (at > 0) link("e" + std::to_string(at - 1), "e" + name);
    }
    link("in", "e0");
    const std::string last = "e" + std::to_string(levels - 1);
    if (bottom == 0) made.text += "node bottom ." + size() + "\n";
    if (bottom == 1) made.text += "node bottom e" + size() + "\n";
    if (bottom == 2) made.text += "node pool e" + size() + "\nnode bottom ." + size() + "\n";
    if (bottom == 2) link(last, "pool"), link("pool", "bottom");
    if (bottom < 2) link(last, "bottom");
    made.text += "frame d . " + way.back + "\n";
    std::string before = "bottom";
    for (int at = levels; at-- > 0;) {
        if (!back[static_cast<std::size_t>(at)]) continue;
        const auto name = std::to_string(at);
        made.text += "node d" + name + "/2 d" + size() + "\n";
        link(before, "d" + name);
        before = "d" + name;
        if (dice.below(5) > 0) made.skips.push_back(link("e" + name, "d" + name + ":1"));
    }
    made.text += "node out .\n" + links + "link " + before + " out\n";
    return made;
}

TEST(Stacks, AnyUNetIsSoundAndItsSkipsAreStraight) {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        for (const auto& way : all_directions) {
            const auto wanted = random_u_net(seed, way);
            SCOPED_TRACE("seed " + std::to_string(seed) + " " + way.page + " " + way.there);
            const LaidOut drawn(wanted.text);
            for (const std::size_t skip : wanted.skips)
                EXPECT_TRUE(drawn.is_straight(skip))
                    << drawn.figure.boxes[drawn.figure.links[FigureLinkId(skip)].from].path;
            if (HasFailure()) return;
        }
    }
}

}  // namespace
}  // namespace netfig
