#include "base/data_type.h"

#include <array>
#include <utility>

namespace netfig {
namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 12> data_types{{
    {"float32", 4},
    {"float16", 2},
    {"bfloat16", 2},
    {"int8", 1},
    {"uint8", 1},
    {"float64", 8},
    {"float8", 1},
    {"int16", 2},
    {"int32", 4},
    {"int64", 8},
    {"bool", 1},
    {"complex64", 8},
}};

}  // namespace

std::optional<std::int64_t> data_type_bytes(std::string_view name) {
    for (const auto& [known, bytes] : data_types) {
        if (known == name) return bytes;
    }
    return std::nullopt;
}

std::vector<std::string> data_type_names() {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : data_types) names.emplace_back(name);
    return names;
}

}  // namespace netfig
