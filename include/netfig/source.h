// The texts of a run, and places in them. A place is a byte offset; lines and columns are computed only to print.
#pragma once

#include "netfig/id.h"

#include <string>
#include <string_view>

namespace netfig {

using SourceId = Id<struct SourceTag>;

/// The bytes [begin, end) of one source. An invalid `source` means "no place" (a command-line flag, say).
struct Span {
    SourceId source;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    friend auto operator<=>(const Span&, const Span&) = default;
};

/// One file as it was read. `text` is valid UTF-8 when parsing starts; load() has refused anything else.
struct Source {
    std::string path;      // as shown to the user: relative where it was given so, "std/resnet.nn" in the library
    std::string text;
    bool library = false;  // belongs to the embedded standard library
};

using Sources = Table<SourceId, Source>;

/// Counted from 1; the column counts code points.
struct LineColumn {
    std::size_t line = 1;
    std::size_t column = 1;
};

LineColumn line_column(const Source& source, std::size_t offset);

/// The text of the line that holds `offset`, without its line end.
std::string_view line_text(const Source& source, std::size_t offset);

/// The smallest span that covers both; both must be of one source.
Span cover(Span first, Span second);

}  // namespace netfig
