#include "netfig/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace netfig {

Severity severity(DiagnosticCode code) { return info(code).number.starts_with('W') ? Severity::warning : Severity::error; }

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& diagnostic) { return severity(diagnostic.code) == Severity::error; });
}

void sort_by_place(Diagnostics& diagnostics) {
    const auto key = [](const Diagnostic& d) { return std::tie(d.span, d.code, d.message); };
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
    const auto same = [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); };
    diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

}  // namespace netfig
