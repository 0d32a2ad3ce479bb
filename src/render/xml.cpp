#include "render/xml.h"

#include "base/strings.h"

#include <algorithm>
#include <array>

namespace netfig {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A path in the characters that an id may hold. Names use letters, digits and `_`, so `-` is free for what joins them.
std::string id_characters(std::string_view path) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string id;
    for (const char c : path) {
        if (is_ascii_letter(c) || is_digit(c) || c == '_' || c == '-') {
            id += c;
        } else if (c == '/' || c == '#' || c == '>') {
            id += '-';
        } else {
            const auto byte = static_cast<unsigned char>(c);
            id += std::string("_x") + digits[byte / 16U] + digits[byte % 16U];
        }
    }
    return id;
}

struct FamilyFallback {
    std::string_view part;  // of the family's name
    std::string_view fallbacks;
};

// The first row that fits; the last ends the search.
constexpr std::array<FamilyFallback, 12> family_fallbacks{{
    {"Nimbus Sans", "Helvetica, Arial, sans-serif"},
    {"TeX Gyre Heros", "Helvetica, Arial, sans-serif"},
    {"Liberation Sans", "Arial, Helvetica, sans-serif"},
    {"Nimbus Roman", "Times New Roman, Times, serif"},
    {"TeX Gyre Termes", "Times New Roman, Times, serif"},
    {"Liberation Serif", "Times New Roman, Times, serif"},
    {"Mono", "monospace"},
    {"Sans", "Helvetica, Arial, sans-serif"},
    {"Serif", "Times New Roman, Times, serif"},
    {"Roman", "Times New Roman, Times, serif"},
    {"Math", "Times New Roman, Times, serif"},
    {"", "Helvetica, Arial, sans-serif"},
}};

}  // namespace

std::string escape_xml(std::string_view text) {
    const auto stays = [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 && c != '&' && c != '<' && c != '>' && c != '"';
    };
    if (std::all_of(text.begin(), text.end(), stays)) return std::string(text);
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') escaped += c;
        }
    }
    return escaped;
}

std::string IdMaker::make(std::string_view path) {
    std::string id = prefix_ + id_characters(path);
    if (id.empty() || !(is_ascii_letter(id.front()) || id.front() == '_')) id.insert(0, "_");
    std::string unique = id;
    // The made-up id may itself be some other part's own: then the next number.
    while (!used_.try_emplace(unique, 1).second) unique = id + "-" + std::to_string(++used_[id]);
    return unique;
}

bool is_safe_link(std::string_view url) {
    if (url.empty() ||
        std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; })) {
        return false;
    }
    const std::string lower = lower_case(url.substr(0, 8));
    if (lower.starts_with("http://") || lower.starts_with("https://")) return true;
    // Anything else before a colon is a scheme (`javascript:`), and two slashes lead to another host.
    return url.substr(0, url.find_first_of("/?#")).find(':') == std::string_view::npos && !url.starts_with("//") &&
           url.find('\\') == std::string_view::npos;
}

std::string family_stack(const std::string& family) {
    for (const FamilyFallback& row : family_fallbacks) {
        if (family.find(row.part) == std::string::npos) continue;
        return family.empty() ? std::string(row.fallbacks) : family + ", " + std::string(row.fallbacks);
    }
    return family;
}

}  // namespace netfig
