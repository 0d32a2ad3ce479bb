#include "driver/figure_record.h"

#include "base/md5.h"
#include "driver/load.h"

#include <algorithm>
#include <optional>

namespace netfig {
namespace {

constexpr std::string_view heading =
    "% What figures were drawn from; netfig.sty sees here whether they are out of date.\n";

std::string digest_of(const std::string& path, const FileReader& files) {
    const std::optional<std::string> bytes = files.read(path, max_file_bytes);
    return bytes ? md5(*bytes) : "";
}

/// `\name{one}{two}` to its arguments, which hold no braces.
std::vector<std::string> arguments_of(std::string_view line, std::string_view name) {
    std::vector<std::string> arguments;
    if (!line.starts_with(name)) return arguments;
    line.remove_prefix(name.size());
    while (line.starts_with('{')) {
        const std::size_t end = line.find('}');
        if (end == line.npos) break;
        arguments.emplace_back(line.substr(1, end - 1));
        line.remove_prefix(end + 1);
    }
    return arguments;
}

/// Such a path can't be told to TeX; nor does anyone have one.
bool is_tellable(const RecordedInput& input) { return input.path.find_first_of("{}%\\\n\r") == std::string::npos; }

}  // namespace

FigureRecord read_record(std::string_view text) {
    FigureRecord record;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (auto drawn = arguments_of(line, "\\netfigdrawn"); drawn.size() == 3)
            record.push_back({std::move(drawn[0]), std::move(drawn[1]), std::move(drawn[2]), {}});
        if (auto input = arguments_of(line, "\\netfiginput"); input.size() == 2 && !record.empty())
            record.back().inputs.push_back({std::move(input[0]), std::move(input[1])});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return record;
}

std::string write_record(const FigureRecord& record) {
    std::string text(heading);
    for (const RecordedFigure& figure : record) {
        text += "\\netfigdrawn{" + figure.name + "}{" + figure.options + "}{" + figure.version + "}\n";
        for (const RecordedInput& input : figure.inputs)
            if (is_tellable(input)) text += "\\netfiginput{" + input.path + "}{" + input.digest + "}\n";
    }
    return text;
}

std::vector<RecordedInput> digests_of(const std::vector<std::string>& paths, const FileReader& files) {
    std::vector<RecordedInput> inputs;
    for (const std::string& path : paths) inputs.push_back({path, digest_of(path, files)});
    return inputs;
}

bool are_unchanged(const std::vector<RecordedInput>& inputs, const FileReader& files) {
    return std::ranges::all_of(
        inputs, [&](const RecordedInput& input) { return digest_of(input.path, files) == input.digest; });
}

}  // namespace netfig
