// A thread that compiles and draws, so that answers never wait for it. Of several texts of one document that wait to be
// drawn, only the newest is.
#pragma once

#include "lsp/server.h"
#include "preview/preview.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace netfig::lsp {

class Drawer {
public:
    /// `measure` is made on the thread, since fonts belong to one. `prepare` may change a request just before it runs,
    /// `finished` takes what came of it; both are called on the thread.
    struct Callbacks {
        std::function<MeasureText()> measure;
        std::function<void(const std::string& uri, CompileRequest&)> prepare;
        std::function<void(Drawn)> finished;
    };
    explicit Drawer(Callbacks callbacks);
    /// Waits for the drawing under way.
    ~Drawer();
    Drawer(const Drawer&) = delete;
    Drawer& operator=(const Drawer&) = delete;

    void draw(DrawRequest request);

private:
    void work();
    std::optional<DrawRequest> next();

    Callbacks callbacks_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<DrawRequest> waiting_;
    bool ended_ = false;
    std::thread thread_;
};

}  // namespace netfig::lsp
