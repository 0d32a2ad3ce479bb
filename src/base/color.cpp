#include "base/color.h"

#include <string_view>

namespace netfig {

std::string hex(Color color) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "#";
    for (const std::uint8_t part : {color.red, color.green, color.blue}) {
        text += digits[part / 16U];
        text += digits[part % 16U];
    }
    return text;
}

}  // namespace netfig
