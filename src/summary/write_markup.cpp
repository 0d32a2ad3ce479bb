#include "base/strings.h"
#include "summary/write_summary.h"

#include <algorithm>
#include <array>
#include <utility>

namespace netfig {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

using Escapes = std::array<std::pair<std::string_view, std::string_view>, 21>;

/// What TeX would read as a command, and the signs that its older engines lack.
constexpr Escapes tex_escapes{{
    {"\\", "\\textbackslash{}"},
    {"{", "\\{"},
    {"}", "\\}"},
    {"$", "\\$"},
    {"&", "\\&"},
    {"#", "\\#"},
    {"_", "\\_"},
    {"%", "\\%"},
    {"~", "\\textasciitilde{}"},
    {"^", "\\textasciicircum{}"},
    {"<", "$<$"},
    {">", "$>$"},
    {"*", "$\\cdot$"},
    {"×", "$\\times$"},
    {"–", "--"},
    {"…", "\\dots{}"},
    {"⌈", "$\\lceil$"},
    {"⌉", "$\\rceil$"},
    {"⌊", "$\\lfloor$"},
    {"⌋", "$\\rfloor$"},
    {"·", "$\\cdot$"},
}};

std::string_view escaped_sign(std::string_view sign) {
    for (const auto& [from, to] : tex_escapes) {
        if (sign == from) return to;
    }
    return sign;
}

std::string escape_tex(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const bool power = text[at] == '^' && at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
        const std::size_t next = next_code_point(text, at);
        if (power) {
            const std::size_t end = std::min(text.find_first_not_of("0123456789", next), text.size());
            result += "$^{" + std::string(text.substr(next, end - next)) + "}$";
            at = end;
        } else {
            result += escaped_sign(text.substr(at, next - at));
            at = next;
        }
    }
    return result;
}

std::string escape_markdown(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        if (std::string_view("\\|*_`<>[]").find(letter) != std::string_view::npos) result += '\\';
        result += letter;
    }
    return result;
}

std::string quote_csv(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return text;
    std::string result = "\"";
    for (const char letter : text) {
        if (letter == '"') result += '"';
        result += letter;
    }
    return result + "\"";
}

std::string cell_for_machines(const Summary& summary, const SummaryRow& row, SummaryColumn column,
                              const DataType& type) {
    switch (column) {
        case SummaryColumn::name:
            return row.path;
        case SummaryColumn::times:
            return std::to_string(row.times);
        case SummaryColumn::type:
            return row.type;
        case SummaryColumn::shape:
            return shapes_for_machines(row.shapes);
        case SummaryColumn::params:
            return count_for_machines(row.cost.params);
        case SummaryColumn::share: {
            const std::optional<double> share = share_of(row.cost.params, summary.total.params);
            return share ? format_number(*share, 6) : "";
        }
        case SummaryColumn::macs:
            return count_for_machines(multiply_adds(row.cost));
        case SummaryColumn::flops:
            return count_for_machines(row.cost.flops);
        case SummaryColumn::activations:
            return count_for_machines(row.cost.activations);
        case SummaryColumn::bytes:
            return count_for_machines(bytes_of(row.cost.activations, type));
        case SummaryColumn::receptive:
            return field_for_machines(row.field);
        case SummaryColumn::jump:
            return jump_of(row.field);
    }
    return {};
}

/// What the three forms differ in.
struct Markup {
    std::string_view indentation;
    std::string_view separator;
    std::string_view begin;
    std::string_view end;
    std::string (*escape)(std::string_view text);
};

struct MarkupWriter {
    const Summary& summary;
    const std::vector<SummaryColumn>& columns;
    const DataType& type;
    Markup markup;

    std::string line(const std::vector<std::string>& cells) const {
        return std::string(markup.begin) + join(cells, markup.separator) + std::string(markup.end);
    }
    std::string header() const {
        std::vector<std::string> cells;
        for (const SummaryColumn column : columns) cells.push_back(markup.escape(title_of(column)));
        return line(cells);
    }
    std::string row(const SummaryRow& part) const {
        std::vector<std::string> cells;
        for (const SummaryColumn column : columns) {
            const std::string text = markup.escape(cell_for_people(summary, part, column, type));
            const bool tree = column == SummaryColumn::name;
            cells.push_back(tree ? repeated(markup.indentation, part.depth) + text : text);
        }
        return line(cells);
    }
    /// The sums stand under a name of their own, without a number of copies.
    std::string sums() const {
        std::vector<std::string> cells;
        const SummaryRow total = total_row(summary);
        for (const SummaryColumn column : columns) {
            const bool empty = column == SummaryColumn::times;
            const bool name = column == SummaryColumn::name;
            cells.push_back(empty ? "" : name ? "Total" : markup.escape(cell_for_people(summary, total, column, type)));
        }
        return line(cells);
    }
};

}  // namespace

std::string write_summary_markdown(const Summary& summary, const std::vector<SummaryColumn>& columns,
                                   const DataType& type) {
    const MarkupWriter writer{summary, columns, type, {"&nbsp;&nbsp;&nbsp;", " | ", "| ", " |\n", escape_markdown}};
    std::string text = writer.header() + "|";
    for (const SummaryColumn column : columns) text += is_number(column) ? "---:|" : ":---|";
    text += "\n";
    for (const SummaryRow& row : summary.rows) text += writer.row(row);
    text += writer.sums();
    const std::string note = note_of(summary);
    return note.empty() ? text : text + "\n" + note + "\n";
}

std::string write_summary_latex(const Summary& summary, const std::vector<SummaryColumn>& columns,
                                const DataType& type) {
    const MarkupWriter writer{summary, columns, type, {"\\quad ", " & ", "", " \\\\\n", escape_tex}};
    std::string text = "% needs \\usepackage{booktabs}\n\\begin{tabular}{";
    for (const SummaryColumn column : columns) text += is_number(column) ? 'r' : 'l';
    text += "}\n\\toprule\n" + writer.header() + "\\midrule\n";
    for (const SummaryRow& row : summary.rows) text += writer.row(row);
    text += "\\midrule\n" + writer.sums() + "\\bottomrule\n\\end{tabular}\n";
    const std::string note = note_of(summary);
    return note.empty() ? text : text + "% " + note + "\n";
}

std::string write_summary_csv(const Summary& summary, const std::vector<SummaryColumn>& columns, const DataType& type) {
    std::vector<std::string> header;
    for (const SummaryColumn column : columns) header.emplace_back(key_of(column));
    std::string text = join(header, ",") + "\n";
    const auto add_row = [&](const SummaryRow& row) {
        std::vector<std::string> cells;
        for (const SummaryColumn column : columns)
            cells.push_back(quote_csv(cell_for_machines(summary, row, column, type)));
        text += join(cells, ",") + "\n";
    };
    for (const SummaryRow& row : summary.rows) add_row(row);
    add_row(total_row(summary));
    return text;
}

}  // namespace netfig
