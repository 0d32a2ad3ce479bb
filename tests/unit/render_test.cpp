#include "render/render.h"

#include "paint/paint.h"
#include "render/tidy.h"
#include "render/xml.h"
#include "sample_figure.h"
#include "text/measure.h"

#include <clocale>
#include <cstdlib>
#include <gtest/gtest.h>
#include <utility>

namespace netfig {
namespace {

Scene sample_scene() {
    const SampleFigure sample = sample_figure(pango_measurer());
    return paint(sample.figure, sample.layout, sample.theme);
}

RenderOptions options(Format format, bool text_as_paths = false) {
    RenderOptions made;
    made.format = format;
    made.dpi = 100;
    made.text_as_paths = text_as_paths;
    return made;
}

std::string bytes(const Scene& scene, const RenderOptions& how) {
    auto rendered = render(scene, how);
    const auto* error = std::get_if<RenderError>(&rendered);
    EXPECT_EQ(error, nullptr) << error->message;
    return error ? "" : std::get<std::string>(std::move(rendered));
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Render, SameSceneGivesSameBytesWhateverCameBefore) {
    const Scene scene = sample_scene();
    for (const RenderOptions& how : {options(Format::pdf), options(Format::eps), options(Format::png),
                                     options(Format::svg), options(Format::svg, true)}) {
        const std::string first = bytes(scene, how);
        Scene other = scene;
        other.items.erase(other.items.begin(), other.items.begin() + 5);
        for (const Format format : {Format::pdf, Format::svg, Format::png, Format::eps}) bytes(other, options(format));
        EXPECT_EQ(bytes(sample_scene(), how), first);
    }
}

TEST(Render, LocaleDoesNotMatter) {
    const Scene scene = sample_scene();
    const Format formats[] = {Format::pdf, Format::eps, Format::svg, Format::png};
    std::vector<std::string> plain;
    for (const Format format : formats) plain.push_back(bytes(scene, options(format)));
    if (!std::setlocale(LC_ALL, "de_DE.UTF-8")) GTEST_SKIP() << "no German locale on this machine";
    for (std::size_t i = 0; i < plain.size(); ++i) EXPECT_EQ(bytes(scene, options(formats[i])), plain[i]);
    std::setlocale(LC_ALL, "C");
}

TEST(Render, PdfHasVersionFifteenAndNoDateGroupOrImage) {
    const std::string pdf = bytes(sample_scene(), options(Format::pdf));
    EXPECT_TRUE(pdf.starts_with("%PDF-1.5"));
    EXPECT_TRUE(holds(pdf, "/MediaBox [ 0 0 220 262 ]"));
    for (const char* unwanted : {"CreationDate", "/Group", "/Type3", "/Subtype /Image", "cairographics", "D:20"}) {
        EXPECT_FALSE(holds(pdf, unwanted)) << unwanted;
    }
}

TEST(Render, EpsHasThePageAsItsBoxAndNoDate) {
    const std::string eps = bytes(sample_scene(), options(Format::eps));
    EXPECT_TRUE(eps.starts_with("%!PS-Adobe-3.0 EPSF-3.0"));
    EXPECT_TRUE(holds(eps, "%%BoundingBox: 0 0 220 262\n"));
    EXPECT_FALSE(holds(eps, "CreationDate"));
}

TEST(Render, PngHasItsResolution) {
    const std::string png = bytes(sample_scene(), options(Format::png));
    EXPECT_TRUE(png.starts_with("\x89PNG"));
    EXPECT_TRUE(holds(png, "pHYs"));
    EXPECT_FALSE(holds(png, "tIME"));
}

TEST(Render, SvgHasRealTextIdsAndTooltips) {
    const std::string svg = bytes(sample_scene(), options(Format::svg));
    EXPECT_TRUE(holds(svg, "width=\"220pt\" height=\"262pt\" viewBox=\"0 0 220 262\""));
    EXPECT_TRUE(holds(svg, ">Conv 3×3, 64</text>"));
    EXPECT_TRUE(holds(svg, "id=\"layer1-conv1\" data-path=\"layer1/conv1\" class=\"node convolution Convolution\""));
    EXPECT_TRUE(holds(svg, "<title>Convolution layer1/conv1</title>"));
    EXPECT_TRUE(holds(svg, "<a href=\"https://example.org/?a=1&amp;b=2\">"));
    EXPECT_FALSE(holds(svg, "javascript"));
}

TEST(Render, SvgTextAsPathsHasNoText) {
    RenderOptions how = options(Format::svg, true);
    how.id_prefix = "fig1-";
    const std::string svg = bytes(sample_scene(), how);
    EXPECT_FALSE(holds(svg, "<text"));
    EXPECT_TRUE(holds(svg, "id=\"fig1-layer1-conv1\""));
}

TEST(Render, EmptySceneIsAPage) {
    EXPECT_TRUE(bytes({}, options(Format::pdf)).starts_with("%PDF"));
    EXPECT_TRUE(bytes({}, options(Format::svg)).starts_with("<svg"));
    EXPECT_TRUE(bytes({}, options(Format::png)).starts_with("\x89PNG"));
    EXPECT_TRUE(bytes({}, options(Format::eps)).starts_with("%!PS"));
}

TEST(Render, BrokenFontIsAnError) {
    for (const char* file : {"", "/nowhere/font.ttf", NETFIG_SOURCE_DIR "/CMakeLists.txt"}) {
        TextRun run;
        run.text = "x";
        run.file = file;
        run.glyphs = {{1, 0, 0}};
        Scene scene;
        scene.page = {10, 10};
        scene.items.push_back({SceneText{run, {1, 9}, {}}});
        for (const RenderOptions& how :
             {options(Format::pdf), options(Format::eps), options(Format::png), options(Format::svg, true)}) {
            EXPECT_TRUE(std::holds_alternative<RenderError>(render(scene, how))) << file;
        }
        EXPECT_TRUE(std::holds_alternative<std::string>(render(scene, options(Format::svg))));
    }
    bytes(sample_scene(), options(Format::pdf));
}

TEST(Render, PictureBeyondMemoryIsAnError) {
    Scene scene;
    scene.page = {1e5, 1e5};
    EXPECT_TRUE(std::holds_alternative<RenderError>(render(scene, options(Format::png))));
    scene.page = {1e300, 1};
    EXPECT_TRUE(std::holds_alternative<RenderError>(render(scene, options(Format::pdf))));
    RenderOptions how = options(Format::png);
    how.dpi = 0;
    EXPECT_TRUE(std::holds_alternative<RenderError>(render({}, how)));
}

TEST(Tidy, GroupIsOverwrittenInPlaceOnlyWhereItIsPlain) {
    std::string pdf = "<< /Group <<\n /S /Transparency >> /X 1 >>";
    const std::size_t size = pdf.size();
    tidy_pdf(pdf);
    EXPECT_EQ(pdf.size(), size);
    EXPECT_FALSE(holds(pdf, "Group"));
    EXPECT_TRUE(pdf.ends_with("/X 1 >>"));
    std::string nested = "<< /Group << /S /Transparency /CS << >> >> >>";
    tidy_pdf(nested);
    EXPECT_TRUE(holds(nested, "/Group"));
}

TEST(Xml, IdsAreValidAndUnique) {
    IdMaker ids("");
    EXPECT_EQ(ids.make("encoder/attn"), "encoder-attn");
    EXPECT_EQ(ids.make("encoder-attn"), "encoder-attn-2");
    EXPECT_EQ(ids.make("a->b#2"), "a--b-2");
    EXPECT_EQ(ids.make("2 ü"), "_2_x20_xc3_xbc");
    EXPECT_EQ(ids.make(""), "_");
}

TEST(Xml, EscapesAndDropsForbiddenCharacters) {
    EXPECT_EQ(escape_xml("a<b>&\"c\x01\x1b\n"), "a&lt;b&gt;&amp;&quot;c\n");
}

TEST(Xml, OnlyHarmlessLinks) {
    for (const char* good : {"https://a.b/c", "HTTP://a", "other.svg", "dir/other.svg#part:1", "#here", "?q=a:b"}) {
        EXPECT_TRUE(is_safe_link(good)) << good;
    }
    for (const char* bad : {"", "javascript:alert(1)", "JaVaScript:x", "data:text/html,x", "//evil", "\\\\evil",
                            " javascript:x", "java\nscript:x", "file:///etc/passwd", "vbscript:x"}) {
        EXPECT_FALSE(is_safe_link(bad)) << bad;
    }
}

}  // namespace
}  // namespace netfig
