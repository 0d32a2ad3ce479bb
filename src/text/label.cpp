#include "text/label.h"

#include "base/strings.h"
#include "text/fonts.h"
#include "text/math.h"
#include "text/math_letters.h"
#include "text/tex.h"

#include <algorithm>
#include <optional>

namespace netfig {
namespace {

constexpr double serif_beside_sans = 1.08;  // a serif's small letters are lower than a sans serif's
constexpr double script_scale = 0.72;
constexpr double smallest_pt = 5;                   // of scripts; text of the line itself is never below 6
constexpr double sub_drop = 0.17, sup_rise = 0.36;  // em
constexpr double descender = 0.21;                  // em
constexpr double line_gap = 0.12;                   // em between the boxes of two lines

/// The pen of one line; y is relative to the line's baseline, down.
struct LineWriter {
    const LabelStyle& style;
    const MeasureText& measure;
    std::vector<PlacedRun> runs;
    double x = 0;
    double cap_height = 0;

    void write(std::string_view text, const Font& font, double y) {
        for (TextRun& run : measure(text, font)) {
            cap_height = std::max(cap_height, y == 0 ? run.cap_height : 0);
            const double width = run.width;
            runs.push_back({std::move(run), {x, y}});
            x += width;
        }
    }
    void write_math(const std::vector<MathAtom>& atoms, double size, double y);
    void write_scripts(const MathAtom& atom, double size, double y);
    void write_math_text(const MathAtom& atom, double size, double y);
    Font math_font(MathStyle style, double size) const;
    double math_scale() const {
        return is_serif(style.math_family) == is_serif(style.font.family) ? 1 : serif_beside_sans;
    }
};

Font LineWriter::math_font(MathStyle math_style, double size) const {
    if (math_style == MathStyle::text) {
        Font font = style.font;
        font.size_pt = size / math_scale();
        return font;
    }
    const int weight = math_style == MathStyle::bold ? 700 : style.font.weight;
    return {style.math_family, size, weight, math_style == MathStyle::italic};
}

void LineWriter::write_scripts(const MathAtom& atom, double size, double y) {
    const double script_size = std::max(std::min(size, smallest_pt), size * script_scale);
    const double begin = x;
    double end = x;
    if (!atom.below.empty()) {
        write_math(atom.below, script_size, y + sub_drop * size);
        end = std::max(end, x);
        x = begin;
    }
    if (!atom.above.empty()) write_math(atom.above, script_size, y - sup_rise * size);
    x = std::max(end, x);
    if (x > begin) x += 0.04 * size;
}

/// A font made for mathematics has no italic face: its slanted and bold letters are characters of their own.
void LineWriter::write_math_text(const MathAtom& atom, double size, double y) {
    Font font = math_font(atom.style, size);
    if (atom.style == MathStyle::text || !style.math_family.ends_with(" Math")) return write(atom.base, font, y);
    font.italic = false;
    if (atom.base == "√") font.family = symbol_families()[0];  // theirs hangs from the line, to be lifted over a formula
    const bool bold = font.weight >= 600;
    font.weight = 400;
    write(math_letters(atom.base, atom.style == MathStyle::italic, bold), font, y);
}

void LineWriter::write_math(const std::vector<MathAtom>& atoms, double size, double y) {
    const bool spaced = size >= style.font.size_pt * math_scale() * 0.9;  // scripts are set tight
    for (const MathAtom& atom : atoms) {
        x += spaced ? atom.space_before * size : 0;
        if (!atom.base.empty()) write_math_text(atom, size, y);
        write_math(atom.inner, size, y);
        write_scripts(atom, size, y);
        x += spaced ? atom.space_after * size : 0;
    }
}

struct Line {
    std::string text;
    std::vector<PlacedRun> runs;  // relative to the baseline
    double width = 0;
    double cap_height = 0;
    double height = 0, depth = 0;  // that its words reach for certain; known of lines set by TeX
};

std::string spoken(std::string_view text) {
    std::string words;
    while (!text.empty()) {
        const std::size_t open = text.find('$');
        const std::size_t close = open == text.npos ? text.npos : text.find('$', open + 1);
        words += close == text.npos ? text : text.substr(0, open);
        if (close == text.npos) break;
        words += plain_text(parse_math(text.substr(open + 1, close - open - 1)));
        text.remove_prefix(close + 1);
    }
    return words;
}

/// TeX sets the line as a whole, and told how high and deep it is: a fraction needs more room than words.
Line write_tex_line(std::string_view text, const LabelStyle& style, const MeasureText& measure) {
    Line line;
    line.text = spoken(text);
    for (TextRun& run : measure(text, style.font)) {
        line.width = run.width;
        line.cap_height = run.cap_height;
        line.height = run.ascent;
        line.depth = run.descent;
        line.runs.push_back({std::move(run), {0, 0}});
    }
    return line;
}

/// Text and math take turns at each `$`; a last lone `$` is a dollar.
Line write_line(std::string_view text, const LabelStyle& style, const MeasureText& measure) {
    if (style.font.family == tex_family) return write_tex_line(text, style, measure);
    LineWriter writer{style, measure, {}};
    Line line;
    while (!text.empty()) {
        const std::size_t open = text.find('$');
        const std::size_t close = open == text.npos ? text.npos : text.find('$', open + 1);
        const std::string_view plain = close == text.npos ? text : text.substr(0, open);
        writer.write(plain, style.font, 0);
        line.text += plain;
        if (close == text.npos) break;
        const auto atoms = parse_math(text.substr(open + 1, close - open - 1));
        writer.write_math(atoms, style.font.size_pt * writer.math_scale(), 0);
        line.text += plain_text(atoms);
        text.remove_prefix(close + 1);
    }
    line.runs = std::move(writer.runs);
    line.width = writer.x;
    line.cap_height = writer.cap_height > 0 ? writer.cap_height : 0.7 * style.font.size_pt;
    return line;
}

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n')) {
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    lines.push_back(text);
    return lines;
}

Label place_line(Line line, double font_size) {
    Label label;
    label.text = std::move(line.text);
    const double margin = descender * font_size;
    const double above = std::max(line.cap_height + margin, line.height);
    label.size = {line.width, above + std::max(margin, line.depth)};
    label.runs = std::move(line.runs);
    for (PlacedRun& run : label.runs) run.baseline.y += above;
    return label;
}

}  // namespace

Label make_label(std::string_view text, const LabelStyle& style, const MeasureText& measure) {
    std::vector<Label> lines;
    for (std::string_view line : split_lines(text)) {
        Label label = place_line(write_line(line, style, measure), style.font.size_pt);
        if (!label.empty()) lines.push_back(std::move(label));
    }
    return stack(lines, line_gap * style.font.size_pt, style.align);
}

Label make_symbol(std::string_view symbol, const LabelStyle& style, const MeasureText& measure) {
    Label label = make_label(symbol, style, measure);
    if (label.runs.size() != 1 || count_code_points(label.text) != 1) return label;
    // Operators stand on the axis of the font, about a quarter of an em above the baseline; letters on the baseline.
    PlacedRun& run = label.runs.front();
    const bool letter =
        label.text.size() == 1 && std::string_view("+-<>=*").find(label.text[0]) == std::string_view::npos;
    const double middle = letter ? run.run.cap_height / 2 : 0.262 * style.font.size_pt;
    run.baseline.y = label.size.height / 2 + middle;
    return label;
}

Label stack(const std::vector<Label>& lines, double gap, Align align) {
    Label result;
    for (const Label& line : lines) result.size.width = std::max(result.size.width, line.size.width);
    for (const Label& line : lines) {
        if (line.empty()) continue;
        if (!result.empty()) {
            result.size.height += gap;
            result.text += '\n';
        }
        const double dx = align == Align::center ? (result.size.width - line.size.width) / 2 : 0;
        for (PlacedRun run : line.runs) {
            run.baseline.x += dx;
            run.baseline.y += result.size.height;
            result.runs.push_back(std::move(run));
        }
        result.text += line.text;
        result.size.height += line.size.height;
    }
    return result;
}

}  // namespace netfig
