// A theme as it is written, in rows: what yaml-cpp reads from a file. The shipped themes are turned into rows when
// netfig is built, so that drawing with them reads no YAML.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

enum class ThemeValue : std::uint8_t { none, text, list, map };

/// A value, followed by the rows of those within it.
struct ThemeRow {
    ThemeValue kind = ThemeValue::none;
    std::string_view key{};   // in the map where it stands
    std::string_view text{};  // of the kind text
    int key_line = 0;         // from 0
    int line = 0;
    std::uint32_t size = 1;  // in rows: itself and those within
};

/// One value and all within it; empty for nothing.
using ThemeRows = std::span<const ThemeRow>;

/// Calls `visit(rows)` for each value that stands directly within the first of `rows`.
template <class Visit>
void each_inner(ThemeRows rows, Visit visit) {
    for (std::size_t at = 1; at < rows.size(); at += rows[at].size) visit(rows.subspan(at, rows[at].size));
}

/// The rows of a file, and the texts that they show.
struct ThemeDocument {
    std::deque<std::string> texts;
    std::vector<ThemeRow> rows;  // none where there is a fault
    std::string fault;           // why it is no YAML, or too much of it
    int fault_line = -1;
};

ThemeDocument read_yaml(std::string_view yaml);

/// Nothing where no shipped theme has this name.
ThemeRows shipped_theme(std::string_view name);

}  // namespace netfig
