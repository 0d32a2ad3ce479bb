// What to draw, at fixed places, in drawing order: all that a renderer needs to know.
#pragma once

#include "netfig/geometry.h"
#include "netfig/text_run.h"
#include "netfig/theme.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace netfig {

struct MoveTo { Point to; };
struct LineTo { Point to; };
struct CurveTo { Point control1; Point control2; Point to; };
struct ClosePath {};
using PathStep = std::variant<MoveTo, LineTo, CurveTo, ClosePath>;

/// Line ends are butt, joins round.
struct ScenePath {
    std::vector<PathStep> steps;
    std::optional<Color> fill;
    std::optional<Color> stroke;
    double stroke_width = 0;
    std::vector<double> dashes;
};

struct SceneText {
    TextRun run;
    Point baseline;
    Color color;
};

struct SceneItem;

/// What belongs to one box or link of the figure. `id` is its path and unique; `title` is the tooltip.
struct SceneGroup {
    std::string id;
    std::string title;
    std::vector<std::string> classes;
    std::string link;
    std::vector<SceneItem> items;
};

struct SceneItem {
    std::variant<ScenePath, SceneText, SceneGroup> what;
};

struct Scene {
    Size page;
    std::string title;
    std::optional<Color> background;
    std::vector<SceneItem> items;
};

}  // namespace netfig
