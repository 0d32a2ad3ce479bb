// What netfig has to say about a source: values, made where a fault is seen and printed only by the driver.
#pragma once

#include "netfig/diagnostic_code.h"
#include "netfig/source.h"

#include <string>
#include <vector>

namespace netfig {

enum class Severity { error, warning };

/// A second place or a remark that explains a diagnostic. A span without a source is a remark alone.
struct Note {
    std::string message;
    Span span;
};

/// A replacement that would mend the fault: the text `replacement` in place of `span`.
struct Fix {
    std::string replacement;
    Span span;
};

/// `message` is one lower-case sentence without full stop that can stand alone; `expected` and `suggestion` may be empty.
/// A span without a source belongs to no file: a command-line flag, a theme, the figure as a whole.
struct Diagnostic {
    DiagnosticCode code{};
    Span span;
    std::string message;
    std::vector<Note> notes;
    std::string suggestion;  // "did you mean `Conv`?", "declare it with `conv1:Conv`"
    std::vector<Fix> fixes;
};

using Diagnostics = std::vector<Diagnostic>;

/// Decided by the code alone: codes that start with W are warnings.
Severity severity(DiagnosticCode code);

bool has_errors(const Diagnostics& diagnostics);

/// By place, then code, then message; exact repetitions are dropped.
void sort_by_place(Diagnostics& diagnostics);

}  // namespace netfig
