#include "render/tikz_words.h"

#include "render/tikz_path.h"

#include <cmath>
#include <utility>

namespace netfig {

std::string tikz_font(const Font& font) {
    const double size = std::round(font.size_pt * 72.27 / 72 * 2) / 2;
    return "\\fontsize{" + tikz_number(size) + "}{" + tikz_number(size * 1.2) + "}\\selectfont" +
           (font.weight >= 600 ? "\\bfseries\\boldmath" : "") + (font.italic ? "\\itshape" : "");
}

const SceneText* only_words(const SceneGroup& group) {
    const SceneText* found = nullptr;
    for (const SceneItem& item : group.items) {
        const auto* text = std::get_if<SceneText>(&item.what);
        if (text && found) return nullptr;
        if (text) found = text;
    }
    return found;
}

bool is_in_the_middle(const SceneText& text, const Rect& rect) {
    const double middle = text.baseline.x + text.run.width / 2;
    return std::abs(middle - rect.center().x) < 3 * tikz_tolerance && text.baseline.y > rect.center().y &&
           text.baseline.y - rect.center().y < text.run.font.size_pt / 2;
}

Side side_in(const SceneText& text, const Rect& frame) {
    const double left = text.baseline.x - frame.x, right = frame.right() - text.baseline.x - text.run.width;
    if (std::abs(left - right) < 1) return Side::none;
    return left < right ? Side::left : Side::right;
}

Side side_of_line(const SceneText& text, const SceneGroup& link) {
    const double left = text.baseline.x, right = left + text.run.width;
    const double middle = text.baseline.y - text.run.font.size_pt / 3;
    double nearest = 2 * text.run.font.size_pt;
    Side side = Side::none;
    for (const SceneItem& item : link.items) {
        const auto* path = std::get_if<ScenePath>(&item.what);
        const auto line = path && path->stroke ? line_of(path->steps) : std::nullopt;
        for (std::size_t i = 1; line && i < line->places.size(); ++i) {
            const Point from = line->places[i - 1].at, to = line->places[i].at;
            if (std::abs(from.x - to.x) > tikz_tolerance || (from.y - middle) * (to.y - middle) > 0) continue;
            for (const auto& [gap, at] : {std::pair(left - from.x, Side::left), std::pair(from.x - right, Side::right)})
                if (gap >= 0 && gap < nearest) nearest = gap, side = at;
        }
    }
    return side;
}

}  // namespace netfig
