#include "driver/print.h"

#include "driver/excerpt.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

Sources one_source(std::string text) {
    Sources sources;
    sources.add({"net.nn", std::move(text), false});
    return sources;
}

Diagnostic unknown_name(std::uint32_t begin, std::uint32_t end) {
    return {DiagnosticCode::unknown_name, {SourceId(0), begin, end}, "there is no `a`", {}, {}, {}};
}

TEST(Print, UnderlinesThePlaceInItsLine) {
    EXPECT_EQ(print({unknown_name(6, 9)}, one_source("In ->\nabc"), {}),
              "net.nn:2:1: error[E0201]: there is no `a`\n"
              " 2 | abc\n"
              "   | ^^^\n"
              "\n");
}

TEST(Print, ShowsNotesAndSuggestion) {
    Diagnostic diagnostic = unknown_name(0, 1);
    diagnostic.notes = {{"declared here", {SourceId(0), 2, 3}}, {"a remark", {}}};
    diagnostic.suggestion = "did you mean `b`?";
    EXPECT_EQ(print({diagnostic}, one_source("a b"), {}),
              "net.nn:1:1: error[E0201]: there is no `a`\n"
              " 1 | a b\n"
              "   | ^\n"
              "  note: net.nn:1:3: declared here\n"
              " 1 | a b\n"
              "   |   -\n"
              "  note: a remark\n"
              "  help: did you mean `b`?\n"
              "\n");
}

TEST(Print, ShortFormTakesALine) {
    Diagnostic diagnostic = unknown_name(0, 1);
    diagnostic.suggestion = "did you mean `b`?";
    PrintOptions options;
    options.format = MessageFormat::short_;
    EXPECT_EQ(print({diagnostic}, one_source("a"), options),
              "net.nn:1:1: error[E0201]: there is no `a`; did you mean `b`?\n");
}

TEST(Print, WhatBelongsToNoFileHasNoPlace) {
    PrintOptions options;
    options.format = MessageFormat::short_;
    EXPECT_EQ(print({{DiagnosticCode::missing_font, {}, "no font", {}, {}, {}},
                     {DiagnosticCode::internal_layout_error, {}, "no way", {}, {}, {}}},
                    {}, options),
              "error[E0604]: no font\nerror[E0605]: no way\n");
}

TEST(Print, JsonIsAnObjectALine) {
    PrintOptions options;
    options.format = MessageFormat::json;
    const std::string text = print({unknown_name(0, 1), unknown_name(2, 3)}, one_source("a \"b"), options);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
    EXPECT_TRUE(text.starts_with(R"({"version":1,"severity":"error","code":"E0201",)")) << text;
}

TEST(Print, CountsWhatItLeavesOut) {
    Diagnostics many(25, unknown_name(0, 1));
    const std::string text = print(many, one_source("a"), {});
    EXPECT_NE(text.find("net.nn: … and 5 more errors"), std::string::npos);
}

TEST(Print, LibraryPlacesCanBeBlanked) {
    Sources sources;
    sources.add({"std/ops/linear.nn", "abc", true});
    PrintOptions options;
    options.blank_library = true;
    EXPECT_TRUE(print({unknown_name(0, 1)}, sources, options).starts_with("std/ops/linear.nn:-:-: error"));
}

TEST(Excerpt, TabsAndWideCharactersKeepTheUnderlineInPlace) {
    const Sources sources = one_source("\t\"日本\" x");
    const Excerpt shown = excerpt(sources[SourceId(0)], {SourceId(0), 10, 11}, '^');
    EXPECT_EQ(shown.line, "    \"日本\" x");
    EXPECT_EQ(shown.underline, "           ^");
}

TEST(Excerpt, ASpanOfSeveralLinesIsUnderlinedToTheEndOfItsFirst) {
    const Sources sources = one_source("ab {\n}\n");
    EXPECT_EQ(excerpt(sources[SourceId(0)], {SourceId(0), 3, 6}, '^').underline, "   ^");
}

TEST(Excerpt, TheEndOfTheTextHasAPlaceToo) {
    const Sources sources = one_source("ab\n");
    EXPECT_EQ(excerpt(sources[SourceId(0)], {SourceId(0), 3, 3}, '^').underline, "^");
    EXPECT_EQ(excerpt(sources[SourceId(0)], {SourceId(0), 2, 2}, '^').underline, "  ^");
}

TEST(Excerpt, AVeryLongLineIsCutAroundThePlace) {
    const Sources sources = one_source(std::string(100000, 'a') + "b" + std::string(100000, 'c'));
    const Excerpt shown = excerpt(sources[SourceId(0)], {SourceId(0), 100000, 100001}, '^');
    EXPECT_LT(shown.line.size(), 200U);
    EXPECT_EQ(display_width(shown.underline), 62U);
    EXPECT_NE(shown.line.find('b'), std::string::npos);
}

}  // namespace
}  // namespace netfig
