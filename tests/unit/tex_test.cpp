// Words that TeX sets: their source, their keys, and the sizes that it tells.
#include "text/tex.h"

#include "base/md5.h"
#include "driver/figure_record.h"
#include "driver/latex_requests.h"
#include "render/tex_text.h"
#include "text/label.h"
#include "text/measure.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

TEST(Md5, IsThatOfTheStandard) {
    EXPECT_EQ(md5(""), "D41D8CD98F00B204E9800998ECF8427E");
    EXPECT_EQ(md5("abc"), "900150983CD24FB0D6963F7D28E17F72");
    EXPECT_EQ(md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
              "57EDF4A22BE3C955AC49DA2E2107B67A");
    EXPECT_EQ(md5(std::string(56, 'a')), "3B0C8AC703F828B04C6C197006D17218");
}

TEST(TexText, EscapesWords) {
    EXPECT_EQ(tex_text("50% of_it & #1 {a}~b^c\\"),
              "50\\% of\\_it \\& \\#1 \\{a\\}\\textasciitilde{}b\\textasciicircum{}c\\textbackslash{}");
    EXPECT_EQ(tex_text("a <- \"b\" | c"), "a \\textless{}- \\textquotedblright{}b\\textquotedblright{} \\textbar{} c");
    EXPECT_EQ(tex_text("3-4 5--6,,7"), "3-4 5-{}-6,{},7");
    EXPECT_EQ(tex_text("3 × é"), "3 \\texttimes{} é");
    EXPECT_EQ(tex_text("3 × é, 2° $a × b$", TexSigns::of_math), "3\\,$\\times$\\,é, 2$^\\circ$ $a \\times  b$");
    EXPECT_EQ(tex_text("σ 漢"), "\\ensuremath{{\\sigma}} \\netfigchar{漢}");
    EXPECT_EQ(tex_text("costs $5"), "costs \\$5");
}

TEST(TexText, PassesMathAsItIs) {
    EXPECT_EQ(tex_text("by $1 / \\sqrt{d_k}$ or so"), "by $1 / \\sqrt{d_k}$ or so");
    EXPECT_EQ(tex_text("$50% # \\% σ$"), "$50\\% \\# \\% \\sigma $");
    EXPECT_EQ(tex_text("$\\frac{1}{$ x"), "\\$\\textbackslash{}frac\\{1\\}\\{\\$ x")
        << "braces that do not pair are words";
    EXPECT_EQ(tex_text("$a}{b$"), "\\$a\\}\\{b\\$");
    EXPECT_EQ(tex_text("$x\\$ y"), "\\$x\\textbackslash{}\\$ y") << "TeX would take the dollar for a sign";
    EXPECT_EQ(tex_text("$$"), "\\$\\$");
}

TEST(TexSizes, AreReadInPointsOfPdf) {
    const TexSizes sizes =
        read_tex_sizes("K 72.27 5 2 7.227\nbroken line\nL 1 2 3\nM 1 2 x 4\nN -1 0 0 0\nO nan 1 1 1\n");
    ASSERT_EQ(sizes.size(), 1U);
    EXPECT_NEAR(sizes.at("K").width, 72, 1e-9);
    EXPECT_NEAR(sizes.at("K").cap_height, 7.2, 1e-9);
}

TEST(TexMeasurer, MakesALineOneRunAndTakesWhatTexTold) {
    const Font font{std::string(tex_family), 8, 400, false};
    const TexSizes sizes{{tex_key("$W_q$ or so", font), {40, 6, 2, 5}}};
    const MeasureText measure = tex_measurer(sizes, {"Sans", "Serif", fixed_width_measurer()});
    const Label known = make_label("$W_q$ or so", {font, font.family}, measure);
    ASSERT_EQ(known.runs.size(), 1U);
    EXPECT_EQ(known.runs[0].run.text, "$W_q$ or so");
    EXPECT_EQ(known.text, "W_q or so");
    EXPECT_DOUBLE_EQ(known.size.width, 40);
    const Label guessed = make_label("four", {font, font.family}, measure);
    EXPECT_DOUBLE_EQ(guessed.size.width, 16) << "as in the theme's font";
}

TEST(TexMeasurer, GivesTallLinesRoom) {
    const Font font{std::string(tex_family), 8, 400, false};
    const TexSizes sizes{{tex_key("$f$", font), {10, 12, 8, 5}}};
    const MeasureText measure = tex_measurer(sizes, {"Sans", "Serif", fixed_width_measurer()});
    const Label label = make_label("$f$", {font, font.family}, measure);
    EXPECT_DOUBLE_EQ(label.size.height, 20);
    EXPECT_DOUBLE_EQ(label.runs[0].baseline.y, 12);
}

TEST(TexKey, TellsStylesApart) {
    const Font font{"TeX", 8, 400, false};
    Font bold = font, small = font;
    bold.weight = 700;
    small.size_pt = 6.5;
    EXPECT_NE(tex_key("a", font), tex_key("a", bold));
    EXPECT_NE(tex_key("a", font), tex_key("a", small));
    EXPECT_EQ(tex_key("a", font).size(), 16U);
}

TEST(FigureRecord, IsReadAsItWasWritten) {
    const FigureRecord record{{"net.pdf", "AB", "0.1.0", {{"fig/net.nn", "CD"}, {"net.nnm", ""}, {"a{b.nn", "EF"}}}};
    const FigureRecord again = read_record(write_record(record));
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].name, "net.pdf");
    EXPECT_EQ(again[0].version, "0.1.0");
    ASSERT_EQ(again[0].inputs.size(), 2U) << "a path that TeX can't be told is left out";
    EXPECT_EQ(again[0].inputs[1].path, "net.nnm");
    EXPECT_TRUE(read_record("\\netfigdrawn{a\n\\netfiginput{x}{y}\nnoise").empty());
}

TEST(LatexRequests, AreRead) {
    const auto read = read_requests(
        "netfig 1\nfigure fig/net.nn\nvariant A1\noverlay\noption flow right\noption title a = 5\n"
        "option define L=3\nsize K 1 2 3 4\n\n");
    const auto* requests = std::get_if<std::vector<FigureRequest>>(&read);
    ASSERT_TRUE(requests != nullptr && requests->size() == 1);
    const FigureRequest& request = requests->front();
    EXPECT_EQ(request.figure(), "fig/net-A1.pdf_tex");
    EXPECT_EQ(request.overrides.size(), 2U);
    EXPECT_EQ(request.definitions.size(), 1U);
    EXPECT_EQ(request.sizes, "K 1 2 3 4\n");
}

TEST(LatexRequests, NameNothingOutside) {
    for (const char* source :
         {"../a.nn", "/a.nn", "a/../b.nn", ".a.nn", "-a.nn", "a b.nn", "a;b.nn", "a.pdf", "", "a//b.nn"}) {
        const auto read = read_requests(std::string("netfig 1\nfigure ") + source + "\n");
        EXPECT_TRUE(std::holds_alternative<std::string>(read)) << source;
    }
    EXPECT_TRUE(std::holds_alternative<std::string>(read_requests("netfig 1\noverlay\n")));
    EXPECT_TRUE(std::holds_alternative<std::string>(read_requests("netfig 2\n")));
    EXPECT_TRUE(std::holds_alternative<std::string>(read_requests("netfig 1\nfigure a.nn\nvariant ../b\n")));
}

}  // namespace
}  // namespace netfig
