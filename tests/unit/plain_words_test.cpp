// The words that src/parse tells by itself are the words that the lexer of the grammar finds.
#include "parse/plain_words.h"

#include "NetfigLexer.h"

#include <gtest/gtest.h>
#include <random>
#include <string>

namespace netfig {
namespace {

using Lexer = netfig_grammar::NetfigLexer;

/// What src/parse/lex.cpp shows: letters and digits that look alike, and signs for what is not ASCII.
class Shown : public antlr4::ANTLRInputStream {
public:
    explicit Shown(const std::u32string& text) { _data = text; }
};

/// Pieces of words, and what makes others of them.
std::u32string random_text(std::mt19937& random) {
    static const std::vector<std::u32string> pieces = {
        U"a",  U"A",  U"0",  U"_",  U"x", U"E",  U"\1", U"\2", U"\3", U"\4",  U"\5",  U"\6",
        U"\7", U".",  U"-",  U">",  U"=", U"/",  U"*",  U"[",  U"]",  U"(",   U")",   U"{",
        U"}",  U",",  U":",  U"?",  U"@", U"+",  U"%",  U"<",  U"!",  U"&&",  U"||",  U"\"",
        U"\\", U"\n", U"\r", U"\t", U" ", U"mm", U"cm", U"in", U"pt", U"0x0", U"AxA", U"//"};
    std::u32string text;
    const std::size_t size = 1 + random() % 12;
    for (std::size_t i = 0; i < size; ++i) text += pieces[random() % pieces.size()];
    return text;
}

TEST(PlainWords, AreThoseOfTheGrammar) {
    std::mt19937 random(7);
    std::size_t plain_ones = 0;
    for (int round = 0; round < 200'000; ++round) {
        const std::u32string text = random_text(random);
        if (is_space(text[0])) continue;
        const auto plain = plain_word(text);
        if (!plain) continue;
        ++plain_ones;
        Shown input(text);
        Lexer lexer(&input);
        lexer.removeErrorListeners();
        const auto token = lexer.nextToken();
        ASSERT_EQ(plain->type, token->getType()) << lexer.getVocabulary().getSymbolicName(token->getType());
        ASSERT_EQ(plain->length, token->getStopIndex() + 1) << lexer.getVocabulary().getSymbolicName(token->getType());
    }
    EXPECT_GT(plain_ones, 100'000U);
}

}  // namespace
}  // namespace netfig
