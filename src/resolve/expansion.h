// The state of one expansion, shared by the files that each do one concern of it:
//
//   bodies      instantiate.cpp   bodies to groups: bindings first, then all elements, then their arrows
//   elements    elements.cpp      what one element of a chain makes
//   repeats     repeats.cpp       `* n`, `for`, `if`
//   instances   instances.cpp     blocks and operations with their arguments
//   ends        ends.cpp          In and Out with their shapes
//   links       connect.cpp       arrows to feeds: which outputs go to which part
//   references  references.cpp    names and paths to parts
//   boundaries  boundary.cpp      where a group is entered and left
//   looks       settings.cpp      `figure(…)` and `style`
//   pieces      pieces.cpp        which piece of `Split` goes along which arrow
//   ports       ports.cpp         feeds to links between ports, when every feed is known
//   recordings  recordings.cpp    bodies that were expanded before with the same values, copied
//
// An arrow can't choose ports when it is met, since a later arrow may feed the same operation. So arrows become feeds
// (a part, and the outputs that go to it), and ports are chosen at the end, with all feeds of a part in sight.
#pragma once

#include "evaluate/evaluate.h"
#include "resolve/limits.h"
#include "resolve/resolve.h"
#include "resolve/scope.h"

#include "netfig/diagnostic.h"
#include "netfig/network.h"
#include "netfig/program.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace netfig::resolving {

/// A node or a group, or neither where something was broken.
struct Member {
    NodeId node;
    GroupId group;

    bool valid() const { return node.valid() || group.valid(); }
    friend bool operator==(const Member&, const Member&) = default;
};

/// What a name stands for: one member, or a series of copies that is entered at the first and left at the last.
struct Named {
    Member first;
    Member last;
    Span span;
};

// ---- arrows, outputs, feeds ----

/// What stands in `-[ … ]->`.
struct Annotation {
    std::string label;
    std::optional<Shape> stated_shape;
    bool feedback = false;
    Properties looks;
};
using AnnotationId = Id<struct AnnotationTag>;

/// One use of an arrow. Copies in series are joined without one: then the span is that of the repeated element.
struct ArrowUse {
    Span span;
    AnnotationId annotation;
};

/// What one connection starts from: the outputs of one operation, of which a plain arrow takes the first. Pieces of a
/// counted output (`Split`) are equals and stand alone.
struct Output {
    PortId main;
    std::uint32_t count = 1;    // ports main, main + 1, …
    bool through_wire = false;  // passed a `_`
    AnnotationId annotation;    // of the arrow into that wire
};

/// A range of State::outputs.
struct Outputs {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
    bool from_list = false;  // joined from the items of a list
    bool to_each = false;    // a list that leads to a list: each item takes all of them
    bool silent = false;     // empty because of a reported fault, or of an empty list
    Member of;               // what has no outputs, for the message
};

/// An arrow that leads to a member.
struct Feed {
    Member target;
    Outputs outputs;
    ArrowUse arrow;
    std::uint32_t port = any_port;  // position among the declared inputs where a path named one
    std::size_t order = 0;          // of the arrow among all arrows

    static constexpr std::uint32_t any_port = 0xffffffffU;
};

/// Where a group is entered and left.
struct Boundary {
    std::vector<Member> inputs;  // its In nodes, or its loose heads
    Outputs outputs;
    bool broken = false;  // something in it was reported and left out, so ends may be missing
};

// ---- what chains became ----

struct Part;

struct PartChain {
    std::vector<Part> parts;
    std::vector<ArrowUse> arrows;  // one fewer than parts
};

/// The names declared in one copy of a repeat or loop, or (the outermost) in a body.
struct LocalNames {
    LocalNames* outer = nullptr;
    std::string suffix;  // "_2": added to the names of this copy
    std::unordered_map<std::string, Named> names;
};

struct NothingPart {};
struct MemberPart {
    Member member;
};
/// Looked up when arrows are connected, because the name may be declared later.
struct ReferencePart {
    const Reference* reference = nullptr;
    const LocalNames* names = nullptr;
    std::optional<Shape> stated_shape;
    Span stated_shape_span;
    Properties looks;
};
struct ListPart {
    std::vector<PartChain> items;
};
struct WirePart {};
/// Several parts in series in place of one: copies, a loop, a branch.
struct SeriesPart {
    PartChain chain;
    bool copies = false;  // of one thing, by `* n` or `for`
};

struct Part {
    std::variant<NothingPart, MemberPart, ReferencePart, ListPart, WirePart, SeriesPart> what;
    Span span;
};

// ---- bodies under way ----

/// A body that is being expanded. `outer` is the frame around it in the text, not the one that uses it.
struct Frame {
    const Frame* outer = nullptr;
    std::size_t ast = 0;
    ScopeId scope;
    GroupId group;
    Environment environment;

    const std::unordered_set<std::string>* declared = nullptr;  // names that made-up names avoid
    std::unordered_set<std::string> taken;
    std::unordered_map<std::string, std::size_t> counters;  // last number of each made-up name
    std::deque<LocalNames> locals;                          // the body's own names first
    NodeId shared_input;                                    // what every unnamed In of a block means
    NodeId implicit_input;                                  // made for a `_` that starts a chain
    std::vector<Member> heads;                              // starts of chains, in order
    std::vector<Outputs> tails;                             // ends of chains, in order
    bool broken = false;                                    // something in it was left out
    std::vector<std::string> not_given;                     // its block's parameters without a value
    Span instance;                                          // what left them out
    std::size_t boundary_feeds = 0;                         // feeds that its boundary added, the last ones
};

/// Where an element stands: its body, the values and the names that it sees.
struct Place {
    Frame& frame;
    const Environment& environment;
    LocalNames& names;
};

/// The written names of a finished group. Copies share one table, in which members have the ids of the first copy.
struct GroupNames {
    std::shared_ptr<const std::unordered_map<std::string, Named>> table;
    std::uint32_t node_shift = 0;
    std::uint32_t group_shift = 0;
};

/// How many of everything there are.
struct Extent {
    std::size_t nodes = 0, groups = 0, ports = 0, repeats = 0;
    std::size_t annotations = 0, outputs = 0, feeds = 0;
    std::size_t argument_items = 0;
    Budget budget;
};

/// What the body of a block came to: all that its expansion added, with the ids that it had then. A recording is kept
/// at the second use of the block with the same values, since most blocks have only one; from the third on it is
/// copied.
struct Recording {
    std::size_t uses = 0;
    bool kept = false;
    std::size_t diagnostics = 0;  // reported before; it holds only while there are no more
    std::size_t height = 0;       // how deep bodies are nested in it

    Extent begin, end;
    std::size_t boundary_feeds = 0;  // the last feeds, whose arrow is the instance itself
    Group own;                       // of the block's group only its inputs and outputs
    std::vector<Node> nodes;
    std::vector<Group> groups;  // inside it
    std::vector<Port> ports;
    std::vector<Repeat> repeats;
    std::vector<Annotation> annotations;
    std::vector<Output> outputs;
    std::vector<Feed> feeds;
    std::vector<Boundary> boundaries;  // of its group, then of the groups inside it, as all below
    std::vector<GroupNames> names;
    std::vector<char> node_fed, group_fed, port_used;
};

/// The declared ports of an operation.
struct Signature {
    std::vector<const PortClause*> inputs;
    std::vector<const PortClause*> outputs;
    bool broken = false;           // an error was reported in the declaration, so ports may be missing
    bool needs_arguments = false;  // some parameter has neither a default nor a clause that asks `given(…)`
};

struct State {
    const Program& program;
    const ResolveOptions& options;
    Diagnostics& diagnostics;
    Scopes scopes;
    Network network;
    Budget budget;

    Environment outermost;                                // -D and the sizes of figure(…)
    const Properties* parameters = nullptr;               // -D as arguments of the block that is drawn alone
    std::map<std::size_t, std::unique_ptr<Frame>> files;  // used files: the values that their definitions see
    std::vector<DeclarationId> stack;                     // definitions being expanded, outermost first
    std::set<DeclarationId> endless;                      // definitions found to contain themselves
    std::set<DeclarationId> expanded;                     // definitions that some instance drew
    bool sketch = false;                                  // only faults are wanted: unknown values are none
    std::size_t nesting = 0;
    std::size_t deepest = 0;                                // nesting of the deepest body in the recording under way
    std::unordered_map<std::string, Recording> recordings;  // by block and values; never walked

    std::unordered_map<std::uint32_t, OperationId> operation_ids;  // by DeclarationId
    Table<OperationId, Signature> signatures;
    Table<GroupId, Boundary> boundaries;
    Table<GroupId, GroupNames> names;
    Table<AnnotationId, Annotation> annotations;
    std::vector<Output> outputs;
    std::vector<Feed> feeds;
    Table<NodeId, char> node_fed;  // some arrow leads there
    Table<GroupId, char> group_fed;
    Table<PortId, char> port_used;  // some arrow starts there

    std::set<std::tuple<int, Span>> reported;  // copies of a block report each fault once
    std::set<std::string> faulty_values;       // names bound to nothing because of a reported fault
    std::map<std::pair<std::size_t, ExpressionId>, std::pair<std::size_t, bool>> faulty_expressions;  // answers so far
    std::map<std::pair<ScopeId, std::string>, std::string> nearest_types;  // to unknown ones, answers so far
    std::size_t argument_items = 0;      // of the values of all arguments together
    std::vector<std::string> not_given;  // parameters without a value of the block that is drawn alone
    Span drawn_alone;                    // the name of that block
};

// ---- faults ----

/// Each fault of a place once, and none after the expansion was given up: what is missing then is nobody's fault.
void report(State& state, Diagnostic diagnostic);
/// True where something inside a place was reported before: what is unknown because of it needs no second error.
bool has_fault_within(const State& state, Span span);
/// Reports that the expansion is too large, once; everything after stays out in silence.
void report_exhausted(State& state, Span span, const std::string& what);

// ---- values ----

Value evaluate_at(State& state, std::size_t ast, ExpressionId expression, const Environment& environment);
Properties evaluate_properties(State& state, std::size_t ast, const std::vector<Argument>& arguments,
                               const Environment& environment);
std::optional<Shape> evaluate_shape(State& state, const Place& place, ExpressionId expression);
AnnotationId evaluate_annotation(State& state, const Place& place, const Arrow& arrow);
/// Notes a name whose value is unknown only because of a reported fault.
void note_value(State& state, std::size_t ast, const std::string& name, const Value& value, ExpressionId written);
/// True where an unknown value needs no error of its own: in a sketch, because of a reported fault, or because the
/// block is drawn alone without its arguments, which is reported here.
bool is_excused(State& state, std::size_t ast, ExpressionId expression);
/// Names the argument that was forgotten where a value is unknown because of one, and points to the instance.
void blame_instance(const State& state, const Place& place, ExpressionId unknown, Diagnostic& diagnostic);
/// The value; unknown, under an error, where it is larger than arguments may be.
Value charge_value(State& state, Value value, Span span);
/// A name that should have been bound to a value: `what` says what it was needed for.
void report_unbound(State& state, const Word& word, Span span, const std::string& what);

// ---- making parts ----

const Ast& ast_of(const State& state, const Frame& frame);
/// Charges the budget for one visited element; false where nothing more may be made.
bool charge_step(State& state, Span span);
NodeId add_node(State& state, const Place& place, Node node, const std::optional<Identifier>& written);
GroupId add_group(State& state, const Place& place, Group group, const std::optional<Identifier>& written);
std::vector<PortId> add_outputs(State& state, NodeId node,
                                const std::vector<std::pair<std::string, std::size_t>>& ports);

PartChain build_chain(State& state, const Place& place, ChainId chain);
Part build_element(State& state, const Place& place, const Element& element);
/// As build_element, without `* n`.
Part build_once(State& state, const Place& place, const Element& element);
Part build_repeated(State& state, const Place& place, const Element& element);
Part build_loop(State& state, const Place& place, const ForSplice& loop, Span span);
Part build_choice(State& state, const Place& place, const IfSplice& choice, Span span);
Member build_instance(State& state, const Place& place, const Instance& instance, const Element& element);
NodeId build_boundary(State& state, const Place& place, const Instance& instance, const Element& element,
                      NodeKind kind);
/// A node with its looks; what it is and takes is left to the caller.
Node make_node(State& state, const Place& place, const Instance& instance, const Element& element);
Value argument_value(State& state, const Place& place, const Argument& argument);
Member build_inline(State& state, const Place& place, const InlineBlock& block, const Element& element);
/// An instance of a block from outside any chain: what `--block` draws.
void build_lone_block(State& state, Frame& frame, DeclarationId declaration);

/// Expands a body into its group: the frame's environment and group are ready, the rest is filled here.
void expand_body(State& state, Frame& frame, BodyId body);
/// As expand_body, for the body of a block; what was expanded before with the same values is copied.
void expand_block_body(State& state, Frame& frame, DeclarationId block, BodyId body);
/// The frame of the body or file that holds a definition.
const Frame& home_of(State& state, const Frame& frame, const Declaration& declaration);

// ---- connecting ----

Outputs connect_chain(State& state, Frame& frame, const PartChain& chain, const Outputs* incoming, ArrowUse arrow);
void add_feed(State& state, const Frame& frame, Feed feed);
Outputs add_output_list(State& state, const std::vector<Output>& items, Span span);
Outputs outputs_of(State& state, Member member, Span span);
/// The node of an output.
NodeId node_of(const State& state, const Output& output);

/// Looks a reference up; the second is the port that its last name means, if any.
struct Target {
    Named named;
    std::string port;  // "h" of `lstm/h`; empty where the path ends at the member
    Span port_span;
};
std::optional<Target> find_reference(State& state, const Frame& frame, const ReferencePart& part);

/// The In node that a body without In and Out gets where a chain starts with `_`; invalid where the body has its own.
NodeId implicit_input(State& state, Frame& frame, Span span);
void draw_boundary(State& state, Frame& frame);

/// `figure(…)` and `style` of the main file.
void read_looks(State& state, const Frame& root);

/// Where as many arrows leave an operation with pieces as it has pieces, each takes one.
void share_out_pieces(State& state);

/// Chooses ports for all feeds and makes the links.
void assign_ports(State& state);

/// "`conv1`" or "`Block`", for messages.
std::string describe(const State& state, Member member);

}  // namespace netfig::resolving
