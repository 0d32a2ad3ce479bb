// Expressions to values: arguments and parameters when blocks are instantiated, signatures when shapes are inferred.
#pragma once

#include "netfig/ast.h"
#include "netfig/diagnostic.h"
#include "netfig/value.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netfig {

/// Names in scope. The inner scope hides the outer; within one scope the last binding of a name wins.
struct Environment {
    const Environment* outer = nullptr;
    std::vector<std::pair<std::string, Value>> bindings;

    void bind(std::string name, Value value) { bindings.emplace_back(std::move(name), std::move(value)); }
    const Value* find(std::string_view name) const;
};

/// A name that is bound nowhere is a symbolic size if written in upper case (`H`, `SEQ_LEN`: upper-case letters, digits
/// and underscores), and else a Word. Anything computed from Unknown is Unknown; a fault is reported once and gives Unknown.
/// What a value takes for granted is reported as `assumed_equal`, and the message is the statement alone: "N = M".
Value evaluate(const Ast& ast, ExpressionId expression, const Environment& environment, Diagnostics& diagnostics);

/// Fills each `{name}` of a text; nothing where one of the names is Unknown or unbound. Lists read `3×3`.
std::optional<std::string> interpolate(std::string_view text, const Environment& environment);

/// As a person would write it: `3`, `0.5`, `3×3`, `H/2`, `?`.
std::string to_text(const Value& value);

/// Conversions between kinds of values; nothing where a value is no such thing. A Dim converts to a rank-1 shape and
/// back, a list of sizes to a shape.
std::optional<Dim> as_dim(const Value& value);
std::optional<Shape> as_shape(const Value& value);
std::optional<double> as_number(const Value& value);

}  // namespace netfig
