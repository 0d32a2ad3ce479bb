#include "base/md5.h"

#include <array>
#include <bit>
#include <cstdint>

namespace netfig {
namespace {

using State = std::array<std::uint32_t, 4>;

// RFC 1321: the rotations of each round, and the sines of 1 to 64 as 32-bit fractions.
constexpr std::array<std::array<int, 4>, 4> rotations{
    {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};
// clang-format off
constexpr std::array<std::uint32_t, 64> sines{
    0xd76aa478U, 0xe8c7b756U, 0x242070dbU, 0xc1bdceeeU, 0xf57c0fafU, 0x4787c62aU, 0xa8304613U, 0xfd469501U,
    0x698098d8U, 0x8b44f7afU, 0xffff5bb1U, 0x895cd7beU, 0x6b901122U, 0xfd987193U, 0xa679438eU, 0x49b40821U,
    0xf61e2562U, 0xc040b340U, 0x265e5a51U, 0xe9b6c7aaU, 0xd62f105dU, 0x02441453U, 0xd8a1e681U, 0xe7d3fbc8U,
    0x21e1cde6U, 0xc33707d6U, 0xf4d50d87U, 0x455a14edU, 0xa9e3e905U, 0xfcefa3f8U, 0x676f02d9U, 0x8d2a4c8aU,
    0xfffa3942U, 0x8771f681U, 0x6d9d6122U, 0xfde5380cU, 0xa4beea44U, 0x4bdecfa9U, 0xf6bb4b60U, 0xbebfbc70U,
    0x289b7ec6U, 0xeaa127faU, 0xd4ef3085U, 0x04881d05U, 0xd9d4d039U, 0xe6db99e5U, 0x1fa27cf8U, 0xc4ac5665U,
    0xf4292244U, 0x432aff97U, 0xab9423a7U, 0xfc93a039U, 0x655b59c3U, 0x8f0ccc92U, 0xffeff47dU, 0x85845dd1U,
    0x6fa87e4fU, 0xfe2ce6e0U, 0xa3014314U, 0x4e0811a1U, 0xf7537e82U, 0xbd3af235U, 0x2ad7d2bbU, 0xeb86d391U};
// clang-format on

std::uint32_t word_at(std::string_view block, std::size_t index) {
    std::uint32_t word = 0;
    for (std::size_t i = 4; i-- > 0;) word = word << 8U | static_cast<unsigned char>(block[4 * index + i]);
    return word;
}

/// The mixing function of a round, and which word of the block its step takes.
std::uint32_t mix(std::size_t round, const State& s) {
    if (round == 0) return (s[1] & s[2]) | (~s[1] & s[3]);
    if (round == 1) return (s[3] & s[1]) | (~s[3] & s[2]);
    return round == 2 ? s[1] ^ s[2] ^ s[3] : s[2] ^ (s[1] | ~s[3]);
}

std::size_t word_of(std::size_t round, std::size_t step) {
    constexpr std::array<std::size_t, 4> factor{1, 5, 3, 7}, offset{0, 1, 5, 0};
    return (factor[round] * step + offset[round]) % 16;
}

void add_block(State& state, std::string_view block) {
    State s = state;
    for (std::size_t step = 0; step < 64; ++step) {
        const std::size_t round = step / 16;
        const std::uint32_t sum = s[0] + mix(round, s) + sines[step] + word_at(block, word_of(round, step));
        s = {s[3], s[1] + std::rotl(sum, rotations[round][step % 4]), s[1], s[2]};
    }
    for (std::size_t i = 0; i < 4; ++i) state[i] += s[i];
}

/// What follows the last whole block: a one bit, zeros, and the length in bits.
std::string last_blocks(std::string_view bytes) {
    std::string tail(bytes.substr(bytes.size() / 64 * 64));
    tail += '\x80';
    while (tail.size() % 64 != 56) tail += '\0';
    const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
    for (unsigned i = 0; i < 8; ++i) tail += static_cast<char>(bits >> (8 * i) & 0xffU);
    return tail;
}

}  // namespace

std::string md5(std::string_view bytes) {
    State state{0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U};
    const std::string tail = last_blocks(bytes);
    for (std::size_t at = 0; at + 64 <= bytes.size(); at += 64) add_block(state, bytes.substr(at, 64));
    for (std::size_t at = 0; at < tail.size(); at += 64) add_block(state, std::string_view(tail).substr(at, 64));
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const std::uint32_t word : state) {
        for (unsigned i = 0; i < 4; ++i) {
            const std::uint32_t byte = word >> (8 * i) & 0xffU;
            text += digits[byte >> 4U];
            text += digits[byte & 0xfU];
        }
    }
    return text;
}

}  // namespace netfig
