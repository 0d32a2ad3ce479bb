// What an expression of the notation comes to.
#pragma once

#include "netfig/shape.h"
#include "netfig/source.h"

#include <string>
#include <variant>
#include <vector>

namespace netfig {

/// Not given and without default, or computed from something unknown. Never an error by itself.
struct Unknown { friend bool operator==(const Unknown&, const Unknown&) = default; };
struct Length { double points = 0; friend bool operator==(const Length&, const Length&) = default; };
/// A name that is bound to nothing and stands for itself: `right`, `dashed`, `bilinear`.
struct Word { std::string text; friend bool operator==(const Word&, const Word&) = default; };

struct Value;
using ValueList = std::vector<Value>;

/// Integers are known Dims. A rank-1 shape and a Dim convert where the other is wanted.
struct Value {
    std::variant<Unknown, Dim, double, bool, std::string, Word, Length, Shape, ValueList> what;

    bool is_unknown() const { return std::holds_alternative<Unknown>(what); }
    friend bool operator==(const Value&, const Value&) = default;
};

/// One evaluated `name = value` of `@(…)`, `figure(…)`, `style … (…)`, an arrow or a command-line flag.
/// A lone flag (`dashed`) is `true` under its name; a lone string or shape has an empty name.
struct Property {
    std::string name;
    Value value;
    Span span;
};
using Properties = std::vector<Property>;

}  // namespace netfig
