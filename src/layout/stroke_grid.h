// Everything drawn as straight strokes, found by place: the sides of boxes, frames and texts, and the pieces of lines.
#pragma once

#include "netfig/laid_out_figure.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace netfig::layered {

enum class StrokeKind { box, frame, text, line };

/// `rect` has no width or no height.
struct Stroke {
    StrokeKind kind = StrokeKind::line;
    Rect rect;
    BoxId box;          // whose side it is
    FigureLinkId link;  // of a line
    bool is_vertical() const { return rect.height > rect.width; }
};

class StrokeGrid {
public:
    explicit StrokeGrid(Size page);

    int add(const Stroke& stroke);
    std::vector<int> add_sides(StrokeKind kind, const Rect& rect, BoxId box);
    void remove(int stroke) { gone_[static_cast<std::size_t>(stroke)] = true; }
    const Stroke& operator[](int stroke) const { return strokes_[static_cast<std::size_t>(stroke)]; }

    /// The strokes that come nearer to the rectangle than `distance`, and a few farther ones; each once.
    std::vector<int> near(const Rect& rect, double distance);

private:
    double cell_;
    std::vector<Stroke> strokes_;
    std::vector<bool> gone_;
    std::vector<std::uint32_t> seen_;  // per stroke: the last question that found it
    std::uint32_t question_ = 0;
    std::unordered_map<std::uint64_t, std::vector<int>> cells_;

    template <class Visit>
    void each_cell(const Rect& rect, double distance, const Visit& visit) const;
};

/// How far two upright rectangles lie apart; 0 where they meet.
double distance_between(const Rect& one, const Rect& other);

}  // namespace netfig::layered
