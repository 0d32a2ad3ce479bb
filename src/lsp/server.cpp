#include "lsp/server.h"

#include "lsp/capabilities.h"
#include "lsp/handlers.h"
#include "lsp/sync.h"
#include "lsp/uri.h"

#include <algorithm>
#include <array>
#include <exception>
#include <iterator>

namespace netfig::lsp {
namespace {

struct RequestRow {
    std::string_view method;
    Outcome (*handle)(Server&, const Json&);
};

Outcome shut_down(Server& server, const Json&) {
    server.stage = Stage::shut_down;
    return Json();
}

constexpr std::array request_rows{
    RequestRow{"initialize", initialize},
    RequestRow{"shutdown", shut_down},
    RequestRow{"textDocument/completion", complete},
    RequestRow{"textDocument/hover", hover},
    RequestRow{"textDocument/signatureHelp", signature_help},
    RequestRow{"textDocument/definition", definition},
    RequestRow{"textDocument/references", references},
    RequestRow{"textDocument/documentHighlight", highlights},
    RequestRow{"textDocument/prepareRename", prepare_rename},
    RequestRow{"textDocument/rename", rename},
    RequestRow{"textDocument/documentSymbol", document_symbols},
    RequestRow{"workspace/symbol", workspace_symbols},
    RequestRow{"textDocument/foldingRange", folding_ranges},
    RequestRow{"textDocument/selectionRange", selection_ranges},
    RequestRow{"textDocument/formatting", format_document},
    RequestRow{"textDocument/rangeFormatting", format_range},
    RequestRow{"textDocument/semanticTokens/full", semantic_tokens},
    RequestRow{"textDocument/semanticTokens/range", semantic_tokens_in_range},
    RequestRow{"textDocument/inlayHint", inlay_hints},
    RequestRow{"textDocument/documentLink", document_links},
    RequestRow{"textDocument/codeAction", code_actions},
    RequestRow{"workspace/executeCommand", execute_command},
};

struct NotificationRow {
    std::string_view method;
    std::vector<Json> (*handle)(Server&, const Json&);
};

std::vector<Json> nothing(Server&, const Json&) { return {}; }

std::vector<Json> exit_now(Server& server, const Json&) {
    server.stage = Stage::exited;
    return {};
}

std::vector<Json> cursor_moved(Server& server, const Json& params) {
    show_cursor(server, params);
    return {};
}

constexpr std::array notification_rows{
    NotificationRow{"initialized", nothing},
    NotificationRow{"exit", exit_now},
    NotificationRow{"textDocument/didOpen", did_open},
    NotificationRow{"textDocument/didChange", did_change},
    NotificationRow{"textDocument/didSave", did_save},
    NotificationRow{"textDocument/didClose", did_close},
    NotificationRow{"workspace/didChangeWatchedFiles", did_change_files},
    NotificationRow{"workspace/didChangeConfiguration", did_change_configuration},
    NotificationRow{"workspace/didChangeWorkspaceFolders", did_change_folders},
    NotificationRow{"netfig/showCursor", cursor_moved},
};

template <class Rows>
const auto* find_row(const Rows& rows, std::string_view method) {
    const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row.method == method; });
    return found == rows.end() ? nullptr : &*found;
}

Outcome answer(Server& server, const Call& call) {
    const bool starts = call.method == "initialize";
    if (server.stage == Stage::fresh && !starts) return Error{ErrorCode::not_initialized, "`initialize` comes first"};
    if (server.stage != Stage::fresh && starts) return Error{ErrorCode::invalid_request, "already initialized"};
    if (server.stage == Stage::shut_down) return Error{ErrorCode::invalid_request, "the server has shut down"};
    const RequestRow* row = find_row(request_rows, call.method);
    if (!row) return Error{ErrorCode::method_not_found, "netfig does not know `" + call.method + "`"};
    try {
        return row->handle(server, call.params);
    } catch (const Json::exception&) {
        return Error{ErrorCode::invalid_params, "the parameters of `" + call.method + "` have the wrong form"};
    } catch (const std::exception& fault) {  // out of memory, say: this request fails, the next one may not
        return Error{ErrorCode::internal_error, fault.what()};
    }
}

std::vector<Json> handle_call(Server& server, const Call& call) {
    if (call.is_request) {
        Outcome outcome = answer(server, call);
        if (const auto* error = std::get_if<Error>(&outcome)) return {error_reply(call.id, *error)};
        std::vector<Json> messages{reply(call.id, std::get<Json>(std::move(outcome)))};
        std::ranges::move(server.outbox, std::back_inserter(messages));
        server.outbox.clear();
        return messages;
    }
    const NotificationRow* row = find_row(notification_rows, call.method);
    const bool ends = call.method == "exit";
    if (!row || (server.stage != Stage::running && !ends)) return {};
    try {
        return row->handle(server, call.params);
    } catch (const std::exception&) { return {}; }  // nobody waits for an answer
}

}  // namespace

std::vector<Json> handle(Server& server, const Message& message) {
    if (const auto* call = std::get_if<Call>(&message)) return handle_call(server, *call);
    if (const auto* malformed = std::get_if<Malformed>(&message)) return {error_reply(malformed->id, malformed->error)};
    return {};
}

std::vector<Json> handle(Server& server, std::string_view text) { return handle(server, parse_message(text)); }

}  // namespace netfig::lsp
