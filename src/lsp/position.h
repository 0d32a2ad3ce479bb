// Places as editors count them: lines from 0, and columns in units that client and server agree on.
// The only file that knows UTF-16; everything else speaks of byte offsets.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace netfig::lsp {

enum class PositionEncoding { utf8, utf16 };

struct Position {
    std::size_t line = 0;
    std::size_t character = 0;
    friend auto operator<=>(const Position&, const Position&) = default;
};

/// A text with its lines found. The view must outlive it.
struct TextMap {
    std::string_view text;
    PositionEncoding encoding = PositionEncoding::utf16;
    std::vector<std::size_t> starts;  // of each line; the first is 0
};

/// Lines end with `\n`, `\r\n` or `\r`.
TextMap map_text(std::string_view text, PositionEncoding encoding);

/// An offset inside a character counts as its start; one behind the end as the end.
Position position_at(const TextMap& map, std::size_t offset);

/// A column behind the end of its line means that end, a line behind the last the end of the text; the middle of a
/// character (between two surrogates) means its start.
std::size_t offset_at(const TextMap& map, Position position);

/// The offset after the last character of a line, before its line end.
std::size_t end_of_line(const TextMap& map, std::size_t line);

/// How many units of the encoding a piece of text has.
std::size_t width_of(std::string_view text, PositionEncoding encoding);

}  // namespace netfig::lsp
