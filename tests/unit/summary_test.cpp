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
                                         Published{"vit_b_16", 86567656, 17.56}),
                         [](const auto& test) { return std::string(test.param.example); });

}  // namespace
}  // namespace netfig
