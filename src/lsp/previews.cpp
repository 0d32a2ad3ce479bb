#include "lsp/previews.h"

#include <algorithm>

namespace netfig::lsp {
namespace {

constexpr std::size_t most_previews = 16;

}  // namespace

/// The servers end without the lock, for which their last events may wait.
Previews::~Previews() {
    std::map<std::string, Shown> ending;
    const std::lock_guard lock(mutex_);
    ending.swap(shown_);
}

/// Where there are as many as may be, one whose page nobody has open gives way. With the lock; the caller ends it
/// without.
std::shared_ptr<PreviewServer> Previews::make_room() {
    if (shown_.size() < most_previews) return nullptr;
    const auto idle = std::ranges::find_if(shown_, [](const auto& each) { return !each.second.server->is_watched(); });
    if (idle == shown_.end()) return nullptr;
    std::shared_ptr<PreviewServer> server = std::move(idle->second.server);
    shown_.erase(idle);
    return server;
}

std::variant<std::string, Error> Previews::start(const Document& document) {
    std::shared_ptr<PreviewServer> ending;
    const std::lock_guard lock(mutex_);
    if (const auto known = shown_.find(document.uri); known != shown_.end()) return known->second.server->address();
    ending = make_room();
    if (shown_.size() >= most_previews) return Error{ErrorCode::request_failed, "too many previews are open"};
    PreviewEvents events;
    events.go_to = [this](const PreviewPlace& place) { inbox_->push(place); };
    events.view_changed = [this, uri = document.uri](const PreviewView& view) {
        {
            const std::lock_guard change(mutex_);
            const auto shown = shown_.find(uri);
            if (shown == shown_.end()) return;  // it is ending
            shown->second.view = view;
        }
        inbox_->push(Redraw{uri});
    };
    auto started = PreviewServer::start({.path = document.path, .has_editor = true}, std::move(events));
    if (const auto* why = std::get_if<std::string>(&started)) return Error{ErrorCode::request_failed, *why};
    Shown& shown = shown_[document.uri];
    shown.server = std::move(std::get<std::unique_ptr<PreviewServer>>(started));
    return shown.server->address();
}

bool Previews::has(const std::string& uri) {
    const std::lock_guard lock(mutex_);
    return shown_.contains(uri);
}

void Previews::apply_view(const std::string& uri, CompileRequest& request) {
    const std::lock_guard lock(mutex_);
    const auto found = shown_.find(uri);
    if (found == shown_.end()) return;
    netfig::apply_view(found->second.view, request);
    request.until = Phase::paint;
}

void Previews::publish(const Drawn& drawn) {
    std::shared_ptr<PreviewServer> server;
    {
        const std::lock_guard lock(mutex_);
        const auto found = shown_.find(drawn.uri);
        if (found != shown_.end()) server = found->second.server;
    }
    if (server) server->publish(drawn.run);
}

void Previews::show_cursor(const std::string& path, std::size_t offset) {
    const std::lock_guard lock(mutex_);
    for (auto& [uri, shown] : shown_) {
        if (shown.server) shown.server->show_cursor(path, offset);
    }
}

}  // namespace netfig::lsp
