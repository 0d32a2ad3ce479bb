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
    EXPECT_EQ(tidy("+B(k   alias  kernel alias  kS=3,n){}"), "+B(k alias kernel alias kS = 3, n) {}\n");
    EXPECT_EQ(tidy("op F(n)alias G,H{\n  in    *B x C\n in m ?: T\n  in t ... : *S\nout p[n] : c?a:b\nlet z=1\n}"),
              "op F(n) alias G, H {\n    in      *B x C\n    in      m?: T\n    in      t...: *S\n"
              "    out     p[n]: c ? a : b\n    let     z = 1\n}\n");
    EXPECT_EQ(tidy("op F() { in A x B out A }"), "op F() { in A x B out A }\n");
    EXPECT_EQ(tidy("op F() {\nin\nrequire a >\n1\n&& b\n}"),
              "op F() {\n    in\n    require a >\n            1\n            && b\n}\n");
}

TEST(Format, LinesAndIndent) {
    EXPECT_EQ(tidy("In\n-> A\n  -> [ b,\n c ]\n -> { \n x\n   }\n\n\n\nd"),
              "In\n    -> A\n    -> [ b,\n         c ]\n    -> {\n        x\n    }\n\nd\n");
    EXPECT_EQ(tidy("x -> [b,\nc -> D\n-> E] -> F(\n1,\n2\n)"),
              "x -> [b,\n      c -> D\n          -> E] -> F(\n    1,\n    2\n)\n");
    EXPECT_EQ(tidy("x -> [\nb,\nc\n]"), "x -> [\n    b,\n    c\n]\n");
    EXPECT_EQ(tidy("+A {\n+B {\nx ->\ny\n}\n}"), "+A {\n    +B {\n        x ->\n            y\n    }\n}\n");
    EXPECT_EQ(tidy("a -> for c in [1] {\nb\n} -> d"), "a -> for c in [1] {\n    b\n} -> d\n");
}

TEST(Format, ListsAreAsWideAsTheAuthorLikes) {
    EXPECT_EQ(tidy("a -> [  b,c] -> [d ] -> [ ] -> F([ 1,2 ])"), "a -> [ b, c ] -> [d] -> [] -> F([1, 2])\n");
}

TEST(Format, StatementsInOneLine) {
    EXPECT_EQ(tidy("a:In   b:In  c:In d:In"), "a:In   b:In   c:In d:In\n");
    EXPECT_EQ(tidy("+A { a -> b     c:D }"), "+A { a -> b   c:D }\n");
}

TEST(Format, AlignmentIsKept) {
    EXPECT_EQ(tidy("a ->   b -> C\nlonger->d\n"), "a -> b -> C\nlonger -> d\n");
    EXPECT_EQ(tidy("a         -> B(1)    -> C\nlonger    -> D(2, 3) -> E\n"),
              "a      -> B(1)    -> C\nlonger -> D(2, 3) -> E\n");
    EXPECT_EQ(tidy("x\n  -> A( 64,  9)\n  -> A(128, 10)"), "x\n    -> A( 64,  9)\n    -> A(128, 10)\n");
    EXPECT_EQ(tidy("é   -> b\nabc -> d"), "é   -> b\nabc -> d\n");
    EXPECT_EQ(tidy("a   -> b\n\nabc -> d"), "a -> b\n\nabc -> d\n");
    EXPECT_EQ(tidy("+B { x   -> y\n    abc -> z }"), "+B { x -> y\n    abc -> z }\n");
}

TEST(Format, CommentsAtLineEndsAreAligned) {
    EXPECT_EQ(tidy("a -> b // one\nlonger -> c // two\n// own\nd // three"),
              "a -> b       // one\nlonger -> c  // two\n// own\nd  // three\n");
    EXPECT_EQ(tidy("a // one\n/* x\ny */ b // two"), "a  // one\n/* x\ny */ b  // two\n");
}

// A text may grow by its indentation only as fast as a person could read it.
TEST(Format, LongLinesDoNotPushOthersAway) {
    const std::string name(20'000, 'a');
    std::string text = name + " -> [ b";
    for (int i = 0; i < 2'000; ++i) text += ",\nc // x";
    EXPECT_LT(tidy(text + " // y\n]").size(), 2 * text.size() + 100'000);
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
            EXPECT_EQ(tidy(text.str()), text.str()) << "run netfig fmt";
        }
    }
}

}  // namespace
}  // namespace netfig
