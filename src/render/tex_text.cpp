#include "render/tex_text.h"

#include "base/strings.h"
#include "text/math_symbols.h"

#include <utility>

namespace netfig {
namespace {

/// What an ASCII character is in words; empty where it is itself. Those of the second group are other characters in
/// TeX's old font encoding, or join with a neighbour.
std::string_view escaped(char c) {
    switch (c) {
        case '\\':
            return "\\textbackslash{}";
        case '{':
            return "\\{";
        case '}':
            return "\\}";
        case '$':
            return "\\$";
        case '%':
            return "\\%";
        case '&':
            return "\\&";
        case '#':
            return "\\#";
        case '_':
            return "\\_";
        case '^':
            return "\\textasciicircum{}";
        case '~':
            return "\\textasciitilde{}";
        case '<':
            return "\\textless{}";
        case '>':
            return "\\textgreater{}";
        case '|':
            return "\\textbar{}";
        case '"':
            return "\\textquotedblright{}";
        case '`':
            return "\\textasciigrave{}";
        case '-':
            return "-{}";
        case ',':
            return ",{}";
        default:  // a character, not an enumeration
            return {};
    }
}

/// Signs of Latin-1 whose place in TeX's T1 fonts is another: LuaTeX does not look after them as pdfTeX does.
std::string_view latin_sign(std::string_view code_point, TexSigns signs) {
    struct Sign {
        std::string_view character, of_text, of_math;
    };
    static constexpr Sign table[] = {
        {"×", "\\texttimes{}", "$\\times$"},
        {"÷", "\\textdiv{}", "$\\div$"},
        {"±", "\\textpm{}", "$\\pm$"},
        {"·", "\\textperiodcentered{}", "$\\cdot$"},
        {"²", "\\texttwosuperior{}", "$^2$"},
        {"³", "\\textthreesuperior{}", "$^3$"},
        {"¹", "\\textonesuperior{}", "$^1$"},
        {"°", "\\textdegree{}", "$^\\circ$"},
        {"µ", "\\textmu{}", "$\\mu$"},
        {"¬", "\\textlnot{}", "$\\neg$"},
        {"ß", "\\ss{}", "\\ss{}"},
        {"ÿ", "\\\"y", "\\\"y"},
    };
    for (const Sign& sign : table) {
        if (sign.character == code_point) return signs == TexSigns::of_math ? sign.of_math : sign.of_text;
    }
    return {};
}

/// Letters that every LaTeX knows in words stay (é); signs of mathematics get their names.
std::string character(std::string_view code_point, bool in_math, TexSigns signs) {
    const auto lead = static_cast<unsigned char>(code_point[0]);
    const bool western = lead == 0xC2 || lead == 0xC3;  // up to U+00FF
    if (western && !in_math) {
        const std::string_view sign = latin_sign(code_point, signs);
        return std::string(sign.empty() ? code_point : sign);
    }
    if (code_point == "−") return in_math ? "-" : "\\ensuremath{{-}}";
    if (const auto name = math_symbol_name(code_point)) {
        const std::string sign = "\\" + std::string(*name);
        return in_math ? sign + " " : "\\ensuremath{{" + sign + "}}";
    }
    return "\\netfigchar{" + std::string(code_point) + "}";
}

/// Between words, × of mathematics has the thin spaces that make it as wide as that of a text font with whole ones.
constexpr std::string_view spaced_times = " × ";

std::string words(std::string_view text, TexSigns signs) {
    std::string tex;
    for (std::size_t at = 0; at < text.size();) {
        if (signs == TexSigns::of_math && text.substr(at).starts_with(spaced_times)) {
            tex += "\\,$\\times$\\,";
            at += spaced_times.size();
            continue;
        }
        const std::size_t next = next_code_point(text, at);
        const std::string_view escape = escaped(text[at]);
        // A hyphen or comma changes only before another one.
        const bool joins = (text[at] == '-' || text[at] == ',') && (next >= text.size() || text[next] != text[at]);
        if (next - at > 1)
            tex += character(text.substr(at, next - at), false, signs);
        else if (static_cast<unsigned char>(text[at]) < 0x20)
            tex += ' ';
        else
            tex += escape.empty() || joins ? text.substr(at, 1) : escape;
        at = next;
    }
    return tex;
}

bool is_command_start(std::string_view text, std::size_t at) { return text[at] == '\\' && at + 1 < text.size(); }

/// TeX reads to the brace that closes; it must lie within the label.
bool is_balanced(std::string_view math) {
    int depth = 0;
    for (std::size_t at = 0; at < math.size(); ++at) {
        if (math[at] == '\\' && at + 1 == math.size()) return false;
        if (is_command_start(math, at)) {
            ++at;
        } else if (math[at] == '{') {
            ++depth;
        } else if (math[at] == '}' && --depth < 0) {
            return false;
        }
    }
    return depth == 0;
}

/// As written, but for signs that would end the label or the line in TeX.
std::string math(std::string_view text) {
    std::string tex = "$";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = is_command_start(text, at) ? at + 2 : next_code_point(text, at);
        const std::string_view piece = text.substr(at, next - at);
        if (piece == "%" || piece == "#" || piece == "&") tex += '\\';
        if (static_cast<unsigned char>(piece[0]) >= 0x80)
            tex += character(piece, true, {});
        else if (static_cast<unsigned char>(piece[0]) < 0x20)
            tex += ' ';
        else
            tex += piece;
        at = next;
    }
    return tex + "$";
}

}  // namespace

std::string tex_text(std::string_view line, TexSigns signs) {
    std::string tex;
    while (!line.empty()) {
        const std::size_t open = line.find('$');
        const std::size_t close = open == line.npos ? line.npos : line.find('$', open + 1);
        if (close == line.npos) return tex + words(line, signs);
        tex += words(line.substr(0, open), signs);
        const std::string_view inside = line.substr(open + 1, close - open - 1);
        const bool is_math = !inside.empty() && is_balanced(inside);
        tex += is_math ? math(inside) : words(line.substr(open, close - open + 1), signs);
        line.remove_prefix(close + 1);
    }
    return tex;
}

}  // namespace netfig
#include <utility>
