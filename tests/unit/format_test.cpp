// Tidy text: what it looks like, that it says the same, and that a second time changes nothing.
#include "format/format.h"

#include "parse/dump_ast.h"
#include "parse/parse.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

namespace netfig {
namespace {

struct Formatted {
    Source source;
    Ast ast;
};

Formatted parse_text(std::string text) {
    Formatted result{{"test.nn", std::move(text), false}, {}};
    Diagnostics diagnostics;
    result.ast = parse(result.source, SourceId(0U), diagnostics);
    return result;
}

std::vector<std::string> words(const Formatted& parsed) {
    std::vector<std::string> result;
    for (const Token& token : parsed.ast.tokens) {
        std::string word = parsed.source.text.substr(token.span.begin, token.span.end - token.span.begin);
        word.erase(word.find_last_not_of(" \t") + 1);
        result.push_back(std::move(word));
    }
    return result;
}

/// The tidy form, after checks that nothing got lost.
std::string tidy(std::string text) {
    const Formatted before = parse_text(std::move(text));
    const Formatted after = parse_text(format(before.source, before.ast));
    EXPECT_EQ(words(before), words(after)) << before.source.text;
    EXPECT_EQ(dump(before.ast), dump(after.ast)) << before.source.text;
    EXPECT_EQ(format(after.source, after.ast), after.source.text);
    return after.source.text;
}

TEST(Format, Spacing) {
    EXPECT_EQ(tidy("a:Conv( 3,k=3 )->b"), "a:Conv(3, k = 3) -> b\n");
    EXPECT_EQ(tidy("a : Conv  ->  [b,c->D]"), "a:Conv -> [b, c -> D]\n");
    EXPECT_EQ(tidy("RoI(7):256x7x7*3@(label=\"x\")"), "RoI(7) : 256x7x7 * 3 @(label = \"x\")\n");
    EXPECT_EQ(tidy("a-[ \"x\",dashed ]->b→c"), "a -[\"x\", dashed]-> b → c\n");
    EXPECT_EQ(tidy("n=-a*(b+ -3)-!c%d/2"), "n = -a * (b + -3) - !c % d/2\n");
    EXPECT_EQ(tidy("+A(c,s=1){In->Out}@(flow=down)"), "+A(c, s = 1) { In -> Out } @(flow = down)\n");
    EXPECT_EQ(tidy("+A(c)@( flow=down ){In->Out}@(bold)"), "+A(c) @(flow = down) { In -> Out } @(bold)\n");
    EXPECT_EQ(tidy("style  Conv,.wide(fill=red)"), "style Conv, .wide (fill = red)\n");
    EXPECT_EQ(tidy("figure (flow=right)"), "figure(flow = right)\n");
    EXPECT_EQ(tidy("m:{ }->{a}"), "m:{} -> { a }\n");
    EXPECT_EQ(tidy("if s>1{A}else{_}"), "if s > 1 { A } else { _ }\n");
    EXPECT_EQ(tidy("encoder/attn/q->n"), "encoder/attn/q -> n\n");
    EXPECT_EQ(tidy("F(*B x C, [1,2][0], c?a:b)"), "F(*B x C, [1, 2][0], c ? a : b)\n");
}

TEST(Format, Operations) {
    EXPECT_EQ(tidy("op F(n)alias G,H{\n  in    *B x C\n in m ?: T\n  in t ... : *S\nout p[n] : c?a:b\nlet z=1\n}"),
              "op F(n) alias G, H {\n    in *B x C\n    in m?: T\n    in t...: *S\n    out p[n]: c ? a : b\n    let z "
              "= 1\n}\n");
}

TEST(Format, LinesAndIndent) {
    EXPECT_EQ(tidy("In\n-> A\n  -> [ b,\n c ]\n -> { \n x\n   }\n\n\n\nd"),
              "In\n    -> A\n    -> [b,\n        c]\n    -> {\n        x\n    }\n\nd\n");
    EXPECT_EQ(tidy("+A {\n+B {\nx ->\ny\n}\n}"), "+A {\n    +B {\n        x ->\n            y\n    }\n}\n");
    EXPECT_EQ(tidy("a -> for c in [1] {\nb\n} -> d"), "a -> for c in [1] {\n    b\n} -> d\n");
}

TEST(Format, Comments) {
    EXPECT_EQ(tidy("// one   \na -> b // two\n  // three\n-> c /* four */ -> d\n+A { // five\n// six\n}"),
              "// one\na -> b  // two\n    // three\n    -> c /* four */ -> d\n+A {  // five\n    // six\n}\n");
    EXPECT_EQ(tidy("/// doc\n+A {}"), "/// doc\n+A {}\n");
    EXPECT_EQ(tidy("// only"), "// only\n");
}

TEST(Format, KeepsMeaning) {
    EXPECT_EQ(tidy("n = a\n+B { x }"), "n = a\n+B { x }\n");
    EXPECT_EQ(tidy("n = a\n + B"), "n = a\n    + B\n");
    EXPECT_EQ(tidy("n = a\n[b, c] -> D"), "n = a\n[b, c] -> D\n");
    EXPECT_EQ(tidy("n = a[0]"), "n = a[0]\n");
    EXPECT_EQ(tidy("n = H / 2 + W/2"), "n = H / 2 + W/2\n");
}

TEST(Format, LeavesBrokenTextAlone) {
    EXPECT_EQ(tidy("a   ->  ->b"), "a   ->  ->b");
    EXPECT_EQ(tidy("a->Conv( 3"), "a->Conv( 3");
    EXPECT_EQ(tidy("a->b ;"), "a->b ;");
    EXPECT_EQ(tidy(""), "");
}

TEST(Format, EveryFileOfTheProject) {
    for (const char* folder : {"/examples", "/stdlib"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::string(NETFIG_SOURCE_DIR) + folder)) {
            if (entry.path().extension() != ".nn") continue;
            std::stringstream text;
            text << std::ifstream(entry.path()).rdbuf();
            SCOPED_TRACE(entry.path().string());
            tidy(text.str());
        }
    }
}

}  // namespace
}  // namespace netfig
