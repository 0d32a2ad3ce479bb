#include "lsp/json_rpc.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

constexpr int deepest = 100;

/// How deep brackets are nested, looked at before the parser builds anything.
int nesting_of(std::string_view text) {
    int depth = 0, most = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\') ++i;
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '[' || c == '{') most = std::max(most, ++depth);
        if (c == ']' || c == '}') --depth;
    }
    return most;
}

bool is_id(const Json& id) { return id.is_string() || id.is_number_integer(); }

Malformed invalid(const Json& id, std::string message) {
    return {id, {ErrorCode::invalid_request, std::move(message)}};
}

Message message_from(Json json) {
    if (!json.is_object()) return invalid(nullptr, "a message must be an object");
    const Json id = json.value("id", Json());
    const bool has_id = json.contains("id") && !id.is_null();
    if (has_id && !is_id(id)) return invalid(nullptr, "the id must be a number or a text");
    const auto method = json.find("method");
    if (method == json.end()) {
        if (!json.contains("result") && !json.contains("error")) return invalid(id, "the message has no method");
        return Answer{id, json.value("result", Json())};
    }
    if (!method->is_string()) return invalid(id, "the method must be a text");
    return Call{id, has_id, method->get<std::string>(), json.value("params", Json())};
}

}  // namespace

Message parse_message(std::string_view text) {
    const Malformed broken{nullptr, {ErrorCode::parse_error, "the message is not valid JSON"}};
    if (nesting_of(text) > deepest) return broken;
    try {
        return message_from(Json::parse(text));
    } catch (const Json::exception&) { return broken; }
}

Json reply(const Json& id, Json result) { return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}; }

Json error_reply(const Json& id, const Error& error) {
    return {{"jsonrpc", "2.0"},
            {"id", id},
            {"error", {{"code", static_cast<int>(error.code)}, {"message", error.message}}}};
}

Json notification(std::string_view method, Json params) {
    return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

Json request(const Json& id, std::string_view method, Json params) {
    return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
}

std::string to_text(const Json& message) { return message.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace netfig::lsp
