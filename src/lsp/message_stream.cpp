#include "lsp/message_stream.h"

#include "base/strings.h"

#include <algorithm>
#include <charconv>

namespace netfig::lsp {
namespace {

constexpr std::size_t piece_bytes = 65536;
constexpr std::size_t longest_line = 4096;  // of a header; more is no header

/// What a header line says; `wrong` where it is no header at all.
struct Header {
    bool wrong = false;
    std::optional<std::size_t> length;
};

/// The name is looked for anywhere in the line: behind a content of wrong length that is where the next message begins.
Header read_header(std::string_view line) {
    constexpr std::string_view name = "content-length:";
    const std::size_t found = lower_case(line).rfind(name);
    if (found == std::string::npos) return {line.find(':') == std::string_view::npos, {}};
    const std::string_view digits = trim(line.substr(found + name.size()));
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (error == std::errc::result_out_of_range) return {false, max_message_bytes + 1};
    if (error != std::errc() || end != digits.data() + digits.size()) return {true, {}};
    return {false, length};
}

}  // namespace

bool MessageReader::fill() {
    buffer_.erase(0, begin_);
    begin_ = 0;
    const std::size_t before = buffer_.size();
    buffer_.resize(before + piece_bytes);
    const std::size_t got = read_(buffer_.data() + before, piece_bytes);
    buffer_.resize(before + got);
    return got > 0;
}

std::optional<std::string> MessageReader::line() {
    std::size_t searched = 0;
    while (true) {
        const std::size_t end = buffer_.find('\n', begin_ + searched);
        if (end != std::string::npos) {
            std::string found = buffer_.substr(begin_, end - begin_);
            begin_ = end + 1;
            return found;
        }
        searched = buffer_.size() - begin_;
        if (searched > longest_line) {  // keeps what may be the beginning of a header
            begin_ = buffer_.size() - longest_line / 2;
            searched = longest_line / 2;
        }
        if (!fill()) return std::nullopt;
    }
}

std::optional<std::string> MessageReader::take(std::size_t count) {
    while (buffer_.size() - begin_ < count) {
        if (!fill()) return std::nullopt;
    }
    std::string content = buffer_.substr(begin_, count);
    begin_ += count;
    if (buffer_.capacity() > 16 * piece_bytes && buffer_.size() - begin_ < piece_bytes) {
        buffer_ = buffer_.substr(begin_);  // a large message must not keep its memory for ever
        buffer_.shrink_to_fit();
        begin_ = 0;
    }
    return content;
}

std::optional<std::string> MessageReader::next() {
    std::optional<std::size_t> length;
    bool wrong = false;
    while (std::optional<std::string> text = line()) {
        const std::string_view header = trim(*text);
        if (!header.empty()) {
            const Header found = read_header(header);
            wrong = wrong || found.wrong;
            if (found.length) length = found.length;
            continue;
        }
        if (!length && !wrong) continue;  // empty lines between messages
        if (!length || *length > max_message_bytes) return std::string();
        return take(*length);
    }
    return std::nullopt;
}

std::string frame(std::string_view content) {
    std::string out = "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n";
    out += content;
    return out;
}

}  // namespace netfig::lsp
