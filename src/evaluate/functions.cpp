#include "evaluate/functions.h"

#include <array>

namespace netfig {

namespace {

std::array<std::span<const Function>, 5> all_functions() {
    return {number_functions(), list_functions(), shape_functions(), combining_functions(), window_functions()};
}

}  // namespace

const Function* find_function(std::string_view name) {
    for (const auto& theme : all_functions()) {
        for (const Function& function : theme) {
            if (function.name == name) return &function;
        }
    }
    return nullptr;
}

std::vector<std::string> function_names() {
    std::vector<std::string> names;
    for (const auto& theme : all_functions()) {
        for (const Function& function : theme) names.emplace_back(function.name);
    }
    return names;
}

std::string expected_arguments(const Function& function, std::size_t given) {
    std::string count = std::to_string(function.least);
    if (function.most == any_number) {
        count = "at least " + count;
    } else if (function.most != function.least) {
        count += " to " + std::to_string(function.most);
    }
    const bool one = function.most == 1 || (function.most == any_number && function.least == 1);
    return "`" + std::string(function.name) + "` takes " + count + (one ? " argument" : " arguments") + ", found " +
           std::to_string(given);
}

}  // namespace netfig
