// One input to its outputs, for every command that writes figures.
#pragma once

#include "driver/deps.h"
#include "driver/outputs.h"

#include <string>
#include <variant>
#include <vector>

namespace netfig {

/// What to write for each input, with the folder for it made; or the exit status, after saying what is wrong.
std::variant<OutputPlan, ExitStatus> prepare_outputs(const BuildOptions& options);

/// Writes all outputs or none, prints the diagnostics, and adds what was read and written to `dependencies`.
ExitStatus draw_input(const BuildOptions& options, const std::string& input, const std::vector<PlannedOutput>& outputs,
                      Dependencies& dependencies);

/// The drawing that belongs to an overlay: `net.nfg.pdf` of `net.pdf_tex`. Not `net.pdf`, which is the whole figure.
std::string drawing_of(const std::string& overlay);

/// What TeX measured for an overlay: `net.nnm` of `net.pdf_tex`.
std::string metrics_of(const std::string& overlay);

}  // namespace netfig
