#include "lsp/inbox.h"

namespace netfig::lsp {

/// True for a cancellation, whether or not its request still waits.
bool Inbox::cancel(const Message& message) {
    const auto* call = std::get_if<Call>(&message);
    if (!call || call->method != "$/cancelRequest") return false;
    const Json id = call->params.is_object() ? call->params.value("id", Json()) : Json();
    for (Event& event : events_) {
        auto* waiting = std::get_if<Message>(&event);
        const auto* request = waiting ? std::get_if<Call>(waiting) : nullptr;
        if (!request || !request->is_request || request->id != id) continue;
        *waiting = Malformed{id, {ErrorCode::request_cancelled, "cancelled"}};
        break;
    }
    return true;
}

void Inbox::push(Event event) {
    {
        const std::lock_guard lock(mutex_);
        const auto* message = std::get_if<Message>(&event);
        if (message && cancel(*message)) return;
        events_.push_back(std::move(event));
    }
    filled_.notify_one();
}

Event Inbox::pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return !events_.empty(); });
    Event event = std::move(events_.front());
    events_.pop_front();
    return event;
}

}  // namespace netfig::lsp
