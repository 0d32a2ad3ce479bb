// HTTP for one reader on this machine: loopback only, a token before every path, few and small requests, and streams of
// events. Knows nothing of figures. The only door to Boost.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace netfig {

struct HttpRequest {
    bool post = false;
    std::string path;  // what follows "/TOKEN/", without the query
    std::string body;
};

struct HttpResponse {
    unsigned status = 200;
    std::string type = "text/plain; charset=utf-8";
    std::string body;
    std::string file_name;  // saved under this name, if not empty
};

/// A response, or a function that takes its time to make one: it runs on a thread for such work.
using HttpAnswer = std::variant<HttpResponse, std::function<HttpResponse()>>;

/// A reader that listens for events; counted up, never used twice.
using StreamId = std::uint64_t;

/// Called on the server's thread.
struct HttpHandlers {
    std::function<HttpAnswer(const HttpRequest&)> answer;
    /// What to send to this stream now, or nothing. Asked when the stream begins, when it is ready for more, and after
    /// wake(): a slow reader is asked seldom, and so gets the newest only.
    std::function<std::optional<std::string>(StreamId)> next_event;
    std::function<void(StreamId)> stream_ended;
};

class HttpServer {
public:
    /// Listens on 127.0.0.1 at a free port and serves on a thread of its own; or says why it can't.
    static std::variant<std::unique_ptr<HttpServer>, std::string> start(HttpHandlers handlers);
    /// Ends all connections and the thread; not to be called from a handler.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    std::string address() const;
    /// Runs `task` on the server's thread, after what was posted before.
    void post(std::function<void()> task);
    /// Asks every stream's next_event again. On the server's thread only.
    void wake();

private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace netfig
