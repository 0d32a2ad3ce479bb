// embed_themes OUTPUT.cpp THEME.yaml…: a step of the build, which writes the shipped themes as the table of
// shipped_theme().
#include "theme/theme_rows.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace netfig {
namespace {

std::string literal(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

std::string_view name_of(ThemeValue kind) {
    switch (kind) {
        case ThemeValue::none:
            return "none";
        case ThemeValue::text:
            return "text";
        case ThemeValue::list:
            return "list";
        case ThemeValue::map:
            return "map";
    }
    return "none";
}

void write_rows(std::ofstream& out, const std::string& name, ThemeRows rows) {
    out << "constexpr ThemeRow " << name << "_rows[] = {\n";
    for (const ThemeRow& row : rows) {
        out << "    {ThemeValue::" << name_of(row.kind) << ", " << literal(row.key) << ", " << literal(row.text) << ", "
            << row.key_line << ", " << row.line << ", " << row.size << "},\n";
    }
    out << "};\n";
}

/// Why a shipped theme can't be embedded, or nothing.
std::string embed(const char* output, std::span<char*> themes) {
    std::ofstream out(output);
    out << "#include \"theme/theme_rows.h\"\n\nnamespace netfig {\nnamespace {\n\n";
    std::string choice;
    for (const char* path : themes) {
        std::ifstream file(path);
        const ThemeDocument document = read_yaml({std::string(std::istreambuf_iterator<char>(file), {})});
        if (!document.fault.empty()) return std::string(path) + ": " + document.fault;
        const std::string name = std::filesystem::path(path).stem().string();
        write_rows(out, name, document.rows);
        choice += "    if (name == " + literal(name) + ") return " + name + "_rows;\n";
    }
    out << "\n}  // namespace\n\nThemeRows shipped_theme(std::string_view name) {\n"
        << choice << "    return {};\n}\n\n"
        << "}  // namespace netfig\n";
    return out ? "" : std::string(output) + ": can't be written";
}

}  // namespace
}  // namespace netfig

int main(int count, char** words) {
    const std::string fault = netfig::embed(words[1], {words + 2, words + count});
    if (fault.empty()) return 0;
    std::fputs((fault + "\n").c_str(), stderr);
    return 1;
}
