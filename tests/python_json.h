// JSON as Python writes it: with NaN and infinities, which JSON itself does not have. They become null.
#pragma once

#include <cctype>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace netfig::test {

inline nlohmann::json parse_python_json(std::string_view text) {
    std::string plain;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (letter == '"') in_string = !in_string;
        if (in_string && letter == '\\') plain += text[i++];
        if (!in_string && (letter == 'I' || letter == 'N')) {
            while (i + 1 < text.size() && std::isalpha(static_cast<unsigned char>(text[i + 1]))) ++i;
            if (!plain.empty() && plain.back() == '-') plain.pop_back();
            plain += "null";
        } else {
            plain += text[i];
        }
    }
    return nlohmann::json::parse(plain);
}

}  // namespace netfig::test
