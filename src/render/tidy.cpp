#include "render/tidy.h"

#include "base/strings.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace netfig {
namespace {

constexpr std::size_t nowhere = std::string::npos;

/// Puts `replacement` and spaces in place of the same number of bytes.
void overwrite(std::string& text, std::size_t begin, std::size_t end, std::string_view replacement) {
    if (replacement.size() > end - begin) return;
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    text.replace(begin, replacement.size(), replacement);
}

/// Cairo gives every page a transparency group although netfig draws nothing transparent.
void drop_page_group(std::string& pdf) {
    constexpr std::string_view start = "/Group <<";
    const std::size_t begin = pdf.find(start);
    if (begin == nowhere) return;
    const std::size_t end = pdf.find(">>", begin + start.size());
    // Only the flat dictionary that is known to be harmless to lose; any other form stays.
    if (end == nowhere || pdf.find("<<", begin + start.size()) < end) return;
    if (std::string_view(pdf).substr(begin, end - begin).find("/Transparency") == nowhere) return;
    overwrite(pdf, begin, end + 2, "");
}

/// The producer names Cairo's version; the same figure must give the same bytes on every machine.
void drop_producer_version(std::string& pdf) {
    constexpr std::string_view start = "/Producer (cairo";
    const std::size_t begin = pdf.rfind(start);
    if (begin == nowhere) return;
    const std::size_t end = pdf.find('\n', begin);
    if (end != nowhere) overwrite(pdf, begin, end, "/Producer (netfig, cairo)");
}

/// Takes out the line that starts with `start`, or puts `replacement` in its place.
void replace_comment(std::string& eps, std::string_view start, std::string_view replacement) {
    const std::size_t begin = eps.find(start);
    const std::size_t header_end = eps.find("%%EndComments");
    if (begin == nowhere || begin > header_end) return;
    const std::size_t end = eps.find('\n', begin);
    if (end != nowhere) eps.replace(begin, end + 1 - begin, replacement);
}

void append_big_endian(std::string& bytes, std::uint32_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>((value >> shift) & 0xffU);
}

/// The check sum of a PNG chunk, over its type and data.
std::uint32_t crc32(std::string_view bytes) {
    constexpr std::uint32_t polynomial = 0xedb88320U;
    std::uint32_t crc = 0xffffffffU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? polynomial : 0U);
    }
    return ~crc;
}

}  // namespace

void tidy_pdf(std::string& pdf) {
    drop_page_group(pdf);
    drop_producer_version(pdf);
}

void tidy_eps(std::string& eps, Size page) {
    replace_comment(eps, "%%CreationDate:", "");
    replace_comment(eps, "%%Creator:", "%%Creator: netfig, cairo\n");
    const auto corner = [&](int decimals, double width, double height) {
        return "0 0 " + format_number(width, decimals) + " " + format_number(height, decimals) + "\n";
    };
    replace_comment(eps, "%%BoundingBox:",
                    "%%BoundingBox: " + corner(0, std::ceil(page.width), std::ceil(page.height)) +
                        "%%HiResBoundingBox: " + corner(2, page.width, page.height));
}

void add_png_resolution(std::string& png, std::uint32_t pixels_per_metre) {
    constexpr std::size_t after_header = 8 + 8 + 13 + 4;  // signature; length, type, data and check sum of IHDR
    if (png.size() < after_header) return;
    std::string chunk = "pHYs";
    append_big_endian(chunk, pixels_per_metre);
    append_big_endian(chunk, pixels_per_metre);
    chunk += '\1';  // the unit is the metre
    std::string whole;
    append_big_endian(whole, static_cast<std::uint32_t>(chunk.size() - 4));
    whole += chunk;
    append_big_endian(whole, crc32(chunk));
    png.insert(after_header, whole);
}

}  // namespace netfig
