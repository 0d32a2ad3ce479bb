// The live preview: a page on 127.0.0.1 that shows one figure, redraws it while it is edited, and tells what its reader
// does there. Whoever starts it (`netfig preview`, the language server) compiles; the server shows what it is given,
// keeps the last good figure while a source has errors, and sends only what changed.
#pragma once

#include "netfig/compile.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace netfig {

/// What the reader of the page chose, over what the source says.
struct PreviewView {
    std::optional<Flow> flow;
    std::optional<std::string> theme;  // the name of a shipped one
    std::optional<std::size_t> depth;
    std::map<std::string, bool> open;  // blocks by path: drawn open, or closed

    friend bool operator==(const PreviewView&, const PreviewView&) = default;
};

/// Makes the next compilation draw what the reader chose.
void apply_view(const PreviewView& view, CompileRequest& request);

/// A place that the reader asked to see: `span` is one of `run->sources`, and of no library file. `run` is the
/// compilation that was published, which may be older than what the editor shows by now.
struct PreviewPlace {
    std::shared_ptr<const Compilation> run;
    Span span;
};

/// Called on the server's thread, which serves nobody meanwhile: hand over and return. Either may be empty.
struct PreviewEvents {
    std::function<void(const PreviewPlace&)> go_to;        // a box or an error was clicked
    std::function<void(const PreviewView&)> view_changed;  // compile again with apply_view(), then publish()
};

struct PreviewOptions {
    std::string path;         // of the source: its name is the page's title and the stem of saved files
    bool has_editor = false;  // go_to moves an editor; without one the page shows `file:line` and copies it
};

/// All functions may be called from any thread, and return at once.
class PreviewServer {
public:
    /// Listens on 127.0.0.1 at a free port; or says why it can't.
    static std::variant<std::unique_ptr<PreviewServer>, std::string> start(PreviewOptions options,
                                                                           PreviewEvents events = {});
    /// Ends all connections. No event is told once it has returned.
    ~PreviewServer();
    PreviewServer(const PreviewServer&) = delete;
    PreviewServer& operator=(const PreviewServer&) = delete;

    /// "http://127.0.0.1:41873/3f6c…/": with the token that every request must bear.
    std::string address() const;

    /// Whether a page listens.
    bool is_watched() const;

    /// Shows this compilation; one that has errors, or did not reach Phase::paint, gives its errors to the last good
    /// figure. The newest wins: what was published before and not yet sent is never sent. Makes the SVG on the thread
    /// of the caller.
    void publish(std::shared_ptr<const Compilation> run);

    /// Lights up the boxes that show what stands at this byte of the source with this path (as in Source::path), and
    /// scrolls to them; none where nothing drawn does.
    void show_cursor(const std::string& path, std::size_t offset);

private:
    struct State;
    explicit PreviewServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace netfig
