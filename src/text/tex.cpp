#include "text/tex.h"

#include "base/md5.h"
#include "base/strings.h"
#include "text/label.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace netfig {
namespace {

constexpr double points_per_tex_point = 72 / 72.27;
constexpr double largest_tex_length = 16384;  // TeX knows no larger one
// Lines that reach farther than this above the capitals, or below the baseline, are centred by all they cover.
constexpr double tall_rise = 0.35, tall_depth = 0.35;  // em

/// A line's middle is half its capitals; that of a fraction is the middle of the whole.
double visible_height(const TexSize& size, double font_size) {
    const bool tall = size.height > size.cap_height + tall_rise * font_size || size.depth > tall_depth * font_size;
    return tall ? std::max(size.height - size.depth, 0.0) : size.cap_height;
}

// Metric files of TeX have only 15 heights a font, so it tells the height of capitals about this well.
constexpr double capitals_error = 0.04;  // em

/// The document's font is often the one that the theme has too; then the theme's is known better.
TexSize with_better_capitals(TexSize size, const Font& font, const TexGuess& guess) {
    Font other = font;
    other.family = guess.font_family;
    const std::vector<TextRun> capital = guess.measure("H", other);
    const bool near =
        !capital.empty() && std::abs(capital.front().cap_height - size.cap_height) < capitals_error * font.size_pt;
    if (near) size.cap_height = capital.front().cap_height;
    return size;
}

TextRun measured(std::string_view line, const Font& font, const TexSize& size) {
    TextRun run;
    run.text = line;
    run.font = font;
    run.width = size.width;
    run.ascent = size.height;
    run.descent = size.depth;
    run.cap_height = visible_height(size, font.size_pt);
    run.ink = {0, -size.height, size.width, size.height + size.depth};
    return run;
}

TextRun guessed(std::string_view line, const Font& font, const TexGuess& guess) {
    Font other = font;
    other.family = guess.font_family;
    const Label label = make_label(line, {other, guess.math_family}, guess.measure);
    TextRun run = measured(line, font, {label.size.width, 0, 0, 0});
    run.ink = {};
    for (const PlacedRun& placed : label.runs) run.cap_height = std::max(run.cap_height, placed.run.cap_height);
    return run;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::optional<double> read_length(std::string_view word) {
    double length = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), length);
    const bool whole = error == std::errc() && end == word.data() + word.size();
    if (!whole || !(std::abs(length) < largest_tex_length)) return std::nullopt;
    return length * points_per_tex_point;
}

}  // namespace

std::string tex_key(std::string_view line, const Font& font) {
    const std::string style = format_number(font.size_pt) + (font.weight >= 600 ? "b" : "") + (font.italic ? "i" : "");
    return md5(style + ' ' + std::string(line)).substr(0, 16);
}

MeasureText tex_measurer(TexSizes sizes, TexGuess guess) {
    return [sizes = std::move(sizes), guess = std::move(guess)](std::string_view line, const Font& font) {
        if (line.empty()) return std::vector<TextRun>();
        const auto known = sizes.find(tex_key(line, font));
        if (known == sizes.end()) return std::vector{guessed(line, font, guess)};
        return std::vector{measured(line, font, with_better_capitals(known->second, font, guess))};
    };
}

TexSizes read_tex_sizes(std::string_view text) {
    TexSizes sizes;
    for (const std::string_view line : split(text, '\n')) {
        const auto words = split(line, ' ');
        if (words.size() != 5) continue;
        std::array<double, 4> lengths{};
        bool good = true;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto length = read_length(words[i + 1]);
            good = good && length && (*length >= 0 || i == 1 || i == 2);
            lengths[i] = length.value_or(0);
        }
        if (good) sizes[std::string(words[0])] = {lengths[0], lengths[1], lengths[2], lengths[3]};
    }
    return sizes;
}

}  // namespace netfig
