// What commands that compile have in common: inputs to compilations, diagnostics to the terminal, faults to an exit
// status.
#pragma once

#include "driver/options.h"

#include "netfig/compile.h"

#include <chrono>

namespace netfig {

/// Where the milliseconds go, for --timings.
struct Timings {
    bool wanted = false;
    std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
    std::string report;

    void lap(std::string_view name);
};

/// What the options ask of the compiler; reads standard input where that is the input.
CompileRequest request_for(const SourceOptions& options, const std::string& input);

/// Adds what fonts were not found to the diagnostics of a run, and prints them to standard error.
ExitStatus report(const SourceOptions& options, const std::vector<std::string>& replaced_fonts, Compilation& run);

/// Reads, runs the phases up to `until`, and prints the diagnostics to standard error.
struct Session {
    Compilation run;
    ExitStatus status = ExitStatus::ok;
    Timings timings;
};
Session compile_input(const SourceOptions& options, const std::string& input, Phase until);

/// Prints to standard error: "error: message".
void print_failure(const PrintOptions& options, std::string_view message);
void print_usage_fault(const PrintOptions& options, std::string_view message);

ExitStatus worse(ExitStatus first, ExitStatus second);

}  // namespace netfig
