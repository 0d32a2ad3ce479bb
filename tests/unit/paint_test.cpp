#include "paint/paint.h"

#include "paint/dump_scene.h"
#include "paint/outlines.h"
#include "sample_figure.h"
#include "text/measure.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <set>

namespace netfig {
namespace {

struct Extent {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;

    void add(Point point) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
    }
};

std::vector<Point> points_of(const std::vector<PathStep>& steps) {
    std::vector<Point> points;
    for (const PathStep& step : steps) {
        if (const auto* move = std::get_if<MoveTo>(&step)) points.push_back(move->to);
        if (const auto* line = std::get_if<LineTo>(&step)) points.push_back(line->to);
        if (const auto* curve = std::get_if<CurveTo>(&step)) {
            points.insert(points.end(), {curve->control1, curve->control2, curve->to});
        }
    }
    return points;
}

Extent extent_of(const std::vector<PathStep>& steps) {
    Extent extent;
    for (const Point& point : points_of(steps)) extent.add(point);
    return extent;
}

void for_each_group(const std::vector<SceneItem>& items, const std::function<void(const SceneGroup&)>& see) {
    for (const SceneItem& item : items) {
        if (const auto* group = std::get_if<SceneGroup>(&item.what)) {
            see(*group);
            for_each_group(group->items, see);
        }
    }
}

const SceneGroup* find_group(const Scene& scene, const std::string& id) {
    const SceneGroup* found = nullptr;
    for_each_group(scene.items, [&](const SceneGroup& group) {
        if (group.id == id) found = &group;
    });
    return found;
}

Scene sample_scene() {
    const SampleFigure sample = sample_figure(fixed_width_measurer());
    return paint(sample.figure, sample.layout, sample.theme);
}

TEST(Outlines, RectangleFillsItsRectAndClampsRadii) {
    for (const double radius : {0.0, 3.0, 1000.0}) {
        const Extent extent = extent_of(rounded_rectangle(Rect{10, 20, 30, 8}, radius));
        EXPECT_NEAR(extent.left, 10, 1e-9);
        EXPECT_NEAR(extent.right, 40, 1e-9);
        EXPECT_NEAR(extent.top, 20, 1e-9);
        EXPECT_NEAR(extent.bottom, 28, 1e-9);
    }
}

TEST(Outlines, RectangleWithoutAreaHasFinitePoints) {
    for (const Point& point : points_of(rounded_rectangle(Rect{1, 2, 0, 0}, 3))) {
        EXPECT_TRUE(std::isfinite(point.x) && std::isfinite(point.y));
    }
}

TEST(Outlines, CornersOfLinesAreArcsNoLargerThanHalfAPiece) {
    const auto steps = rounded_line({{0, 0}, {0, 20}, {4, 20}, {4, 40}}, 3);
    ASSERT_EQ(steps.size(), 6U);
    EXPECT_EQ(std::get<LineTo>(steps[1]).to, (Point{0, 18}));
    EXPECT_EQ(std::get<CurveTo>(steps[2]).to, (Point{2, 20}));
    EXPECT_EQ(std::get<LineTo>(steps[3]).to, (Point{2, 20}));
    EXPECT_EQ(std::get<CurveTo>(steps[4]).to, (Point{4, 22}));
}

TEST(Outlines, StraightAndRepeatedPointsMakeNoArc) {
    const auto steps = rounded_line({{0, 0}, {0, 0}, {0, 5}, {0, 9}, {0, 9}}, 3);
    for (const PathStep& step : steps) EXPECT_FALSE(std::holds_alternative<CurveTo>(step));
    EXPECT_TRUE(rounded_line({{1, 1}, {1, 1}}, 3).empty());
    EXPECT_TRUE(rounded_line({}, 3).empty());
}

TEST(Outlines, DashesEndWhereTheLineEnds) {
    const auto dashes = fitted_dashes(rounded_line({{0, 0}, {0, 50}, {31, 50}}, 3));
    ASSERT_EQ(dashes.size(), 2U);
    const double length = 50 + 31 - 6 + 3 * 3.14159265 / 2;
    const double repeats = (length - dashes[0]) / (dashes[0] + dashes[1]);
    EXPECT_NEAR(repeats, std::round(repeats), 0.01);
    EXPECT_TRUE(fitted_dashes({}).empty());
}

TEST(Outlines, ArrowHeadPointsAtItsTip) {
    const ArrowHead head = arrow_head({0, 0}, {10, 0}, 4);
    const Extent extent = extent_of(head.outline);
    EXPECT_DOUBLE_EQ(extent.right, 10);
    EXPECT_DOUBLE_EQ(extent.left, 6);
    EXPECT_NEAR(extent.top, -extent.bottom, 1e-12);
    EXPECT_GT(head.line_end.x, extent.left);
    EXPECT_LT(head.line_end.x, 10);
}

TEST(Paint, EveryBoxAndLinkIsOneGroupWithItsOwnId) {
    const Scene scene = sample_scene();
    std::multiset<std::string> ids;
    for_each_group(scene.items, [&](const SceneGroup& group) { ids.insert(group.id); });
    for (const std::string& id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
    EXPECT_TRUE(ids.contains("layer1"));
    EXPECT_TRUE(ids.contains("layer1/conv1"));
    EXPECT_TRUE(ids.contains("in->layer1/add"));
    EXPECT_FALSE(ids.contains(""));
}

TEST(Paint, SecondLinkBetweenTwoBoxesIsNumbered) {
    SampleFigure sample = sample_figure(fixed_width_measurer());
    sample.figure.links.add(sample.figure.links[FigureLinkId(0)]);
    sample.layout.routes.add(sample.layout.routes[FigureLinkId(0)]);
    sample.layout.labels.add(std::nullopt);
    const Scene scene = paint(sample.figure, sample.layout, sample.theme);
    EXPECT_NE(find_group(scene, "in->layer1/conv1#2"), nullptr);
}

TEST(Paint, FramesLieBelowLinesAndLinesBelowBoxes) {
    const std::string text = dump(sample_scene());
    EXPECT_LT(text.find("group layer1 "), text.find("group in->layer1/conv1"));
    EXPECT_LT(text.find("group times->cat"), text.find("group in ["));
}

TEST(Paint, TipTouchesTheOuterEdgeOfTheBorder) {
    const Scene scene = sample_scene();
    const SceneGroup* link = find_group(scene, "in->layer1/conv1");
    ASSERT_NE(link, nullptr);
    const auto& head = std::get<ScenePath>(link->items.at(1).what);
    EXPECT_DOUBLE_EQ(extent_of(head.steps).bottom, 72 - 0.3);
}

TEST(Paint, SymbolsAreCentredByInk) {
    SampleFigure sample = sample_figure(fixed_width_measurer());
    for (const BoxId id : sample.figure.boxes.ids()) {
        Box& box = sample.figure.boxes[id];
        if (box.path != "layer1/add") continue;
        std::get<NodeBox>(box.content).label.runs[0].run.ink = {0.5, -4, 3, 3};
        const Scene scene = paint(sample.figure, sample.layout, sample.theme);
        const auto& text = std::get<SceneText>(find_group(scene, "layer1/add")->items.back().what);
        EXPECT_NEAR(text.baseline.x + 0.5 + 1.5, sample.layout.boxes[id].center().x, 1e-9);
        EXPECT_NEAR(text.baseline.y - 4 + 1.5, sample.layout.boxes[id].center().y, 1e-9);
    }
}

TEST(Paint, WordsAreCentredByTheirCapitals) {
    const Scene scene = sample_scene();
    const auto& text = std::get<SceneText>(find_group(scene, "layer1/relu")->items.back().what);
    EXPECT_NEAR(text.baseline.y - text.run.cap_height / 2, 174 + 7.5, 1e-9);
    EXPECT_NEAR(text.baseline.x + text.run.width / 2, 90, 1e-9);
}

TEST(Paint, StripsAreBandsAtTheTrailingSide) {
    const Scene scene = sample_scene();
    struct Case {
        const char* path;
        Extent strip;
    };
    for (const Case& expected : {Case{"side", {190, 60, 206, 80}}, Case{"left", {150, 20, 166, 40}}}) {
        const SceneGroup* group = find_group(scene, expected.path);
        ASSERT_NE(group, nullptr);
        const Extent strip = extent_of(std::get<ScenePath>(group->items.at(1).what).steps);
        EXPECT_NEAR(strip.left, expected.strip.left, 1e-9);
        EXPECT_NEAR(strip.right, expected.strip.right, 1e-9);
    }
}

TEST(Paint, StripThickerThanItsBoxStaysInside) {
    SampleFigure sample = sample_figure(fixed_width_measurer());
    for (Box& box : sample.figure.boxes) {
        if (auto* node = std::get_if<NodeBox>(&box.content)) {
            for (Strip& strip : node->strips) strip.thickness = 500;
        }
    }
    const Scene scene = paint(sample.figure, sample.layout, sample.theme);
    for (const SceneItem& item : find_group(scene, "layer1/conv1")->items) {
        const auto* path = std::get_if<ScenePath>(&item.what);
        if (!path) continue;
        EXPECT_GE(extent_of(path->steps).top, 72 - 1e-9);
        EXPECT_LE(extent_of(path->steps).bottom, 99 + 1e-9);
    }
}

TEST(Paint, NothingGivesAnEmptyScene) {
    const Scene scene = paint({}, {}, {});
    EXPECT_TRUE(scene.items.empty());
    EXPECT_FALSE(scene.background);
}

TEST(Paint, LinkWithoutRouteIsLeftOut) {
    SampleFigure sample = sample_figure(fixed_width_measurer());
    sample.layout.routes[FigureLinkId(0)].points.clear();
    EXPECT_EQ(find_group(paint(sample.figure, sample.layout, sample.theme), "in->layer1/conv1"), nullptr);
}

}  // namespace
}  // namespace netfig
