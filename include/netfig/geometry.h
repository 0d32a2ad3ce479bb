// Lengths are points (1/72 inch), x grows to the right and y down, everywhere in netfig.
#pragma once

#include <cmath>

namespace netfig {

struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

inline double distance(Point from, Point to) { return std::hypot(to.x - from.x, to.y - from.y); }

/// The most that viewers of PDF show of a page, either way: 200 inches (ISO 32000-1, annex C).
constexpr double largest_page = 14400;

struct Size {
    double width = 0;
    double height = 0;
    friend bool operator==(const Size&, const Size&) = default;
};

/// `x`, `y` are the top left corner.
struct Rect {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    constexpr double right() const { return x + width; }
    constexpr double bottom() const { return y + height; }
    constexpr Point center() const { return {x + width / 2, y + height / 2}; }
    constexpr Rect moved(double dx, double dy) const { return {x + dx, y + dy, width, height}; }
    friend bool operator==(const Rect&, const Rect&) = default;
};

}  // namespace netfig
