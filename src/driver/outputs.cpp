#include "driver/outputs.h"

#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <unistd.h>

namespace netfig {
namespace {

using Fault = std::optional<std::string>;

bool is_folder(const std::string& path) {
    std::error_code ignored;
    return path.ends_with('/') || std::filesystem::is_directory(path, ignored);
}

std::string extension_of(const std::string& path) {
    const std::string extension = std::filesystem::path(path).extension().string();
    return extension.empty() ? "" : extension.substr(1);
}

/// The path without an extension that we know: `fig.v2` keeps its `.v2`.
std::string without_extension(const std::string& path) {
    const std::string extension = extension_of(path);
    const bool known = extension == "nn" || format_from(extension);
    return known ? path.substr(0, path.size() - extension.size() - 1) : path;
}

struct Planner {
    const BuildOptions& options;
    bool into_folder = false;
    std::vector<OutputFormat> formats;
};

Fault choose_formats(Planner& planner) {
    const BuildOptions& options = planner.options;
    planner.formats = options.formats;
    if (!planner.formats.empty()) return std::nullopt;
    const bool named = !options.output.empty() && options.output != "-" && !planner.into_folder;
    if (!named) {
        planner.formats = {OutputFormat::pdf};
        return std::nullopt;
    }
    const std::string extension = extension_of(options.output);
    const std::optional<OutputFormat> format = format_from(extension);
    if (!format) {
        return extension.empty()
                   ? fmt::format("`{}` names no format; add `-f pdf`, or an extension", options.output)
                   : fmt::format("`.{}` is no format; use pdf, svg, png, eps, json, pdf_tex or tikz, or say one with `-f`", extension);
    }
    planner.formats = {*format};
    return std::nullopt;
}

std::string path_for(const Planner& planner, const std::string& input, OutputFormat format) {
    const BuildOptions& options = planner.options;
    if (options.output == "-" || (options.output.empty() && input == "-")) return "-";
    const std::string suffix = "." + format_name(format);
    if (options.output.empty()) return without_extension(input) + suffix;
    if (planner.into_folder) {
        const std::string name = input == "-" ? options.source.stdin_name : input;
        const std::string file = without_extension(std::filesystem::path(name).filename().string()) + suffix;
        return (std::filesystem::path(options.output) / file).string();
    }
    if (planner.formats.size() == 1) return options.output;
    return without_extension(options.output) + suffix;
}

Fault check_streams(const OutputPlan& plan) {
    std::size_t streams = 0;
    for (const auto& outputs : plan) {
        for (const PlannedOutput& output : outputs) {
            if (output.path != "-") continue;
            ++streams;
            if (output.format == OutputFormat::pdf_tex) return "pdf_tex is two files; name them with `-o net.pdf_tex`";
            const bool binary = output.format == OutputFormat::pdf || output.format == OutputFormat::png;
            if (binary && ::isatty(STDOUT_FILENO) == 1) {
                return fmt::format("a {} is no text for a terminal; write it to a file with `-o`",
                                   output.format == OutputFormat::pdf ? "PDF" : "PNG");
            }
        }
    }
    if (streams > 1) return "standard output takes one input in one format";
    return std::nullopt;
}

/// No output twice, and none over an input.
Fault check_collisions(const Planner& planner, const OutputPlan& plan) {
    std::set<std::string> taken;
    for (const auto& outputs : plan) {
        for (const PlannedOutput& output : outputs) {
            if (output.path == "-") continue;
            if (!taken.insert(std::filesystem::path(output.path).lexically_normal().string()).second) {
                return fmt::format("two outputs would be written to `{}`", output.path);
            }
            for (const std::string& input : planner.options.source.inputs) {
                std::error_code ignored;
                if (input != "-" && std::filesystem::equivalent(input, output.path, ignored)) {
                    return fmt::format("the output `{}` would replace an input", output.path);
                }
            }
        }
    }
    return std::nullopt;
}

}  // namespace

std::variant<OutputPlan, std::string> plan_outputs(const BuildOptions& options) {
    const std::vector<std::string>& inputs = options.source.inputs;
    Planner planner{options, false, {}};
    const bool several = inputs.size() > 1;
    const bool named = !options.output.empty() && options.output != "-";
    planner.into_folder = named && (several || is_folder(options.output));
    if (planner.into_folder && several && std::filesystem::is_regular_file(options.output)) {
        return fmt::format("several inputs need a folder, and `{}` is a file", options.output);
    }
    if (Fault fault = choose_formats(planner)) return *fault;
    OutputPlan plan;
    for (const std::string& input : inputs) {
        std::vector<PlannedOutput>& outputs = plan.emplace_back();
        for (const OutputFormat format : planner.formats) outputs.push_back({format, path_for(planner, input, format)});
    }
    if (Fault fault = check_streams(plan)) return *fault;
    if (Fault fault = check_collisions(planner, plan)) return *fault;
    return plan;
}

}  // namespace netfig
