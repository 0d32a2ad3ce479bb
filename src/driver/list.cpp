#include "base/strings.h"
#include "driver/commands.h"
#include "library/library.h"
#include "library/library_index.h"
#include "theme/presets.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace netfig {
namespace {

struct Row {
    std::string name;
    std::string summary;
};

std::vector<Row> operations() {
    std::vector<Row> rows;
    for (const LibraryFile& file : library_files()) {
        if (!file.path.starts_with("std/ops/")) continue;
        for (const IndexedDeclaration& operation : index_operations(file.text)) {
            const std::vector<std::string> aliases(operation.aliases.begin(), operation.aliases.end());
            const std::string also = aliases.empty() ? "" : fmt::format(" (also {})", join(aliases, ", "));
            rows.push_back({std::string(operation.name), std::string(operation.summary) + also});
        }
    }
    return rows;
}

std::vector<Row> blocks() {
    std::vector<Row> rows;
    for (const LibraryFile& file : library_files()) {
        if (!file.path.ends_with(".nn") || file.path.starts_with("std/ops/")) continue;
        const std::string_view use = file.path.substr(0, file.path.size() - 3);
        for (const IndexedDeclaration& block : index_blocks(file.text)) {
            rows.push_back({std::string(block.name), fmt::format("use {}: {}", use, block.summary)});
        }
    }
    return rows;
}

std::vector<Row> themes() {
    std::vector<Row> rows;
    for (const LibraryTheme& theme : library_themes()) {
        rows.push_back({std::string(theme.name), std::string(theme.summary)});
    }
    return rows;
}

/// Widths in TeX's points, as LaTeX prints them.
std::vector<Row> presets() {
    constexpr double tex_points = 72.27 / 72;
    std::vector<Row> rows;
    for (const Preset& preset : all_presets()) {
        rows.push_back({std::string(preset.name),
                        fmt::format("{}: columns of {} and {} TeX points, {}", preset.documents,
                                    format_number(preset.one_column_pt * tex_points, 2),
                                    format_number(preset.two_columns_pt * tex_points, 2), preset.font_family)});
    }
    return rows;
}

std::string table(std::vector<Row> rows) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.name < b.name; });
    std::size_t width = 0;
    for (const Row& row : rows) width = std::max(width, row.name.size());
    std::string text;
    for (const Row& row : rows) {
        text += row.summary.empty() ? fmt::format("  {}\n", row.name)
                                    : fmt::format("  {:{}}  {}\n", row.name, width, row.summary);
    }
    return text;
}

}  // namespace

ExitStatus list(const std::string& what) {
    std::string text;
    const bool all = what.empty();
    const auto heading = [&](std::string_view title) { return all ? fmt::format("{}\n", title) : std::string(); };
    if (all || what == "ops") text += heading("Operations") + table(operations());
    if (all || what == "blocks") text += heading("\nBlocks") + table(blocks());
    if (all || what == "themes") text += heading("\nThemes") + table(themes());
    if (all || what == "presets") text += heading("\nPresets") + table(presets());
    std::fputs(text.c_str(), stdout);
    return ExitStatus::ok;
}

}  // namespace netfig
