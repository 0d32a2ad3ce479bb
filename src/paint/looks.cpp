#include "paint/looks.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace netfig {
namespace {

double themed(const Rect&, double themed_radius) { return themed_radius; }
double half_of_shorter_side(const Rect& rect, double) { return std::min(rect.width, rect.height) / 2; }
double half_of_shorter_side_at_most(const Rect& rect, double themed_radius) {
    return std::min(themed_radius, half_of_shorter_side(rect, themed_radius));
}
double none(const Rect&, double) { return 0; }

constexpr std::array<BoxShapeRow, 5> rows{{
    {BoxShape::rectangle, true, themed, false},
    {BoxShape::pill, true, half_of_shorter_side, false},
    {BoxShape::circle, true, half_of_shorter_side, true},
    {BoxShape::bar, true, half_of_shorter_side_at_most, false},
    {BoxShape::plain, false, none, false},
}};

constexpr bool rows_are_in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].shape) != i) return false;
    }
    return true;
}
static_assert(rows_are_in_order());

}  // namespace

const BoxShapeRow& row_of(BoxShape shape) { return rows[static_cast<std::size_t>(shape)]; }

}  // namespace netfig
