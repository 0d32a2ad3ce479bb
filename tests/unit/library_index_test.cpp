#include "library/library_index.h"

#include <gtest/gtest.h>

namespace netfig {
namespace {

constexpr std::string_view text = R"(// a comment
/// First line.
/// Second line.
op Convolution(filters, kernel = 3) alias Conv2d, C2D {
    label "{kernel} } {"   // } and "
    /* } */
}

/// Not for the next one.

op ReLU { in *S out *S }
op Broken(
+Block(c) {
    op Inner { }
}
)";

TEST(LibraryIndex, FindsOperationsWithTheirAliasesAndSummary) {
    const auto operations = index_operations(text);
    ASSERT_EQ(operations.size(), 3U);
    EXPECT_EQ(operations[0].name, "Convolution");
    EXPECT_EQ(operations[0].aliases, (std::vector<std::string_view>{"Conv2d", "C2D"}));
    EXPECT_EQ(operations[0].summary, "First line.");
    EXPECT_EQ(operations[1].name, "ReLU");
    EXPECT_EQ(operations[1].summary, "");
    EXPECT_TRUE(operations[1].aliases.empty());
}

TEST(LibraryIndex, ARangeHoldsTheDocumentationAndTheBody) {
    const auto operations = index_operations(text);
    const std::string_view first = text.substr(operations[0].begin, operations[0].end - operations[0].begin);
    EXPECT_TRUE(first.starts_with("/// First line."));
    EXPECT_TRUE(first.ends_with("/* } */\n}"));
    const std::string_view second = text.substr(operations[1].begin, operations[1].end - operations[1].begin);
    EXPECT_EQ(second, "op ReLU { in *S out *S }");
}

TEST(LibraryIndex, AnUnclosedDeclarationEndsWithTheText) {
    EXPECT_EQ(index_operations("op Broken(").front().end, 10U);
    EXPECT_EQ(index_operations("op Broken { \"").front().end, 13U);
    EXPECT_TRUE(index_operations("op ").empty());
}

TEST(LibraryIndex, FindsBlocksAtTheStartOfALine) {
    const auto blocks = index_blocks(text);
    ASSERT_EQ(blocks.size(), 1U);
    EXPECT_EQ(blocks[0].name, "Block");
}

}  // namespace
}  // namespace netfig
