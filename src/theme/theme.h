// Looks chosen by the author: theme files and figure settings, from text and values to plain structs.
#pragma once

#include "theme/theme_rows.h"

#include "netfig/diagnostic.h"
#include "netfig/network.h"
#include "netfig/settings.h"
#include "netfig/theme.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netfig {

/// The theme of a name that another one is built on.
using FindBase = std::function<ThemeRows(std::string_view name)>;

/// Reads a YAML theme. A theme may say `base: paper`; then `base` gives that theme. Unknown keys are errors with the
/// nearest key; a broken file gives the built-in defaults and errors.
Theme load_theme(std::string_view name, std::string_view yaml, Diagnostics& diagnostics,
                 const FindBase& base = shipped_theme);
/// One that has been read already, as the shipped ones have.
Theme load_theme(std::string_view name, ThemeRows rows, Diagnostics& diagnostics, const FindBase& base = shipped_theme);

/// `figure(…)` of the network, overridden by `overrides` (the command line). Unknown names are warnings with the
/// nearest.
Settings read_settings(const Network& network, const Properties& overrides, Diagnostics& diagnostics);

/// "#4477aa", "#47a", or a CSS colour name; nothing where it is no colour.
std::optional<Color> parse_color(std::string_view text);

/// The LookRule that `@(…)` or `style` properties say. Unknown properties are warnings with the nearest; properties
/// that say no look (`label`, `note`, `width`, `collapsed` …) are left to compose.
LookRule look_rule(const Properties& properties, Diagnostics& diagnostics);

/// What `figure(…)` and `@(…)` understand.
std::vector<std::string> setting_names();
const std::vector<std::string>& property_names();

}  // namespace netfig
