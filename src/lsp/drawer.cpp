#include "lsp/drawer.h"

#include <algorithm>
#include <exception>

namespace netfig::lsp {

Drawer::Drawer(Callbacks callbacks) : callbacks_(std::move(callbacks)), thread_([this] { work(); }) {}

Drawer::~Drawer() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Drawer::draw(DrawRequest request) {
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(waiting_, [&](const DrawRequest& each) { return each.uri == request.uri; });
        waiting_.push_back(std::move(request));
    }
    changed_.notify_one();
}

std::optional<DrawRequest> Drawer::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
    if (ended_) return std::nullopt;
    DrawRequest request = std::move(waiting_.front());
    waiting_.pop_front();
    return request;
}

void Drawer::work() {
    const MeasureText measure = callbacks_.measure();
    while (std::optional<DrawRequest> request = next()) {
        try {
            callbacks_.prepare(request->uri, request->request);
            auto run = std::make_shared<const Compilation>(compile(request->request, *request->files, measure));
            callbacks_.finished({request->uri, request->version, std::move(run)});
        } catch (const std::exception&) {  // out of memory: the next text may be smaller
            continue;
        }
    }
}

}  // namespace netfig::lsp
