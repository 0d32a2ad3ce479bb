#include "text/math_letters.h"

#include "base/strings.h"

#include <array>
#include <cstdint>

namespace netfig {
namespace {

/// Where the letters of one style begin in the block of mathematical letters.
struct Alphabet {
    std::uint32_t capitals, small, greek_capitals, greek_small, digits;  // 0: as they are
};
constexpr Alphabet slanted{0x1D434, 0x1D44E, 0x1D6E2, 0x1D6FC, 0};
constexpr Alphabet bold_upright{0x1D400, 0x1D41A, 0x1D6A8, 0x1D6C2, 0x1D7CE};
constexpr Alphabet bold_slanted{0x1D468, 0x1D482, 0x1D71C, 0x1D736, 0x1D7CE};
constexpr std::uint32_t planck = 0x210E;  // the slanted h, which Unicode had before

std::uint32_t decode(std::string_view bytes) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
    if (bytes.size() == 2) return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    return bytes.size() == 1 ? byte(0) : 0;  // longer ones are no letters of ours
}

std::string encode(std::uint32_t code) {
    const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | (code >> shift & 0x3FU)); };
    if (code < 0x10000) return {static_cast<char>(0xE0U | code >> 12U), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | code >> 18U), tail(12), tail(6), tail(0)};
}

std::uint32_t shifted(std::uint32_t code, const Alphabet& to) {
    const auto within = [&](std::uint32_t first, std::uint32_t last, std::uint32_t begin) -> std::uint32_t {
        return code >= first && code <= last && begin > 0 ? begin + code - first : 0;
    };
    for (const std::uint32_t found :
         {within('A', 'Z', to.capitals), within('a', 'z', to.small), within('0', '9', to.digits),
          within(0x391, 0x3A9, to.greek_capitals), within(0x3B1, 0x3C9, to.greek_small)}) {
        if (found > 0) return found;
    }
    return 0;
}

}  // namespace

std::string math_letters(std::string_view text, bool italic, bool bold) {
    if (!italic && !bold) return std::string(text);
    const Alphabet& alphabet = bold ? (italic ? bold_slanted : bold_upright) : slanted;
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = next_code_point(text, at);
        const std::uint32_t code = decode(text.substr(at, next - at));
        const std::uint32_t letter = code == 'h' && italic && !bold ? planck : shifted(code, alphabet);
        result += letter > 0 ? encode(letter) : std::string(text.substr(at, next - at));
        at = next;
    }
    return result;
}

}  // namespace netfig
