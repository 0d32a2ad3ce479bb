// The built-in functions of expressions: a table with one row each.
#pragma once

#include "evaluate/evaluate.h"

#include "netfig/diagnostic_code.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace netfig {

/// Why a call has no value; the place is known to the caller alone.
struct FunctionError {
    DiagnosticCode code = DiagnosticCode::invalid_call;
    std::string message;
};

/// A value that is right only if some sizes are what algebra can't tell: "N = M".
struct AssumingValue {
    Value value;
    std::vector<std::string> assumptions;
};

using FunctionResult = std::variant<Value, FunctionError, AssumingValue>;
using Arguments = std::span<const Value>;

struct Function {
    std::string_view name;
    std::size_t least;  // how many arguments it takes
    std::size_t most;
    bool sees_unknown;  // is called with Unknown arguments too; else the call is Unknown by itself
    FunctionResult (*call)(Arguments);
};

inline constexpr std::size_t any_number = static_cast<std::size_t>(-1);

const Function* find_function(std::string_view name);
std::vector<std::string> function_names();
/// "`size` takes 2 arguments, found 3"
std::string expected_arguments(const Function& function, std::size_t given);

// The rows, by theme.
std::span<const Function> number_functions();
std::span<const Function> list_functions();
std::span<const Function> shape_functions();
std::span<const Function> combining_functions();
std::span<const Function> window_functions();

}  // namespace netfig
