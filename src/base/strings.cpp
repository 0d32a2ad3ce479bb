#include "base/strings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace netfig {
namespace {

/// Length of the valid UTF-8 sequence at `offset`, or 0. Refuses overlong forms, surrogates and values above U+10FFFF.
std::size_t sequence_length(std::string_view text, std::size_t offset) {
    const auto lead = static_cast<unsigned char>(text[offset]);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || offset + length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[offset + i])) return 0;
    }
    const auto second = static_cast<unsigned char>(text[offset + 1]);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool beyond = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
    return overlong || beyond ? 0 : length;
}

std::string join_with_last(const std::vector<std::string>& parts, std::string_view separator, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += i + 1 == parts.size() ? last : separator;
        text += parts[i];
    }
    return text;
}

}  // namespace

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    return join_with_last(parts, separator, separator);
}

std::string join_alternatives(const std::vector<std::string>& parts) { return join_with_last(parts, ", ", " or "); }

std::size_t next_code_point(std::string_view text, std::size_t offset) {
    if (offset < text.size()) ++offset;
    while (offset < text.size() && is_continuation(text[offset])) ++offset;
    return offset;
}

std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

std::size_t find_invalid_utf8(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t length = sequence_length(text, offset);
        if (length == 0) return offset;
        offset += length;
    }
    return std::string_view::npos;
}

std::string format_number(double value, int decimals) {
    if (!std::isfinite(value)) return "0";
    std::array<char, 400> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    std::string text(buffer.data(), error == std::errc() ? end : buffer.data());
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    return text == "-0" || text.empty() ? "0" : text;
}

void append_number(std::string& out, double value) {
    constexpr double limit = 1e15;
    if (!std::isfinite(value) || std::abs(value) > limit) value = 0;
    const std::int64_t thousandths = std::llround(value * 1000);
    if (thousandths < 0) out += '-';
    const std::uint64_t magnitude = static_cast<std::uint64_t>(thousandths < 0 ? -thousandths : thousandths);
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude / 1000).ptr;
    out.append(buffer.data(), end);
    const auto rest = static_cast<unsigned>(magnitude % 1000);
    if (rest == 0) return;
    const std::array<char, 4> decimals{'.', static_cast<char>('0' + rest / 100),
                                       static_cast<char>('0' + rest / 10 % 10), static_cast<char>('0' + rest % 10)};
    std::size_t length = decimals.size();
    while (decimals[length - 1] == '0') --length;
    out.append(decimals.data(), length);
}

std::string format_count(std::int64_t value) {
    if (std::abs(static_cast<double>(value)) < 1000) return std::to_string(value);
    static constexpr std::array<std::string_view, 6> units{" k", " M", " G", " T", " P", " E"};
    double scaled = static_cast<double>(value) / 1000;
    std::size_t unit = 0;
    while (std::abs(scaled) >= 999.5 && unit + 1 < units.size()) {
        scaled /= 1000;
        ++unit;
    }
    const int decimals = std::abs(scaled) < 9.995 ? 2 : std::abs(scaled) < 99.95 ? 1 : 0;
    return format_number(scaled, decimals) + std::string(units[unit]);
}

std::string format_grouped(std::int64_t value) {
    std::string digits = std::to_string(value);
    const std::size_t first = value < 0 ? 1 : 0;
    for (std::size_t end = digits.size(); end > first + 3;) {
        end -= 3;
        digits.insert(end, ",");
    }
    return digits;
}

std::string lower_case(std::string_view ascii) {
    std::string lower(ascii);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

std::string counted(std::size_t count, std::string_view word) {
    return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s");
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

}  // namespace netfig
