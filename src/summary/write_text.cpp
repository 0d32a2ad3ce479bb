#include "base/dim.h"
#include "base/strings.h"
#include "summary/write_summary.h"

#include <algorithm>
#include <array>
#include <utility>

namespace netfig {
namespace {

constexpr std::string_view gap = "  ";
constexpr std::size_t narrowest = 12;  // of a column that is cut
constexpr std::size_t deepest_tree = 16;

/// What gives way in a cell that is too wide is its text; the lines of the tree and the badge stay.
struct Cell {
    std::string before;
    std::string text;
    std::string after;
    std::string shorter;  // another text that says the same, if there is one

    std::string whole() const { return before + text + after; }
};

/// One column: its header, then a cell for each row.
struct TextColumn {
    bool right = false;
    bool may_shrink = false;
    std::vector<Cell> cells;
    std::size_t width = 0;
};

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

/// The lines of a tree before each name. Very deep rows share one indentation.
std::vector<std::string> tree_lines(const std::vector<SummaryRow>& rows) {
    std::vector<std::string> lines;
    std::vector<bool> ended;  // by level: no sibling follows
    for (const SummaryRow& row : rows) {
        ended.resize(row.depth + 1);
        ended[row.depth] = row.last;
        std::string line;
        for (std::size_t level = 1; level < std::min(row.depth, deepest_tree); ++level)
            line += ended[level] ? "  " : "│ ";
        if (row.depth > 0) line += row.last ? "└ " : "├ ";
        lines.push_back(std::move(line));
    }
    return lines;
}

/// The text from one code point to another.
std::string_view part(std::string_view text, std::size_t from, std::size_t to) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < from; ++i) begin = next_code_point(text, begin);
    std::size_t end = begin;
    for (std::size_t i = from; i < to; ++i) end = next_code_point(text, end);
    return text.substr(begin, end - begin);
}

/// `convolution_of_the_stem` in 12 columns is `convol…_stem`.
std::string cut_middle(const std::string& text, std::size_t width) {
    const std::size_t length = count_code_points(text);
    if (length <= width || width == 0) return text;
    const std::size_t tail = (width - 1) / 2;
    return std::string(part(text, 0, width - 1 - tail)) + "…" + std::string(part(text, length - tail, length));
}

std::string fitted(const Cell& cell, std::size_t width) {
    const std::size_t length = count_code_points(cell.whole());
    if (length <= width) return cell.whole();
    const std::size_t fixed = count_code_points(cell.before) + count_code_points(cell.after);
    if (!cell.shorter.empty() && fixed + count_code_points(cell.shorter) <= width) {
        return cell.before + cell.shorter + cell.after;
    }
    if (fixed + 3 > width) return cut_middle(cell.whole(), width);
    return cell.before + cut_middle(cell.text, width - fixed) + cell.after;
}

Cell cell_of(const Summary& summary, const SummaryRow& row, SummaryColumn column, const DataType& type) {
    if (column == SummaryColumn::name) return {{}, row.name, badge_of(row), {}};
    if (column == SummaryColumn::type) return {{}, row.type, {}, row.written_type};
    return {{}, cell_for_people(summary, row, column, type), {}, {}};
}

TextColumn fill_column(const Summary& summary, SummaryColumn column, const DataType& type) {
    TextColumn result;
    result.right = is_number(column);
    result.may_shrink = !result.right;
    result.cells.push_back({{}, std::string(title_of(column)), {}, {}});
    for (const SummaryRow& row : summary.rows) result.cells.push_back(cell_of(summary, row, column, type));
    if (column == SummaryColumn::name) {
        const std::vector<std::string> lines = tree_lines(summary.rows);
        for (std::size_t i = 0; i < lines.size(); ++i) result.cells[i + 1].before = lines[i];
    }
    for (const Cell& cell : result.cells) result.width = std::max(result.width, count_code_points(cell.whole()));
    return result;
}

std::size_t table_width(const std::vector<TextColumn>& columns) {
    std::size_t width = 0;
    for (const TextColumn& column : columns) width += column.width + gap.size();
    return width == 0 ? 0 : width - gap.size();
}

/// The widest column that may shrink gives way first.
void fit(std::vector<TextColumn>& columns, std::size_t width) {
    for (std::size_t now = table_width(columns); now > width; --now) {
        TextColumn* widest = nullptr;
        for (TextColumn& column : columns) {
            const bool gives = column.may_shrink && column.width > narrowest;
            if (gives && (!widest || column.width > widest->width)) widest = &column;
        }
        if (!widest) return;
        --widest->width;
    }
}

std::string line_of(const std::vector<TextColumn>& columns, std::size_t row) {
    std::string line;
    for (const TextColumn& column : columns) {
        const Cell& shown = column.cells[row];
        const std::string cell = column.may_shrink ? fitted(shown, column.width) : shown.whole();
        const std::string space(column.width - std::min(column.width, count_code_points(cell)), ' ');
        line += column.right ? space + cell : cell + space;
        line += gap;
    }
    while (line.ends_with(' ')) line.pop_back();
    return line + "\n";
}

std::string exact(const Dim& count) { return count.is_known() ? format_grouped(count.value()) : to_text(count); }

/// `102 MB as float32`
std::string memory(const Dim& elements, const DataType& type) {
    const Dim bytes = bytes_of(elements, type);
    if (!bytes.is_known()) return type.name;
    const std::string size = format_count(bytes.value());
    return size + (bytes.value() < 1000 ? " B as " : "B as ") + type.name;
}

std::string totals(const Summary& summary, const DataType& type) {
    const std::vector<std::array<std::string, 3>> lines{
        {"Parameters", exact(summary.total.params), memory(summary.total.params, type)},
        {"Multiply-adds", exact(multiply_adds(summary.total)), exact(summary.total.flops) + " FLOPs"},
        {"Activations", exact(summary.total.activations), memory(summary.total.activations, type)},
    };
    std::size_t width = 0;
    for (const auto& line : lines) width = std::max(width, count_code_points(line[1]));
    std::string text;
    for (const auto& [what, count, remark] : lines) {
        text += what + std::string(15 - what.size() + width - count_code_points(count), ' ') + count + "   " + remark +
                "\n";
    }
    return text;
}

}  // namespace

std::string write_summary_text(const Summary& summary, const std::vector<SummaryColumn>& columns, const DataType& type,
                               std::size_t width) {
    std::vector<TextColumn> table;
    for (const SummaryColumn column : columns) table.push_back(fill_column(summary, column, type));
    fit(table, width);
    const std::string rule = repeated("─", std::max(table_width(table), std::size_t{1})) + "\n";
    std::string text = line_of(table, 0) + rule;
    for (std::size_t row = 1; row <= summary.rows.size(); ++row) text += line_of(table, row);
    text += rule + totals(summary, type);
    const std::string note = note_of(summary);
    return note.empty() ? text : text + note + "\n";
}

}  // namespace netfig
