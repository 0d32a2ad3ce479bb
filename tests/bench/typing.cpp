// How fast the picture follows the fingers: a recorded edit of a figure of 500 operations, sent to `netfig lsp` key by
// key with the preview open. Told are the times from each didChange to the event with the changed picture, and to the
// answer of a completion that is asked right behind it, while the figure is being drawn.
//
//   bench_typing build/netfig
#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <spawn.h>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr const char* uri = "file:///tmp/netfig-bench-typing.nn";
constexpr int repeats = 5;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// 71 residual units of seven operations each.
std::string figure_of_500() {
    std::string text = "figure(fold = false)\nIn(64x56x56)\n";
    for (int i = 1; i <= 71; ++i) {
        text += "    -> [Conv(64, k = 3, p = 1) -> BN -> c" + std::to_string(i) +
                ":Conv(64, k = 1) -> BN -> ReLU, _] -> Add -> ReLU\n";
    }
    return text + "    -> GlobalAvgPool -> Linear(10) -> Out\n";
}

struct Server {
    int in = -1, out = -1;
    std::string buffer;
    int next_id = 1;
    pid_t child = 0;

    explicit Server(const char* program) {
        int to[2], from[2];
        if (pipe(to) != 0 || pipe(from) != 0) std::exit(1);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, to[0], 0);
        posix_spawn_file_actions_adddup2(&actions, from[1], 1);
        for (const int end : {to[0], to[1], from[0], from[1]}) posix_spawn_file_actions_addclose(&actions, end);
        std::string name = program, word = "lsp";
        char* words[] = {name.data(), word.data(), nullptr};
        if (posix_spawn(&child, program, &actions, nullptr, words, environ) != 0) std::exit(1);
        posix_spawn_file_actions_destroy(&actions);
        close(to[0]);
        close(from[1]);
        in = to[1];
        out = from[0];
    }
    void send(const Json& message) const {
        const std::string text = message.dump();
        const std::string bytes = "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
        if (write(in, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::exit(1);
    }
    Json read_message() {
        while (true) {
            const std::size_t head = buffer.find("\r\n\r\n");
            if (head != std::string::npos) {
                const std::size_t size = std::stoul(buffer.substr(16));
                if (buffer.size() >= head + 4 + size) {
                    Json message = Json::parse(buffer.substr(head + 4, size));
                    buffer.erase(0, head + 4 + size);
                    return message;
                }
            }
            char piece[65536];
            const ssize_t got = read(out, piece, sizeof piece);
            if (got <= 0) std::exit(1);
            buffer.append(piece, static_cast<std::size_t>(got));
        }
    }
    Json ask(const std::string& method, const Json& params) {
        const int id = next_id++;
        send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}});
        while (true) {
            Json message = read_message();
            if (message.contains("id") && message["id"] == id) return message["result"];
        }
    }
    void tell(const std::string& method, const Json& params) const {
        send({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
    }
};

/// The page's stream of events, read as the browser reads it.
struct Page {
    int socket = -1;
    std::string buffer;

    explicit Page(const std::string& address) {
        const std::size_t port = address.rfind(':') + 1, path = address.find('/', port);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(port))));
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socket = ::socket(AF_INET, SOCK_STREAM, 0);
        if (connect(socket, reinterpret_cast<sockaddr*>(&place), sizeof place) != 0) std::exit(1);
        const std::string host = address.substr(7, path - 7);
        const std::string request = "GET " + address.substr(path) + "events HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
        if (write(socket, request.data(), request.size()) < 0) std::exit(1);
        next_event();
    }
    void next_event() {
        std::size_t end = 0;
        while ((end = buffer.find("\n\ndata", 1)) == std::string::npos && !buffer.ends_with("\n\n")) {
            char piece[65536];
            const ssize_t got = read(socket, piece, sizeof piece);
            if (got <= 0) std::exit(1);
            buffer.append(piece, static_cast<std::size_t>(got));
        }
        buffer.erase(0, end == std::string::npos ? buffer.size() : end + 2);
    }
};

void report(const char* what, std::vector<double> times) {
    std::ranges::sort(times);
    const auto at = [&](double part) {
        return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
    };
    std::printf("%-32s p50 %6.1f ms   p95 %6.1f ms   p99 %6.1f ms   (%zu keys)\n", what, at(0.5), at(0.95), at(0.99),
                times.size());
}

Json position(std::size_t line, std::size_t character) { return {{"line", line}, {"character", character}}; }

}  // namespace

int main(int count, char** words) {
    if (count < 2) return 1;
    Server server(words[1]);
    server.ask("initialize", {{"capabilities", Json::object()}});
    server.tell(
        "textDocument/didOpen",
        {{"textDocument", {{"uri", uri}, {"languageId", "netfig"}, {"version", 0}, {"text", figure_of_500()}}}});
    const Json address = server.ask("workspace/executeCommand", {{"command", "netfig.preview"}, {"arguments", {uri}}});
    // The first drawing reads fonts and fills caches.
    std::this_thread::sleep_for(std::chrono::seconds(1));
    Page page(address.get<std::string>());
    std::vector<double> drawn, completed;
    const std::string typed = " -> d:Conv(128, k = 3, p = 1) -> BN -> ReLU -> Conv(64)";
    const std::size_t line = 40;  // in the middle of the figure, at the end of a branch
    std::size_t column =
        std::string("    -> [Conv(64, k = 3, p = 1) -> BN -> c39:Conv(64, k = 1) -> BN -> ReLU").size();
    int version = 1;
    for (int repeat = 0; repeat < repeats; ++repeat) {
        const std::size_t first = column;
        for (const char key : typed) {
            const Json range{{"start", position(line, column)}, {"end", position(line, column)}};
            const auto begin = Clock::now();
            server.tell("textDocument/didChange",
                        {{"textDocument", {{"uri", uri}, {"version", version++}}},
                         {"contentChanges", {{{"range", range}, {"text", std::string(1, key)}}}}});
            ++column;
            server.ask("textDocument/completion",
                       {{"textDocument", {{"uri", uri}}}, {"position", position(line, column)}});
            completed.push_back(milliseconds_since(begin));
            page.next_event();
            drawn.push_back(milliseconds_since(begin));
            std::this_thread::sleep_for(std::chrono::milliseconds(60));  // a fast typist
        }
        const Json range{{"start", position(line, first)}, {"end", position(line, column)}};
        server.tell("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", version++}}},
                                               {"contentChanges", {{{"range", range}, {"text", ""}}}}});
        column = first;
        page.next_event();
    }
    report("didChange to the changed picture", drawn);
    report("didChange to completion", completed);
    server.ask("shutdown", nullptr);
    server.tell("exit", nullptr);
    rusage used{};
    wait4(server.child, nullptr, 0, &used);
    const auto seconds = [](timeval time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    std::printf("the server's processor time a key: %.1f ms\n",
                (seconds(used.ru_utime) + seconds(used.ru_stime)) * 1000 / static_cast<double>(drawn.size()));
    return 0;
}
