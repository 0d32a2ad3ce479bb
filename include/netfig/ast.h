// What was written, one node per construct, meaning nothing yet. Broken parts are error nodes; the rest is intact.
// All parts live in the tables of one Ast and refer to each other by id.
#pragma once

#include "netfig/source.h"
#include "netfig/token.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace netfig {

using ExpressionId = Id<struct ExpressionTag>;
using ChainId = Id<struct ChainTag>;
using BodyId = Id<struct BodyTag>;
using BlockId = Id<struct BlockTag>;
using OperationDeclarationId = Id<struct OperationDeclarationTag>;

/// A word as written, with its place.
struct Identifier {
    std::string text;
    Span span;
};

// ---- expressions ----

/// A place where an expression should have stood. Later phases stay silent about it.
struct ErrorExpression {};
struct IntegerLiteral { std::int64_t value = 0; };
struct RealLiteral { double value = 0; };
struct LengthLiteral { double points = 0; };
/// `text` has its quotes and escapes taken off; what stands between two `$` is raw, as written.
struct StringLiteral { std::string text; };
struct BooleanLiteral { bool value = false; };
struct ListLiteral { std::vector<ExpressionId> items; };

/// One size of a shape; `spread` is the `*B` that stands for any number of leading sizes.
struct Dimension {
    ExpressionId size;
    bool spread = false;
};
/// `3x224x224`, `B x (2*T + 1)`, `*B x C`. Has at least two dimensions, or one that is spread.
struct ShapeLiteral { std::vector<Dimension> dimensions; };

/// A lower-case name, or an upper-case word (a symbolic size, or a word that stands for itself).
struct NameReference { std::string name; };

enum class UnaryOperator { minus, logical_not };
struct Unary { UnaryOperator op{}; ExpressionId operand; };

enum class BinaryOperator {
    add, subtract, multiply, divide, modulo,
    equal, not_equal, less, less_equal, greater, greater_equal,
    logical_and, logical_or,
};
struct Binary { BinaryOperator op{}; ExpressionId left; ExpressionId right; Span op_span; };

/// `condition ? then : otherwise`
struct Conditional { ExpressionId condition; ExpressionId then; ExpressionId otherwise; };
/// A built-in function: `window(H, kernel, stride)`.
struct Call { Identifier function; std::vector<ExpressionId> arguments; };
/// `kernel[0]`, counted from 0, from the end where negative.
struct Index { ExpressionId list; ExpressionId index; };

struct Expression {
    std::variant<ErrorExpression, IntegerLiteral, RealLiteral, LengthLiteral, StringLiteral, BooleanLiteral, ListLiteral,
                 ShapeLiteral, NameReference, Unary, Binary, Conditional, Call, Index>
        what;
    Span span;
};

/// `k = 3`, `3`, or a lone flag such as `dashed` (a NameReference without name). `k =` has a name and no value (Moniel
/// accepts it). Serves instances, `@(…)`, `figure(…)`, `style … (…)` and arrows alike.
struct Argument {
    std::optional<Identifier> name;
    std::optional<ExpressionId> value;
    Span span;
};

// ---- chains ----

/// `conv1:Conv(64, k = 3)`, `Conv`
struct Instance {
    std::optional<Identifier> name;
    Identifier type;
    std::vector<Argument> arguments;
    bool has_arguments = false;  // parentheses were written, even if empty
};
/// `conv1`, `encoder/attn/q`
struct Reference { std::vector<Identifier> path; };
/// `{ … }`, `stem:{ … }`
struct InlineBlock { std::optional<Identifier> name; BodyId body; };
/// `[a, b -> C, _]`; an empty list cuts the chain.
struct List { std::vector<ChainId> items; };
/// `_`
struct Wire {};
/// `for c in [1, 2] { … }`: one copy of the chain per value, in series.
struct ForSplice { Identifier variable; ExpressionId values; ChainId chain; };
/// `if c { … } else { … }`; without `else` it is a wire. `else if` is a chain of one IfSplice.
struct IfSplice { ExpressionId condition; ChainId then; std::optional<ChainId> otherwise; };
struct ErrorElement {};

struct Element {
    std::variant<ErrorElement, Instance, Reference, InlineBlock, List, Wire, ForSplice, IfSplice> what;
    std::optional<ExpressionId> stated_shape;  // `: 256x7x7`
    std::optional<ExpressionId> repeat;        // `* 3`
    std::vector<Argument> looks;               // `@(…)`
    Span span;
};

/// `->`, or `-[ … ]->` with what it says in `annotation`.
struct Arrow {
    std::vector<Argument> annotation;
    Span span;
};

/// `a -> b -> c`: always one arrow fewer than elements; a dangling end is an ErrorElement.
struct Chain {
    std::vector<Element> elements;
    std::vector<Arrow> arrows;
    Span span;
};

// ---- statements ----

/// `kernel alias kernel_size = 3`
struct Parameter {
    Identifier name;
    std::optional<ExpressionId> default_value;
    std::vector<Identifier> aliases;
};

/// `+Name(a, b = 1) @(…) { … } @(…)`, with all its looks in one list
struct Block {
    Identifier name;
    std::vector<Parameter> parameters;
    std::optional<BodyId> body;  // `+Name` alone is a block without content
    std::vector<Argument> looks;
    std::string documentation;   // the `///` lines above it, without their slashes
    Span span;
};

enum class PortArity { single, optional, variadic };

/// `in pattern`, `in mask?: T x S`, `in terms...: *S`, `out h: L x D`, `out pieces[n]: expression`
struct PortClause {
    bool is_input = true;
    std::optional<Identifier> name;  // without one: `in` or `out`
    PortArity arity = PortArity::single;
    std::optional<ExpressionId> count;    // outputs only: how many ports; `i` counts them in `shape`, from 0
    std::optional<ExpressionId> shape;    // a pattern for inputs, an expression for outputs
    Span span;
};
/// `require condition, "message"`
struct RequireClause { ExpressionId condition; std::optional<ExpressionId> message; Span span; };
/// `let name = expression`, seen by the clauses after it
struct LetClause { Identifier name; ExpressionId value; Span span; };
enum class FormulaKind { params, flops, label, kind };
/// `params expression`, `flops expression`, `label "…"`, `kind word`
struct FormulaClause { FormulaKind which{}; ExpressionId value; Span span; };
/// `field kernel, stride, dilation, spread`: what the output sees of the input; `field all`, `field none`
struct FieldClause { std::vector<ExpressionId> window; Span span; };
struct ErrorClause { Span span; };

using OperationClause = std::variant<ErrorClause, PortClause, RequireClause, LetClause, FieldClause, FormulaClause>;

/// `op Name(a, b = 1) alias Other, Another { clauses }`
struct OperationDeclaration {
    Identifier name;
    std::vector<Parameter> parameters;
    std::vector<Identifier> aliases;
    std::vector<OperationClause> clauses;
    std::string documentation;
    Span span;
};

/// `use std/resnet` (a library path) or `use "blocks/mine.nn"` (a file)
struct Use { std::string path; bool quoted = false; Span path_span; Span span; };
/// `figure(flow = right, …)`
struct FigureSettings { std::vector<Argument> arguments; Span span; };
/// `Conv`, `.class`
struct StyleSelector { bool is_class = false; Identifier name; };
/// `style Conv, .wide (fill = …)`
struct StyleRule { std::vector<StyleSelector> selectors; std::vector<Argument> properties; Span span; };
/// `name = expression`
struct Binding { Identifier name; ExpressionId value; Span span; };
struct ErrorStatement { Span span; };

using Statement =
    std::variant<ErrorStatement, ChainId, BlockId, OperationDeclarationId, Use, FigureSettings, StyleRule, Binding>;

struct Body {
    std::vector<Statement> statements;
    Span span;
};

struct Ast {
    SourceId source;
    std::vector<Token> tokens;  // every word and comment, in order
    Table<ExpressionId, Expression> expressions;
    Table<ChainId, Chain> chains;
    Table<BodyId, Body> bodies;
    Table<BlockId, Block> blocks;
    Table<OperationDeclarationId, OperationDeclaration> operations;
    BodyId root;
};

}  // namespace netfig
