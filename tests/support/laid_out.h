// A figure and its layout, which keeps every rule, with its boxes by name: for tests of layouts.
#pragma once

#include "layout/check.h"
#include "layout/layout.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>

namespace netfig::test {

struct LaidOut {
    Figure figure;
    LaidOutFigure layout;

    explicit LaidOut(Figure made) : figure(std::move(made)) {
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
    Point center(const std::string& path) const { return box(path).center(); }
    double x(const std::string& path) const { return center(path).x; }
    double y(const std::string& path) const { return center(path).y; }
    const std::vector<Point>& route(std::size_t link) const { return layout.routes[FigureLinkId(link)].points; }
};

}  // namespace netfig::test
