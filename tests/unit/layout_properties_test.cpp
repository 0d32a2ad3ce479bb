// The post-conditions of figures.md over random nested figures.
#include "layout/check.h"
#include "layout/dump_layout.h"
#include "layout/layout.h"
#include "random_figure.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

using test::RandomFigure;

void expect_sound(const RandomFigure& wanted, std::optional<Size> page = {}) {
    auto figure = test::random_figure(wanted);
    if (page) figure.width = page->width, figure.height = page->height;
    Diagnostics diagnostics;
    const auto laid_out = layout(figure, diagnostics);
    const auto violations = check(figure, laid_out);
    EXPECT_TRUE(violations.empty()) << "seed " << wanted.seed << ", " << wanted.nodes << " nodes, " << wanted.frames
                                    << " frames: " << violations.size() << " violations, first: " << violations.front();
    Diagnostics again;
    EXPECT_EQ(dump(figure, layout(figure, again)), dump(figure, laid_out)) << "seed " << wanted.seed;
}

TEST(LayoutProperties, SmallFlatFigures) {
    for (std::uint64_t seed = 1; seed <= 600; ++seed)
        expect_sound({.seed = seed, .nodes = 8, .frames = 0, .extra_links = 5});
}
TEST(LayoutProperties, NestedFigures) {
    for (std::uint64_t seed = 1; seed <= 600; ++seed)
        expect_sound({.seed = seed, .nodes = 20, .frames = 5, .extra_links = 6});
}
TEST(LayoutProperties, TangledFigures) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        expect_sound({.seed = seed, .nodes = 60, .frames = 10, .extra_links = 50});
}
TEST(LayoutProperties, EveryFrameInItsOwnDirection) {
    for (std::uint64_t seed = 1; seed <= 600; ++seed) {
        expect_sound({.seed = seed, .nodes = 20, .frames = 6, .extra_links = 8, .mixed_flows = true});
    }
}
TEST(LayoutProperties, CyclesSelfLoopsAndFeedback) {
    for (std::uint64_t seed = 1; seed <= 600; ++seed) {
        expect_sound(
            {.seed = seed, .nodes = 16, .frames = 4, .extra_links = 12, .mixed_flows = seed % 2 == 0, .cyclic = true});
    }
}
/// Chains that wrap, and parts without links between them that stand in rows.
TEST(LayoutProperties, SmallPages) {
    for (std::uint64_t seed = 1; seed <= 600; ++seed) {
        const int extra = static_cast<int>(seed % 4);
        expect_sound({.seed = seed, .nodes = 16, .frames = 3, .extra_links = extra, .mixed_flows = true},
                     Size{300, 200});
    }
}
TEST(LayoutProperties, WrappedChains) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed)
        expect_sound({.seed = seed, .nodes = 24, .frames = 2, .extra_links = 1, .mixed_flows = true}, Size{700, 200});
}

}  // namespace
}  // namespace netfig
