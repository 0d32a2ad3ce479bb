// Any bytes at the language server: as the stream of an editor, and as the text of a document about which everything is
// asked. What must hold for all of them: no crash, no hang, one answer to each request.
#include "base/strings.h"
#include "lsp/message_stream.h"
#include "lsp/server.h"
#include "text/measure.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace {

using namespace netfig;
using lsp::Json;

class NoFiles : public FileReader {
public:
    std::optional<std::string> read(const std::string&, std::size_t) const override { return std::nullopt; }
    std::optional<std::string> canonical(const std::string&) const override { return std::nullopt; }
};

const NoFiles no_files;

constexpr const char* uri = "file:///fuzz.nn";

lsp::Server started() {
    lsp::Server server;
    server.world.files = &no_files;
    lsp::handle(server, R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}})");
    return server;
}

void draw(lsp::Server& server) {
    for (const lsp::DrawRequest& due : lsp::take_drawings(server)) {
        auto run = std::make_shared<const Compilation>(compile(due.request, *due.files, fixed_width_measurer()));
        for (const Json& message : lsp::finish_drawing(server, {due.uri, due.version, std::move(run)}))
            lsp::to_text(message);
    }
}

Json ask(lsp::Server& server, const char* method, Json params) {
    params["textDocument"]["uri"] = uri;
    const auto messages = lsp::handle(server, lsp::request(1, method, std::move(params)).dump());
    if (messages.empty() || messages.front().value("id", 0) != 1) std::abort();
    if (messages.front().contains("error") && messages.front()["error"]["code"] == -32603) std::abort();
    return messages.front();
}

void ask_everything(lsp::Server& server, const Json& position, const Json& range) {
    const Json at{{"position", position}};
    for (const char* method :
         {"completion", "hover", "signatureHelp", "definition", "documentHighlight", "prepareRename"})
        ask(server, (std::string("textDocument/") + method).c_str(), at);
    for (const char* method : {"documentSymbol", "foldingRange", "formatting", "semanticTokens/full", "documentLink"})
        ask(server, (std::string("textDocument/") + method).c_str(), Json::object());
    for (const char* method : {"rangeFormatting", "semanticTokens/range", "inlayHint", "codeAction"})
        ask(server, (std::string("textDocument/") + method).c_str(), {{"range", range}});
    ask(server, "textDocument/references", {{"position", position}, {"context", Json::object()}});
    ask(server, "textDocument/rename", {{"position", position}, {"newName", "other"}});
    ask(server, "textDocument/selectionRange", {{"positions", Json::array({position})}});
    ask(server, "workspace/symbol", {{"query", "c"}});
}

void as_document(const std::string& bytes) {
    if (find_invalid_utf8(bytes) != std::string::npos) return;  // no editor can send it
    lsp::Server server = started();
    const Json item{{"uri", uri}, {"version", 1}, {"text", bytes}};
    lsp::handle(server, lsp::notification("textDocument/didOpen", {{"textDocument", item}}).dump());
    draw(server);
    const std::size_t seed = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[bytes.size() / 2]);
    const std::size_t lines = 1 + static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    const Json begin{{"line", seed % lines}, {"character", seed % 17}};
    const Json end{{"line", seed % lines + 1}, {"character", seed % 5}};
    ask_everything(server, begin, {{"start", begin}, {"end", end}});
    // A hole is typed into the text.
    const Json change{{"range", {{"start", begin}, {"end", end}}}, {"text", "Con"}};
    lsp::handle(server, lsp::notification("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", 2}}},
                                                                     {"contentChanges", Json::array({change})}})
                            .dump());
    draw(server);
    ask_everything(server, begin, {{"start", begin}, {"end", begin}});
}

void as_stream(const std::string& bytes) {
    std::size_t at = 0;
    lsp::MessageReader reader([&](char* buffer, std::size_t size) {
        const std::size_t count = std::min({size, bytes.size() - at, std::size_t{7}});
        std::memcpy(buffer, bytes.data() + at, count);
        at += count;
        return count;
    });
    lsp::Server server = started();
    while (const auto message = reader.next()) {
        lsp::handle(server, *message);
        draw(server);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    as_stream(bytes);
    as_document(bytes);
    return 0;
}
