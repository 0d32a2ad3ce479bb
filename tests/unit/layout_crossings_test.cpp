// Fewer crossings by structure: frames drawn around what alternates with others, lanes that change sides, side lines.
#include "figure_text.h"
#include "laid_out.h"
#include "layout/check.h"
#include "layout/layout.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace netfig {
namespace {

struct Piece {
    std::size_t source = 0;
    Point from, to;
    bool upright() const { return from.x == to.x; }
};

bool cross(const Piece& level, const Piece& upright) {
    const auto [left, right] = std::minmax(level.from.x, level.to.x);
    const auto [top, bottom] = std::minmax(upright.from.y, upright.to.y);
    return upright.from.x > left && upright.from.x < right && level.from.y > top && level.from.y < bottom;
}

Figure in_one_column(const std::string& text) {
    Figure figure = test::figure_from_text(text);
    figure.width = figure.height = 20'000;
    return figure;
}

struct LaidOut : test::LaidOut {
    explicit LaidOut(const std::string& text) : test::LaidOut(in_one_column(text)) {}
    /// Of lines with different sources.
    int crossings() const {
        std::vector<Piece> pieces;
        for (const auto id : figure.links.ids()) {
            const auto& points = layout.routes[id].points;
            for (std::size_t at = 1; at < points.size(); ++at)
                pieces.push_back({figure.links[id].from.index(), points[at - 1], points[at]});
        }
        int found = 0;
        for (const auto& one : pieces) {
            for (const auto& other : pieces)
                found += one.source != other.source && !one.upright() && other.upright() && cross(one, other);
        }
        return found;
    }
    bool runs_down_only() const {
        for (const auto& route : layout.routes) {
            for (std::size_t at = 1; at < route.points.size(); ++at) {
                if (route.points[at].y < route.points[at - 1].y) return false;
            }
        }
        return true;
    }
};

/// Levels of an encoder in one list, the poolings between them outside it, skips to a decoder in another list.
std::string u_net(int levels) {
    std::string text = "node in .\nframe down . - Down\nframe up . - Up\n";
    for (int at = 0; at < levels; ++at) {
        const auto n = std::to_string(at);
        text += "frame d" + n + " down - D" + n + "\nnode c" + n + " d" + n + "\nnode r" + n + " d" + n + "\nlink c" +
                n + " r" + n + "\n";
    }
    for (int at = 1; at < levels; ++at) {
        const auto n = std::to_string(at), previous = std::to_string(at - 1);
        text += "node pool" + n + " .\nlink r" + previous + " pool" + n + "\nlink pool" + n + " c" + n + "\n";
    }
    text += "link in c0\n";
    for (int at = levels - 1; at-- > 0;) {
        const auto n = std::to_string(at),
                   below = at + 2 == levels ? "r" + std::to_string(levels - 1) : "o" + std::to_string(at + 1);
        text += "frame u" + n + " up - U" + n + "\nnode @j" + n + " u" + n + "\nnode o" + n + " u" + n + "\nlink " +
                below + " j" + n + "\nlink r" + n + " j" + n + "\nlink j" + n + " o" + n + "\n";
    }
    return text;
}

TEST(LayoutCrossings, AFrameThatAlternatesWithOthersIsDrawnAroundItsChildren) {
    const LaidOut drawn(
        "node in .\nframe f . - List\nnode a f\nnode b f\nnode c f\nnode p .\nnode q .\n"
        "link in a\nlink a p\nlink p b\nlink b q\nlink q c\n");
    EXPECT_TRUE(drawn.runs_down_only());
    EXPECT_EQ(drawn.crossings(), 0);
    EXPECT_LT(drawn.y("a"), drawn.y("p"));
    EXPECT_LT(drawn.y("p"), drawn.y("b"));
    EXPECT_LT(drawn.y("b"), drawn.y("q"));
    EXPECT_NEAR(drawn.x("a"), drawn.x("c"), 0.01);
    EXPECT_NEAR(drawn.x("in"), drawn.x("b"), 0.01);
    EXPECT_NEAR(drawn.x("p"), drawn.x("q"), 0.01);
    EXPECT_GT(drawn.box("p").x, drawn.box("f").right());
}

TEST(LayoutCrossings, AUNetRunsStraightDownWithItsSkipsNested) {
    const LaidOut drawn(u_net(5));
    EXPECT_TRUE(drawn.runs_down_only());
    EXPECT_EQ(drawn.crossings(), 0);
    EXPECT_NEAR(drawn.x("c0"), drawn.x("c4"), 0.01);
    EXPECT_NEAR(drawn.x("c4"), drawn.x("o0"), 0.01);
}

/// A module called twice: its parts are one frame, and so are the parts of the module in it.
TEST(LayoutCrossings, AFrameInAFrameAlternatesToo) {
    const LaidOut drawn(
        "frame f . - Twice\nframe g f - Inner\nnode a f\nnode g1 g\nnode g2 g\nnode b f\nnode p .\n"
        "link a g1\nlink g1 p\nlink p b\nlink b g2\n");
    EXPECT_TRUE(drawn.runs_down_only());
    EXPECT_LT(drawn.y("p"), drawn.y("g2"));
}

TEST(LayoutCrossings, SumsStandBesideTheStackWhoseSkipsTheyRead) {
    std::string text = "node in .\nframe stack . - Stack\n";
    for (int at = 0; at < 5; ++at) {
        const auto n = std::to_string(at);
        text += "frame b" + n + " stack - B" + n + "\nnode c" + n + " b" + n + "\nnode s" + n + " b" + n + "\nnode r" +
                n + " b" + n + "\nlink c" + n + " r" + n + "\nlink c" + n + " s" + n + "\n";
        text += at == 0 ? "link in c0\n" : "link r" + std::to_string(at - 1) + " c" + n + "\n";
    }
    for (int at = 1; at < 5; ++at) {
        const auto n = std::to_string(at);
        text += "node @sum" + n + " .\nlink s" + n + " sum" + n + "\nlink " +
                (at == 1 ? "s0" : "sum" + std::to_string(at - 1)) + " sum" + n + "\n";
    }
    const LaidOut drawn(text);
    EXPECT_TRUE(drawn.runs_down_only());
    EXPECT_EQ(drawn.crossings(), 0);
    EXPECT_LT(drawn.y("sum1"), drawn.y("c3"));
    EXPECT_NEAR(drawn.x("sum1"), drawn.x("sum3"), 0.01);
}

/// A cycle between operations is one however the frames are drawn.
TEST(LayoutCrossings, AFrameInARealCycleStaysClosed) {
    const LaidOut drawn("frame f . - Loop\nnode a f\nnode b f\nnode p .\nlink a b\nlink b p\nlink p a\n");
    EXPECT_LT(drawn.box("f").height, drawn.y("p"));
}

/// Memory from the west, mask from the east: the residual round the first attention gives way to the mask.
TEST(LayoutCrossings, SideLinesRunBesideTheLayersThatReadThem) {
    std::string text = "node memory .\nnode x .\nnode mask .\nframe layers . - Layers\n";
    for (int at = 0; at < 3; ++at) {
        const auto n = std::to_string(at), before = at == 0 ? "x" : "t" + std::to_string(at - 1);
        text += "frame l" + n + " layers - Layer\nnode a" + n + "/2 l" + n + " 60 15\nnode @s" + n + " l" + n +
                "\nnode m" + n + "/2 l" + n + " 60 15\nnode @t" + n + " l" + n + "\n";
        text += "link " + before + " a" + n + "\nlink mask a" + n + ":1\nlink a" + n + " s" + n + "\nlink " + before +
                " s" + n + "\nlink s" + n + " m" + n + "\nlink memory m" + n + ":1\nlink m" + n + " t" + n +
                "\nlink s" + n + " t" + n + "\n";
    }
    const LaidOut drawn(text);
    EXPECT_EQ(drawn.crossings(), 0);
    EXPECT_NEAR(drawn.x("a0"), drawn.x("t2"), 0.01);
}

/// Between two branches the trunk holds no operation; it is as long as they are nevertheless.
TEST(LayoutCrossings, TheTrunkGoesOnWithTheLongestWayWhateverTheBranches) {
    const LaidOut drawn(
        "node in .\nframe f . - Block\nnode fork f\nnode a1 f\nnode a2 f\nnode a3 f\nnode b1 f\nnode b2 f\n"
        "node b3 f\nnode join f\nnode out .\nnode p .\nnode q .\nnode r .\nnode s .\n"
        "link in p\nlink p q\nlink q r\nlink r s\nlink in fork\nlink fork a1\nlink fork b1\nlink a1 a2\n"
        "link a2 a3\nlink b1 b2\nlink b2 b3\nlink a3 join\nlink b3 join\nlink join out\n");
    EXPECT_NEAR(drawn.x("in"), drawn.x("fork"), 0.01);
    EXPECT_NEAR(drawn.x("in"), drawn.x("out"), 0.01);
}

/// A dense block: every layer reads all tensors made before it. The trunk comes from the last, the others run along one
/// side each, and no tensor crosses the trunk.
TEST(LayoutCrossings, LayersThatReadAllBeforeThem) {
    std::string boxes = "node in .\n", links;
    for (int layer = 0; layer < 4; ++layer) {
        const auto name = std::string(1, static_cast<char>('a' + layer));
        boxes += "frame " + name + " . - " + name + "\nnode " + name + "cat " + name + "\nnode " + name + "conv " +
                 name + "\n";
        links += "link " +
                 (layer == 0 ? std::string("in") : std::string(1, static_cast<char>('a' + layer - 1)) + "conv") + " " +
                 name + "cat\nlink " + name + "cat " + name + "conv\n";
    }
    for (const std::string skip : {"in bcat", "in ccat", "in dcat", "aconv ccat", "aconv dcat", "bconv dcat"})
        links += "link " + skip + "\n";
    const LaidOut drawn(boxes + links);
    for (const std::size_t chain : {0, 2, 4, 6}) EXPECT_EQ(drawn.route(chain).size(), 2U) << chain;
    EXPECT_LE(drawn.crossings(), 3);
}

}  // namespace
}  // namespace netfig
