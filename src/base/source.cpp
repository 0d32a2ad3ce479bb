#include "netfig/source.h"

#include "base/strings.h"

#include <algorithm>
#include <cassert>

namespace netfig {
namespace {

std::size_t line_start(std::string_view text, std::size_t offset) {
    if (offset == 0) return 0;
    const std::size_t line_end = text.rfind('\n', offset - 1);
    return line_end == std::string_view::npos ? 0 : line_end + 1;
}

}  // namespace

LineColumn line_column(const Source& source, std::size_t offset) {
    const std::string_view text = source.text;
    offset = std::min(offset, text.size());
    const std::size_t start = line_start(text, offset);
    const auto line_ends = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n');
    return {static_cast<std::size_t>(line_ends) + 1, count_code_points(text.substr(start, offset - start)) + 1};
}

std::string_view line_text(const Source& source, std::size_t offset) {
    const std::string_view text = source.text;
    const std::size_t start = line_start(text, std::min(offset, text.size()));
    std::string_view line = text.substr(start, text.find('\n', start) - start);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

Span cover(Span first, Span second) {
    assert(first.source == second.source);
    return {first.source, std::min(first.begin, second.begin), std::max(first.end, second.end)};
}

}  // namespace netfig
