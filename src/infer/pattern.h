// Matching a shape against the pattern of an input: `*B x C x H x W`.
#pragma once

#include "infer/signature.h"

#include <span>
#include <utility>

namespace netfig {

/// Names that an operation's clauses have bound so far, and what each came from.
struct SignatureScope {
    Environment environment;
    std::vector<std::pair<std::string, Origin>> origins;
    bool traced = false;  // origins are kept; they cost time, and only a fault asks for them

    void bind(const std::string& name, Value value, Origin origin);
    const Origin* origin_of(const std::string& name) const;
};

/// A way in which a shape does not fit.
struct PatternFault {
    DiagnosticCode code = DiagnosticCode::shape_mismatch;
    std::string message;
    Origin origin;       // of what the shape was held against
    std::string advice;  // what would bring the shape into the pattern; may be empty
};

struct PatternMatch {
    std::optional<PatternFault> fault;
    std::vector<std::string> assumptions;
};

/// Binds the pattern's free names in `scope`, as coming from `origin`. An unknown shape binds them to Unknown.
PatternMatch match_pattern(const Ast& ast, ExpressionId pattern, const Shape& shape, const Origin& origin,
                           SignatureScope& scope);

/// Takes out of the diagnostics of an evaluation what it assumed; faults stay.
void move_assumptions(Diagnostics& diagnostics, std::vector<std::string>& assumptions);

/// The pattern as its author would write it.
std::string pattern_text(const Ast& ast, ExpressionId pattern);

/// Whether an expression has one of the names.
bool mentions(const Ast& ast, ExpressionId expression, std::span<const std::pair<std::string, Value>> names);

/// What the names inside of an expression came from, or inside of the part of it that `part` covers.
Origin origin_of(const Ast& ast, ExpressionId expression, const SignatureScope& scope, std::optional<Span> part = {});

void merge(Origin& into, const Origin& other);

}  // namespace netfig
