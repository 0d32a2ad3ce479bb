// Resolution of small programs against their text form.
#include "resolve/resolve.h"

#include "base/strings.h"
#include "parse/parse.h"
#include "resolve/dump_network.h"

#include <array>
#include <gtest/gtest.h>

namespace netfig {
namespace {

constexpr const char* library_text = R"(
op Convolution(filters, kernel = 3, stride = 1) alias Conv2d { in *S  in weights?: *W  out *S }
op BatchNormalization(momentum = 0.9) alias BatchNorm { in *S out *S }
op RectifiedLinearUnit alias Relu { in *S out *S }
op LocalResponseNormalization { in *S out *S }
op Add { in terms...: *S  out *S }
op Concat(axis = 0) { in parts...: *S  out *S }
op Attend { in query: T x D  in key: T x D  in value: T x D  in mask?: T x T  out T x D }
op LSTM(units) { in T x D  in h0?: D  out T x units  out h: units  out c: units }
op Split(n) { in *S  out pieces[n]: *S }
op Constant { out scalar }
op Linear(units, bias = true) { in *S out *S }
op Loss { in prediction: *S  in target: *S  out scalar }
op Sink { in *S }
)";

/// Everything that one text resolves to.
struct Resolved {
    Sources sources;
    Program program;
    Network network;
    Diagnostics diagnostics;
    std::string text() const { return dump(network); }
    /// "E0201 conv9": number and place of each diagnostic, in order.
    std::string faults() const {
        std::string result;
        for (const Diagnostic& diagnostic : diagnostics) {
            result += std::string(info(diagnostic.code).number);
            if (diagnostic.span.source.valid()) {
                const std::string& source = sources[diagnostic.span.source].text;
                result += " " + source.substr(diagnostic.span.begin, diagnostic.span.end - diagnostic.span.begin);
            }
            result += "\n";
        }
        return result;
    }
};

void add_ast(Resolved& resolved, const std::string& text) {
    const SourceId source = resolved.sources.add({"test.nn", text, false});
    resolved.program.asts.push_back(parse(resolved.sources[source], source, resolved.diagnostics));
    resolved.program.uses.emplace_back();
}

Resolved resolve_text(const std::string& text, const ResolveOptions& options = {}, const std::string& used = "") {
    Resolved resolved;
    resolved.sources.reserve(3);
    add_ast(resolved, text);
    add_ast(resolved, library_text);
    for (const OperationDeclaration& operation : resolved.program.asts[1].operations) {
        LibraryOperation entry{operation.name.text, {}, 1};
        for (const Identifier& alias : operation.aliases) entry.aliases.push_back(alias.text);
        resolved.program.library.push_back(entry);
    }
    if (!used.empty()) {
        add_ast(resolved, used);
        resolved.program.uses[0].push_back(2);
    }
    resolved.program.library_blocks.push_back("std/resnet: BasicBlock");
    resolved.network = resolve(resolved.program, options, resolved.diagnostics);
    sort_by_place(resolved.diagnostics);
    return resolved;
}

/// The links alone.
std::string links(const Resolved& resolved) {
    std::string result;
    std::string text = resolved.text();
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        const std::string line = text.substr(begin, end - begin);
        if (line.find(" -> ") != std::string::npos) result += line + "\n";
        begin = end + 1;
    }
    return result;
}

// ---- chains and lists ----

TEST(Resolve, ChainConnectsInTurn) {
    const Resolved resolved = resolve_text("In(3x224x224) -> Conv(64, k = 7) -> BN -> RLU -> Out");
    EXPECT_EQ(resolved.faults(), "");
    EXPECT_EQ(resolved.text(),
              "in1: In : 3x224x224\n"
              "conv1: Convolution(filters = 64, kernel = 7, stride = 1)\n"
              "bn1: BatchNormalization(momentum = 0.9)\n"
              "rlu1: RectifiedLinearUnit\n"
              "out1: Out\n"
              "in1 -> conv1\nconv1 -> bn1\nbn1 -> rlu1\nrlu1 -> out1\n");
}

TEST(Resolve, ListsConnectItemsAndAllPairs) {
    EXPECT_EQ(links(resolve_text("a:In b:In [a, b] -> Add -> Out")),
              "a -> add1.terms\nb -> add1.terms_2\nadd1 -> out1\n");
    EXPECT_EQ(links(resolve_text("a:In b:In [a, b] -> [Add, c:Concat]")),
              "a -> add1.terms\nb -> add1.terms_2\na -> c.parts\nb -> c.parts_2\n");
    EXPECT_EQ(links(resolve_text("x:In -> [_, Conv -> BN] -> Add -> Out")),
              "x -> conv1\nconv1 -> bn1\nx -> add1.terms\nbn1 -> add1.terms_2\nadd1 -> out1\n");
}

TEST(Resolve, EmptyListCuts) { EXPECT_EQ(links(resolve_text("Conv -> [] -> BN")), ""); }

TEST(Resolve, NamesMayBeUsedBeforeTheirDeclaration) {
    const Resolved resolved = resolve_text("In -> conv -> Out  conv:Conv(8)");
    EXPECT_EQ(resolved.faults(), "");
    EXPECT_EQ(links(resolved), "in1 -> conv\nconv -> out1\n");
}

TEST(Resolve, MadeUpNamesAvoidDeclaredOnes) {
    const Resolved resolved = resolve_text("In -> Conv -> conv1:Conv -> Conv");
    EXPECT_EQ(links(resolved), "in1 -> conv2\nconv2 -> conv1\nconv1 -> conv3\n");
}

// ---- ports ----

TEST(Ports, EqualCountsConnectInOrder) {
    EXPECT_EQ(links(resolve_text("a:In b:In c:In [a, b, c] -> Attend")),
              "a -> attend1.query\nb -> attend1.key\nc -> attend1.value\n");
    EXPECT_EQ(links(resolve_text("a:In b:In c:In d:In [a, b, c, d] -> Attend")),
              "a -> attend1.query\nb -> attend1.key\nc -> attend1.value\nd -> attend1.mask\n");
}

TEST(Ports, OneOutputFansOutToAllRequiredInputs) {
    EXPECT_EQ(links(resolve_text("a:In -> Attend")), "a -> attend1.query\na -> attend1.key\na -> attend1.value\n");
}

TEST(Ports, SeparateArrowsTakeTheNextFreeInput) {
    EXPECT_EQ(links(resolve_text("p:In t:In loss:Loss p -> loss t -> loss")),
              "p -> loss.prediction\nt -> loss.target\n");
    EXPECT_EQ(links(resolve_text("x:In w:In x -> conv:Conv w -> conv")), "x -> conv.in\nw -> conv.weights\n");
}

TEST(Ports, PathsNamePorts) {
    const Resolved resolved = resolve_text("x:In m:In x -> a:Attend m -> a/mask  x -> l:LSTM(4) l/h -> Out");
    EXPECT_EQ(resolved.faults(), "");
    EXPECT_EQ(links(resolved), "x -> a.query\nx -> a.key\nx -> a.value\nm -> a.mask\nx -> l\nl.h -> out1\n");
}

TEST(Ports, PlainArrowTakesTheFirstOfSeveralOutputs) {
    EXPECT_EQ(links(resolve_text("In -> LSTM(4) -> Linear(2)")), "in1 -> lstm1\nlstm1.out -> linear1\n");
    EXPECT_EQ(links(resolve_text("In -> LSTM(4) -> Attend")),
              "in1 -> lstm1\nlstm1.out -> attend1.query\nlstm1.h -> attend1.key\nlstm1.c -> attend1.value\n");
}

TEST(Ports, PiecesAreEquals) {
    EXPECT_EQ(
        links(resolve_text("In -> Split(2) -> [Conv, BN] -> Add")),
        "in1 -> split1\nsplit1.pieces -> conv1\nsplit1.pieces_2 -> bn1\nconv1 -> add1.terms\nbn1 -> add1.terms_2\n");
    EXPECT_EQ(links(resolve_text("In -> Split(2) -> Add")),
              "in1 -> split1\nsplit1.pieces -> add1.terms\nsplit1.pieces_2 -> add1.terms_2\n");
    EXPECT_EQ(resolve_text("In -> Split(3) -> BN").faults(), "E0212 ->\n");
}

TEST(Ports, AsManyArrowsAsPiecesTakeOneEach) {
    EXPECT_EQ(links(resolve_text("In -> s:Split(2)\ns -> Conv\ns -> BN")),
              "in1 -> s\ns.pieces -> conv1\ns.pieces_2 -> bn1\n");
    EXPECT_EQ(links(resolve_text("+B { BN } In -> s:Split(2)\ns -> B\ns -> Out")).find("E"), std::string::npos);
    const std::string three = resolve_text("In -> s:Split(2)\ns -> BN\ns -> BN\ns -> BN").faults();
    EXPECT_EQ(three, "E0212 ->\nE0212 ->\nE0212 ->\n");
    EXPECT_EQ(resolve_text("In -> s:Split(2)\ns -> BN\ns/pieces_2 -> BN").faults(), "E0212 ->\n");
    EXPECT_EQ(resolve_text("In -> s:Split(2)\ns/pieces_1 -> BN\ns/pieces_2 -> BN").faults(), "");
}

TEST(Ports, CountsThatDoNotFitAreErrors) {
    EXPECT_EQ(resolve_text("a:In b:In [a, b] -> BN").faults(), "E0212 ->\n");
    EXPECT_EQ(resolve_text("a:In b:In [a, b] -> Attend").faults(), "E0212 ->\n");
    EXPECT_EQ(resolve_text("a:In b:In bn:BN a -> bn b -> bn").faults(), "E0212 ->\n");
    EXPECT_EQ(resolve_text("In -> Constant").faults(), "E0213 ->\n");
    EXPECT_EQ(resolve_text("In -> Sink -> BN").faults(), "E0213 ->\n");
    EXPECT_EQ(resolve_text("In -> Out -> BN").faults(), "E0213 ->\n");
    EXPECT_EQ(resolve_text("BN -> In").faults(), "E0213 ->\n");
}

TEST(Ports, BrokenDeclarationsGiveOneError) {
    EXPECT_EQ(resolve_text("op Double { in *S\n outt *S } In -> Double -> Out").faults().substr(0, 9), "E0101 out");
    EXPECT_EQ(resolve_text("op Double { in *S\n outt *S } In -> Double -> Out").diagnostics.size(), 1U);
}

// ---- blocks ----

TEST(Blocks, ParametersAndBindings) {
    const Resolved resolved =
        resolve_text("+B(c, s = 2 * c) { k = s + 1  In -> Conv(c, kernel = k) -> Out } In -> B(4) -> Out");
    EXPECT_EQ(resolved.faults(), "");
    EXPECT_EQ(resolved.text(),
              "in1: In\nout1: Out\n"
              "b1: B(c = 4, s = 8) {\n"
              "    in1: In\n"
              "    conv1: Convolution(filters = 4, kernel = 9, stride = 1)\n"
              "    out1: Out\n"
              "}\n"
              "b1/in1 -> b1/conv1\nb1/conv1 -> b1/out1\nin1 -> b1/in1\nb1/out1 -> out1\n");
}

TEST(Blocks, NestedDefinitionsSeeTheValuesAround) {
    const Resolved resolved =
        resolve_text("+A(c) { In -> B -> Out  +B { In -> { In -> Conv(c) -> Out } -> Out } } In -> A(7)");
    EXPECT_EQ(resolved.faults(), "");
    EXPECT_NE(resolved.text().find("filters = 7"), std::string::npos);
    EXPECT_EQ(resolve_text("+A { +B { Conv } B } A -> B").faults(), "W0201 B\n");
}

TEST(Blocks, LooseEndsAreTheBoundary) {
    EXPECT_EQ(links(resolve_text("+B { Conv -> BN } In -> B -> Out")),
              "b1/conv1 -> b1/bn1\nin1 -> b1/conv1\nb1/bn1 -> out1\n");
    EXPECT_EQ(
        links(resolve_text("+B { [_, Conv] -> Add } In -> B -> Out")),
        "b1/in -> b1/add1.terms\nb1/conv1 -> b1/add1.terms_2\nb1/in -> b1/conv1\nin1 -> b1/in\nb1/add1 -> out1\n");
    EXPECT_EQ(links(resolve_text("+M { Conv -> BN } +N { M -> M } In -> N -> Out")),
              "n1/m1/conv1 -> n1/m1/bn1\nn1/m2/conv1 -> n1/m2/bn1\nn1/m1/bn1 -> n1/m2/conv1\nin1 -> n1/m1/conv1\n"
              "n1/m2/bn1 -> out1\n");
}

TEST(Blocks, SeveralNamedInputs) {
    const std::string block = "+B { q:In k:In [q, k] -> Add -> Out } a:In b:In ";
    EXPECT_EQ(links(resolve_text(block + "[a, b] -> B")),
              "b1/q -> b1/add1.terms\nb1/k -> b1/add1.terms_2\nb1/add1 -> b1/out1\na -> b1/q\nb -> b1/k\n");
    EXPECT_NE(links(resolve_text(block + "m:B a -> m b -> m")).find("a -> m/q\nb -> m/k\n"), std::string::npos);
    EXPECT_NE(links(resolve_text(block + "m:B a -> m/k b -> m/q")).find("a -> m/k\nb -> m/q\n"), std::string::npos);
    EXPECT_NE(links(resolve_text(block + "a -> B")).find("a -> b1/q\na -> b1/k\n"), std::string::npos);
    EXPECT_EQ(resolve_text(block + "c:In [a, b, c] -> B").faults(), "E0212 ->\n");
}

TEST(Blocks, UnnamedInMeansOneInput) {
    EXPECT_EQ(links(resolve_text("+B { In -> a:Conv In -> c:BN [a, c] -> Add -> Out } In -> B")),
              "b1/in1 -> b1/a\nb1/in1 -> b1/c\nb1/a -> b1/add1.terms\nb1/c -> b1/add1.terms_2\nb1/add1 -> b1/out1\n"
              "in1 -> b1/in1\n");
}

TEST(Blocks, BoundaryOnOneSideOnly) {
    EXPECT_EQ(resolve_text("+B { In -> Conv } In -> B -> Out").faults(), "E0213 ->\n");
    EXPECT_EQ(resolve_text("+B { Conv -> Out } In -> B -> Out").faults(), "E0213 ->\n");
}

TEST(Blocks, EmptyOnesAreBoxes) {
    const Resolved resolved = resolve_text("+Encoder +Decoder(n = 2) In -> Encoder -> Decoder -> Out");
    EXPECT_EQ(resolved.faults(), "");
    EXPECT_NE(resolved.text().find("decoder1: Decoder(n = 2) unknown"), std::string::npos);
}

TEST(Blocks, LastOneIsDrawnWithoutChains) {
    EXPECT_NE(resolve_text("+A { Conv } +B(c = 3) { Conv(c) }").text().find("b1: B(c = 3) {"), std::string::npos);
    EXPECT_NE(resolve_text("+A { Conv } +B { BN }", {.block = "A"}).text().find("a1: A {"), std::string::npos);
    EXPECT_NE(resolve_text("+A(c) { Conv(c) }", {.block = "A", .definitions = {{"c", {Dim(9)}, {}}}})
                  .text()
                  .find("filters = 9"),
              std::string::npos);
    EXPECT_EQ(resolve_text("+Alpha { Conv }", {.block = "Alhpa"}).faults(), "E0218\n");
    EXPECT_EQ(resolve_text("").faults(), "E0219 \n");
}

TEST(Blocks, UsedFilesBringDefinitions) {
    const Resolved resolved = resolve_text("In -> Stem -> Out", {}, "c = 5 +Stem { Conv(c) } Conv -> Conv");
    EXPECT_EQ(resolved.faults(), "");
    EXPECT_NE(resolved.text().find("filters = 5"), std::string::npos);
}

TEST(Blocks, UndrawnOnesAreChecked) {
    EXPECT_EQ(resolve_text("+Unused(c) { Conv(c, kernal = 3) -> lost } Conv").faults(), "W0202 kernal\nE0201 lost\n");
    EXPECT_EQ(
        resolve_text("+Unused(n, v) { if n > 1 { a:Conv * n } else { BN } -> for c in v { b:Conv(c) }  a -> b_2 } Conv")
            .faults(),
        "");
}

// ---- repeats, loops, branches ----

TEST(Repeats, SeriesAndParallel) {
    EXPECT_EQ(links(resolve_text("In -> Conv * 3 -> Out")),
              "in1 -> conv1\nconv1 -> conv2\nconv2 -> conv3\nconv3 -> out1\n");
    EXPECT_EQ(links(resolve_text("In -> [Conv] * 2 -> Add")),
              "in1 -> conv1\nin1 -> conv2\nconv1 -> add1.terms\nconv2 -> add1.terms_2\n");
    EXPECT_EQ(links(resolve_text("In -> Conv * 0 -> Out")), "in1 -> out1\n");
    EXPECT_EQ(links(resolve_text("In -> b:Conv * 2 -> Out  b -> BN  b_1 -> BN")),
              "in1 -> b_1\nb_1 -> b_2\nb_2 -> out1\nb_2 -> bn1\nb_1 -> bn2\n");
}

TEST(Repeats, CopiesAreMembers) {
    EXPECT_EQ(resolve_text("In -> Relu * 2 -> Out").text(),
              "in1: In\nrelu1: RectifiedLinearUnit copy 1 of 2\nrelu2: RectifiedLinearUnit copy 2 of 2\nout1: Out\n"
              "in1 -> relu1\nrelu1 -> relu2\nrelu2 -> out1\n");
}

TEST(Repeats, FaultyCounts) {
    EXPECT_EQ(resolve_text("In -> Conv * (0 - 1)").faults(), "E0215 0 - 1\n");
    EXPECT_EQ(resolve_text("In -> Conv * n").faults(), "E0307 n\n");
    EXPECT_EQ(resolve_text("+B(n) { Conv * n } B").faults(), "E0215 B\n");
}

TEST(Loops, OneCopyPerValue) {
    const Resolved resolved = resolve_text("In -> for c in [8, 16] { a:Conv(c) -> Relu } -> Out");
    EXPECT_EQ(resolved.faults(), "");
    EXPECT_EQ(links(resolved), "in1 -> a_1\na_1 -> relu1\nrelu1 -> a_2\na_2 -> relu2\nrelu2 -> out1\n");
    EXPECT_EQ(resolve_text("In -> for c in 3 { Conv(c) }").faults(), "E0217 3\n");
    EXPECT_EQ(links(resolve_text("In -> for c in [] { Conv(c) } -> Out")), "in1 -> out1\n");
}

TEST(Branches, OneIsPicked) {
    const std::string block = "+B(s) { In -> if s > 1 { Conv(s) } else { _ } -> Out } ";
    EXPECT_EQ(links(resolve_text(block + "B(2)")), "b1/in1 -> b1/conv1\nb1/conv1 -> b1/out1\n");
    EXPECT_EQ(links(resolve_text(block + "B(1)")), "b1/in1 -> b1/out1\n");
    EXPECT_EQ(resolve_text("In -> if 1 { Conv }").faults(), "E0216 1\n");
    EXPECT_EQ(resolve_text("In -> if residual { Conv }").faults(), "E0307 residual\n");
    EXPECT_EQ(resolve_text(block + "B").faults(), "E0216 B\n");
}

// ---- names ----

TEST(Names, Types) {
    EXPECT_EQ(resolve_text("Cnov").faults(), "W0201 Cnov\n");
    EXPECT_EQ(resolve_text("Cnov").diagnostics.at(0).suggestion, "did you mean `Conv`?");
    EXPECT_EQ(resolve_text("op Twice { in q: *S in q: *S out *S } Twice").faults(), "E0220 in q: *S\n");
    EXPECT_EQ(resolve_text("Conv -> LRN -> Conv2d -> LocRespNorm -> BatchNorm").faults(), "");
    EXPECT_EQ(resolve_text("L").faults(), "E0205 L\n");
    EXPECT_EQ(resolve_text("+Conv { BN } Conv").faults(), "");
    EXPECT_EQ(resolve_text("+A { BN } +A { BN } A").faults(), "E0204 A\n");
    EXPECT_NE(resolve_text("BasicBlock").diagnostics.at(0).suggestion.find("use std/resnet"), std::string::npos);
}

TEST(Names, Arguments) {
    EXPECT_EQ(resolve_text("Conv(1, 2, 3, 4)").faults(), "E0207 4\n");
    EXPECT_EQ(resolve_text("Conv(1, filters = 2)").faults(), "E0208 filters = 2\n");
    EXPECT_EQ(resolve_text("Conv(1, fitlers = 2)").faults(), "W0202 fitlers\n");
    EXPECT_EQ(resolve_text("+B(pad, pace) { Conv } B(p = 1)").faults(), "E0206 p\n");
}

TEST(Names, AliasesOfArguments) {
    const std::string block = "+B(kernel alias kernel_size alias kernelSize, keep alias kept = 1) { Conv(kernel) } ";
    for (const char* written : {"kernel", "kernel_size", "kernelSize", "kS", "ker", "kernel_s"}) {
        EXPECT_EQ(resolve_text(block + "B(" + written + " = 7)").faults(), "") << written;
        EXPECT_NE(resolve_text(block + "B(" + written + " = 7)").text().find("kernel = 7"), std::string::npos);
    }
    EXPECT_EQ(resolve_text(block + "B(k = 7)").faults(), "E0206 k\n");
    EXPECT_EQ(resolve_text(block + "B(kernel_size = 7, kernel = 3)").faults(), "E0208 kernel = 3\n");
    EXPECT_EQ(resolve_text(block + "B(kernel_sise = 7)").diagnostics.at(0).suggestion, "did you mean `kernel_size`?");
    EXPECT_EQ(resolve_text("+B(a alias b, b) { Conv } B").faults(), "E0209 b\n");
    EXPECT_EQ(resolve_text("+B(alias alias other, x) { Conv(alias) } B(other = 1, x = 2)").faults(), "");
}

TEST(Names, AcronymsOfAliases) {
    EXPECT_EQ(resolve_text("op Sum alias Total, TotalOfAll { in *S out *S } Tot -> TOA").faults(), "");
    EXPECT_EQ(resolve_text("op Tone alias Other { in *S out *S } op Sum alias Total { in *S out *S } To").faults(), "");
    EXPECT_EQ(resolve_text("op A alias Total { in *S out *S } op B alias Tops { in *S out *S } To").faults(),
              "E0205 To\n");
}

TEST(Names, OperationsWithoutTheirArgumentsAreSketches) {
    EXPECT_NE(resolve_text("Conv").text().find("kernel = ?"), std::string::npos);
    EXPECT_NE(resolve_text("Conv(8)").text().find("kernel = 3"), std::string::npos);
    EXPECT_NE(resolve_text("BN").text().find("momentum = 0.9"), std::string::npos);
    const std::string asks = "op Ask(n, k = 2) { in *S let m = given(n) ? n : 1 out *S } Ask";
    EXPECT_NE(resolve_text(asks).text().find("k = 2"), std::string::npos);
}

TEST(Blocks, DrawnAloneNeedWhatTheirStructureDependsOn) {
    EXPECT_EQ(resolve_text("+B(c, n) { Conv(c) * n -> if c > 2 { x:BN }\nx -> Relu }").faults(), "E0307 B\n");
    EXPECT_EQ(resolve_text("+B(c) { Conv(c) }").faults(), "");
    EXPECT_EQ(resolve_text("+B(n) { BN * n }", {.definitions = {{"n", {Dim(2)}, {}}}}).faults(), "");
}

TEST(Values, OneFaultGivesOneError) {
    const std::string bound = "n = lost + 1\nm = n * 2\n";
    EXPECT_EQ(resolve_text(bound + "In -> BN * n -> BN * (m) -> if m > 1 { Conv } -> Out").faults(), "E0307 lost\n");
    EXPECT_EQ(resolve_text("+B(n) { BN * n } B(lost + 1)").faults(), "E0307 lost\n");
}

TEST(Names, Instances) {
    EXPECT_EQ(resolve_text("a:Conv -> cov").faults(), "E0201 cov\n");
    EXPECT_EQ(resolve_text("a:Conv -> BN  a:Conv").faults(), "E0203 a\n");
    EXPECT_EQ(resolve_text("m:{ a:Conv } m/b -> BN").faults(), "E0202 b\n");
    EXPECT_EQ(resolve_text("m:{ In -> a:Conv -> Out } m/a -> BN").faults(), "");
    EXPECT_EQ(resolve_text("a:Conv { a -> BN }").faults(), "E0201 a\n");
}

// ---- cycles and limits ----

TEST(Cycles, AreErrorsUnlessMarked) {
    EXPECT_EQ(resolve_text("a:Add -> b:Conv -> a").faults(), "E0214 ->\n");
    EXPECT_EQ(resolve_text("a:Add -> b:Conv -[feedback]-> a").faults(), "");
    EXPECT_EQ(resolve_text("a:Add -> a").faults(), "W0204 ->\n");
    EXPECT_EQ(resolve_text("In -> a:BN -> Out a -> a").faults(), "W0204 ->\n");
}

TEST(Limits, RecursionIsBounded) {
    EXPECT_EQ(resolve_text("+A { A -> A } A").faults(), "E0210 A\n");
    EXPECT_EQ(resolve_text("+A { Conv -> B } +B { Conv -> [A, A] } In -> A -> Out").faults(), "E0210 A\n");
    EXPECT_EQ(resolve_text("+A(d) { Conv -> if d > 0 { A(d - 1) } } A(5)").faults(), "");
    EXPECT_EQ(resolve_text("+A(d) { In -> if d > 0 { [A(d - 1), A(d - 1)] } -> Out } A(40)").faults().substr(0, 5),
              "E0211");
}

TEST(Limits, ExpansionIsBounded) {
    EXPECT_EQ(resolve_text("+B { Conv -> BN } In -> B * 1000000000 -> Out").faults(), "E0211 B * 1000000000\n");
    EXPECT_EQ(resolve_text("In -> _ * 1000000000 -> Out").faults(), "E0211 _ * 1000000000\n");
    EXPECT_EQ(resolve_text("[Conv] * 100000 -> [BN] * 100000").faults(), "E0211 ->\n");
    EXPECT_EQ(resolve_text("In -> [_] * 100000 -> [_] * 100000 -> Add").faults().substr(0, 5), "E0211");
    EXPECT_EQ(resolve_text("In -> Relu * 20000 -> Out").faults(), "");
    EXPECT_EQ(resolve_text("a = range(100000) In -> Conv(a) * 1000 -> Out").faults(), "E0211 a\n");
    EXPECT_EQ(resolve_text("a = range(900) In -> Conv(a) * 2000 -> Out").faults(), "E0211 a\n");
    EXPECT_EQ(resolve_text("a = range(900) In -> Conv(a) * 10 -> Out").faults(), "");
}

// ---- arrows, shapes, looks, settings ----

TEST(Looks, ArrowsSayThings) {
    EXPECT_EQ(links(resolve_text("In -[\"skip\", dashed]-> BN -[64x56x56]-> Out")),
              "in1 -> bn1 \"skip\" @(dashed = true)\nbn1 -> out1 : 64x56x56\n");
    EXPECT_EQ(links(resolve_text("In -[\"skip\"]-> [_, BN] -> Add")),
              "in1 -> bn1 \"skip\"\nin1 -> add1.terms \"skip\"\nbn1 -> add1.terms_2\n");
}

TEST(Looks, SettingsAndStyles) {
    const Resolved resolved = resolve_text(
        "figure(H = 224, flow = right, title = \"T\") style Conv, .wide (fill = red) In(3xHxH) -> Conv @(class = "
        "wide)");
    EXPECT_EQ(resolved.faults(), "");
    EXPECT_EQ(resolved.text(),
              "in1: In : 3x224x224\n"
              "conv1: Convolution(filters = ?, kernel = ?, stride = ?) @(class = wide)\n"
              "in1 -> conv1\nfigure flow = right\nfigure title = \"T\"\nstyle Convolution .wide @(fill = red)\n");
    EXPECT_NE(resolve_text("figure(H = 224) In(H)", {.definitions = {{"H", {Dim(8)}, {}}}}).text().find(": 8"),
              std::string::npos);
    EXPECT_EQ(resolve_text("figure(flow = right) figure(flow = left) Conv").faults(), "E0406 figure(flow = left)\n");
    EXPECT_EQ(resolve_text("+B { figure(flow = right) Conv } B").faults(), "E0406 figure(flow = right)\n");
}

TEST(Looks, DefinitionThenInstance) {
    const Resolved resolved = resolve_text("+B @(fill = red) { Conv } B @(fill = blue)");
    EXPECT_NE(resolved.text().find("@(fill = red, fill = blue)"), std::string::npos)
        << resolved.text() << resolved.faults();
}

TEST(Shapes, AreStated) {
    EXPECT_NE(resolve_text("Conv : 256x7x7").text().find(": 256x7x7"), std::string::npos);
    EXPECT_NE(resolve_text("+B { In -> Conv -> Out } B : 4x4").text().find("out1: Out : 4x4"), std::string::npos);
    EXPECT_EQ(resolve_text("In(d)").faults(), "E0307 d\n");
    EXPECT_EQ(resolve_text("In(1, 2)").faults(), "E0207 1, 2\n");
    EXPECT_EQ(resolve_text("In(3, 224, 224)").diagnostics.at(0).fixes.at(0).replacement, "3x224x224");
    EXPECT_EQ(resolve_text("In(224, 224, 3)").diagnostics.at(0).fixes.at(0).replacement, "3x224x224");
}

/// From the third use on with the same values, a block is copied: it must come to what expanding it would give.
TEST(Recordings, AreWhatExpandingGives) {
    const auto network = [](std::array<const char*, 4> units) {
        std::string text = R"(
+B(n) { In -> x:Linear(n) -[dashed, "s"]-> [y:Relu, _] -> Add -> Out }
+L(n) { Linear(n) -> [z:Relu * 2, Sink] -> Add }
+N(n) { In -> [B(n) * 2, _] -> Add -> l:L(n) -> Out }
In(3x8x8))";
        for (const char* type : {"B", "L", "N"}) {
            for (std::size_t i = 0; i < units.size(); ++i)
                text += std::string(" -> ") + static_cast<char>(type[0] + 32) + std::to_string(i) + ":" + type + "(" +
                        units[i] + ")";
        }
        text += " -> Out\nb2/x -> side:Relu -> Out\nl3/z_2 -> Relu -> Out\nn3/l @(label = \"own\")\n";
        return resolve_text(text);
    };
    const Resolved copied = network({"7", "7", "7", "7"}), expanded = network({"7", "8", "9", "6"});
    EXPECT_EQ(copied.faults(), "");
    std::string wanted = expanded.text();
    for (const char* other : {"8", "9", "6"}) {
        for (const char* parameter : {"n = ", "units = "}) {
            const std::string from = std::string(parameter) + other, to = std::string(parameter) + "7";
            for (auto at = wanted.find(from); at != wanted.npos; at = wanted.find(from))
                wanted.replace(at, from.size(), to);
        }
    }
    EXPECT_EQ(copied.text(), wanted);
}

}  // namespace
}  // namespace netfig
