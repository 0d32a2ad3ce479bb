// What an operation's declaration says about one instance: shapes, costs, label and kind, evaluated on given inputs.
#pragma once

#include "base/receptive_field.h"
#include "evaluate/evaluate.h"

#include "netfig/network.h"

#include <optional>
#include <string>
#include <vector>

namespace netfig {

/// One input port of the instance.
struct SignatureInput {
    std::size_t declared = 0;  // position among the declared inputs
    bool linked = false;
    Shape shape;
};

/// One output port of the instance.
struct SignatureOutput {
    std::size_t declared = 0;
    std::size_t index = 0;  // among the pieces
};

struct SignatureQuery {
    const Ast& ast;
    const OperationDeclaration& declaration;
    const std::vector<BoundArgument>& arguments;
    std::vector<SignatureInput> inputs;
    std::vector<SignatureOutput> outputs;
};

/// What a value was computed from: positions in `inputs` and in `arguments` of the query, both rising.
struct Origin {
    std::vector<std::size_t> inputs;
    std::vector<std::size_t> arguments;
};

struct SignatureFault {
    DiagnosticCode code{};
    std::string message;  // without the name of the instance
    Span clause;          // where in the declaration
    Origin origin;        // to blame; the last input is the one that broke it
    std::string advice;   // what to do about it; may be empty
};

/// With a fault, what stands here otherwise is what was found before it.
struct SignatureResult {
    std::vector<Shape> outputs;  // one per output of the query
    Dim params = 0;
    Dim flops = 0;
    std::string label;
    std::string kind;
    FieldRule field;
    std::optional<SignatureFault> fault;
    std::vector<std::string> assumptions;  // "H = W": what algebra could not decide
};

SignatureResult evaluate_signature(const SignatureQuery& query);

}  // namespace netfig
