#include "evaluate/evaluate.h"

#include "base/dim.h"
#include "parse/parse.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

struct Outcome {
    Value value;
    Diagnostics diagnostics;
};

/// The value of the text as an expression, in a scope that binds a few names.
Outcome outcome_of(const std::string& expression) {
    Outcome outcome;
    const Source source{"test.nn", "x = " + expression, false};
    const Ast ast = parse(source, SourceId(0), outcome.diagnostics);
    Environment environment;
    environment.bind("kernel", {ValueList{{Dim(3)}, {Dim(5)}}});
    environment.bind("k", {Dim(7)});
    environment.bind("mode", {std::string("same")});
    environment.bind("nothing", {});
    environment.bind("s", {Shape{{{3, 224, 224}}}});
    for (const Statement& statement : ast.bodies[ast.root].statements) {
        if (const auto* binding = std::get_if<Binding>(&statement)) {
            outcome.value = evaluate(ast, binding->value, environment, outcome.diagnostics);
        }
    }
    return outcome;
}

std::string text_of(const std::string& expression) {
    const Outcome outcome = outcome_of(expression);
    return outcome.diagnostics.empty() ? to_text(outcome.value) : "error: " + outcome.diagnostics[0].message;
}

DiagnosticCode code_of(const std::string& expression) {
    const Outcome outcome = outcome_of(expression);
    EXPECT_EQ(outcome.diagnostics.size(), 1U) << expression;
    return outcome.diagnostics.empty() ? DiagnosticCode::syntax_error : outcome.diagnostics[0].code;
}

TEST(Evaluate, arithmetic) {
    EXPECT_EQ(text_of("1 + 2 * 3"), "7");
    EXPECT_EQ(text_of("6 / 3"), "2");
    EXPECT_EQ(text_of("7 / 2"), "3.5");
    EXPECT_EQ(text_of("7 % 4"), "3");
    EXPECT_EQ(text_of("-k + 1"), "-6");
    EXPECT_EQ(text_of("0.5 * 4"), "2");
    EXPECT_EQ(text_of("H / 2"), "H/2");
    EXPECT_EQ(text_of("\"a\" + \"b\""), "ab");
}

TEST(Evaluate, logic_and_choice) {
    EXPECT_EQ(text_of("k > 3 && k != 8"), "true");
    EXPECT_EQ(text_of("not (k == 7)"), "false");
    EXPECT_EQ(text_of("k == 7 ? 1 : unbound_word"), "1");
    EXPECT_EQ(text_of("mode == \"same\""), "true");
    EXPECT_EQ(text_of("mode == same"), "true");
    EXPECT_EQ(text_of("false && nothing"), "false");
    EXPECT_EQ(text_of("nothing ? 1 : 2"), "?");
    EXPECT_EQ(text_of("H > 0"), "true");
    EXPECT_EQ(text_of("H > 3"), "?");
}

TEST(Evaluate, lists_and_shapes) {
    EXPECT_EQ(text_of("kernel"), "3×5");
    EXPECT_EQ(text_of("kernel[-1]"), "5");
    EXPECT_EQ(text_of("s[0]"), "3");
    EXPECT_EQ(text_of("64 x H x (2*T + 1)"), "64 × H × (2T + 1)");
    EXPECT_EQ(text_of("*s x 1"), "3 × 224 × 224 × 1");
    EXPECT_EQ(text_of("nothing x 3"), "? × 3");
}

TEST(Evaluate, unknown_is_silent) {
    EXPECT_EQ(text_of("nothing + 1"), "?");
    EXPECT_EQ(text_of("window(nothing, 3)"), "?");
    EXPECT_EQ(text_of("given(nothing)"), "false");
    EXPECT_EQ(text_of("given(k)"), "true");
}

TEST(Evaluate, faults_have_codes) {
    EXPECT_EQ(code_of("1 / 0"), DiagnosticCode::division_by_zero);
    EXPECT_EQ(code_of("kernle + 1"), DiagnosticCode::unbound_name);
    EXPECT_EQ(code_of("windw(1, 2)"), DiagnosticCode::unknown_function);
    EXPECT_EQ(code_of("window(1)"), DiagnosticCode::invalid_call);
    EXPECT_EQ(code_of("kernel[2]"), DiagnosticCode::index_out_of_range);
    EXPECT_EQ(code_of("9223372036854775807 + 1"), DiagnosticCode::arithmetic_overflow);
    EXPECT_EQ(code_of("\"a\" * 2"), DiagnosticCode::invalid_operand);
    EXPECT_EQ(code_of("3 ? 1 : 2"), DiagnosticCode::invalid_operand);
}

TEST(Evaluate, a_word_that_should_be_a_number_gets_a_suggestion) {
    const Outcome outcome = outcome_of("kernle + 1");
    ASSERT_EQ(outcome.diagnostics.size(), 1U);
    EXPECT_EQ(outcome.diagnostics[0].suggestion, "did you mean `kernel`?");
}

TEST(Evaluate, interpolation_fills_names_and_leaves_math_alone) {
    Environment environment;
    environment.bind("kernel", {ValueList{{Dim(3)}, {Dim(3)}}});
    environment.bind("c", {Dim(64)});
    environment.bind("nothing", {});
    EXPECT_EQ(interpolate("Conv {kernel}, {c}", environment), "Conv 3×3, 64");
    EXPECT_EQ(interpolate("$W_{c}$ of {c}", environment), "$W_{c}$ of 64");
    EXPECT_EQ(interpolate("a {nothing}", environment), std::nullopt);
    EXPECT_EQ(interpolate("{ } {", environment), "{ } {");
}

}  // namespace
}  // namespace netfig
