// A summary as text for a terminal, and as tables for other documents.
#pragma once

#include "summary/table.h"

#include <string>
#include <vector>

namespace netfig {

/// At most `width` columns wide: names and types are cut in the middle, numbers never.
std::string write_summary_text(const Summary& summary, const std::vector<SummaryColumn>& columns, const DataType& type,
                               std::size_t width);

/// A table as GitHub and Pandoc read it.
std::string write_summary_markdown(const Summary& summary, const std::vector<SummaryColumn>& columns,
                                   const DataType& type);

/// A tabular for the package booktabs.
std::string write_summary_latex(const Summary& summary, const std::vector<SummaryColumn>& columns,
                                const DataType& type);

/// RFC 4180: a header, a row for each part under its whole path, and one for the sums. Counts are exact.
std::string write_summary_csv(const Summary& summary, const std::vector<SummaryColumn>& columns, const DataType& type);

}  // namespace netfig
