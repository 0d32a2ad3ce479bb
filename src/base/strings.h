// Text helpers that libstdc++ 12 lacks. Everything is independent of the locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// `1, 2 or 3`
std::string join_alternatives(const std::vector<std::string>& parts);

/// The offset of the code point after the one at `offset`.
std::size_t next_code_point(std::string_view text, std::size_t offset);
std::size_t count_code_points(std::string_view text);

/// The offset of the first byte that is not part of valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

/// The shortest decimal with at most `decimals` places, no exponent, no trailing zeros, never "-0".
std::string format_number(double value, int decimals = 3);

/// As format_number with three decimals, without a string of its own: for writers of many coordinates.
void append_number(std::string& out, double value);

/// 25557032 as `25.6 M`, 1234 as `1.23 k`: three significant digits.
std::string format_count(std::int64_t value);
/// 25557032 as `25,557,032`.
std::string format_grouped(std::int64_t value);

std::string lower_case(std::string_view ascii);

/// Without the blanks, tabs and line ends around it.
std::string_view trim(std::string_view text);

/// `1 line`, `2 lines`
std::string counted(std::size_t count, std::string_view word);

/// Whether this byte of UTF-8 goes on with the code point that one before it began.
bool is_continuation(char byte);

/// The value of a hexadecimal digit of either case.
std::optional<unsigned> hex_digit(char c);

}  // namespace netfig
