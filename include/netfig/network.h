// What was meant: operations with ports, links between ports, groups of operations. Names, imports, parameters,
// repetition and conditions are settled; shapes are not yet known.
#pragma once

#include "netfig/ast.h"
#include "netfig/value.h"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace netfig {

using OperationId = Id<struct OperationTag>;
using NodeId = Id<struct NodeTag>;
using GroupId = Id<struct GroupTag>;
using PortId = Id<struct PortTag>;
using LinkId = Id<struct LinkTag>;
using RepeatId = Id<struct RepeatTag>;

/// A declared operation that some node uses: a place in one of the Asts given to resolve(), by position.
struct Operation {
    std::string name;  // as declared: "Convolution"
    std::size_t ast = 0;
    OperationDeclarationId declaration;
};

enum class PortDirection { in, out };

/// One place where a node can be linked. A variadic input has one Port per link, all of one `declared` index.
/// A node of unknown type has one variadic input `in` and one output `out`.
struct Port {
    NodeId node;
    PortDirection direction{};
    std::string name;           // "in", "out", or as declared: "key", "h"
    std::size_t declared = 0;   // position among the declared ports of that direction
    std::size_t index = 0;      // position among the pieces of a variadic port
    Span span;                  // the arrow or the node that made it
};

/// One argument of an instance. For operations and blocks the arguments stand in declared order, defaults filled in.
struct BoundArgument {
    std::string name;      // the full parameter name; as written, or empty, where it is not a parameter
    Value value;           // Unknown where not given and without default
    bool written = false;  // not a default
    bool known = true;     // false: the type has no such parameter; kept as a label
    Span span;
};

/// The arguments of one instance, kept once for all its copies.
class Arguments {
public:
    Arguments() = default;
    Arguments(std::vector<BoundArgument> items)  // NOLINT: a list of arguments is what it is
        : items_(std::make_shared<const std::vector<BoundArgument>>(std::move(items))) {}
    Arguments(std::initializer_list<BoundArgument> items) : Arguments(std::vector<BoundArgument>(items)) {}

    operator const std::vector<BoundArgument>&() const { return list(); }  // NOLINT: likewise
    auto begin() const { return list().begin(); }
    auto end() const { return list().end(); }
    bool empty() const { return list().empty(); }
    std::size_t size() const { return list().size(); }
    const BoundArgument& front() const { return list().front(); }
    const BoundArgument& operator[](std::size_t i) const { return list()[i]; }
    /// The same for copies: who has looked at one list need not look at it again.
    const void* identity() const { return items_.get(); }

private:
    const std::vector<BoundArgument>& list() const {
        static const std::vector<BoundArgument> none;
        return items_ ? *items_ : none;
    }
    std::shared_ptr<const std::vector<BoundArgument>> items_;
};

enum class NodeKind {
    input,      // In: the boundary of its group, an identity on shapes; at the root a source
    output,     // Out, likewise
    operation,  // of a declared type
    unknown,    // of a type that nobody declares; drawn as a plain box
};

/// A place that was repeated: copy `copy` of `count`. Copies of one Repeat have equal structure and arguments.
struct RepeatMember {
    RepeatId repeat;
    std::size_t copy = 0;  // from 0
};

struct Node {
    std::string name;        // unique in its group together with the groups' names; written, or made up ("conv2")
    bool name_written = false;
    GroupId parent;
    NodeKind kind{};
    std::string type;        // the declared name; as written where unknown
    std::string written_type;
    OperationId operation;   // valid for NodeKind::operation
    Arguments arguments;
    std::vector<PortId> inputs;   // in declared order; optional ones only where linked
    std::vector<PortId> outputs;
    std::optional<Shape> stated_shape;  // `: shape`; for In and Out their argument (`In(3x224x224)`)
    Span stated_shape_span;
    Properties looks;        // `@(…)` of the instance
    std::optional<RepeatMember> repeat;
    Span span;               // the element as written
};

/// An instance of a block, an inline block, or the file itself (the root, GroupId 0, without parent).
struct Group {
    std::string name;
    bool name_written = false;
    GroupId parent;
    std::string type;        // the block's name; empty for inline blocks and the root
    std::string documentation;
    Arguments arguments;
    std::vector<NodeId> inputs;   // In nodes, in order; empty where the boundary is drawn from loose ends
    std::vector<NodeId> outputs;
    Properties looks;        // the definition's `@(…)`, then the instance's; the last of a name wins
    std::optional<RepeatMember> repeat;
    Span span;               // the instance
    Span definition_span;    // the block; the same as `span` for inline blocks
};

/// From an output port to an input port.
struct Link {
    PortId from;
    PortId to;
    std::string label;                 // `-["skip"]->`
    std::optional<Shape> stated_shape; // `-[64x56x56]->`
    bool feedback = false;             // `-[feedback]->`: runs backwards, closes a cycle on purpose
    Properties looks;                  // `dashed`, `color = …`
    Span span;                         // the arrow
};

/// `T * n` in series or `[T] * n` in parallel.
struct Repeat {
    GroupId parent;
    std::size_t count = 0;
    bool series = true;
    Span span;
};

/// `style Conv, .wide (…)`; types are resolved to declared names.
struct ResolvedStyle {
    std::vector<std::string> types;
    std::vector<std::string> classes;
    Properties properties;
    Span span;
};

struct Network {
    Table<OperationId, Operation> operations;
    Table<GroupId, Group> groups;  // parents before children; the root first
    Table<NodeId, Node> nodes;     // in the order of the source
    Table<PortId, Port> ports;
    Table<LinkId, Link> links;     // in the order of the source; the order of branches
    Table<RepeatId, Repeat> repeats;
    Properties settings;           // figure(…)
    std::vector<ResolvedStyle> styles;
};

/// "encoder/layer1/conv2"; the path of the root is empty.
std::string path_of(const Network& network, GroupId group);
std::string path_of(const Network& network, NodeId node);

}  // namespace netfig
