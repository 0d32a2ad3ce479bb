#include "evaluate/functions.h"

#include <array>
#include <unordered_map>

namespace netfig {

namespace {

std::array<std::span<const Function>, 5> all_functions() {
    return {number_functions(), list_functions(), shape_functions(), combining_functions(), window_functions()};
}

/// Never walked.
std::unordered_map<std::string_view, const Function*> functions_by_name() {
    std::unordered_map<std::string_view, const Function*> functions;
    for (const auto& theme : all_functions()) {
        for (const Function& function : theme) functions.emplace(function.name, &function);
    }
    return functions;
}

}  // namespace

const Function* find_function(std::string_view name) {
    static const auto by_name = functions_by_name();
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
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
