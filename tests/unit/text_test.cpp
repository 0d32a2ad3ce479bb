#include "text/font_world.h"
#include "text/fonts.h"
#include "text/label.h"
#include "text/loaded_library.h"
#include "text/math.h"
#include "text/math_letters.h"
#include "text/measure.h"
#include "text/shape_latin.h"

#include "netfig/text_run.h"

#include <gtest/gtest.h>
#include <memory>

using namespace netfig;

namespace {

LabelStyle style() { return {{"TeX Gyre Heros", 8, 400, false}, "STIXGeneral", Align::center}; }

std::string said(std::string_view math) { return plain_text(parse_math(math)); }

constexpr double size_pt = 100;  // at which words are shaped

void expect_same(const TextRun& run, const TextRun& by_pango) {
    EXPECT_EQ(run.text, by_pango.text);
    EXPECT_EQ(run.file, by_pango.file);
    EXPECT_EQ(run.face, by_pango.face);
    EXPECT_EQ(run.width, by_pango.width);
    EXPECT_EQ(run.ascent, by_pango.ascent);
    EXPECT_EQ(run.descent, by_pango.descent);
    EXPECT_EQ(run.cap_height, by_pango.cap_height);
    EXPECT_EQ(run.ink.x, by_pango.ink.x);
    EXPECT_EQ(run.ink.y, by_pango.ink.y);
    EXPECT_EQ(run.ink.width, by_pango.ink.width);
    EXPECT_EQ(run.ink.height, by_pango.ink.height);
    ASSERT_EQ(run.glyphs.size(), by_pango.glyphs.size());
    for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
        EXPECT_EQ(run.glyphs[i].index, by_pango.glyphs[i].index);
        EXPECT_EQ(run.glyphs[i].x, by_pango.glyphs[i].x);
        EXPECT_EQ(run.glyphs[i].y, by_pango.glyphs[i].y);
    }
}

constexpr const char* latin_words[] = {"Convolution",
                                       "3x3 Conv, 64",
                                       "3×3, s = 2",
                                       "AVATAR To. ffi fl",
                                       "512",
                                       "64 × 56 × 56",
                                       "W",
                                       " a  b ",
                                       "(x + y) / 2",
                                       "naïve Größe Æ",
                                       "“quoted” – dash — … ‘s",
                                       "25.6 M params · 4.1 G",
                                       "q_proj.weight[0]",
                                       "±",
                                       "≤ 1",
                                       "-1 − 2",
                                       "#1 *2",
                                       "é"};

constexpr const char* alike_families[] = {"TeX Gyre Heros",   "Nimbus Sans", "Liberation Sans",  "DejaVu Sans",
                                          "TeX Gyre Termes",  "STIXGeneral", "Liberation Serif", "DejaVu Serif",
                                          "LM Roman 8",       "LM Roman 10", "LM Sans 10",       "Linux Libertine O",
                                          "Latin Modern Math"};

}  // namespace

TEST(ShapeLatin, GivesTheRunThatPangoGives) {
    ASSERT_EQ(load_pango(), std::nullopt);
    LatinFonts fonts;
    std::size_t compared = 0;
    for (const char* family : alike_families) {
        const auto files = font_files(family);
        if (files.empty()) continue;
        const FontWorld world(files);
        for (const int weight : {400, 700}) {
            for (const bool italic : {false, true}) {
                const Font font{family, size_pt, weight, italic};
                for (const char* word : latin_words) {
                    const auto run = shape_latin(fonts, word, font, font_file(family, weight, italic));
                    if (!run) continue;
                    SCOPED_TRACE(std::string(family) + " " + std::to_string(weight) + (italic ? " italic " : " ") +
                                 word);
                    const Shaped by_pango = world.shape(word, font, family);
                    ASSERT_EQ(by_pango.runs.size(), 1U);
                    expect_same(*run, by_pango.runs.front());
                    ++compared;
                }
            }
        }
    }
    EXPECT_GT(compared, 100U);
}

TEST(ShapeLatin, LeavesToPangoWhatItDoesNotKnow) {
    LatinFonts fonts;
    const Font font{"TeX Gyre Heros", size_pt, 400, false};
    const std::string file = font_file("TeX Gyre Heros", 400, false);
    ASSERT_FALSE(file.empty());
    EXPECT_TRUE(shape_latin(fonts, "Conv", font, file));
    for (const char* word : {"α", "a\u0301", "中文", "שלום", "a\tb", "∮", "👍", "1\uFE0F"})
        EXPECT_FALSE(shape_latin(fonts, word, font, file)) << word;
    EXPECT_FALSE(shape_latin(fonts, "Conv", font, ""));
    EXPECT_FALSE(shape_latin(fonts, "Conv", font, "/nowhere.otf"));
    EXPECT_FALSE(shape_latin(fonts, "Conv", font, NETFIG_SOURCE_DIR "/README.md"));
    EXPECT_TRUE(font_file("TeX Gyre Heros", 500, false).empty());
    EXPECT_TRUE(font_file("No Such Family", 400, false).empty());
}

TEST(LoadedLibrary, SaysWhatIsMissing) {
    int (*function)() = nullptr;
    LoadedLibrary nowhere("libnetfig-nowhere.so.9", "libnetfig-nowhere9");
    nowhere.find(function, "anything");
    EXPECT_EQ(function, nullptr);
    EXPECT_NE(nowhere.problem().value().find("libnetfig-nowhere.so.9"), std::string::npos);
    EXPECT_NE(nowhere.problem().value().find("apt install libnetfig-nowhere9"), std::string::npos);
    LoadedLibrary here("libm.so.6", "libc6");
    EXPECT_FALSE(here.problem());
    here.find(function, "no_such_function");
    EXPECT_NE(here.problem().value().find("no_such_function"), std::string::npos);
}

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

TEST(Measure, TakesTheBoldFaceOfANearbySizeWhereADesignHasNone) {
    if (font_files("LM Sans 8").empty()) GTEST_SKIP() << "Latin Modern is not installed";
    const auto runs = pango_measurer()("Encoder", {"Latin Modern Sans", 8, 700, false});
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_TRUE(runs[0].file.ends_with("lmsans10-bold.otf")) << runs[0].file;
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
    if (font_files("Linux Libertine O").empty()) {
        EXPECT_EQ(asked, 4);
    }
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
