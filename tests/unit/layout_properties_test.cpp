// The post-conditions of a good figure (layout/check.h) over random nested figures.
#include "layout/check.h"
#include "layout/dump_layout.h"
#include "layout/layout.h"
#include "random_figure.h"
#include "random_network.h"

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
RandomFigure tangled(std::uint64_t seed) { return {.seed = seed, .nodes = 60, .frames = 10, .extra_links = 50}; }
RandomFigure cyclic(std::uint64_t seed) {
    return {.seed = seed, .nodes = 16, .frames = 4, .extra_links = 12, .mixed_flows = seed % 2 == 0, .cyclic = true};
}
RandomFigure small(std::uint64_t seed) {
    return {.seed = seed, .nodes = 16, .frames = 3, .extra_links = static_cast<int>(seed % 4), .mixed_flows = true};
}
RandomFigure chain(std::uint64_t seed) {
    return {.seed = seed, .nodes = 24, .frames = 2, .extra_links = 1, .mixed_flows = true};
}
constexpr Size small_page{300, 200}, wide_page{700, 200};

TEST(LayoutProperties, TangledFigures) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) expect_sound(tangled(seed));
}
TEST(LayoutProperties, EveryFrameInItsOwnDirection) {
    for (std::uint64_t seed = 1; seed <= 600; ++seed) {
        expect_sound({.seed = seed, .nodes = 20, .frames = 6, .extra_links = 8, .mixed_flows = true});
    }
}
TEST(LayoutProperties, CyclesSelfLoopsAndFeedback) {
    for (std::uint64_t seed = 1; seed <= 600; ++seed) expect_sound(cyclic(seed));
}
/// Chains that wrap, and parts without links between them that stand in rows.
TEST(LayoutProperties, SmallPages) {
    for (std::uint64_t seed = 1; seed <= 600; ++seed) expect_sound(small(seed), small_page);
}
TEST(LayoutProperties, WrappedChains) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) expect_sound(chain(seed), wide_page);
}
/// Turns between facing sides that lay on top of each other, stacks that drew a box out of its frame, lines that bent
/// where a box went to its stack without what stood in line with it, and a line on a frame's lower border.
TEST(LayoutProperties, FiguresThatWereWrongOnce) {
    for (const std::uint64_t seed : {216, 742, 883, 926, 1030, 1106, 1171, 1256, 1351, 1481})
        expect_sound(tangled(seed));
    for (const std::uint64_t seed : {4042, 4330, 8649}) expect_sound(cyclic(seed));
    for (const std::uint64_t seed : {2247, 3247, 3380}) expect_sound(small(seed), small_page);
    for (const std::uint64_t seed : {1727, 1910}) expect_sound(chain(seed), wide_page);
}

constexpr Flow flows[] = {Flow::down, Flow::up, Flow::right, Flow::left};

void expect_network_sound(const test::RandomNetwork& wanted, std::optional<double> width,
                          std::optional<double> height) {
    auto figure = test::random_network(wanted);
    figure.width = width;
    figure.height = height;
    Diagnostics diagnostics;
    const auto laid_out = layout(figure, diagnostics);
    const auto violations = check(figure, laid_out);
    EXPECT_TRUE(violations.empty()) << "seed " << wanted.seed << ", flow " << static_cast<int>(wanted.flow) << ", "
                                    << width.value_or(0) << " x " << height.value_or(0) << ": " << violations.size()
                                    << " violations, first: " << violations.front();
    const bool too_large =
        (width && laid_out.page.width > *width + 0.5) || (height && laid_out.page.height > *height + 0.5);
    EXPECT_EQ(too_large, !diagnostics.empty()) << "seed " << wanted.seed;
}

/// The trunk is one line, equal branches are mirrored, nothing overlaps; each way, with and without labels.
TEST(LayoutProperties, NetworksAsPeopleDrawThem) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        for (const Flow flow : flows)
            expect_network_sound({.seed = seed, .flow = flow, .labels = seed % 3 == 0}, {}, {});
    }
}

/// The same where a page asks for columns and rows.
TEST(LayoutProperties, NetworksOnPagesOfManySizes) {
    for (std::uint64_t seed = 1; seed <= 15; ++seed) {
        for (const Flow flow : flows) {
            for (const double width : {150.0, 240.0, 500.0}) {
                expect_network_sound({.seed = seed, .flow = flow, .parts = 10, .labels = seed % 3 == 0}, width, {});
                expect_network_sound({.seed = seed, .flow = flow, .parts = 10}, {}, width * 0.8);
                expect_network_sound({.seed = seed, .flow = flow, .parts = 10}, width, width * 1.2);
            }
        }
    }
}

/// A page's shape alone: the figure comes close to it.
TEST(LayoutProperties, AspectsAreApproached) {
    for (const double aspect : {0.5, 1.0, 16.0 / 9}) {
        int close = 0;
        constexpr int all = 30;
        for (std::uint64_t seed = 1; seed <= all; ++seed) {
            auto figure = test::random_network({.seed = seed, .parts = 16});
            figure.aspect = aspect;
            Diagnostics diagnostics;
            const auto laid_out = layout(figure, diagnostics);
            EXPECT_EQ(check(figure, laid_out), Violations{}) << "seed " << seed;
            const double is = laid_out.page.width / laid_out.page.height;
            close += std::max(is / aspect, aspect / is) < 1.4;
        }
        EXPECT_GE(close, all * 2 / 3) << aspect;
    }
}

}  // namespace
}  // namespace netfig
