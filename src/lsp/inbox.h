// What waits to be handled, in order, from the editor, the drawing thread and the preview alike.
#pragma once

#include "lsp/server.h"
#include "preview/preview.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace netfig::lsp {

/// The view of a preview changed: its document is drawn again.
struct Redraw {
    std::string uri;
};
/// No message will come any more.
struct EndOfInput {};

using Event = std::variant<Message, Drawn, PreviewPlace, Redraw, EndOfInput>;

class Inbox {
public:
    /// `$/cancelRequest` is settled here: a request that still waits is answered that it was cancelled.
    void push(Event event);
    Event pop();

private:
    bool cancel(const Message& message);

    std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<Event> events_;
};

}  // namespace netfig::lsp
