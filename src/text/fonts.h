// Which font files serve a family. netfig looks only at files it knows before it asks the system, whose font
// configuration costs five times as much to start as everything else together.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

/// The files of `family` that exist on this machine, upright ones alone if not `italic`; empty where netfig does not know
/// the family.
std::vector<std::string> font_files(std::string_view family, bool italic = true);

/// The one file with the face of this weight and slope; empty where netfig does not know it or it is not there.
std::string font_file(std::string_view family, int weight, bool italic);

/// The names of those files, wherever they may be.
std::vector<std::string> font_file_names(std::string_view family);

/// The design of a family that was made for a size: "Latin Modern Roman" at 8 points is "LM Roman 8". Others as they are.
std::string optical_family(std::string_view family, double size_pt);

bool is_serif(std::string_view family);

/// Families to try where `family` is missing, nearest first. They end with the sans serif or serif of every Debian.
std::vector<std::string> substitutes(std::string_view family);

/// Families to try, in order, for characters that a family lacks: ∈, ⌈, ∥ ….
std::span<const std::string_view> symbol_families();

}  // namespace netfig
