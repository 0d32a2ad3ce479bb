// The previews of one server, each a page of its own.
#pragma once

#include "lsp/inbox.h"

#include <map>
#include <memory>
#include <mutex>

namespace netfig::lsp {

/// All functions may be called from any thread.
class Previews {
public:
    explicit Previews(std::shared_ptr<Inbox> inbox) : inbox_(std::move(inbox)) {}
    ~Previews();
    Previews(const Previews&) = delete;
    Previews& operator=(const Previews&) = delete;

    std::variant<std::string, Error> start(const Document& document);
    bool has(const std::string& uri);
    void apply_view(const std::string& uri, CompileRequest& request);
    void publish(const Drawn& drawn);
    void show_cursor(const std::string& path, std::size_t offset);

private:
    std::shared_ptr<PreviewServer> make_room();

    struct Shown {
        std::shared_ptr<PreviewServer> server;
        PreviewView view;
    };
    std::shared_ptr<Inbox> inbox_;
    std::mutex mutex_;
    std::map<std::string, Shown> shown_;
};

}  // namespace netfig::lsp
