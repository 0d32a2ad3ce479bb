// A summary as a table of texts: what every form of output has in common.
#pragma once

#include "netfig/summary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

enum class SummaryColumn { name, times, type, shape, params, share, macs, flops, activations, bytes, receptive, jump };

std::optional<SummaryColumn> summary_column_from(std::string_view name);
std::vector<std::string> summary_column_names();

/// "params": for machines and the command line.
std::string_view key_of(SummaryColumn column);
/// "Parameters": for people.
std::string_view title_of(SummaryColumn column);
/// Numbers stand at the right and are never cut.
bool is_number(SummaryColumn column);

struct DataType {
    std::string name = "float32";
    std::int64_t bytes = 4;
};

Dim multiply_adds(const Cost& cost);
Dim bytes_of(const Dim& elements, const DataType& type);
/// Of all parameters; nothing where either is not a number.
std::optional<double> share_of(const Dim& params, const Dim& total);

/// `25,557,032`; `–` for nothing at all, `?` for what is not known.
std::string count_for_people(const Dim& count);
/// `25557032`; empty for what is not known.
std::string count_for_machines(const Dim& count);
/// `64×56×56`; the spaces stay where a size is a formula.
std::string shapes_for_people(const std::vector<Shape>& shapes);
std::string shapes_for_machines(const std::vector<Shape>& shapes);
std::string share_for_people(std::optional<double> share);

/// `195`, `195×99`, `all`; `–` where it depends on no input, `?` where it is not known.
std::string field_for_people(const ReceptiveField& field);
/// `195x99`; empty for what is not known.
std::string field_for_machines(const ReceptiveField& field);
/// `32`, `1/2`, `16, 8`; empty where there is no window.
std::string jump_of(const ReceptiveField& field);

/// ` ×6` behind a name, or nothing.
std::string badge_of(const SummaryRow& row);

/// The cell of a row for people. The name has no indentation.
std::string cell_for_people(const Summary& summary, const SummaryRow& row, SummaryColumn column, const DataType& type);

/// The sums as the last row of a table.
SummaryRow total_row(const Summary& summary);

/// `2 operations of unknown cost are not in the sums.`; empty where all are counted.
std::string note_of(const Summary& summary);

}  // namespace netfig
