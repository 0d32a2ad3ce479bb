// Text to tree: every construct, every message, and what survives a broken neighbour. Trees are compared in the form
// that `netfig dump --after=parse` prints.
#include "parse/parse.h"

#include "parse/dump_ast.h"
#include "parse/tree_cache.h"

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace netfig {
namespace {

struct Parsed {
    Source source;
    Ast ast;
    Diagnostics diagnostics;
};

Parsed parse_text(std::string text) {
    Parsed result{{"test.nn", std::move(text), false}, {}, {}};
    result.ast = parse(result.source, SourceId(0U), result.diagnostics);
    sort_by_place(result.diagnostics);
    return result;
}

/// The tree of a text without faults.
std::string tree(std::string text) {
    const Parsed parsed = parse_text(std::move(text));
    for (const Diagnostic& fault : parsed.diagnostics) ADD_FAILURE() << fault.message << " in\n" << parsed.source.text;
    return dump(parsed.ast);
}

/// `line:column message`, one a line.
std::string faults(std::string text) {
    const Parsed parsed = parse_text(std::move(text));
    std::string lines;
    for (const Diagnostic& fault : parsed.diagnostics) {
        const LineColumn at = line_column(parsed.source, fault.span.begin);
        lines += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + fault.message + "\n";
    }
    return lines;
}

std::string broken_tree(std::string text) { return dump(parse_text(std::move(text)).ast); }

/// The tree of `text` as the only argument or the value of a binding, where its kind is what matters.
std::string value(const std::string& text) {
    const std::string all = tree("v = " + text);
    EXPECT_TRUE(all.starts_with("let v = ")) << all;
    return all.substr(8, all.size() - 9);
}

std::string argument(const std::string& text) {
    const std::string all = tree("F(" + text + ")");
    return all.substr(10, all.size() - 12);
}

// ---- chains ----

TEST(ParseChain, ElementsAndArrows) {
    EXPECT_EQ(tree("a -> Conv → b:Conv(3) -> enc/attn/q -> _ -> []"),
              "chain\n  ref a\n  -> Conv\n  -> b:Conv(3)\n  -> ref enc/attn/q\n  -> wire\n  -> list\n");
}

TEST(ParseChain, NothingSeparatesChains) {
    EXPECT_EQ(tree("a -> b c:Conv d -> e"),
              "chain\n  ref a\n  -> ref b\nchain\n  c:Conv\nchain\n  ref d\n  -> ref e\n");
}

TEST(ParseChain, ListsHoldChains) {
    EXPECT_EQ(tree("x -> [a, Conv -> B, _,] -> Add"),
              "chain\n  ref x\n  -> list\n    chain\n      ref a\n    chain\n      Conv\n      -> B\n    chain\n"
              "      wire\n  -> Add\n");
}

TEST(ParseChain, InlineBlocks) {
    EXPECT_EQ(tree("stem:{ In -> Out } -> { a }"),
              "chain\n  inline stem\n    chain\n      In\n      -> Out\n  -> inline\n    chain\n      ref a\n");
}

TEST(ParseChain, Suffixes) {
    EXPECT_EQ(tree("RoIAlign(7) : 256x7x7 * 3 @(label = \"x\", collapsed) -> [T] * n -> {a} * (n + 1)"),
              "chain\n  RoIAlign(7) : (shape 256 7 7) * 3 @(label = \"x\", collapsed)\n  -> list * n\n    chain\n"
              "      T\n  -> inline * (+ n 1)\n    chain\n      ref a\n");
}

TEST(ParseChain, StatedShapes) {
    EXPECT_EQ(tree("Conv : c x H/2 x (2*T + 1) * 2"), "chain\n  Conv : (shape c (/ H 2) (+ (* 2 T) 1)) * 2\n");
    EXPECT_EQ(tree("Conv() : *B x 64xH/2xW/2"), "chain\n  Conv() : (shape *B 64 (/ H 2) (/ W 2))\n");
    EXPECT_EQ(tree("a:Fc : 10 b:Fc"), "chain\n  a:Fc : 10\nchain\n  b:Fc\n");
    EXPECT_EQ(tree("Conv : C x H\nx -> y"), "chain\n  Conv : (shape C H)\nchain\n  ref x\n  -> ref y\n");
}

TEST(ParseChain, ArrowsThatSaySomething) {
    EXPECT_EQ(tree("a -[64x56x56]-> b -[\"skip\", dashed, color = red]→ c -[feedback]-> d"),
              "chain\n  ref a\n  -((shape 64 56 56))-> ref b\n  -(\"skip\", dashed, color = red)-> ref c\n"
              "  -(feedback)-> ref d\n");
    EXPECT_EQ(tree("[a,b]->C"), "chain\n  list\n    chain\n      ref a\n    chain\n      ref b\n  -> C\n");
}

TEST(ParseChain, Splices) {
    EXPECT_EQ(tree("a -> for c in [1, 2] { Conv(c) -> BN } -> b"),
              "chain\n  ref a\n  -> for c in (list 1 2)\n    chain\n      Conv(c)\n      -> BN\n  -> ref b\n");
    EXPECT_EQ(tree("if s > 1 and not t { A } else if u { B } else { _ }"),
              "chain\n  if (and (> s 1) (not t))\n    chain\n      A\n  else\n    chain\n      if u\n        chain\n"
              "          B\n      else\n        chain\n          wire\n");
    EXPECT_EQ(tree("if s { }"), "chain\n  if s\n    chain\n      wire\n");
}

// ---- definitions and directives ----

TEST(ParseBlock, ParametersBodyLooks) {
    EXPECT_EQ(tree("/// One.\n/// Two.\n+Enc(d, h = d / 64) { In -> Out } @(flow = down)\n+Empty +AxB(x=)"),
              "doc \"One.\\nTwo.\"\nblock Enc(d, h = (/ d 64)) @(flow = down)\n  chain\n    In\n    -> Out\n"
              "block Empty\nblock AxB(x)\n");
}

TEST(ParseBlock, LooksStandBeforeOrAfterTheBody) {
    EXPECT_EQ(tree("+Enc(d) @(flow = down) { X } @(fill = red)"),
              "block Enc(d) @(flow = down, fill = red)\n  chain\n    X\n");
    EXPECT_EQ(tree("+Enc @(flow = down)\n{ X }"), "block Enc @(flow = down)\n  chain\n    X\n");
    EXPECT_EQ(tree("n = a\n+Enc(d) @(collapsed) {}"), "let n = a\nblock Enc(d) @(collapsed)\n");
    EXPECT_EQ(tree("+Enc @(collapsed)\nX @(bold)"), "block Enc @(collapsed)\nchain\n  X @(bold)\n");
    EXPECT_EQ(faults("+Enc @(= 1) { X } @(bold)"), "1:8 expected `,` or `)`, found `=`\n");
}

TEST(ParseBlock, DocumentationStandsDirectlyAbove) {
    EXPECT_EQ(tree("/// far\n\n+A {}\n//// ruler\n+B {}"), "block A\nblock B\n");
}

TEST(ParseBlock, DefinitionsAndSums) {
    EXPECT_EQ(tree("n = a\n+B { x }"), "let n = a\nblock B\n  chain\n    ref x\n");
    EXPECT_EQ(tree("n = a +\nB"), "let n = (+ a B)\n");
    EXPECT_EQ(tree("n = a + B"), "let n = (+ a B)\n");
    EXPECT_EQ(tree("if a > N + M { b }"), "chain\n  if (> a (+ N M))\n    chain\n      ref b\n");
    EXPECT_EQ(tree("+A\n+B { x }"), "block A\nblock B\n  chain\n    ref x\n");
}

TEST(ParseStatement, Directives) {
    EXPECT_EQ(tree("use std/resnet use \"blocks/mine.nn\"\nfigure(flow = right, width = 84mm)\nstyle Conv, .wide (fill "
                   "= red)"),
              "use std/resnet\nuse \"blocks/mine.nn\"\nfigure (flow = right, width = 238.11pt)\n"
              "style Conv, .wide (fill = red)\n");
}

TEST(ParseStatement, KeywordsAreNamesToo) {
    EXPECT_EQ(tree("in -> out -> use -> op -> for -> if -> else -> style -> figure -> x -> not -> true"),
              "chain\n  ref in\n  -> ref out\n  -> ref use\n  -> ref op\n  -> ref for\n  -> ref if\n  -> ref else\n"
              "  -> ref style\n  -> ref figure\n  -> ref x\n  -> ref not\n  -> ref true\n");
    EXPECT_EQ(
        tree("if:Conv let:Foo in = 3 x = 4 F(in = 3, x = 2, if = 1, true = 0)"),
        "chain\n  if:Conv\nchain\n  let:Foo\nlet in = 3\nlet x = 4\nchain\n  F(in = 3, x = 2, if = 1, true = 0)\n");
    EXPECT_EQ(tree("a:Conv\nx -> y\nb:Conv"), "chain\n  a:Conv\nchain\n  ref x\n  -> ref y\nchain\n  b:Conv\n");
    EXPECT_EQ(tree("n = a\nx -> b"), "let n = a\nchain\n  ref x\n  -> ref b\n");
    EXPECT_EQ(tree("+P(op, use, for) { use -> style }"),
              "block P(op, use, for)\n  chain\n    ref use\n    -> ref style\n");
}

TEST(ParseOperation, Clauses) {
    EXPECT_EQ(tree("+B(k alias size alias kS = 3, alias) {}"), "block B(k alias size alias kS = 3, alias)\n");
    EXPECT_EQ(
        tree("/// Doc.\nop Foo(n, kernel = 3) alias Bar, Baz {\n    in *B x C x H\n    in mask?: T x S\n"
             "    in terms...: *S\n    in label: L\n    out *B x n x window(H, kernel)\n    out pieces[n]: slice(in, "
             "i, 1)\n"
             "    require C % n == 0, \"no {C}\"\n    let kind = given(mask) ? 1 : 0\n    params n * (C / kernel[0])\n"
             "    flops 2 * product(out)\n    label \"Foo {n}\"\n    kind convolution\n}"),
        "doc \"Doc.\"\noperation Foo(n, kernel = 3) alias Bar alias Baz\n  in: (shape *B C H)\n  in mask?: (shape T "
        "S)\n"
        "  in terms...: (shape *S)\n  in label: L\n  out: (shape *B n (call window H kernel))\n"
        "  out pieces[n]: (call slice in i 1)\n  require (== (% C n) 0), \"no {C}\"\n"
        "  let kind = (? (call given mask) 1 0)\n  params (* n (/ C (index kernel 0)))\n"
        "  flops (* 2 (call product out))\n  label \"Foo {n}\"\n  kind convolution\n");
}

TEST(ParseOperation, OnOneLine) {
    EXPECT_EQ(tree("op Id { in *S out in kind shape }"), "operation Id\n  in: (shape *S)\n  out: in\n  kind shape\n");
    EXPECT_EQ(tree("op Any { in out in }"), "operation Any\n  in\n  out: in\n");
}

TEST(ParseOperation, LinesGoOn) {
    EXPECT_EQ(tree("op F {\n    params a\n        ? in\n        : b +\n          out\n    require kind == \"x\" or\n   "
                   "     label > 2\n}"),
              "operation F\n  params (? a in (+ b out))\n  require (or (== kind \"x\") (> label 2))\n");
}

// ---- expressions ----

TEST(ParseExpression, Literals) {
    EXPECT_EQ(argument("3, .5, 1e3, 84mm, 1in, true, false, [1, [2]], Relu, red"),
              "3, 0.5, 1000, 238.11pt, 72pt, true, false, (list 1 (list 2)), Relu, red");
    EXPECT_EQ(argument("-3, !a, not b, - -2"), "(- 3), (not a), (not b), (- (- 2))");
}

TEST(ParseExpression, Strings) {
    EXPECT_EQ(value(R"("a \"b\" \\ c\n")"), R"("a \"b\" \\ c\n")");
    EXPECT_EQ(value(R"("$\alpha\n_q$ costs $5")"), R"("$\\alpha\\n_q$ costs $5")");
}

TEST(ParseExpression, Precedence) {
    EXPECT_EQ(value("a + b * c - d"), "(- (+ a (* b c)) d)");
    EXPECT_EQ(value("a or b and c == d + 1"), "(or a (and b (== c (+ d 1))))");
    EXPECT_EQ(value("a || b && !c"), "(or a (and b (not c)))");
    EXPECT_EQ(value("a ? b : c ? d : e"), "(? a b (? c d e))");
    EXPECT_EQ(value("(a + b) * f(c, d)[0]"), "(* (+ a b) (index (call f c d) 0))");
    EXPECT_EQ(value("a % 2 != 0"), "(!= (% a 2) 0)");
}

TEST(ParseExpression, Shapes) {
    EXPECT_EQ(argument("3x224x224, NxTx512, 3×4, HxW"), "(shape 3 224 224), (shape N T 512), (shape 3 4), (shape H W)");
    EXPECT_EQ(argument("3 x 3, c x H x (2*T + 1), *B x C"), "(shape 3 3), (shape c H (+ (* 2 T) 1)), (shape *B C)");
    EXPECT_EQ(argument("64xH/2xW/2"), "(shape 64 (/ H 2) (/ W 2))");
    EXPECT_EQ(argument("*S"), "(shape *S)");
    EXPECT_EQ(argument("x x x"), "(shape x x)");
    EXPECT_EQ(argument("c ? 3x4 : 5 x 6"), "(? c (shape 3 4) (shape 5 6))");
}

// ---- Moniel's programs ----

TEST(ParseMoniel, Oddities) {
    EXPECT_EQ(tree(""), "");
    EXPECT_EQ(tree("P(a=) P(k=3 x 3) P(w=HxW,b=.5,c=Foo)"),
              "chain\n  P(a =)\nchain\n  P(k = (shape 3 3))\nchain\n  P(w = (shape H W), b = 0.5, c = Foo)\n");
    EXPECT_EQ(tree("a : Sigm->b/*c*/c// d\nd"), "chain\n  a:Sigm\n  -> ref b\nchain\n  ref c\nchain\n  ref d\n");
    EXPECT_EQ(tree("+Éa{éa:Tanh}ñ:Éa"), "block Éa\n  chain\n    éa:Tanh\nchain\n  ñ:Éa\n");
    EXPECT_EQ(tree("[]->a b:{}"), "chain\n  list\n  -> ref a\nchain\n  inline b\n");
    EXPECT_EQ(tree("+A(k=3){x:In->y:Out}+B{A->A}B"),
              "block A(k = 3)\n  chain\n    x:In\n    -> y:Out\nblock B\n  chain\n    A\n    -> A\nchain\n  B\n");
}

// ---- faults ----

TEST(ParseFault, ArrowsThatLeadNowhere) {
    EXPECT_EQ(faults("a -> -> b"), "1:3 this arrow leads nowhere\n");
    EXPECT_EQ(broken_tree("a ->\n+B { x }"), "chain\n  ref a\n  -> <error>\nblock B\n  chain\n    ref x\n");
    EXPECT_EQ(faults("-> b"), "1:1 this arrow comes from nowhere\n");
    EXPECT_EQ(faults("a => b"), "1:3 an arrow is written `->`\n");
    EXPECT_EQ(faults("a -[\"x\"] b"), "1:8 expected `->` after what the arrow says\n");
}

TEST(ParseFault, ArgumentsKeepTheirChain) {
    EXPECT_EQ(faults("In -> Conv(64 k = 3) -> BN"), "1:15 expected `,` or `)`, found `k`\n");
    EXPECT_EQ(broken_tree("In -> Conv(64 k = 3) -> BN"), "chain\n  In\n  -> Conv(64, <error>)\n  -> BN\n");
    EXPECT_EQ(faults("Conv(3,,4)"), "1:5 an argument is missing between two commas\n");
    EXPECT_EQ(faults("Conv(3 = 4)"), "1:6 expected the name of an argument before `=`\n");
}

TEST(ParseFault, Brackets) {
    EXPECT_EQ(faults("In -> Conv(64 -> BN\nb -> c"), "1:11 `(` is never closed\n");
    EXPECT_EQ(broken_tree("In -> Conv(64 -> BN\nb -> c"),
              "chain\n  In\n  -> Conv(64)\n  -> BN\nchain\n  ref b\n  -> ref c\n");
    EXPECT_EQ(faults("[a, b) -> c"), "1:6 expected `]`, found `)`\n");
    EXPECT_EQ(faults("a ) -> b"), "1:3 `)` closes nothing\n");
    EXPECT_EQ(broken_tree("+A {\n  x -> y\n+B {\n  z\n}"),
              "block A\n  chain\n    ref x\n    -> ref y\nblock B\n  chain\n    ref z\n");
    EXPECT_EQ(faults("+A {\n  x -> y\n+B {\n  z\n}"), "1:4 `{` is never closed\n");
}

TEST(ParseFault, Words) {
    EXPECT_EQ(faults("x = \"abc\na -> b"), "1:5 this string is not closed on its line\n");
    EXPECT_EQ(faults("Conv(\"q, 3) -> b"), "1:6 this string is not closed on its line\n");
    EXPECT_EQ(faults("a -> b /* c"), "1:8 this comment is never closed\n");
    EXPECT_EQ(faults("a; b"), "1:2 `;` starts no word\n");
    EXPECT_EQ(faults("n = 99999999999999999999"), "1:5 this number does not fit into 64 bits\n");
    EXPECT_EQ(faults("n = \"\\alpha\""), "1:6 `\\a` is no escape\n");
}

TEST(ParseFault, Places) {
    EXPECT_EQ(faults("a -> 3 -> b\nc -> d"), "1:6 expected an operation or a name, found `3`\n");
    EXPECT_EQ(broken_tree("a -> 3 -> b\nc -> d"), "chain\n  ref a\n  -> <error>\nchain\n  ref c\n  -> ref d\n");
    EXPECT_EQ(faults("a 3 -> b\nc"), "1:3 expected `->`, a chain or a definition, found `3`\n");
    EXPECT_EQ(faults("n = \nm = 3"), "2:3 expected `->`, a chain or a definition, found `=`\n");
    EXPECT_EQ(faults("a/b:Conv"),
              "1:5 only an operation states a shape; a path refers to one that has its shape already\n");
    EXPECT_EQ(faults("style Conv\na -> b"), "2:1 expected `(`, found `a`\n");
}

TEST(ParseFault, Clauses) {
    EXPECT_EQ(faults("op F {\n  in 3: C\n  out\n  flops 3 4\n  kind linear\n}"),
              "2:6 expected the name of a port before `:`\n4:3 expected a value, found `flops`\n"
              "4:11 expected a clause (`in`, `out`, `require`, `let`, `params`, `flops`, `field`, `label`, `kind`) or `}`, "
              "found `4`\n");
    EXPECT_EQ(faults("op F { in 2 * *B x C }"),
              "1:16 `*` before a size stands for any number of sizes; it can't be part of a sum or product\n");
}

TEST(ParseFault, FiveMistakesAreFiveErrors) {
    EXPECT_EQ(faults("In -> Conv(3 4) -> a\n+A(c { In -> Out }\nb -> \n+C { x -> 3 -> y\n z -> w }\nf -> g ;\nh [ i"),
              "1:14 expected `,` or `)`, found `4`\n2:3 `(` is never closed\n3:3 this arrow leads nowhere\n"
              "4:11 expected an operation or a name, found `3`\n6:8 `;` starts no word\n7:3 `[` is never closed\n");
}

TEST(ParseLimit, Nesting) {
    EXPECT_EQ(faults(std::string(100000, '{')), "1:257 brackets are nested more than 256 deep\n");
    EXPECT_EQ(broken_tree("a -> b " + std::string(1000, '(')), "");
    std::string ifs;
    for (int i = 0; i < 1000; ++i) ifs += "if a { b } else ";
    EXPECT_EQ(parse_text(ifs + "{ c }").diagnostics.size(), 1U);
    std::string sum = "n = 1";
    for (int i = 0; i < 10000; ++i) sum += " + 1";
    EXPECT_EQ(parse_text(sum).diagnostics.size(), 1U);
    EXPECT_EQ(parse_text(std::string(200, '{') + std::string(200, '}')).diagnostics.size(), 0U);
}

TEST(ParseLimit, Size) {
    EXPECT_EQ(parse_text(std::string((8U << 20U) + 1, ' ')).diagnostics.at(0).code, DiagnosticCode::file_too_large);
    EXPECT_EQ(parse_text(std::string(1U << 20U, '+')).diagnostics.at(0).code, DiagnosticCode::file_too_large);
}

TEST(ParseLimit, AnyBytes) {
    std::string bytes;
    for (int round = 0; round < 8; ++round) {
        for (int i = 0; i < 256; ++i) bytes += static_cast<char>((i * (2 * round + 1)) & 0xFF);
    }
    EXPECT_FALSE(parse_text(bytes).diagnostics.empty());
}

// ---- places and tokens ----

TEST(ParseSpan, CountsBytes) {
    const Parsed parsed = parse_text("é -> ñ:Conv(1)");
    const Chain& chain = parsed.ast.chains[ChainId(0U)];
    EXPECT_EQ(chain.elements[1].span, (Span{SourceId(0U), 6, 16}));
    EXPECT_EQ(chain.arrows[0].span, (Span{SourceId(0U), 3, 5}));
}

TEST(ParseSpan, RangeOfASource) {
    Parsed parsed{{"ops.nn", "op A { in *S }\nop B { in *S }\n", true}, {}, {}};
    parsed.ast = parse(parsed.source, SourceId(0U), {SourceId(0U), 15, 29}, parsed.diagnostics);
    EXPECT_EQ(dump(parsed.ast), "operation B\n  in: (shape *S)\n");
    EXPECT_EQ(parsed.ast.operations[OperationDeclarationId(0U)].span.begin, 15U);
}

/// A tree from the cache must be the one that parse() gives, with its faults.
void expect_same(TreeCache& cache, const Source& source, SourceId id, Span range) {
    Diagnostics expected, told;
    const Ast ast = parse(source, id, range, expected);
    const Ast known = cache.parse(source, id, range, told);
    EXPECT_EQ(dump(known), dump(ast));
    EXPECT_EQ(known.source, ast.source);
    EXPECT_EQ(known.tokens.size(), ast.tokens.size());
    ASSERT_EQ(told.size(), expected.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
        EXPECT_EQ(told[i].message, expected[i].message);
        EXPECT_EQ(told[i].span, expected[i].span);
    }
}

TEST(TreeCache, GivesWhatParseGives) {
    TreeCache cache;
    const Source operations{"ops.nn", "op A { in *S }\nop B { in *S }\n", true};
    for (const int again : {0, 1}) {
        const SourceId id(static_cast<std::size_t>(again));
        for (const char* text : {"", "a -> ", "In(3) -> Conv(8)", "In(4) -> Conv(8)", "In(3) -> ]"}) {
            expect_same(cache, {"a.nn", text, false}, id, {});
            expect_same(cache, {"a.nn", text, false}, id, {});
        }
        expect_same(cache, operations, id, {id, 0, 14});
        expect_same(cache, operations, id, {id, 15, 29});
    }
}

TEST(TreeCache, ForgetsAndTakesLongTexts) {
    TreeCache cache;
    std::string text = "In(3)\n";
    for (int i = 0; i < 6000; ++i) text += "-> ReLU\n";
    for (int i = 0; i < 8; ++i) expect_same(cache, {"a.nn", text += "-> ReLU\n", false}, SourceId(0U), {});
    expect_same(cache, {"a.nn", text + std::string(300'000, '\n'), false}, SourceId(0U), {});
}

TEST(TreeCache, IsSharedByThreads) {
    TreeCache cache;
    const auto type = [&] {
        std::string text = "In(3)";
        for (int i = 0; i < 100; ++i) {
            Diagnostics ignored;
            text += " -> ReLU";
            const Ast ast = cache.parse({"a.nn", text, false}, SourceId(0U), {}, ignored);
            EXPECT_EQ(ast.chains[ChainId(0U)].elements.size(), static_cast<std::size_t>(i) + 2);
        }
    };
    std::thread one(type), other(type);
    one.join();
    other.join();
}

TEST(ParseTokens, KindsAndComments) {
    const Parsed parsed = parse_text("/// d\nop F { in H } // c\nuse:Conv -[3x3]-> _(true)");
    std::vector<TokenKind> kinds;
    for (const Token& token : parsed.ast.tokens) kinds.push_back(token.kind);
    using enum TokenKind;
    const std::vector<TokenKind> expected{
        doc_comment, keyword, type,  punctuation, keyword, type, punctuation, comment, name,       punctuation,
        type,        arrow,   shape, arrow,       arrow,   name, error,       name,    punctuation};
    EXPECT_EQ(kinds, expected);
}

}  // namespace
}  // namespace netfig
