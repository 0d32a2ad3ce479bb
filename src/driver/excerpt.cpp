#include "driver/excerpt.h"

#include "base/strings.h"

#include <algorithm>
#include <array>

namespace netfig {
namespace {

constexpr std::size_t tab_width = 4;
constexpr std::size_t longest_line = 160;  // bytes; a longer line is cut around the place
constexpr std::size_t kept_around = 60;    // bytes kept before the place then

struct Interval {
    char32_t first;
    char32_t last;
};

// The blocks that matter in practice, not the whole of Unicode's East Asian Width table.
constexpr std::array wide{
    Interval{0x1100, 0x115F},   Interval{0x2E80, 0x303E},   Interval{0x3041, 0x33FF},   Interval{0x3400, 0x4DBF},
    Interval{0x4E00, 0x9FFF},   Interval{0xA000, 0xA4CF},   Interval{0xAC00, 0xD7A3},   Interval{0xF900, 0xFAFF},
    Interval{0xFE30, 0xFE4F},   Interval{0xFF00, 0xFF60},   Interval{0xFFE0, 0xFFE6},   Interval{0x1F300, 0x1F64F},
    Interval{0x1F680, 0x1F6FF}, Interval{0x1F900, 0x1F9FF}, Interval{0x20000, 0x3FFFD},
};
constexpr std::array combining{
    Interval{0x0300, 0x036F}, Interval{0x1AB0, 0x1AFF}, Interval{0x200B, 0x200F},
    Interval{0x20D0, 0x20FF}, Interval{0xFE00, 0xFE0F}, Interval{0xFE20, 0xFE2F},
};

bool contains(const auto& intervals, char32_t c) {
    return std::any_of(intervals.begin(), intervals.end(), [c](Interval i) { return c >= i.first && c <= i.last; });
}

char32_t decode(std::string_view code_point) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(code_point[i]); };
    if (code_point.size() == 1) return byte(0);
    char32_t c = byte(0) & (0xFFU >> (code_point.size() + 1));
    for (std::size_t i = 1; i < code_point.size(); ++i) c = (c << 6U) | (byte(i) & 0x3FU);
    return c;
}

std::size_t code_point_width(std::string_view code_point) {
    const char32_t c = decode(code_point);
    if (c < 0x300) return 1;
    if (contains(combining, c)) return 0;
    return contains(wide, c) ? 2 : 1;
}

/// Tabs to the next multiple of their width; other control characters to a visible stand-in.
std::string expand(std::string_view text, std::size_t& column) {
    std::string expanded;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = next_code_point(text, begin);
        const std::string_view code_point = text.substr(begin, end - begin);
        begin = end;
        if (code_point == "\t") {
            const std::size_t spaces = tab_width - column % tab_width;
            expanded.append(spaces, ' ');
            column += spaces;
        } else if (code_point.size() == 1 && static_cast<unsigned char>(code_point[0]) < 0x20) {
            expanded += "\u00B7";
            ++column;
        } else {
            expanded += code_point;
            column += code_point_width(code_point);
        }
    }
    return expanded;
}

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The part of a line that is shown.
struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
};

Window window_around(std::string_view line, std::size_t place) {
    if (line.size() <= longest_line) return {0, line.size()};
    Window window;
    window.begin = place > kept_around ? place - kept_around : 0;
    window.end = std::min(line.size(), window.begin + longest_line);
    while (window.begin > 0 && continues_code_point(line[window.begin])) --window.begin;
    while (window.end < line.size() && continues_code_point(line[window.end])) ++window.end;
    return window;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t column = 0;
    expand(text, column);
    return column;
}

Excerpt excerpt(const Source& source, Span span, char mark) {
    const std::string_view line = line_text(source, span.begin);
    const auto line_begin = static_cast<std::size_t>(line.data() - source.text.data());
    const std::size_t place = std::min<std::size_t>(span.begin - line_begin, line.size());
    const Window window = window_around(line, place);
    const std::size_t last = std::clamp<std::size_t>(std::max(span.end, span.begin) - line_begin, place, window.end);

    Excerpt result;
    std::size_t column = 0;
    if (window.begin > 0) result.line = "…", ++column;
    result.line += expand(line.substr(window.begin, place - window.begin), column);
    const std::size_t first_column = column;
    result.line += expand(line.substr(place, last - place), column);
    result.underline =
        std::string(first_column, ' ') + std::string(std::max<std::size_t>(column - first_column, 1), mark);
    result.line += expand(line.substr(last, window.end - last), column);
    if (window.end < line.size()) result.line += "…";
    return result;
}

}  // namespace netfig
