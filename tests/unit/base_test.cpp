#include "base/acronym.h"
#include "base/strings.h"
#include "base/suggest.h"

#include "netfig/diagnostic.h"

#include <gtest/gtest.h>

#include <clocale>

namespace netfig {
namespace {

TEST(Acronym, SplitsBeforeCapitalsAndDigits) {
    EXPECT_TRUE(abbreviates("LRN", "LocalResponseNormalization"));
    EXPECT_TRUE(abbreviates("LocRespNorm", "LocalResponseNormalization"));
    EXPECT_TRUE(abbreviates("MP", "MaxPooling"));
    EXPECT_TRUE(abbreviates("kS", "kernelSize"));
    EXPECT_TRUE(abbreviates("RLU", "RectifiedLinearUnit"));
}

TEST(Acronym, RefusesOtherCountsAndOtherCase) {
    EXPECT_FALSE(abbreviates("Maxpool", "MaxPooling"));
    EXPECT_FALSE(abbreviates("Relu", "RectifiedLinearUnit"));
    EXPECT_FALSE(abbreviates("RELU", "RectifiedLinearUnit"));
    EXPECT_FALSE(abbreviates("AvgPool", "AveragePooling"));
    EXPECT_FALSE(abbreviates("", "Add"));
}

TEST(Suggest, FindsTypingMistakesAndOnlyThose) {
    const std::vector<std::string> names{"Convolution", "MaxPooling", "conv1", "conv2"};
    EXPECT_EQ(nearest_name("Convoluton", names), "Convolution");
    EXPECT_EQ(nearest_name("covn2", names), "conv2");
    EXPECT_EQ(nearest_name("maxpooling", names), "MaxPooling");
    EXPECT_EQ(nearest_name("Attention", names), "");
    EXPECT_EQ(did_you_mean("covn1", names), "did you mean `conv1`?");
}

TEST(Strings, NumbersReadTheSameInEveryLocale) {
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    EXPECT_EQ(format_number(0.5), "0.5");
    EXPECT_EQ(format_number(-0.0001), "0");
    EXPECT_EQ(format_number(12.3456), "12.346");
    EXPECT_EQ(format_count(25557032), "25.6 M");
    EXPECT_EQ(format_count(999), "999");
    EXPECT_EQ(format_count(999999), "1 M");
    EXPECT_EQ(format_grouped(-25557032), "-25,557,032");
    std::setlocale(LC_ALL, "C");
}

TEST(Strings, InvalidUtf8IsFoundWhereItStands) {
    EXPECT_EQ(find_invalid_utf8("a → b"), std::string_view::npos);
    EXPECT_EQ(find_invalid_utf8("ab\xff"), 2U);
    EXPECT_EQ(find_invalid_utf8("\xc0\x80"), 0U);          // overlong
    EXPECT_EQ(find_invalid_utf8("x\xed\xa0\x80"), 1U);     // surrogate
    EXPECT_EQ(find_invalid_utf8("x\xf4\x90\x80\x80"), 1U); // beyond Unicode
    EXPECT_EQ(find_invalid_utf8("x\xe2\x86"), 1U);         // cut short
}

TEST(Source, ColumnsCountCodePoints) {
    const Source source{"a.nn", "é → b\n  c", false};
    EXPECT_EQ(line_column(source, source.text.find('b')).column, 5U);
    const LineColumn c = line_column(source, source.text.find('c'));
    EXPECT_EQ(c.line, 2U);
    EXPECT_EQ(c.column, 3U);
    EXPECT_EQ(line_text(source, source.text.size()), "  c");
}

TEST(DiagnosticCodes, TableFollowsTheEnumeration) {
    const auto codes = all_diagnostic_codes();
    for (std::size_t i = 0; i < codes.size(); ++i) {
        EXPECT_EQ(codes[i].code, static_cast<DiagnosticCode>(i)) << codes[i].number;
        EXPECT_EQ(diagnostic_code_from(codes[i].number), codes[i].code) << "number given twice";
        EXPECT_FALSE(codes[i].title.empty());
        EXPECT_FALSE(codes[i].explanation.empty());
    }
}

TEST(Diagnostics, AreSortedByPlaceWithoutRepetition) {
    const SourceId file(0);
    Diagnostics all{{DiagnosticCode::unknown_name, {file, 9, 10}, "b", {}, {}, {}},
                    {DiagnosticCode::unknown_type, {file, 2, 4}, "a", {}, {}, {}},
                    {DiagnosticCode::unknown_name, {file, 9, 10}, "b", {}, {}, {}}};
    sort_by_place(all);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].message, "a");
    EXPECT_TRUE(has_errors(all));
    EXPECT_EQ(severity(all[0].code), Severity::warning);
}

}  // namespace
}  // namespace netfig
