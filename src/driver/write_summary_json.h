// A summary for other programs.
#pragma once

#include "summary/table.h"

#include <string>

namespace netfig {

/// Counts and sizes are exact integers; formulas of symbolic sizes are strings, unknown ones null. Every row has all
/// facts; the columns asked for do not matter here.
std::string write_summary_json(const Summary& summary, const DataType& type);

}  // namespace netfig
