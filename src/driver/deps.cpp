#include "driver/deps.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace netfig {
namespace {

std::string escaped_for_make(std::string_view path) {
    std::string escaped;
    for (const char c : path) {
        if (c == ' ' || c == '#' || c == '\\') escaped += '\\';
        if (c == '$') escaped += '$';
        escaped += c;
    }
    return escaped;
}

std::string make_rules(const Dependencies& dependencies) {
    std::string rules;
    for (const std::string& output : dependencies.outputs) rules += escaped_for_make(output) + " ";
    if (rules.ends_with(' ')) rules.pop_back();
    rules += ":";
    for (const std::string& input : dependencies.inputs) rules += " \\\n  " + escaped_for_make(input);
    rules += "\n";
    for (const std::string& input : dependencies.inputs) rules += "\n" + escaped_for_make(input) + ":\n";
    return rules;
}

}  // namespace

void Dependencies::add_inputs(const std::vector<std::string>& files) {
    for (const std::string& file : files) {
        if (std::find(inputs.begin(), inputs.end(), file) == inputs.end()) inputs.push_back(file);
    }
}

std::string write_dependencies(const Dependencies& dependencies, DepsFormat format) {
    switch (format) {
        case DepsFormat::make:
            return make_rules(dependencies);
        case DepsFormat::json: {
            const nlohmann::ordered_json object{{"inputs", dependencies.inputs}, {"outputs", dependencies.outputs}};
            return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
        }
        case DepsFormat::zero: {
            std::string text;
            for (const std::string& input : dependencies.inputs) text += input + '\0';
            return text;
        }
    }
    return {};
}

}  // namespace netfig
