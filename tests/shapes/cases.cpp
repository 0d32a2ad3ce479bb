#include "shapes/cases.h"

#include "python_json.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace netfig::test {

namespace {

Case case_from(const nlohmann::json& line, std::string place) {
    Case one;
    one.operation = line.at("op");
    one.arguments = line.at("args");
    if (line.contains("call")) one.arguments.update(line.at("call"));
    one.inputs = line.at("in").get<std::vector<Sizes>>();
    one.refused = line.value("error", false);
    one.message = line.value("message", "");
    one.place = std::move(place);
    if (one.refused) return one;
    one.outputs = line.at("out").get<std::vector<Sizes>>();
    one.params = line.at("params");
    return one;
}

void read_table(const std::filesystem::path& file, std::vector<Case>& cases) {
    std::ifstream stream(file);
    std::string text;
    for (int number = 1; std::getline(stream, text); ++number) {
        const std::string place = file.filename().string() + ":" + std::to_string(number);
        try {
            cases.push_back(case_from(parse_python_json(text), place));
        } catch (const std::exception& fault) { throw std::runtime_error(place + ": " + fault.what()); }
    }
}

}  // namespace

std::vector<Case> read_cases(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<Case> cases;
    for (const auto& file : files) read_table(file, cases);
    return cases;
}

}  // namespace netfig::test
