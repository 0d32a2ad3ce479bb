#include "../support.h"
#include "driver/write_summary_json.h"
#include "summary/summarize.h"
#include "summary/write_summary.h"
#include "text/measure.h"

#include "netfig/compile.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

using enum SummaryColumn;

Compilation compiled(const std::string& text) {
    CompileRequest request;
    request.path = "main.nn";
    request.text = text;
    request.until = Phase::infer;
    Compilation run = compile(request, test::FolderReader(test::source_folder()), fixed_width_measurer());
    EXPECT_FALSE(has_errors(run.diagnostics));
    return run;
}

Summary summary_of(const std::string& text, std::optional<std::size_t> depth = {}, bool fold = true) {
    const Compilation run = compiled(text);
    return summarize(run.network, run.shapes, depth, fold);
}

Summary summary_of_example(const std::string& name) {
    return summary_of(test::read(test::source_folder() / "examples" / (name + ".nn")));
}

constexpr const char* small = R"(
+Head(units) { In -> Linear(units) -> ReLU -> Out }
In(8) -> Head(8) * 3 -> a_b:Linear(2) -> Out
)";

TEST(Summary, RowsOfARepeatCountAllCopies) {
    const Summary summary = summary_of(small);
    ASSERT_EQ(summary.rows.size(), 5u);
    EXPECT_EQ(summary.rows[1].times, 3u);
    EXPECT_EQ(summary.rows[1].cost.params, Dim(3 * 72));
    EXPECT_EQ(summary.rows[2].path, "head1/linear1");
    EXPECT_EQ(summary.rows[2].depth, 1u);
    EXPECT_EQ(summary.rows[2].cost.params, Dim(3 * 72));
    EXPECT_TRUE(summary.rows[3].last);
    EXPECT_EQ(summary.total.params, Dim(3 * 72 + 18));
    EXPECT_EQ(multiply_adds(summary.total), Dim(3 * 64 + 16));
}

TEST(Summary, DepthAndFoldingChooseTheRows) {
    EXPECT_EQ(summary_of(small, 0).rows.size(), 3u);
    EXPECT_EQ(summary_of(small, 0).total.params, summary_of(small).total.params);
    EXPECT_EQ(summary_of(small, {}, false).rows.size(), 11u);
}

TEST(Summary, ShapeIsWhatTheLastCopyGives) {
    const Summary summary = summary_of("In(4) -> { In -> [Linear(4), _] -> Concat -> Out } * 2 -> Out");
    EXPECT_EQ(shapes_for_people(summary.rows[1].shapes), "12");
}

TEST(Summary, NothingIsNotAnError) {
    EXPECT_TRUE(summarize({}, {}, {}, true).rows.empty());
    EXPECT_FALSE(write_summary_text({}, {name, params}, {}, 80).empty());
    EXPECT_FALSE(write_summary_json({}, {}).empty());
}

TEST(Summary, MarkdownAlignsNumbersAndEscapes) {
    EXPECT_EQ(write_summary_markdown(summary_of(small, 0), {name, params}, {}),
              "| Name | Parameters |\n"
              "|:---|---:|\n"
              "| in1 | – |\n"
              "| head1 ×3 | 216 |\n"
              "| a\\_b | 18 |\n"
              "| Total | 234 |\n");
}

TEST(Summary, LatexIsABooktabsTable) {
    EXPECT_EQ(write_summary_latex(summary_of(small, 0), {name, shape, share}, {}),
              "% needs \\usepackage{booktabs}\n"
              "\\begin{tabular}{lrr}\n"
              "\\toprule\n"
              "Name & Output & Share \\\\\n"
              "\\midrule\n"
              "in1 & 8 & -- \\\\\n"
              "head1 $\\times$3 & 8 & 92.3 \\% \\\\\n"
              "a\\_b & 2 & 7.7 \\% \\\\\n"
              "\\midrule\n"
              "Total &  & 100.0 \\% \\\\\n"
              "\\bottomrule\n"
              "\\end{tabular}\n");
}

TEST(Summary, LatexEscapesFormulas) {
    const std::string latex = write_summary_latex(summary_of("In(TxD) -> Attention -> Out"), {macs}, {});
    EXPECT_NE(latex.find("D$\\cdot$T$^{2}$"), std::string::npos) << latex;
}

TEST(Summary, CsvHasExactNumbersAndPaths) {
    EXPECT_EQ(write_summary_csv(summary_of(small, 1), {name, times, params, share, bytes}, {"float16", 2}),
              "name,times,params,share,bytes\n"
              "in1,1,0,0,0\n"
              "head1,3,216,0.923077,96\n"
              "head1/linear1,1,216,0.923077,48\n"
              "head1/relu1,1,0,0,48\n"
              "a_b,1,18,0.076923,4\n"
              "total,1,234,1,100\n");
}

TEST(Summary, JsonHasIntegersAndFormulas) {
    const std::string json = write_summary_json(summary_of("In(TxD) -> Linear(4) -> Frobnicate -> Out"), {});
    EXPECT_NE(json.find(R"("shapes":[["T",4]],"params":"4*D + 4","macs":"4*D*T")"), std::string::npos) << json;
    EXPECT_NE(json.find(R"("shapes":[null],"params":null)"), std::string::npos) << json;
    EXPECT_NE(json.find(R"("uncounted":1)"), std::string::npos) << json;
}

TEST(Summary, TextFitsItsWidthAndKeepsNumbers) {
    const Summary summary = summary_of_example("resnet50");
    const std::string text = write_summary_text(summary, {name, type, shape, params, share, macs}, {}, 76);
    std::size_t longest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::size_t columns = 0;
        for (const char byte : line) columns += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
        longest = std::max(longest, columns);
    }
    EXPECT_LE(longest, 76u);
    EXPECT_NE(text.find("14,964,736"), std::string::npos);
    EXPECT_NE(text.find("…"), std::string::npos);
}

// ---- receptive fields ----

const SummaryRow& row_of(const Summary& summary, const std::string& path) {
    static const SummaryRow none;
    for (const SummaryRow& row : summary.rows) {
        if (row.path == path) return row;
    }
    ADD_FAILURE() << "no row " << path;
    return none;
}

/// "195/32": the field and the jump between neighbours.
std::string field_of(const std::string& text, const std::string& path) {
    const Summary summary = summary_of(text, {}, false);
    const SummaryRow& row = row_of(summary, path);
    return field_for_machines(row.field) + "/" + jump_of(row.field);
}

// The numbers that Araujo, Norris and Sim (Distill, 2019) give for AlexNet and VGG-16.
TEST(ReceptiveField, AgreesWithThePublishedNumbersOfTheExamples) {
    const auto example = [](const std::string& name) {
        return test::read(test::source_folder() / "examples" / (name + ".nn"));
    };
    EXPECT_EQ(field_of(example("alexnet"), "maxpool3"), "195/32");
    EXPECT_EQ(field_of(example("vgg16"), "stage5"), "212/32");
    EXPECT_EQ(field_of(example("mobilenet_v2"), "conv2"), "491/32");
}

// They measured the ResNet-50 that strides in the last block of a stage; torchvision strides in the first, which sees
// less.
TEST(ReceptiveField, OfAResNetDependsOnWhereItStrides) {
    constexpr const char* network = R"(
+Unit(s = 1) { In -> [Conv(4, k = 1) -> Conv(4, k = 3, s = s, p = 1), Conv(4, k = 1, s = s)] -> Add -> ReLU -> Out }
+Early(n, s = 2) { In -> Unit(s) -> Unit() * (n - 1) -> Out }
+Late(n, s = 2) { In -> Unit() * (n - 1) -> Unit(s) -> Out }
In(3x224x224) -> stem:Conv(4, k = 7, s = 2, p = 3) -> pool:MaxPool(3, s = 2, p = 1)
pool -> a1:Late(3) -> a2:Late(4) -> a3:Late(6) -> a4:Late(3, 1)
pool -> b1:Early(3, 1) -> b2:Early(4) -> b3:Early(6) -> b4:Early(3)
)";
    EXPECT_EQ(field_of(network, "a4"), "483/32");
    EXPECT_EQ(field_of(network, "b4"), "427/32");
}

TEST(ReceptiveField, OfMobileNetAsPublished) {
    EXPECT_EQ(field_of(R"(
+Pair(s = 1) { In -> DepthwiseConv2d(3, stride = s, padding = 1) -> Conv(4, k = 1) -> Out }
In(3x224x224) -> Conv(4, k = 3, s = 2, p = 1) -> Pair -> Pair(2) -> Pair -> Pair(2) -> Pair -> Pair(2)
    -> Pair * 5 -> Pair(2) -> last:Pair
)",
                       "last"),
              "315/32");
}

TEST(ReceptiveField, DilationWidensAndUpsamplingHalvesTheJump) {
    EXPECT_EQ(field_of("In(1x64x64) -> a:Conv(1, k = 3, dilation = 4)", "a"), "9/1");
    EXPECT_EQ(field_of("In(1x64x64) -> MaxPool(2) -> a:Deconv(1, k = 2, s = 2)", "a"), "2/1");
    EXPECT_EQ(field_of("In(1x64x64) -> MaxPool(2) -> a:Deconv(1, k = 4, s = 2)", "a"), "4/1");
    EXPECT_EQ(field_of("In(1x64x64) -> Upsample(2) -> a:Conv(1, k = 3, p = 1)", "a"), "2/1/2");
    EXPECT_EQ(field_of("In(1xHxW) -> a:Upsample(2, mode = bilinear)", "a"), "2/1/2");
    EXPECT_EQ(field_of("In(1xHxW) -> a:Upsample(0.5)", "a"), "1/2");
}

TEST(ReceptiveField, EachAxisCountsForItself) {
    EXPECT_EQ(field_of("In(1x64x64) -> Conv(1, k = [1, 7]) -> a:MaxPool([2, 1])", "a"), "2x7/2, 1");
    EXPECT_EQ(field_of("In(4x64) -> a:Conv1d(4, k = 5)", "a"), "5/1");
}

TEST(ReceptiveField, IsTheLargestOfAllPathsAndSomeThingsSeeAll) {
    EXPECT_EQ(field_of("In(1x9x9) -> [Conv(1, k = 3, p = 1), Conv(1, k = 5, p = 2), _] -> a:Add", "a"), "5/1");
    EXPECT_EQ(field_of("In(8x9x9) -> a:GlobalAvgPool", "a"), "all/");
    EXPECT_EQ(field_of("In(1x8x8) -> Conv(1, k = 3) -> Flatten -> a:Linear(2)", "a"), "all/");
    EXPECT_EQ(field_of("In(1x8x8) -> Conv(1, k = 3) -> a:Flatten", "a"), "3/1");
    EXPECT_EQ(field_of("In(10x4) -> a:Linear(2)", "a"), "1/1");
    EXPECT_EQ(field_of("In(10x4) -> a:MultiHeadAttention(2)", "a"), "all/");
    EXPECT_EQ(field_of("In(4) -> [_, a:Variable(4)] -> Add", "a"), "none/");
    EXPECT_EQ(field_of("In(1x8x8) -> Conv(1, k = 3) -> Frobnicate -> a:ReLU", "a"), "/");
}

TEST(ReceptiveField, OfBlocksRepeatsAndTheFigure) {
    const Summary summary = summary_of("In(1x32x32) -> { In -> Conv(1, k = 3, p = 1) -> Out } * 4 -> MaxPool(2)");
    EXPECT_EQ(field_for_people(summary.rows[1].field), "9");
    EXPECT_EQ(field_for_people(summary.field), "10");
    EXPECT_NE(write_summary_json(summary, {}).find(R"("receptive":{"size":[10,10],"jump":[2,2]})"), std::string::npos);
    EXPECT_NE(write_summary_csv(summary, {receptive, jump}, {}).find("9,1\n"), std::string::npos);
}

TEST(ReceptiveField, OfDeclaredOperations) {
    const std::string ops = "op Scan(k) { in C x H x W  out C x H x W  field k, 1, 2 }\nop Odd { in *S  out *S }\n";
    EXPECT_EQ(field_of(ops + "In(1x9x9) -> a:Scan(3)", "a"), "5/1");
    EXPECT_EQ(field_of(ops + "In(1x9x9) -> a:Odd", "a"), "/");
}

// Hundreds of doublings leave 64 bits: then nothing is claimed.
TEST(ReceptiveField, TooLargeIsUnknown) {
    const std::string huge = "In(1xT) -> MaxPool1d(4294967296) -> MaxPool1d(4294967296) -> a:MaxPool1d(4294967296)";
    EXPECT_EQ(field_of(huge, "a"), "/");
}

// What torchvision's documentation states (GFLOPS there are multiply-adds), and its parameter counts.
struct Published {
    const char* example;
    std::int64_t params;
    double giga_macs;
};

class PublishedCosts : public testing::TestWithParam<Published> {};

TEST_P(PublishedCosts, AreMet) {
    const Summary summary = summary_of_example(GetParam().example);
    EXPECT_EQ(summary.total.params, Dim(GetParam().params));
    ASSERT_TRUE(multiply_adds(summary.total).is_known());
    const double giga_macs = static_cast<double>(multiply_adds(summary.total).value()) / 1e9;
    EXPECT_NEAR(giga_macs, GetParam().giga_macs, 0.02 * GetParam().giga_macs);
}

INSTANTIATE_TEST_SUITE_P(Examples, PublishedCosts,
                         testing::Values(Published{"resnet18", 11689512, 1.81}, Published{"resnet50", 25557032, 4.09},
                                         Published{"vgg16", 138357544, 15.47}, Published{"mobilenet_v2", 3504872, 0.30},
                                         Published{"vit_b_16", 86567656, 17.56},
                                         Published{"resnet34_vgg19", 21797672 + 143667240, 3.66 + 19.63}),
                         [](const auto& test) { return std::string(test.param.example); });

}  // namespace
}  // namespace netfig
