// The live preview, as the editor asks for it and as it asks the editor.
#include "lsp/handlers.h"

namespace netfig::lsp {
namespace {

/// The document that a command's first argument names: an address, or parameters that hold one.
const Document* commanded_document(const Server& server, const Json& arguments) {
    const Json& first = arguments.at(0);
    const std::string uri =
        first.is_string() ? first.get<std::string>() : first.at("textDocument").at("uri").get<std::string>();
    const auto found = server.documents.find(uri);
    return found == server.documents.end() ? nullptr : &found->second;
}

Outcome preview(Server& server, const Json& arguments) {
    const Document* document = commanded_document(server, arguments);
    if (!document) return Error{ErrorCode::request_failed, "open the file first"};
    if (!server.world.start_preview) return Error{ErrorCode::request_failed, "there is no preview here"};
    auto started = server.world.start_preview(*document);
    if (const auto* error = std::get_if<Error>(&started)) return *error;
    const std::string address = std::get<std::string>(started);
    server.to_draw.insert(document->uri);
    const bool open = arguments.size() > 1 && arguments.at(1).is_object() && arguments.at(1).value("open", false);
    if (open && server.shows_documents) {
        server.outbox.push_back(request("netfig-" + std::to_string(server.next_request++), "window/showDocument",
                                        {{"uri", address}, {"external", true}}));
    }
    return Json(address);
}

/// `[address, position]`, or the parameters that a request about a place has.
Json commanded_place(const Json& arguments) {
    if (!arguments.at(0).is_string()) return arguments.at(0);
    return {{"textDocument", {{"uri", arguments.at(0)}}}, {"position", arguments.at(1)}};
}

}  // namespace

Outcome execute_command(Server& server, const Json& params) {
    const std::string command = params.at("command").get<std::string>();
    const Json arguments = params.value("arguments", Json::array());
    if (command == "netfig.preview") return preview(server, arguments);
    if (command == "netfig.showCursor") {
        show_cursor(server, commanded_place(arguments));
        return Json();
    }
    return Error{ErrorCode::invalid_params, "netfig has no command `" + command + "`"};
}

void show_cursor(Server& server, const Json& params) {
    const auto found = server.documents.find(params.at("textDocument").at("uri").get<std::string>());
    if (found == server.documents.end() || !server.world.show_cursor) return;
    const TextMap map = map_text(*found->second.text, server.encoding);
    const Json& position = params.at("position");
    const std::size_t offset =
        offset_at(map, {position.at("line").get<std::size_t>(), position.at("character").get<std::size_t>()});
    server.world.show_cursor(found->second.uri, found->second.path, offset);
}

std::vector<Json> go_to(Server& server, const Compilation& run, Span span) {
    TextMaps maps(run.sources, server.encoding);
    const Json location = location_json(server, maps, run, span);
    if (location.is_null()) return {};
    // An editor that can't be asked to open a file gets the same words as a notification.
    Json params{{"uri", location.at("uri")}, {"selection", location.at("range")}, {"takeFocus", true}};
    if (!server.shows_documents) return {notification("netfig/showSource", std::move(params))};
    const std::string id = "netfig-" + std::to_string(server.next_request++);
    return {request(id, "window/showDocument", std::move(params))};
}

}  // namespace netfig::lsp
