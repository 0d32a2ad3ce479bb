#include "summary/table.h"

#include "base/dim.h"
#include "base/strings.h"

#include <algorithm>
#include <array>

namespace netfig {
namespace {

struct ColumnInfo {
    SummaryColumn column;
    std::string_view key;
    std::string_view title;
    bool number;
};

constexpr std::array<ColumnInfo, 12> columns{{
    {SummaryColumn::name, "name", "Name", false},
    {SummaryColumn::times, "times", "Copies", true},
    {SummaryColumn::type, "type", "Type", false},
    {SummaryColumn::shape, "shape", "Output", true},
    {SummaryColumn::params, "params", "Parameters", true},
    {SummaryColumn::share, "share", "Share", true},
    {SummaryColumn::macs, "macs", "Multiply-adds", true},
    {SummaryColumn::flops, "flops", "FLOPs", true},
    {SummaryColumn::activations, "activations", "Activations", true},
    {SummaryColumn::bytes, "bytes", "Bytes", true},
    {SummaryColumn::receptive, "receptive", "Receptive field", true},
    {SummaryColumn::jump, "jump", "Jump", true},
}};

const ColumnInfo& info_of(SummaryColumn column) { return columns[static_cast<std::size_t>(column)]; }

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

bool is_plain(const Shape& shape) { return !shape.is_unknown() && std::ranges::all_of(*shape.dims, &Dim::is_known); }

}  // namespace

std::optional<SummaryColumn> summary_column_from(std::string_view name) {
    for (const ColumnInfo& info : columns) {
        if (info.key == name) return info.column;
    }
    return std::nullopt;
}

std::vector<std::string> summary_column_names() {
    std::vector<std::string> names;
    for (const ColumnInfo& info : columns) names.emplace_back(info.key);
    return names;
}

std::string_view key_of(SummaryColumn column) { return info_of(column).key; }
std::string_view title_of(SummaryColumn column) { return info_of(column).title; }
bool is_number(SummaryColumn column) { return info_of(column).number; }

Dim multiply_adds(const Cost& cost) { return floor_divide(cost.flops, 2); }
Dim bytes_of(const Dim& elements, const DataType& type) { return multiply(elements, type.bytes); }

std::optional<double> share_of(const Dim& params, const Dim& total) {
    if (!params.is_known() || !total.is_known() || total.value() <= 0) return std::nullopt;
    return static_cast<double>(params.value()) / static_cast<double>(total.value());
}

std::string count_for_people(const Dim& count) {
    if (!count.is_known()) return to_text(count);
    return count.value() == 0 ? "–" : format_grouped(count.value());
}

std::string count_for_machines(const Dim& count) { return count.is_unknown() ? "" : to_text(count); }

std::string shapes_for_people(const std::vector<Shape>& shapes) {
    std::vector<std::string> texts;
    for (const Shape& shape : shapes) {
        const std::string text = to_label(shape);
        texts.push_back(is_plain(shape) ? replace_all(text, " × ", "×") : text);
    }
    return join(texts, ", ");
}

std::string shapes_for_machines(const std::vector<Shape>& shapes) {
    std::vector<std::string> texts;
    for (const Shape& shape : shapes) texts.push_back(to_text(shape));
    return join(texts, ", ");
}

std::string share_for_people(std::optional<double> share) {
    if (!share || *share == 0) return share ? "–" : "";
    if (*share < 0.0005) return "<0.1 %";
    const std::string percent = format_number(100 * *share, 1);
    return percent + (percent.find('.') == percent.npos ? ".0 %" : " %");
}

std::string field_for_people(const ReceptiveField& field) {
    return field.extent == ReceptiveField::Extent::nothing ? "–" : replace_all(to_text(field), "x", "×");
}

std::string field_for_machines(const ReceptiveField& field) {
    return field.extent == ReceptiveField::Extent::unknown ? "" : to_text(field);
}

std::string jump_of(const ReceptiveField& field) {
    const auto text = [](const Fraction& jump) {
        return std::to_string(jump.over) + (jump.under == 1 ? "" : "/" + std::to_string(jump.under));
    };
    if (field.extent != ReceptiveField::Extent::places) return "";
    if (field.axes.empty()) return "1";
    std::vector<std::string> texts;
    for (const FieldAxis& axis : field.axes) texts.push_back(text(axis.jump));
    const bool equal = std::ranges::all_of(texts, [&](const std::string& each) { return each == texts[0]; });
    return equal ? texts[0] : join(texts, ", ");
}

std::string badge_of(const SummaryRow& row) { return row.times > 1 ? " ×" + std::to_string(row.times) : ""; }

std::string cell_for_people(const Summary& summary, const SummaryRow& row, SummaryColumn column, const DataType& type) {
    switch (column) {
        case SummaryColumn::name:
            return row.name + badge_of(row);
        case SummaryColumn::times:
            return std::to_string(row.times);
        case SummaryColumn::type:
            return row.type;
        case SummaryColumn::shape:
            return shapes_for_people(row.shapes);
        case SummaryColumn::params:
            return count_for_people(row.cost.params);
        case SummaryColumn::share:
            return share_for_people(share_of(row.cost.params, summary.total.params));
        case SummaryColumn::macs:
            return count_for_people(multiply_adds(row.cost));
        case SummaryColumn::flops:
            return count_for_people(row.cost.flops);
        case SummaryColumn::activations:
            return count_for_people(row.cost.activations);
        case SummaryColumn::bytes:
            return count_for_people(bytes_of(row.cost.activations, type));
        case SummaryColumn::receptive:
            return field_for_people(row.field);
        case SummaryColumn::jump:
            return jump_of(row.field);
    }
    return {};
}

SummaryRow total_row(const Summary& summary) {
    SummaryRow row;
    row.last = true;
    row.block = true;
    row.name = "total";
    row.path = "total";
    row.cost = summary.total;
    row.field = summary.field;
    return row;
}

std::string note_of(const Summary& summary) {
    if (summary.uncounted == 0) return {};
    if (summary.uncounted == 1) return "One operation of unknown cost is not in the sums.";
    return std::to_string(summary.uncounted) + " operations of unknown cost are not in the sums.";
}

}  // namespace netfig
