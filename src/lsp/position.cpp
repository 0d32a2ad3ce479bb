#include "lsp/position.h"

#include "base/strings.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

/// Bytes of the character that starts with `lead`.
std::size_t byte_count(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0xC0U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
}

/// What a character of so many bytes takes: only those of four bytes are two surrogates.
std::size_t units(std::size_t bytes, PositionEncoding encoding) {
    if (encoding == PositionEncoding::utf8) return bytes;
    return bytes == 4 ? 2 : 1;
}

std::size_t start_of_character(std::string_view text, std::size_t offset) {
    while (offset > 0 && offset < text.size() && is_continuation(text[offset])) --offset;
    return offset;
}

}  // namespace

TextMap map_text(std::string_view text, PositionEncoding encoding) {
    TextMap map{text, encoding, {0}};
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (text[at] == '\n' || (text[at] == '\r' && !pair)) map.starts.push_back(at + 1);
    }
    return map;
}

std::size_t width_of(std::string_view text, PositionEncoding encoding) {
    if (encoding == PositionEncoding::utf8) return text.size();
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = std::min(byte_count(text[at]), text.size() - at);
        width += units(bytes, encoding);
        at += bytes;
    }
    return width;
}

Position position_at(const TextMap& map, std::size_t offset) {
    offset = start_of_character(map.text, std::min(offset, map.text.size()));
    const auto after = std::upper_bound(map.starts.begin(), map.starts.end(), offset);
    const auto line = static_cast<std::size_t>(after - map.starts.begin()) - 1;
    const std::size_t start = map.starts[line];
    return {line, width_of(map.text.substr(start, offset - start), map.encoding)};
}

std::size_t end_of_line(const TextMap& map, std::size_t line) {
    if (line >= map.starts.size()) return map.text.size();
    std::size_t end = line + 1 < map.starts.size() ? map.starts[line + 1] : map.text.size();
    const std::size_t start = map.starts[line];
    if (end > start && map.text[end - 1] == '\n') --end;
    if (end > start && map.text[end - 1] == '\r') --end;
    return end;
}

std::size_t offset_at(const TextMap& map, Position position) {
    if (position.line >= map.starts.size()) return map.text.size();
    const std::size_t end = end_of_line(map, position.line);
    std::size_t at = map.starts[position.line];
    std::size_t column = 0;
    while (at < end) {
        const std::size_t bytes = std::min(byte_count(map.text[at]), end - at);
        column += units(bytes, map.encoding);
        if (column > position.character) break;
        at += bytes;
    }
    return at;
}

}  // namespace netfig::lsp
