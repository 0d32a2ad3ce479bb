#include "preview/http.h"

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <csignal>
#include <list>
#include <random>
#include <string_view>
#include <thread>
#include <utility>

namespace netfig {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace net = boost::asio;
using tcp = net::ip::tcp;
using beast::error_code;
using namespace std::chrono_literals;

constexpr std::size_t body_limit = std::size_t{64} << 10;
constexpr std::uint32_t header_limit = 16U << 10;
constexpr std::size_t connection_limit = 256;
constexpr std::size_t stream_limit = 32;
constexpr std::size_t drain_limit = std::size_t{32} << 20;  // read and dropped, so that the sender sees the refusal
constexpr auto request_patience = 5s;
constexpr auto write_patience = 30s;
constexpr auto heartbeat = 15s;

/// The page may load its own parts and talk to its own server, nothing else.
constexpr const char* content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' "
    "data:; "
    "base-uri 'none'; form-action 'none'";

std::string make_token() {
    std::random_device random;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string token;
    for (int word = 0; word < 4; ++word) {
        auto bits = static_cast<std::uint32_t>(random());
        for (int digit = 0; digit < 8; ++digit, bits >>= 4U) token += digits[bits & 15U];
    }
    return token;
}

/// Takes the same time wherever the texts differ.
bool same_secret(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        difference |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]);
    }
    return difference == 0;
}

/// What a request is measured against.
struct Guard {
    std::string token;
    unsigned short port = 0;

    bool is_own_host(std::string_view host) const {
        const std::string suffix = ":" + std::to_string(port);
        return host == "127.0.0.1" + suffix || host == "localhost" + suffix;
    }
    /// Browsers say where a request comes from; other programs need not.
    bool is_own_origin(std::string_view origin) const {
        return origin.empty() || (origin.starts_with("http://") && is_own_host(origin.substr(7)));
    }
};

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

using Message = http::request<http::string_body>;

/// The request, or the status of its refusal.
std::variant<HttpRequest, unsigned> admit(const Guard& guard, const Message& message) {
    if (!guard.is_own_host(view(message[http::field::host]))) return 403U;
    if (!guard.is_own_origin(view(message[http::field::origin]))) return 403U;
    std::string_view target = view(message.target());
    if (!target.starts_with('/') || target.find("..") != target.npos) return 403U;
    target.remove_prefix(1);
    const std::size_t slash = target.find('/');
    if (slash == target.npos || !same_secret(target.substr(0, slash), guard.token)) return 403U;
    const bool post = message.method() == http::verb::post;
    if (!post && message.method() != http::verb::get) return 405U;
    // Pages elsewhere can't send this type without asking first, and nobody here says yes.
    if (post && !view(message[http::field::content_type]).starts_with("application/json")) return 415U;
    target.remove_prefix(slash + 1);
    return HttpRequest{post, std::string(target.substr(0, target.find('?'))), message.body()};
}

HttpResponse refusal(unsigned status) {
    const auto reason = http::obsolete_reason(http::int_to_status(status));
    return {status, "text/plain; charset=utf-8", std::string(view(reason)) + "\n", {}};
}

class Connection;

/// What all connections share. Lives on the server's thread.
struct Hub {
    HttpHandlers handlers;
    Guard guard;
    std::list<Connection*> connections;  // in the order they came
    std::size_t streams = 0;
    StreamId last_stream = 0;
    net::thread_pool slow_work{1};
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(tcp::socket socket, Hub& hub)
        : stream_(std::move(socket)), heartbeat_(stream_.get_executor()), hub_(hub) {
        place_ = hub_.connections.insert(hub_.connections.end(), this);
    }
    ~Connection() {
        hub_.connections.erase(place_);
        if (!is_stream()) return;
        --hub_.streams;
        hub_.handlers.stream_ended(id_);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    bool is_stream() const { return id_ != 0; }

    bool is_closed() const { return !stream_.socket().is_open(); }

    void close() {
        error_code ignored;
        heartbeat_.cancel();
        stream_.socket().close(ignored);
    }

    void read() {
        parser_.emplace();
        parser_->body_limit(body_limit);
        parser_->header_limit(header_limit);
        stream_.expires_after(request_patience);
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](error_code fault, std::size_t) { self->on_read(fault); });
    }

    /// Sends what there is to send, unless something is on its way.
    void pump() {
        if (writing_) return;
        if (std::optional<std::string> event = hub_.handlers.next_event(id_)) {
            send_bytes(std::move(*event));
        } else {
            beat_later();
        }
    }

private:
    void on_read(error_code fault) {
        if (fault == http::error::body_limit) return refuse(413);
        if (fault == http::error::header_limit || fault == http::error::buffer_overflow) return refuse(431);
        if (fault == http::error::end_of_stream || fault == http::error::partial_message) return close();
        if (fault.category() == http::make_error_code(http::error::bad_method).category()) return refuse(400);
        if (fault) return close();
        const auto admitted = admit(hub_.guard, parser_->get());
        if (const auto* status = std::get_if<unsigned>(&admitted)) return refuse(*status);
        answer(std::get<HttpRequest>(admitted));
    }

    void answer(const HttpRequest& request) {
        if (!request.post && request.path == "events") return begin_stream();
        HttpAnswer made = hub_.handlers.answer(request);
        if (auto* response = std::get_if<HttpResponse>(&made)) {
            return respond(std::move(*response), parser_->keep_alive());
        }
        respond_later(std::get<std::function<HttpResponse()>>(std::move(made)));
    }

    /// The other thread hands this connection back with the response, and keeps no part of it: only the server's own
    /// thread may be the last to hold one.
    void respond_later(std::function<HttpResponse()> make) {
        net::post(hub_.slow_work, [self = shared_from_this(), make = std::move(make)]() mutable {
            HttpResponse response = make();
            const auto home = self->stream_.get_executor();
            net::post(home, [self = std::move(self), response = std::move(response)]() mutable {
                self->respond(std::move(response), self->parser_->keep_alive());
            });
        });
    }

    void refuse(unsigned status) { respond(refusal(status), false); }

    void respond(HttpResponse response, bool keep_alive) {
        response_.emplace(static_cast<http::status>(response.status), 11);
        response_->set(http::field::content_type, response.type);
        response_->set(http::field::cache_control, "no-store");
        response_->set("X-Content-Type-Options", "nosniff");
        response_->set("Referrer-Policy", "no-referrer");
        response_->set("Cross-Origin-Resource-Policy", "same-origin");
        response_->set("Content-Security-Policy", content_policy);
        if (!response.file_name.empty()) {
            response_->set(http::field::content_disposition, "attachment; filename=\"" + response.file_name + "\"");
        }
        response_->body() = std::move(response.body);
        response_->keep_alive(keep_alive);
        response_->prepare_payload();
        stream_.expires_after(write_patience);
        http::async_write(stream_, *response_, [self = shared_from_this(), keep_alive](error_code fault, std::size_t) {
            if (fault) return self->close();
            keep_alive ? self->read() : self->drain();
        });
    }

    /// Closing with unread bytes would take the answer back; so the rest is read and dropped, within limits.
    void drain() {
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(request_patience);
        drain_more(0);
    }
    void drain_more(std::size_t so_far) {
        if (so_far > drain_limit) return close();
        dropped_.resize(std::size_t{16} << 10);
        stream_.async_read_some(net::buffer(dropped_),
                                [self = shared_from_this(), so_far](error_code fault, std::size_t got) {
                                    fault ? self->close() : self->drain_more(so_far + got);
                                });
    }

    void begin_stream() {
        if (hub_.streams >= stream_limit) return refuse(503);
        id_ = ++hub_.last_stream;
        ++hub_.streams;
        stream_.expires_never();
        watch_for_end();
        send_bytes(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
            "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");
    }

    /// The reader has nothing more to say; a read ends when it leaves.
    void watch_for_end() {
        dropped_.resize(256);
        stream_.async_read_some(net::buffer(dropped_), [self = shared_from_this()](error_code fault, std::size_t) {
            fault ? self->close() : self->watch_for_end();
        });
    }

    void send_bytes(std::string bytes) {
        writing_ = true;
        heartbeat_.cancel();
        bytes_ = std::move(bytes);
        stream_.expires_after(write_patience);
        net::async_write(stream_, net::buffer(bytes_), [self = shared_from_this()](error_code fault, std::size_t) {
            self->writing_ = false;
            fault ? self->close() : self->pump();
        });
    }

    /// A comment now and then finds readers that left without a word.
    void beat_later() {
        heartbeat_.expires_after(heartbeat);
        heartbeat_.async_wait([weak = weak_from_this()](error_code fault) {
            const auto self = weak.lock();
            if (!fault && self && !self->writing_) self->send_bytes(":\n\n");
        });
    }

    beast::tcp_stream stream_;
    net::steady_timer heartbeat_;
    beast::flat_buffer buffer_{body_limit + header_limit};
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<http::response<http::string_body>> response_;
    std::string bytes_, dropped_;
    Hub& hub_;
    std::list<Connection*>::iterator place_;
    StreamId id_ = 0;
    bool writing_ = false;
};

/// Who came first and has asked for nothing that is still wanted makes room.
void make_room(Hub& hub) {
    if (hub.connections.size() < connection_limit) return;
    const auto oldest = std::ranges::find_if(hub.connections, [](const Connection* connection) {
        return !connection->is_stream() && !connection->is_closed();
    });
    if (oldest != hub.connections.end()) (*oldest)->close();
}

}  // namespace

struct HttpServer::State {
    Hub hub;
    net::io_context context{1};
    net::executor_work_guard<net::io_context::executor_type> work{context.get_executor()};
    tcp::acceptor acceptor{context};
    net::steady_timer pause{context};
    std::thread thread;

    void listen(error_code& fault) {
        const tcp::endpoint loopback(net::ip::address_v4::loopback(), 0);
        acceptor.open(loopback.protocol(), fault);
        if (!fault) acceptor.bind(loopback, fault);
        if (!fault) acceptor.listen(net::socket_base::max_listen_connections, fault);
        if (!fault) hub.guard.port = acceptor.local_endpoint(fault).port();
    }

    void accept() {
        acceptor.async_accept([this](error_code fault, tcp::socket socket) {
            if (!acceptor.is_open()) return;
            if (fault) return accept_later();
            make_room(hub);
            std::make_shared<Connection>(std::move(socket), hub)->read();
            accept();
        });
    }

    /// No more descriptors, most likely: some connection will end.
    void accept_later() {
        pause.expires_after(100ms);
        pause.async_wait([this](error_code fault) {
            if (!fault) accept();
        });
    }

    /// Signals belong to the program's own threads.
    void run() {
        sigset_t all, before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        thread = std::thread([this] { context.run(); });
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    void stop() {
        net::post(context, [this] {
            error_code ignored;
            acceptor.close(ignored);
            pause.cancel();
            for (Connection* connection : hub.connections) connection->close();
            work.reset();
        });
        thread.join();
        hub.slow_work.join();  // what is still asked for is made in vain, rather than left behind
    }
};

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() { state_->stop(); }

std::variant<std::unique_ptr<HttpServer>, std::string> HttpServer::start(HttpHandlers handlers) {
    auto state = std::make_unique<State>();
    error_code fault;
    state->listen(fault);
    if (fault) return "can't listen on 127.0.0.1: " + fault.message();
    state->hub.handlers = std::move(handlers);
    state->hub.guard.token = make_token();
    state->accept();
    state->run();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

std::string HttpServer::address() const {
    const Guard& guard = state_->hub.guard;
    return "http://127.0.0.1:" + std::to_string(guard.port) + "/" + guard.token + "/";
}

void HttpServer::post(std::function<void()> task) { net::post(state_->context, std::move(task)); }

void HttpServer::wake() {
    for (Connection* connection : state_->hub.connections) {
        if (connection->is_stream()) connection->pump();
    }
}

}  // namespace netfig
