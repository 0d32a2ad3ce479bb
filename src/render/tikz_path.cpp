#include "render/tikz_path.h"

#include "base/strings.h"

#include <algorithm>
#include <cmath>

namespace netfig {
namespace {

constexpr double quarter_arc = 0.5522847498;  // as paint draws its corners
constexpr double tolerance = 0.02;            // points; nothing that an eye could see

bool same_place(Point one, Point other) { return distance(one, other) < tolerance; }

Point extended(Point from, Point through, double by) {
    return {from.x + (through.x - from.x) * by, from.y + (through.y - from.y) * by};
}

/// The corner that a curve rounds off, if it is the arc of one.
std::optional<Point> corner_of(Point from, const CurveTo& curve) {
    const Point corner = extended(from, curve.control1, 1 / quarter_arc);
    const Point other = extended(curve.to, curve.control2, 1 / quarter_arc);
    return same_place(corner, other) ? std::optional(corner) : std::nullopt;
}

struct LineReader {
    TikzLine line;
    Point at;
    bool good = true;

    void operator()(const MoveTo& step) {
        good = good && line.places.empty();
        line.places.push_back({at = step.to});
    }
    void operator()(const LineTo& step) {
        if (!same_place(at, step.to)) line.places.push_back({step.to});
        at = step.to;
    }
    void operator()(const CurveTo& step) {
        const auto corner = corner_of(at, step);
        good = good && corner.has_value() && !line.places.empty();
        if (!good) return;
        // The place where the arc begins only ends the piece before it.
        const double radius = distance(at, *corner);
        if (same_place(line.places.back().at, at) && line.places.size() > 1) line.places.pop_back();
        line.places.push_back({*corner, radius});
        line.places.push_back({at = step.to});
    }
    void operator()(const ClosePath&) { line.closed = true; }
};

/// Places within a straight piece say nothing.
void drop_middles(std::vector<TikzLine::Place>& places) {
    for (std::size_t i = 1; i + 1 < places.size();) {
        const Point before = places[i - 1].at, here = places[i].at, after = places[i + 1].at;
        const double turn = (here.x - before.x) * (after.y - here.y) - (here.y - before.y) * (after.x - here.x);
        const bool straight = places[i].radius <= 0 && std::abs(turn) < tolerance &&
                              distance(before, here) + distance(here, after) < distance(before, after) + tolerance;
        if (straight)
            places.erase(places.begin() + static_cast<std::ptrdiff_t>(i));
        else
            ++i;
    }
}

/// A closed path need not say again where it began. Where it began in the middle of a side, its first corner is meant.
void tidy_closed(TikzLine& line) {
    auto& places = line.places;
    if (places.size() > 1 && same_place(places.front().at, places.back().at)) places.pop_back();
}

bool is_corner(const Rect& rect, Point point) {
    const bool side = std::abs(point.x - rect.x) < tolerance || std::abs(point.x - rect.right()) < tolerance;
    const bool level = std::abs(point.y - rect.y) < tolerance || std::abs(point.y - rect.bottom()) < tolerance;
    return side && level;
}

}  // namespace

Rect bounds_of(const TikzLine& line) {
    Rect rect{line.places[0].at.x, line.places[0].at.y, 0, 0};
    double right = rect.x, bottom = rect.y;
    for (const TikzLine::Place& place : line.places) {
        rect.x = std::min(rect.x, place.at.x);
        rect.y = std::min(rect.y, place.at.y);
        right = std::max(right, place.at.x);
        bottom = std::max(bottom, place.at.y);
    }
    rect.width = right - rect.x;
    rect.height = bottom - rect.y;
    return rect;
}

std::optional<TikzLine> line_of(const std::vector<PathStep>& steps) {
    LineReader reader;
    for (const PathStep& step : steps) std::visit(reader, step);
    if (!reader.good || reader.line.places.size() < 2) return std::nullopt;
    drop_middles(reader.line.places);
    if (reader.line.closed) tidy_closed(reader.line);
    return std::move(reader.line);
}

std::optional<TikzShape> shape_of(const std::vector<PathStep>& steps) {
    const auto line = line_of(steps);
    if (!line || !line->closed || line->places.size() < 4) return std::nullopt;
    const Rect rect = bounds_of(*line);
    std::size_t corners = 0;
    double radius = 0;
    for (const TikzLine::Place& place : line->places) {
        const bool corner = is_corner(rect, place.at);
        if (!corner && place.radius > 0) return std::nullopt;
        if (!corner) continue;
        if (corners > 0 && std::abs(place.radius - radius) > tolerance) return std::nullopt;
        radius = place.radius;
        ++corners;
    }
    if (corners != 4) return std::nullopt;
    const bool square = std::abs(rect.width - rect.height) < tolerance;
    return TikzShape{rect, radius, square && radius > rect.width / 2 - tolerance};
}

std::string tikz_number(double value) { return format_number(value, 2); }
std::string tikz_point(Point point) { return "(" + tikz_number(point.x) + "," + tikz_number(point.y) + ")"; }

namespace {

std::string with_curves(const std::vector<PathStep>& steps) {
    std::string text;
    for (const PathStep& step : steps) {
        if (const auto* move = std::get_if<MoveTo>(&step)) text += (text.empty() ? "" : " ") + tikz_point(move->to);
        if (const auto* line = std::get_if<LineTo>(&step)) text += " -- " + tikz_point(line->to);
        if (const auto* curve = std::get_if<CurveTo>(&step)) {
            text += " .. controls " + tikz_point(curve->control1) + " and " + tikz_point(curve->control2) + " .. " +
                    tikz_point(curve->to);
        }
        if (std::holds_alternative<ClosePath>(step)) text += " -- cycle";
    }
    return text;
}

}  // namespace

std::string tikz_path(const std::vector<PathStep>& steps, double radius) {
    const auto line = line_of(steps);
    if (!line) return with_curves(steps);
    std::string text = tikz_point(line->places[0].at);
    double now = radius;
    for (std::size_t i = 1; i < line->places.size(); ++i) {
        const TikzLine::Place& place = line->places[i];
        const bool last = i + 1 == line->places.size() && !line->closed;
        if (!last && std::abs(place.radius - now) > tolerance) {
            text += place.radius > 0 ? " [rounded corners=" + tikz_number(place.radius) + "bp]" : " [sharp corners]";
            now = place.radius;
        }
        text += " -- " + tikz_point(place.at);
    }
    return line->closed ? text + " -- cycle" : text;
}

}  // namespace netfig
