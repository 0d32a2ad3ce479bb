// The trunk that the author marks is one straight line, whatever is done beside it.
#include "figure_text.h"
#include "laid_out.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

struct LaidOut : test::LaidOut {
    explicit LaidOut(const std::string& text) : test::LaidOut(test::figure_from_text(text)) {}
};

/// Without the mark the way through the two layers would be the straight one.
TEST(Trunk, AMarkedSkipRunsStraight) {
    const LaidOut drawn("node a .\nnode b .\nnode c .\nnode @sum .\nlink a b\nlink b c\nlink c sum\ntrunk a sum\n");
    EXPECT_NEAR(drawn.x("a"), drawn.x("sum"), 0.01);
    EXPECT_EQ(drawn.route(3).size(), 2U);
    EXPECT_GT(std::abs(drawn.x("b") - drawn.x("a")), 10);
}

TEST(Trunk, AMarkedBranchIsNotMirrored) {
    const LaidOut drawn(
        "node a .\nnode b .\nnode c .\nnode d .\nnode e .\nlink a b\nlink a c\nlink a d\n"
        "link b e\nlink c e\nlink d e\n");
    EXPECT_NEAR(drawn.x("a"), drawn.x("c"), 0.01);
    const LaidOut marked(
        "node a .\nnode b .\nnode c .\nnode d .\nnode e .\nlink a b\nlink a c\ntrunk a d\n"
        "link b e\nlink c e\ntrunk d e\n");
    EXPECT_NEAR(marked.x("a"), marked.x("d"), 0.01);
    EXPECT_NEAR(marked.x("e"), marked.x("d"), 0.01);
}

/// A chain of up to six operators, with side ways of any length from one to a later one.
std::string random_chain(std::uint64_t seed, const std::string& flow, int& length) {
    std::uint64_t state = seed * 104729;
    const auto below = [&](int limit) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(limit));
    };
    length = 2 + below(5);
    std::string nodes = "flow " + flow + "\n", links;
    for (int at = 0; at < length; ++at) {
        nodes += "node " + std::string(below(2) == 0 ? "@" : "") + "c" + std::to_string(at) + " .\n";
        if (at > 0) links += "trunk c" + std::to_string(at - 1) + " c" + std::to_string(at) + "\n";
    }
    const int ways = 1 + below(4);
    for (int way = 0; way < ways; ++way) {
        const int from = below(length - 1), to = from + 1 + below(length - 1 - from);
        std::string before = "c" + std::to_string(from);
        if (below(3) == 0) {
            before = "s" + std::to_string(way);
            nodes += "node " + before + " .\n";
        }
        const int steps = 1 + below(4);
        for (int step = 0; step < steps; ++step) {
            const std::string name = "w" + std::to_string(way) + "x" + std::to_string(step);
            nodes += "node " + name + " .\n";
            links += "link " + before + " " + name + "\n";
            before = name;
        }
        links += "link " + before + " c" + std::to_string(to) + "\n";
    }
    return nodes + links;
}

TEST(Trunk, AMarkedChainIsStraightWhateverRunsBesideIt) {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        for (const std::string flow : {"down", "up", "right", "left"}) {
            int length = 0;
            const auto text = random_chain(seed, flow, length);
            SCOPED_TRACE("seed " + std::to_string(seed) + " " + flow);
            auto figure = test::figure_from_text(text);
            Diagnostics diagnostics;
            const auto drawn = layout(figure, diagnostics);
            for (const auto& violation : check(figure, drawn)) {
                if (!violation.starts_with("the trunk is bent")) ADD_FAILURE() << violation;
            }
            const bool across = flow == "right" || flow == "left";
            const auto place = [&](std::size_t box) {
                const Point center = drawn.boxes[BoxId(box)].center();
                return across ? center.y : center.x;
            };
            for (std::size_t at = 2; at <= static_cast<std::size_t>(length); ++at)
                EXPECT_NEAR(place(at), place(1), 0.01) << "c" << at - 1;
            if (HasFailure()) return;
        }
    }
}

}  // namespace
}  // namespace netfig
