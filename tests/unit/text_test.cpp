#include "text/fonts.h"
#include "text/label.h"
#include "text/math.h"
#include "text/math_letters.h"
#include "text/measure.h"

#include "netfig/text_run.h"

#include <gtest/gtest.h>
#include <memory>

using namespace netfig;

namespace {

LabelStyle style() { return {{"TeX Gyre Heros", 8, 400, false}, "STIXGeneral", Align::center}; }

std::string said(std::string_view math) { return plain_text(parse_math(math)); }

}  // namespace

TEST(Math, ReadsScriptsGreekAndSymbols) {
    EXPECT_EQ(said("W_q"), "W_q");
    EXPECT_EQ(said("W_{ij}^2"), "W_{ij}^2");
    EXPECT_EQ(said("\\alpha\\cdot x"), "α · x");
    EXPECT_EQ(said("\\max(0, x)"), "max(0, x)");
    EXPECT_EQ(said("x \\in \\mathbb{R}^d"), "x ∈ ℝ^d");
    EXPECT_EQ(said("\\frac{a}{b}"), "a/b");
    EXPECT_EQ(said("\\text{softmax}(z)"), "softmax(z)");
    EXPECT_EQ(said("-1"), "−1");
}

TEST(Math, ShowsWhatItDoesNotKnowAndNeverFails) {
    EXPECT_EQ(said("\\foo x"), "\\foox");
    for (const char* broken :
         {"", "_", "^", "{", "}", "\\", "x_", "x^{", "\\frac", "\\hat", "}}}x{", "\\mathrm{", "_{_{_{"})
        (void)said(broken);
    EXPECT_EQ(said("}x"), "x");
    const std::string deep(100'000, '{');
    (void)said(deep);
    (void)said(deep + std::string(100'000, '}'));
}

TEST(Label, CentresCapitalsInEachLine) {
    const Label label = make_label("Conv", style(), fixed_width_measurer());
    ASSERT_EQ(label.runs.size(), 1U);
    const PlacedRun& run = label.runs[0];
    EXPECT_NEAR(run.baseline.y - run.run.cap_height / 2, label.size.height / 2, 1e-9);
    EXPECT_DOUBLE_EQ(label.size.width, 16);
}

TEST(Label, SplitsLinesAndKeepsLoneDollars) {
    const Label two = make_label("a\nbcd", style(), fixed_width_measurer());
    ASSERT_EQ(two.runs.size(), 2U);
    EXPECT_EQ(two.text, "a\nbcd");
    EXPECT_DOUBLE_EQ(two.runs[0].baseline.x, 4);
    EXPECT_GT(two.runs[1].baseline.y, two.runs[0].baseline.y);
    EXPECT_EQ(make_label("5 $", style(), fixed_width_measurer()).text, "5 $");
    EXPECT_TRUE(make_label("", style(), fixed_width_measurer()).empty());
}

TEST(Label, SetsScriptsSmallerBelowAndAbove) {
    const Label label = make_label("$W_q^2$", style(), fixed_width_measurer());
    ASSERT_EQ(label.runs.size(), 3U);
    const auto& [base, below, above] = std::tie(label.runs[0], label.runs[1], label.runs[2]);
    EXPECT_TRUE(base.run.font.italic);
    EXPECT_LT(below.run.font.size_pt, base.run.font.size_pt);
    EXPECT_GT(below.baseline.y, base.baseline.y);
    EXPECT_LT(above.baseline.y, base.baseline.y);
    EXPECT_DOUBLE_EQ(below.baseline.x, above.baseline.x);
    EXPECT_FALSE(above.run.font.italic);
}

TEST(Measure, IsLinearInTheSize) {
    if (font_files("TeX Gyre Heros").empty()) GTEST_SKIP() << "the font is not installed";
    const MeasureText measure = pango_measurer();
    const auto small = measure("Convolution 3 × 3", {"TeX Gyre Heros", 8, 400, false});
    const auto large = measure("Convolution 3 × 3", {"TeX Gyre Heros", 800, 400, false});
    ASSERT_EQ(small.size(), 1U);
    ASSERT_EQ(large.size(), 1U);
    EXPECT_NEAR(small[0].width * 100, large[0].width, 2);
    EXPECT_NE(small[0].file.find("texgyreheros-regular"), std::string::npos);
}

TEST(Measure, FindsSymbolsElsewhere) {
    const MeasureText measure = pango_measurer();
    std::string text;
    for (const TextRun& run : measure("x ∈ ⌈y⌉", {"TeX Gyre Heros", 8, 400, false})) {
        text += run.text;
        for (const Glyph& glyph : run.glyphs) EXPECT_NE(glyph.index, 0U) << run.text;
    }
    EXPECT_EQ(text, "x ∈ ⌈y⌉");
}

TEST(Measure, TakesTheDesignMadeForTheSize) {
    EXPECT_EQ(optical_family("Latin Modern Roman", 7.97), "LM Roman 8");
    EXPECT_EQ(optical_family("Latin Modern Roman", 40), "LM Roman 17");
    EXPECT_EQ(optical_family("Latin Modern Sans", 6), "LM Sans 8");
    EXPECT_EQ(optical_family("TeX Gyre Heros", 8), "TeX Gyre Heros");
    if (font_files("LM Roman 8").empty()) GTEST_SKIP() << "the font is not installed";
    const auto runs = pango_measurer()("Convolution", {"Latin Modern Roman", 8, 400, false});
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_NE(runs[0].file.find("lmroman8-regular"), std::string::npos);
}

TEST(Measure, AsksTheCallerForFilesThatNobodyElseHas) {
    int asked = 0;
    const auto replaced = std::make_shared<std::vector<std::string>>();
    const MeasureText measure = pango_measurer(replaced, [&](const std::string& name) {
        ++asked;
        EXPECT_TRUE(name.starts_with("LinLibertine")) << name;
        return std::string();
    });
    measure("x", {"Linux Libertine O", 8, 400, false});
    measure("y", {"Linux Libertine O", 8, 400, false});
    if (font_files("Linux Libertine O").empty()) EXPECT_EQ(asked, 4);
}

TEST(MathLetters, AreCharactersOfTheirOwn) {
    EXPECT_EQ(math_letters("xhα1", true, false), "𝑥ℎ𝛼1");
    EXPECT_EQ(math_letters("W2", false, true), "𝐖𝟐");
    EXPECT_EQ(math_letters("W", true, true), "𝑾");
    EXPECT_EQ(math_letters("x→é", false, false), "x→é");
}

TEST(Label, AFontForMathematicsHasNoItalicFace) {
    LabelStyle own = style();
    own.math_family = "Latin Modern Math";
    const Label label = make_label("$W$", own, fixed_width_measurer());
    ASSERT_EQ(label.runs.size(), 1U);
    EXPECT_EQ(label.runs[0].run.text, "𝑊");
    EXPECT_FALSE(label.runs[0].run.font.italic);
}

TEST(Measure, ReportsFamiliesThatAreMissing) {
    const auto replaced = std::make_shared<std::vector<std::string>>();
    const MeasureText measure = pango_measurer(replaced);
    EXPECT_FALSE(measure("x", {"No Such Family", 8, 400, false}).empty());
    measure("y", {"No Such Family", 8, 400, false});
    EXPECT_EQ(*replaced, std::vector<std::string>{"No Such Family"});
}
