#include "infer/infer.h"

#include "base/dim.h"
#include "infer/dump_shapes.h"
#include "parse/parse.h"
#include "resolve/resolve.h"

#include <chrono>
#include <gtest/gtest.h>

namespace netfig {
namespace {

// Operations as the library declares them, few and short.
const char* const operations = R"(
op Conv(filters, kernel = 3, stride = 1, padding = 0, groups = 1, bias = true) {
    in      C x H x W
    let     k = each(kernel, 2)
    require C % groups == 0, "groups must divide the {C} input channels"
    out     filters x window(H, k[0], stride, padding) x window(W, k[1], stride, padding)
    params  filters * (C / groups) * product(k) + (bias ? filters : 0)
    flops   2 * product(out) * (C / groups) * product(k)
    label   "{k} conv, {filters}"
    kind    convolution
}
op Relu { in *S  out *S  kind activation }
op Add { in terms...: *T  out broadcast(terms)  kind operator }
op Concat(axis = 0) { in terms...: *T  out concat(terms, axis)  kind concatenation }
op Flatten { in *S  out flatten(S) }
op Linear(units, features) { in *B x features  out *B x units  params units * features + units }
op MatMul { in a: *S x M x K  in b: *R x K x N  out M x N }
op Split(parts) { in C x H x W  out pieces[parts]: C / parts x H x W }
op Attend { in q: L x D  in mask?: L x L  out L x D  params given(mask) ? 1 : 2 }
op Triple { in a: *S  in b: *S  in c: *S  out *S }
)";

struct Inferred {
    Program program;
    Network network;
    Shapes shapes;
    Diagnostics diagnostics;
};

Inferred infer_text(const std::string& chains) {
    Inferred result;
    const Source source{"test.nn", operations + chains, false};
    result.program.asts.push_back(parse(source, SourceId(0), result.diagnostics));
    result.program.uses.resize(1);
    result.network = resolve(result.program, {}, result.diagnostics);
    result.shapes = infer(result.program, result.network, result.diagnostics);
    return result;
}

/// The first output shape of the node with this path.
std::string shape_of(const Inferred& result, const std::string& path) {
    for (const NodeId id : result.network.nodes.ids()) {
        if (path_of(result.network, id) != path) continue;
        const Node& node = result.network.nodes[id];
        return node.outputs.empty() ? "no output" : to_text(result.shapes.ports[node.outputs[0]]);
    }
    return "no such node";
}

std::string messages(const Inferred& result) {
    std::string text;
    for (const Diagnostic& diagnostic : result.diagnostics) {
        text += std::string(info(diagnostic.code).number) + " " + diagnostic.message + "\n";
        for (const Note& note : diagnostic.notes) text += "  " + note.message + "\n";
    }
    return text;
}

Cost total(const Inferred& result) { return result.shapes.groups[GroupId(0)]; }

TEST(Infer, shapes_costs_and_labels_of_a_chain) {
    const auto result = infer_text("In(3x224x224) -> c:Conv(64, kernel = 7, stride = 2, padding = 3) -> r:Relu -> Out");
    EXPECT_EQ(messages(result), "");
    EXPECT_EQ(shape_of(result, "r"), "64x112x112");
    EXPECT_EQ(total(result).params, Dim(64 * 3 * 49 + 64));
    EXPECT_EQ(total(result).flops, Dim(std::int64_t{2} * 64 * 112 * 112 * 3 * 49));
    EXPECT_NE(dump(result.network, result.shapes).find("\"7×7 conv, 64\"; convolution"), std::string::npos);
}

TEST(Infer, symbolic_sizes_go_through) {
    const auto result =
        infer_text("In(CxHxW) -> a:Conv(64, stride = 2, padding = 1) -> b:Conv(8, stride = 2, padding = 1)");
    EXPECT_EQ(messages(result), "");
    EXPECT_EQ(shape_of(result, "b"), "8x⌈H/4⌉x⌈W/4⌉");
    EXPECT_EQ(to_text(total(result).params), "576*C + 4680");
}

TEST(Infer, what_is_not_known_stays_unknown_in_silence) {
    const auto result =
        infer_text("In -> a:Conv -> b:Relu -> Out   In(3x8x8) -> c:Conv -> d:Conv(4) -> Mystery -> e:Relu");
    EXPECT_EQ(shape_of(result, "b"), "?x?x?");
    EXPECT_EQ(shape_of(result, "c"), "?x?x?");
    EXPECT_EQ(shape_of(result, "d"), "4x?x?");
    EXPECT_EQ(shape_of(result, "e"), "?");
    EXPECT_FALSE(has_errors(result.diagnostics)) << messages(result);
}

TEST(Infer, a_rank_that_does_not_fit_is_shown_with_its_chain) {
    const auto result = infer_text("In(3x8x8) -> f:Flatten -> c:Conv(4)");
    EXPECT_EQ(messages(result),
              "E0501 `c` takes the shape C x H x W, but gets 192\n  `in1` gives 3x8x8\n  `f` gives 192\n");
    EXPECT_EQ(shape_of(result, "c"), "?");
}

TEST(Infer, a_size_that_does_not_fit_its_argument_names_it) {
    const auto result = infer_text("In(512) -> l:Linear(10, features = 256)");
    EXPECT_EQ(messages(result),
              "E0501 `l` takes 256 for features, but gets 512\n  `in1` gives 512\n  features is 256 here\n");
}

TEST(Infer, of_many_inputs_the_two_that_clash_are_shown) {
    const auto result = infer_text("x:In(64x8x8) -> [_, a:Relu, b:Conv(32, padding = 1)] -> s:Add");
    ASSERT_EQ(result.diagnostics.size(), 1U) << messages(result);
    EXPECT_EQ(result.diagnostics[0].code, DiagnosticCode::unequal_inputs);
    EXPECT_NE(messages(result).find("`b` gives 32x8x8"), std::string::npos) << messages(result);
}

TEST(Infer, one_cause_gives_one_error) {
    const auto result = infer_text("In(3x8x8) -> Conv(4, groups = 2) -> Conv(8) -> Flatten -> Linear(10) -> Out(10)");
    ASSERT_EQ(result.diagnostics.size(), 1U) << messages(result);
    EXPECT_EQ(result.diagnostics[0].code, DiagnosticCode::requirement_failed);
    EXPECT_NE(result.diagnostics[0].message.find("groups must divide the 3 input channels"), std::string::npos);
}

TEST(Infer, a_kernel_that_is_too_large_leaves_no_size) {
    const auto result = infer_text("In(3x5x5) -> c:Conv(4, kernel = 7)");
    ASSERT_EQ(result.diagnostics.size(), 1U) << messages(result);
    EXPECT_EQ(result.diagnostics[0].code, DiagnosticCode::invalid_size);
}

TEST(Infer, an_argument_that_is_a_word_is_reported_where_it_stands) {
    const auto result = infer_text("In(3x5x5) -> c:Conv(width)");
    ASSERT_EQ(result.diagnostics.size(), 1U) << messages(result);
    EXPECT_EQ(result.diagnostics[0].code, DiagnosticCode::unbound_name);
    EXPECT_EQ(result.diagnostics[0].message, "`width` is not bound to a value here");
    EXPECT_EQ(result.diagnostics[0].span, result.network.nodes[NodeId(1)].arguments[0].span);
}

TEST(Infer, stated_shapes_assert_or_give) {
    EXPECT_EQ(messages(infer_text("In(3x8x8) -> c:Conv(4) : 4x6x6 -> Out(4x6x6)")), "");
    const auto wrong = infer_text("In(3x8x8) -> c:Conv(4) : 4x8x8 -> r:Relu");
    ASSERT_EQ(wrong.diagnostics.size(), 1U) << messages(wrong);
    EXPECT_EQ(wrong.diagnostics[0].code, DiagnosticCode::stated_shape_differs);
    EXPECT_EQ(shape_of(wrong, "r"), "4x8x8");
    const auto given = infer_text("In -> m:Mystery : 256x7x7 -> r:Relu");
    EXPECT_EQ(shape_of(given, "r"), "256x7x7");
    const auto arrow = infer_text("In(3x8x8) -> c:Conv(4) -[4x8x8]-> r:Relu");
    ASSERT_EQ(arrow.diagnostics.size(), 1U) << messages(arrow);
    EXPECT_EQ(arrow.diagnostics[0].code, DiagnosticCode::stated_shape_differs);
}

TEST(Infer, inner_inputs_assert_their_shape) {
    const auto result = infer_text("+B { In(3x8x8) -> Relu -> Out }  In(3x9x9) -> B");
    ASSERT_EQ(result.diagnostics.size(), 1U) << messages(result);
    EXPECT_EQ(result.diagnostics[0].code, DiagnosticCode::stated_shape_differs);
}

TEST(Infer, several_outputs_and_optional_inputs) {
    const auto result = infer_text("In(6x8x8) -> Split(2) -> [a:Relu, b:Relu]   In(10x4) -> t:Attend");
    EXPECT_FALSE(has_errors(result.diagnostics)) << messages(result);
    EXPECT_EQ(shape_of(result, "b"), "3x8x8");
    EXPECT_EQ(total(result).params, Dim(2));
}

TEST(Infer, some_inputs_linked_and_some_not_is_an_error) {
    const auto result = infer_text("In(8) -> t/a   t:Triple   u:Triple");
    EXPECT_EQ(messages(result), "E0504 `t` has nothing linked to its input `b`, `c`\n");
}

TEST(Infer, feedback_is_followed_once_its_shape_is_known) {
    const auto result =
        infer_text("In(3x8x8) -> s:Add -> r:Relu -> c:Conv(3, padding = 1) : 3x8x8   c -[feedback]-> s");
    EXPECT_FALSE(has_errors(result.diagnostics)) << messages(result);
    EXPECT_EQ(shape_of(result, "r"), "3x8x8");
}

TEST(Infer, repeated_copies_all_count) {
    const auto result = infer_text("+B { Conv(8, padding = 1, bias = false) -> Relu }  In(8x4x4) -> B * 3");
    EXPECT_EQ(messages(result), "");
    EXPECT_EQ(total(result).params, Dim(3 * 8 * 8 * 9));
}

TEST(Infer, sizes_beyond_64_bits_are_an_error) {
    const auto result = infer_text("In(4000000000x4000000000) -> f:Flatten");
    ASSERT_FALSE(result.diagnostics.empty());
    EXPECT_EQ(result.diagnostics[0].code, DiagnosticCode::size_overflow) << messages(result);
}

TEST(Infer, ten_thousand_nodes_take_well_under_a_second) {
    const auto result = infer_text("+B { Conv(8, padding = 1) -> Relu }  In(8x16x16) -> B * 5000");
    ASSERT_GT(result.network.nodes.size(), 10000U) << messages(result);
    Diagnostics diagnostics;
    const auto begin = std::chrono::steady_clock::now();
    infer(result.program, result.network, diagnostics);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(taken.count(), 1.0);
    RecordProperty("seconds", std::to_string(taken.count()));
    std::printf("%zu nodes: %.1f ms\n", result.network.nodes.size(), taken.count() * 1000);
}

}  // namespace
}  // namespace netfig
