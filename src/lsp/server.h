// The language server without threads or streams: messages in, messages out. run.h gives it both; tests and fuzzing
// drive it directly.
#pragma once

#include "lsp/analysis.h"
#include "lsp/documents.h"
#include "lsp/json_rpc.h"
#include "lsp/library.h"
#include "parse/tree_cache.h"

#include "netfig/compile.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace netfig::lsp {

/// What the server can't do by itself.
struct World {
    const FileReader* files = nullptr;
    /// The .nn files in a folder and below it, in a fixed order.
    std::function<std::vector<std::string>(const std::string& folder)> sources_below;
    /// A copy of a file of the standard library that an editor can open: its path.
    std::function<std::optional<std::string>(const std::string& library_path)> library_copy;
    std::string library_folder;                // where those copies are; no diagnostics are told of them
    std::vector<std::string> include_folders;  // of the command line, before those of the editor's settings
    /// Shows a document in the preview; its address, or why that is impossible.
    std::function<std::variant<std::string, Error>(const Document& document)> start_preview;
    std::function<bool(const std::string& uri)> is_previewed;
    std::function<void(const std::string& uri, const std::string& path, std::size_t offset)> show_cursor;
};

/// What the editor may set, under `initializationOptions` and as `netfig.…` in its configuration.
struct Config {
    bool shape_hints = true;
    bool parameter_hints = true;
    std::vector<std::string> include_folders;
};

/// A compilation to be made elsewhere, because it may take long.
struct DrawRequest {
    std::string uri;
    std::int64_t version = 0;
    CompileRequest request;
    std::shared_ptr<const FileReader> files;
};

struct Drawn {
    std::string uri;
    std::int64_t version = 0;
    std::shared_ptr<const Compilation> run;
};

enum class Stage { fresh, running, shut_down, exited };

struct CachedAnalysis {
    std::uint64_t generation = 0;
    Phase until{};
    std::shared_ptr<const Analysis> analysis;
};

struct Server {
    World world;
    Config config;
    Stage stage = Stage::fresh;
    PositionEncoding encoding = PositionEncoding::utf16;
    bool snippets = false;                      // completions may hold places to fill in
    bool shows_documents = false;               // the client opens a file when asked
    std::vector<std::string> folders;           // of the workspace
    std::map<std::string, Document> documents;  // by address
    std::uint64_t generation = 0;               // counts everything that may change an answer
    std::map<std::string, CachedAnalysis> analyses;
    std::map<std::string, std::vector<std::string>> files_read;  // by each document, canonical
    /// Diagnostics told of each file, by the document whose compilation found them.
    std::map<std::string, std::map<std::string, Json>> published;
    std::set<std::string> to_draw;  // documents that changed
    std::int64_t next_request = 1;
    std::vector<Json> outbox;  // to go out behind the reply
    Library library;
    std::shared_ptr<TreeCache> trees = std::make_shared<TreeCache>();  // shared with drawings
};

/// Every message that goes out because of one that came in.
std::vector<Json> handle(Server& server, const Message& message);
std::vector<Json> handle(Server& server, std::string_view text);

/// The drawings that are due, each with the newest text; none is due afterwards.
std::vector<DrawRequest> take_drawings(Server& server);

/// Tells what a drawing found.
std::vector<Json> finish_drawing(Server& server, const Drawn& drawn);

/// Leads the editor to a place: somebody clicked on a box of the preview.
std::vector<Json> go_to(Server& server, const Compilation& run, Span span);

}  // namespace netfig::lsp
