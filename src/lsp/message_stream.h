// Messages as the protocol frames them: headers, an empty line, and as many bytes as Content-Length says.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace netfig::lsp {

/// Fills the buffer with at least one byte and returns how many; 0 at the end.
using ReadBytes = std::function<std::size_t(char* buffer, std::size_t size)>;

/// A source of 8 MiB, every character of it escaped, fits.
inline constexpr std::size_t max_message_bytes = std::size_t{64} << 20;

class MessageReader {
public:
    explicit MessageReader(ReadBytes read) : read_(std::move(read)) {}

    /// The next message's bytes; empty for one that is no message: headers that make no sense, or a content that would
    /// be too large. What follows is searched for the next header. Nothing at the end of the input.
    std::optional<std::string> next();

private:
    bool fill();
    std::optional<std::string> line();
    std::optional<std::string> take(std::size_t count);

    ReadBytes read_;
    std::string buffer_;
    std::size_t begin_ = 0;  // of what is not consumed
};

std::string frame(std::string_view content);

}  // namespace netfig::lsp
