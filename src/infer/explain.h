// Faults of inference to diagnostics: where they are shown, and how the shapes came about.
#pragma once

#include "infer/signature.h"
#include "infer/trace.h"

namespace netfig {

/// What comes of an inferred and a stated shape.
struct Agreement {
    bool agrees = true;
    bool assumed = false;  // algebra can't tell
    Shape shape;           // to go on with: the stated sizes, and inferred ones where those are not known
};

Agreement agree(const Shape& inferred, const Shape& stated);

Diagnostic explain_fault(const ShapeFlow& flow, NodeId node, const SignatureQuery& query, const SignatureFault& fault);
Diagnostic explain_stated_link(const ShapeFlow& flow, const Link& link);
Diagnostic explain_stated_node(const ShapeFlow& flow, NodeId node, const Shape& inferred);
Diagnostic explain_assumed(Span span, const Shape& inferred, const Shape& stated);
Diagnostic explain_missing_inputs(const ShapeFlow& flow, NodeId node, const std::vector<std::string>& missing);

/// How many numbers a tensor of this shape holds.
Dim elements_of(const Shape& shape);

}  // namespace netfig
