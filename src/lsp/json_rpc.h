// JSON-RPC 2.0: what a message is, and replies. Knows nothing of netfig.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace netfig::lsp {

using Json = nlohmann::json;

enum class ErrorCode : int {
    parse_error = -32700,
    invalid_request = -32600,
    method_not_found = -32601,
    invalid_params = -32602,
    internal_error = -32603,
    not_initialized = -32002,
    request_failed = -32803,
    request_cancelled = -32800,
};

struct Error {
    ErrorCode code{};
    std::string message;
};

/// A request has an id, a notification none.
struct Call {
    Json id;
    bool is_request = false;
    std::string method;
    Json params;
};

/// The answer of the client to a request of ours.
struct Answer {
    Json id;
    Json result;
};

struct Malformed {
    Json id;  // null where none can be told
    Error error;
};

using Message = std::variant<Call, Answer, Malformed>;

/// Never throws, and refuses what is nested deeper than any message of the protocol.
Message parse_message(std::string_view text);

Json reply(const Json& id, Json result);
Json error_reply(const Json& id, const Error& error);
Json notification(std::string_view method, Json params);
Json request(const Json& id, std::string_view method, Json params);

/// On one line; bytes that are no UTF-8 are replaced.
std::string to_text(const Json& message);

}  // namespace netfig::lsp
