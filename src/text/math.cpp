#include "text/math.h"

#include "base/strings.h"
#include "text/math_symbols.h"

#include <utility>

namespace netfig {
namespace {

constexpr int deepest_nesting = 12;  // deeper groups are read as if their braces were not there
constexpr double binary_space = 0.18, relation_space = 0.24, function_space = 0.17;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// One walk over the text between two `$`.
struct Reader {
    std::string_view text;
    std::size_t at = 0;
    int depth = 0;

    bool done() const { return at >= text.size(); }
    std::vector<MathAtom> read_atoms(char end);
    MathAtom read_atom();
    MathAtom read_command();
    MathAtom read_character();
    std::vector<MathAtom> read_script();
    std::string read_braced_text();
    MathAtom read_styled(MathStyle style);
    MathAtom read_fraction();
    MathAtom read_accented(std::string_view mark);
    void skip_spaces() {
        while (!done() && text[at] == ' ') ++at;
    }
};

MathAtom atom_of(std::string base, MathStyle style, double space = 0) {
    MathAtom atom;
    atom.base = std::move(base);
    atom.style = style;
    atom.space_before = atom.space_after = space;
    return atom;
}

MathAtom group_of(std::vector<MathAtom> inner) {
    MathAtom atom;
    atom.inner = std::move(inner);
    return atom;
}

std::vector<MathAtom> Reader::read_atoms(char end) {
    std::vector<MathAtom> atoms;
    for (skip_spaces(); !done() && text[at] != end; skip_spaces()) {
        const char c = text[at];
        if (c == '_' || c == '^') {
            ++at;
            if (atoms.empty()) atoms.emplace_back();
            auto& script = c == '_' ? atoms.back().below : atoms.back().above;
            for (MathAtom& part : read_script()) script.push_back(std::move(part));
        } else {
            MathAtom atom = read_atom();
            // A sign that has nothing before it belongs to what follows: −1.
            const bool signs = atoms.empty() || atoms.back().space_after > 0;
            if (signs && atom.space_before > 0) atom.space_before = atom.space_after = 0;
            atoms.push_back(std::move(atom));
        }
    }
    return atoms;
}

std::vector<MathAtom> Reader::read_script() {
    skip_spaces();
    if (done()) return {};
    MathAtom atom = read_atom();
    if (!atom.inner.empty()) return std::move(atom.inner);
    atom.space_before = atom.space_after = 0;
    std::vector<MathAtom> script;
    script.push_back(std::move(atom));
    return script;
}

MathAtom Reader::read_atom() {
    const char c = text[at];
    if (c == '\\') return read_command();
    if (c != '{') return read_character();
    ++at;
    if (++depth > deepest_nesting) {
        --depth;
        return MathAtom();
    }
    auto inner = read_atoms('}');
    --depth;
    if (!done()) ++at;
    return group_of(std::move(inner));
}

MathAtom Reader::read_character() {
    const std::size_t next = next_code_point(text, at);
    const std::string_view character = text.substr(at, next - at);
    at = next;
    if (character == "-") return atom_of("−", MathStyle::upright, binary_space);
    if (character == "*") return atom_of("∗", MathStyle::upright, binary_space);
    if (character == "'") return atom_of("′", MathStyle::upright);
    if (character == "+" || character == "×" || character == "·")
        return atom_of(std::string(character), MathStyle::upright, binary_space);
    if (character == "=" || character == "<" || character == ">" || character == "→" || character == "∈")
        return atom_of(std::string(character), MathStyle::upright, relation_space);
    MathAtom atom = atom_of(std::string(character), is_letter(character[0]) ? MathStyle::italic : MathStyle::upright);
    if (character == ",") atom.space_after = function_space;
    if (character == "}") atom.base.clear();  // one too many
    return atom;
}

std::string Reader::read_braced_text() {
    skip_spaces();
    if (done()) return {};
    if (text[at] != '{') {
        const std::size_t begin = std::exchange(at, next_code_point(text, at));
        return std::string(text.substr(begin, at - begin));
    }
    const std::size_t begin = ++at;
    while (!done() && text[at] != '}') ++at;
    const std::string_view inside = text.substr(begin, at - begin);
    if (!done()) ++at;
    return std::string(inside);
}

MathAtom Reader::read_styled(MathStyle style) { return atom_of(read_braced_text(), style); }

/// Labels are one line high: a fraction is written with a stroke.
MathAtom Reader::read_fraction() {
    std::vector<MathAtom> parts;
    skip_spaces();
    if (!done()) parts.push_back(read_atom());
    parts.push_back(atom_of("/", MathStyle::upright));
    skip_spaces();
    if (!done()) parts.push_back(read_atom());
    return group_of(std::move(parts));
}

MathAtom Reader::read_accented(std::string_view mark) {
    skip_spaces();
    if (done()) return MathAtom();
    MathAtom atom = read_atom();
    MathAtom* letter = &atom;
    while (letter->base.empty() && !letter->inner.empty()) letter = &letter->inner.front();
    letter->base += mark;
    return atom;
}

std::string blackboard(std::string_view letters) {
    std::string result;
    for (char c : letters) {
        switch (c) {
            case 'R':
                result += "ℝ";
                break;
            case 'N':
                result += "ℕ";
                break;
            case 'Z':
                result += "ℤ";
                break;
            case 'Q':
                result += "ℚ";
                break;
            case 'C':
                result += "ℂ";
                break;
            case 'P':
                result += "ℙ";
                break;
            case 'E':
                result += "𝔼";
                break;
            default:
                result += c;
                break;
        }
    }
    return result;
}

MathAtom of_symbol(const MathSymbol& symbol, Reader& reader) {
    const std::string base(symbol.text);
    switch (symbol.kind) {
        case SymbolClass::letter:
            return atom_of(base, MathStyle::italic);
        case SymbolClass::ordinary:
            return atom_of(base, MathStyle::upright);
        case SymbolClass::binary:
            return atom_of(base, MathStyle::upright, binary_space);
        case SymbolClass::relation:
            return atom_of(base, MathStyle::upright, relation_space);
        case SymbolClass::function:
            break;
        case SymbolClass::accent:
            return reader.read_accented(symbol.text);
        case SymbolClass::space:
            return MathAtom();
    }
    MathAtom atom = atom_of(base, MathStyle::upright);
    const bool bracket_follows = !reader.done() && (reader.text[reader.at] == '(' || reader.text[reader.at] == '_');
    atom.space_after = bracket_follows ? 0 : function_space;
    return atom;
}

MathAtom Reader::read_command() {
    const std::size_t begin = ++at;
    while (!done() && is_letter(text[at])) ++at;
    if (at == begin && !done()) at = next_code_point(text, at);
    const std::string_view name = text.substr(begin, at - begin);
    if (name == "mathrm" || name == "operatorname" || name == "mathsf" || name == "mathtt")
        return read_styled(MathStyle::upright);
    if (name == "text" || name == "textrm" || name == "textsf" || name == "mbox") return read_styled(MathStyle::text);
    if (name == "mathbf" || name == "boldsymbol" || name == "bm" || name == "textbf")
        return read_styled(MathStyle::bold);
    if (name == "mathit" || name == "mathcal" || name == "textit") return read_styled(MathStyle::italic);
    if (name == "mathbb") return atom_of(blackboard(read_braced_text()), MathStyle::upright);
    if (name == "frac" || name == "tfrac" || name == "dfrac") return read_fraction();
    const auto symbol = find_math_symbol(name);
    if (!symbol) return atom_of("\\" + std::string(name), MathStyle::upright);
    MathAtom atom = of_symbol(*symbol, *this);
    if (symbol->kind == SymbolClass::space) atom.space_after = math_space(name);
    return atom;
}

void append_script(std::string& text, char sign, const std::vector<MathAtom>& script) {
    if (script.empty()) return;
    const std::string inside = plain_text(script);
    text += sign;
    text += count_code_points(inside) > 1 ? "{" + inside + "}" : inside;
}

}  // namespace

std::vector<MathAtom> parse_math(std::string_view text) {
    Reader reader{text};
    std::vector<MathAtom> atoms;
    while (!reader.done()) {
        for (MathAtom& atom : reader.read_atoms('\0')) atoms.push_back(std::move(atom));
        if (!reader.done()) ++reader.at;
    }
    return atoms;
}

std::string plain_text(const std::vector<MathAtom>& atoms) {
    std::string text;
    for (const MathAtom& atom : atoms) {
        const bool spaced = atom.space_before > 0.1;
        if (spaced && !text.empty() && text.back() != ' ') text += ' ';
        text += atom.base + plain_text(atom.inner);
        append_script(text, '_', atom.below);
        append_script(text, '^', atom.above);
        if (atom.space_after > 0.1) text += ' ';
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

}  // namespace netfig
