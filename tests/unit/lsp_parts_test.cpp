#include "lsp/documents.h"
#include "lsp/inbox.h"
#include "lsp/message_stream.h"
#include "lsp/position.h"
#include "lsp/uri.h"
#include "lsp/vocabulary.h"
#include "theme/theme.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>

namespace netfig::lsp {
namespace {

constexpr PositionEncoding utf8 = PositionEncoding::utf8, utf16 = PositionEncoding::utf16;

TEST(Positions, CountUnitsOfTheAgreedEncoding) {
    const std::string text = "a\xC3\xA9\xF0\x9D\x84\x9Ez\nb";  // a é 𝄞 z
    const TextMap wide = map_text(text, utf16), bytes = map_text(text, utf8);
    EXPECT_EQ(position_at(wide, 7), (Position{0, 4}));
    EXPECT_EQ(position_at(bytes, 7), (Position{0, 7}));
    EXPECT_EQ(offset_at(wide, {0, 4}), 7U);
    EXPECT_EQ(offset_at(wide, {1, 1}), 10U);
}

TEST(Positions, InsideACharacterMeanItsStart) {
    const std::string text = "\xF0\x9D\x84\x9Ez";
    EXPECT_EQ(offset_at(map_text(text, utf16), {0, 1}), 0U);
    EXPECT_EQ(offset_at(map_text(text, utf8), {0, 3}), 0U);
    EXPECT_EQ(position_at(map_text(text, utf16), 2), (Position{0, 0}));
}

TEST(Positions, BeyondTheTextMeanItsEnd) {
    const TextMap map = map_text("ab\r\nc\rd", utf16);
    EXPECT_EQ(offset_at(map, {0, 99}), 2U);
    EXPECT_EQ(offset_at(map, {1, 99}), 5U);
    EXPECT_EQ(offset_at(map, {2, 0}), 6U);
    EXPECT_EQ(offset_at(map, {9, 0}), 7U);
    EXPECT_EQ(position_at(map, 99), (Position{2, 1}));
}

TEST(Positions, EveryOffsetComesBack) {
    const std::string text = "In \xE2\x86\x92 \xF0\x9D\x84\x9E\r\n\r\n\xC3\xA9x\n";
    for (const PositionEncoding encoding : {utf8, utf16}) {
        const TextMap map = map_text(text, encoding);
        for (std::size_t offset = 0; offset <= text.size(); ++offset) {
            const bool inside = offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U;
            const bool in_line_end =
                offset > 0 && offset < text.size() && text[offset - 1] == '\r' && text[offset] == '\n';
            if (inside || in_line_end) continue;
            EXPECT_EQ(offset_at(map, position_at(map, offset)), offset);
        }
    }
}

TEST(Uris, ArePathsAndBack) {
    EXPECT_EQ(path_of_uri("file:///a%20b/%C3%A9.nn"), "/a b/\xC3\xA9.nn");
    EXPECT_EQ(uri_of_path("/a b/\xC3\xA9.nn"), "file:///a%20b/%C3%A9.nn");
    EXPECT_EQ(path_of_uri("file://host/x.nn"), "/x.nn");
    EXPECT_EQ(path_of_uri("untitled:Untitled-1"), "untitled:Untitled-1");
    EXPECT_EQ(path_of_uri("file:///%zz%4"), "/%zz%4");
}

Document document(const std::string& text) {
    Document result;
    result.text = std::make_shared<const std::string>(text);
    return result;
}

Json edit(std::size_t from, std::size_t to, const std::string& text) {
    return {{"range", {{"start", {{"line", 0}, {"character", from}}}, {"end", {{"line", 0}, {"character", to}}}}},
            {"text", text}};
}

TEST(Documents, TakeEditsInTheAgreedEncoding) {
    Document it = document("a\xF0\x9D\x84\x9Ez");
    apply_change(it, edit(1, 3, "b"), utf16);
    EXPECT_EQ(*it.text, "abz");
    apply_change(it, edit(3, 1, "c"), utf16);  // an end before its start is the start
    EXPECT_EQ(*it.text, "abzc");
    apply_change(it, {{"text", "new"}}, utf16);
    EXPECT_EQ(*it.text, "new");
    EXPECT_THROW(apply_change(it, Json::object(), utf16), Json::exception);
}

std::vector<std::string> messages_of(const std::string& bytes, std::size_t piece) {
    std::size_t at = 0;
    MessageReader reader([&](char* buffer, std::size_t size) {
        const std::size_t count = std::min({size, piece, bytes.size() - at});
        std::memcpy(buffer, bytes.data() + at, count);
        at += count;
        return count;
    });
    std::vector<std::string> messages;
    while (auto message = reader.next()) messages.push_back(*message);
    return messages;
}

/// What is completed and explained is what the compiler understands.
TEST(Vocabulary, KnowsEverySettingAndProperty) {
    for (const std::string& name : setting_names()) EXPECT_TRUE(find_word(Vocabulary::settings, name)) << name;
    for (const VocabularyWord& word : words_of(Vocabulary::settings)) {
        const auto names = setting_names();
        EXPECT_NE(std::find(names.begin(), names.end(), word.word), names.end()) << word.word;
    }
    for (const std::string& name : property_names()) {
        const bool alias = name == "color" || name == "corner_radius";
        EXPECT_TRUE(alias || find_word(Vocabulary::properties, name) || find_word(Vocabulary::annotations, name))
            << name;
    }
}

TEST(MessageStream, ReadsInPiecesOfAnySize) {
    const std::string bytes = frame("{}") + "content-length:3\r\nContent-Type: x\r\n\r\nabc" + frame("");
    for (const std::size_t piece : {1U, 7U, 1000U})
        EXPECT_EQ(messages_of(bytes, piece), (std::vector<std::string>{"{}", "abc", ""}));
}

TEST(MessageStream, FindsItsWayBackAfterNonsense) {
    const std::string good = frame("good");
    for (const std::string nonsense :
         {"Content-Length: -5\r\n\r\n", "Content-Length: 99999999999999999999999\r\n\r\nfoo",
          "Content-Length: 999999999\r\n\r\n{}", "rubbish\r\n\r\n", "Content-Length: x\r\n\r\n"}) {
        const std::vector<std::string> found = messages_of(nonsense + good, 5);
        ASSERT_FALSE(found.empty()) << nonsense;
        EXPECT_EQ(found.back(), "good") << nonsense;
    }
    EXPECT_EQ(messages_of(std::string(200000, 'x') + "\r\n\r\n" + good, 4096).back(), "good");
}

TEST(JsonRpc, RefusesWhatIsNoMessage) {
    for (const std::string text : {"", "{", "[]", "3", R"({"id":{}})", R"({"id":1})", R"({"id":1,"method":2})"})
        EXPECT_TRUE(std::holds_alternative<Malformed>(parse_message(text))) << text;
    EXPECT_TRUE(std::holds_alternative<Malformed>(parse_message(std::string(100000, '['))));
    EXPECT_TRUE(std::holds_alternative<Answer>(parse_message(R"({"id":1,"result":null})")));
}

TEST(Inbox, AnswersCancelledRequests) {
    Inbox inbox;
    inbox.push(parse_message(R"({"id":1,"method":"a"})"));
    inbox.push(parse_message(R"({"id":2,"method":"b"})"));
    inbox.push(parse_message(R"({"method":"$/cancelRequest","params":{"id":2}})"));
    inbox.push(parse_message(R"({"method":"$/cancelRequest","params":{"id":3}})"));
    inbox.push(parse_message(R"({"method":"$/cancelRequest"})"));
    inbox.push(EndOfInput{});
    EXPECT_TRUE(std::holds_alternative<Call>(std::get<Message>(inbox.pop())));
    const Event cancelled = inbox.pop();
    EXPECT_EQ(std::get<Malformed>(std::get<Message>(cancelled)).error.code, ErrorCode::request_cancelled);
    EXPECT_TRUE(std::holds_alternative<EndOfInput>(inbox.pop()));
}

}  // namespace
}  // namespace netfig::lsp
