#include "driver/commands.h"
#include "driver/session.h"

#include <cstdio>
#include <fmt/format.h>

namespace netfig {
namespace {

std::string upper_case(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

std::string all_codes() {
    std::string text;
    for (const DiagnosticCodeInfo& row : all_diagnostic_codes()) text += fmt::format("{}  {}\n", row.number, row.title);
    return text;
}

/// A code by number, in either case, or by its title.
const DiagnosticCodeInfo* find_code(const std::string& wanted) {
    for (const DiagnosticCodeInfo& row : all_diagnostic_codes()) {
        if (row.number == upper_case(wanted) || row.title == wanted) return &row;
    }
    return nullptr;
}

}  // namespace

ExitStatus explain(const std::string& code) {
    if (code.empty()) {
        std::fputs(all_codes().c_str(), stdout);
        return ExitStatus::ok;
    }
    if (const DiagnosticCodeInfo* row = find_code(code)) {
        std::fputs(fmt::format("{}: {}\n\n{}\n", row->number, row->title, row->explanation).c_str(), stdout);
        return ExitStatus::ok;
    }
    print_usage_fault({}, fmt::format("there is no code `{}`; `netfig explain` lists them all", code));
    return ExitStatus::usage;
}

}  // namespace netfig
