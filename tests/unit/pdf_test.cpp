#include "pdf/check_pdf.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace netfig {
namespace {

/// A page that draws `contents`, with further entries of the page and further objects from number 5 on.
std::string pdf_of(const std::string& contents, const std::string& page_entries = "", const std::string& objects = "",
                   const std::string& version = "1.5") {
    return "%PDF-" + version +
           "\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
           "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 100 50] /Contents 4 0 R " +
           page_entries + ">> endobj\n4 0 obj <</Length " + std::to_string(contents.size()) + ">> stream\n" + contents +
           "\nendstream endobj\n" + objects + "\ntrailer <</Root 1 0 R>>\n%%EOF\n";
}

const char* const full_page = "2 2 96 46 re f";

std::vector<std::string> faults(const PdfReport& report) {
    std::vector<std::string> names;
    for (const PdfFinding& finding : report.findings) names.emplace_back(name_of(finding.check));
    return names;
}
std::vector<std::string> faults_of(const std::string& bytes) { return faults(check_pdf(bytes)); }

using Names = std::vector<std::string>;

std::string font(const std::string& name, const std::string& file, const std::string& type = "Type1") {
    return "5 0 obj <</Type /Font /Subtype /" + type + " /BaseFont /" + name + " /FontDescriptor 6 0 R>> endobj\n" +
           "6 0 obj <</Type /FontDescriptor /FontName /" + name + " " + file + ">> endobj\n";
}
const char* const uses_font = "/Resources <</Font <</F1 5 0 R>>>>";

TEST(CheckPdf, AGoodFigureHasNoFindings) {
    const PdfReport report = check_pdf(pdf_of(full_page, uses_font, font("ABCDEF+Heros", "/FontFile3 7 0 R")));
    EXPECT_EQ(faults(report), Names{});
    EXPECT_TRUE(report.passed());
    EXPECT_EQ(report.page, (Size{100, 50}));
    ASSERT_EQ(report.fonts.size(), 1u);
    EXPECT_TRUE(report.fonts[0].embedded && report.fonts[0].subset);
}

TEST(CheckPdf, FontsMustBeEmbeddedAndSubset) {
    EXPECT_EQ(faults_of(pdf_of(full_page, uses_font, font("Helvetica", ""))), Names{"fonts-embedded"});
    EXPECT_EQ(faults_of(pdf_of(full_page, uses_font, font("Heros", "/FontFile2 7 0 R"))), Names{"fonts-subset"});
    EXPECT_EQ(faults_of(pdf_of(full_page, uses_font, font("", "", "Type3"))), Names{"type3-fonts"});
}

TEST(CheckPdf, VersionAndTransparency) {
    EXPECT_EQ(faults_of(pdf_of(full_page, "", "", "1.7")), Names{"version"});
    EXPECT_EQ(faults_of(pdf_of(full_page, "/Group <</S /Transparency /CS /DeviceRGB>>")), Names{"transparency"});
    EXPECT_EQ(faults_of(pdf_of(full_page, "/Resources <</ExtGState <</a <</ca .5>> >> >>")), Names{"transparency"});
    EXPECT_EQ(faults_of(pdf_of(full_page, "/Resources <</ExtGState <</a <</ca 1 /BM /Normal>> >> >>")), Names{});
}

TEST(CheckPdf, ImagesOfPixels) {
    const std::string image = "5 0 obj <</Subtype /Image /Width 1 /Height 1 /Length 1>> stream\nx\nendstream endobj";
    EXPECT_EQ(faults_of(pdf_of("q 100 0 0 50 0 0 cm /I Do Q", "/Resources <</XObject <</I 5 0 R>>>>", image)),
              Names{"raster-images"});
    EXPECT_EQ(faults_of(pdf_of("q 100 0 0 50 0 0 cm BI /W 1 /H 1 ID x EI Q")), Names{"raster-images"});
}

TEST(CheckPdf, EmptyMarginsAreFoundThroughMatricesAndForms) {
    EXPECT_EQ(faults_of(pdf_of("40 2 58 46 re f")), Names{"tight-box"});
    EXPECT_EQ(faults_of(pdf_of("1 0 0 1 -38 0 cm 40 2 96 46 re f")), Names{});
    const std::string form =
        "5 0 obj <</Subtype /Form /Matrix [2 0 0 2 0 0] /Length 14>> stream\n1 1 48 23 re f\nendstream endobj";
    EXPECT_EQ(faults_of(pdf_of("/F Do", "/Resources <</XObject <</F 5 0 R>>>>", form)), Names{});
    EXPECT_EQ(faults_of(pdf_of("2 2 96 46 re n 40 20 5 5 re f")),
              (Names{"tight-box", "tight-box", "tight-box", "tight-box"}));
}

TEST(CheckPdf, LinksAreARemark) {
    const PdfReport report = check_pdf(pdf_of(full_page, "/Annots [<</Subtype /Link>>]"));
    EXPECT_EQ(faults(report), Names{"links"});
    EXPECT_TRUE(report.passed());
}

TEST(CheckPdf, WhatIsNoPdfIsOneFinding) {
    for (const std::string& bytes :
         {std::string(), std::string("hello"), std::string(5000, '\0'), std::string("%PDF-")})
        EXPECT_EQ(faults_of(bytes), Names{"readable"});
    EXPECT_EQ(faults_of("%PDF-1.4\ntrailer <</Encrypt 9 0 R>>"), Names{"readable"});
}

// Cut off anywhere, or with a byte changed anywhere, it says something and stays whole.
TEST(CheckPdf, BrokenFilesAreSurvived) {
    const std::string good = pdf_of("q 1 0 0 1 2 2 cm BT /F1 8 Tf 10 10 Td [(a) 3 (b)] TJ ET 0 0 96 46 re S Q",
                                    uses_font, font("ABCDEF+Heros", "/FontFile3 7 0 R"));
    for (std::size_t i = 0; i < good.size(); ++i) {
        check_pdf(good.substr(0, i));
        for (const char byte : {'<', '[', '(', '0', '\xff'}) {
            std::string broken = good;
            broken[i] = byte;
            check_pdf(broken);
        }
    }
}

TEST(CheckPdf, EndlessNestingAndLoopsEnd) {
    EXPECT_FALSE(check_pdf("%PDF-1.4\n1 0 obj " + std::string(100'000, '[')).passed());
    EXPECT_FALSE(check_pdf("%PDF-1.4\n1 0 obj 2 0 R endobj 2 0 obj 1 0 R endobj trailer <</Root 1 0 R>>").passed());
    const std::string itself = "5 0 obj <</Subtype /Form /Length 16>> stream\n/F Do /F Do /F Do\nendstream endobj";
    check_pdf(pdf_of("/F Do", "/Resources <</XObject <</F 5 0 R>>>>", itself));
}

}  // namespace
}  // namespace netfig
