// Words to shaped runs.
#pragma once

#include "netfig/text_run.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace netfig {

/// Where a font file is that neither netfig nor the system knows; empty where nobody knows.
using FindFont = std::function<std::string(const std::string& file_name)>;

/// Words as Pango sets them over netfig's own font configuration. Fonts are looked up at the first word, not before.
/// `replaced`, if given, collects the families that were asked for and not found.
MeasureText pango_measurer(std::shared_ptr<std::vector<std::string>> replaced = nullptr, FindFont find = nullptr);

/// Why Pango can't be used on this machine, or nothing. Words that need it are then of fixed width and have no font file.
std::optional<std::string> missing_pango();

/// Every character 0.5 em wide, for tests that must not depend on installed fonts.
MeasureText fixed_width_measurer();

}  // namespace netfig
