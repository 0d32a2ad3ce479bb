// The whole server with its threads, treated badly: a thousand random edits, broken messages and cancelled requests. It
// must answer every request once, still know the text at the end, and not grow.
#include "lsp/message_stream.h"
#include "lsp/run.h"
#include "lsp_world.h"

#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <mutex>
#include <random>
#include <set>
#include <thread>

namespace netfig::test {
namespace {

using lsp::Json;

constexpr const char* uri = "file:///w/edited.nn";
constexpr int rounds = 1000;

/// Bytes from one thread to another.
class Pipe {
public:
    void write(std::string_view bytes) {
        const std::lock_guard lock(mutex_);
        bytes_ += bytes;
        changed_.notify_all();
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }
    std::size_t read(char* buffer, std::size_t size) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || !bytes_.empty(); });
        const std::size_t count = std::min(size, bytes_.size());
        std::memcpy(buffer, bytes_.data(), count);
        bytes_.erase(0, count);
        return count;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string bytes_;
    bool closed_ = false;
};

struct Client {
    Pipe to_server, to_client;
    lsp::MessageReader reader{[this](char* buffer, std::size_t size) { return to_client.read(buffer, size); }};
    int next_id = 1;
    std::set<int> waiting;

    void send(const Json& message) { to_server.write(lsp::frame(message.dump())); }
    int ask(const std::string& method, Json params) {
        waiting.insert(next_id);
        send(lsp::request(next_id, method, std::move(params)));
        return next_id++;
    }
    /// Reads until a request is answered; false at the end, or where one is answered twice.
    bool wait_for(int id, Json& result) {
        while (waiting.contains(id)) {
            const auto text = reader.next();
            if (!text) return false;
            const Json message = Json::parse(*text);
            if (message.contains("method") || !message.contains("id") || message["id"].is_null()) continue;
            if (waiting.erase(message["id"].get<int>()) == 0) return false;
            if (message["id"] == id) result = message;
        }
        return true;
    }
};

long resident_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
    }
    return 0;
}

struct Session {
    Client client;
    std::mt19937 random{20250722};
    std::string text;

    std::size_t below(std::size_t limit) { return random() % std::max<std::size_t>(limit, 1); }
    Json position(std::size_t offset) const {
        const lsp::Position at = lsp::position_at(lsp::map_text(text, lsp::PositionEncoding::utf16), offset);
        return {{"line", at.line}, {"character", at.character}};
    }
    void edit(int version);
    void ask_something();
    void misbehave();
    bool check_text();
};

/// Takes a piece out and puts one in: rubbish, or a piece of the text itself.
void Session::edit(int version) {
    static const std::vector<std::string> pieces{"{",
                                                 "}",
                                                 "(",
                                                 ")",
                                                 "[",
                                                 " -> ",
                                                 "Conv(3)",
                                                 "x:ReLU",
                                                 "\n",
                                                 "\"",
                                                 "/*",
                                                 "*/",
                                                 "+B(c) {",
                                                 "_",
                                                 "for i in range(3) {",
                                                 "@(",
                                                 "* 3",
                                                 "\xF0\x9D\x84\x9E",
                                                 "use \"edited.nn\"\n"};
    const lsp::TextMap map = lsp::map_text(text, lsp::PositionEncoding::utf16);
    const auto snapped = [&](std::size_t offset) { return lsp::offset_at(map, lsp::position_at(map, offset)); };
    const std::size_t begin = snapped(below(text.size() + 1)), end = std::max(begin, snapped(begin + below(12)));
    const std::string put = pieces[below(pieces.size())];
    const Json change{{"range", {{"start", position(begin)}, {"end", position(end)}}}, {"text", put}};
    text.replace(begin, end - begin, put);
    client.send(lsp::notification("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", version}}},
                                                             {"contentChanges", Json::array({change})}}));
}

void Session::ask_something() {
    static const std::vector<std::string> methods{"hover",          "completion",          "definition",
                                                  "documentSymbol", "semanticTokens/full", "foldingRange",
                                                  "formatting",     "signatureHelp",       "documentLink"};
    const std::string method = "textDocument/" + methods[below(methods.size())];
    const int id = client.ask(method, {{"textDocument", {{"uri", uri}}}, {"position", position(below(text.size()))}});
    if (below(3) == 0) client.send(lsp::notification("$/cancelRequest", {{"id", id}}));
}

void Session::misbehave() {
    static const std::vector<std::string> rubbish{"Content-Length: -1\r\n\r\n",
                                                  "Content-Length: 99999999999\r\n\r\n",
                                                  lsp::frame("{\"id\":"),
                                                  lsp::frame("[[[[[[[["),
                                                  lsp::frame("{}"),
                                                  lsp::frame(R"({"method":"textDocument/didChange","params":[]})"),
                                                  "\r\n\r\nnothing\r\n\r\n"};
    client.to_server.write(rubbish[below(rubbish.size())]);
    client.ask("no/such/method", Json::object());
}

/// The server's text is the client's: its formatting edits and symbols would be off otherwise. The simplest witness is
/// the token count of a text that replaces all.
bool Session::check_text() {
    const Json change{{"text", "In(3x8x8) -> last:Conv(4) -> Out\n"}};
    client.send(lsp::notification("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", rounds + 1}}},
                                                             {"contentChanges", Json::array({change})}}));
    Json symbols;
    const int id = client.ask("textDocument/documentSymbol", {{"textDocument", {{"uri", uri}}}});
    return client.wait_for(id, symbols) && symbols["result"].size() == 1 && symbols["result"][0]["name"] == "last";
}

bool fail(const char* what) {
    std::printf("FAILED: %s\n", what);
    return false;
}

bool play(Session& session) {
    session.text = read(source_folder() / "examples/resnet18.nn");
    const std::string original = session.text;
    session.client.ask("initialize", {{"capabilities", Json::object()}});
    session.client.send(lsp::notification("textDocument/didOpen",
                                          {{"textDocument", {{"uri", uri}, {"version", 0}, {"text", session.text}}}}));
    long warm = 0;
    for (int round = 1; round <= rounds; ++round) {
        session.edit(round);
        if (round % 2 == 0) session.ask_something();
        if (round % 7 == 0) session.misbehave();
        if (round % 50 != 0) continue;
        Json answer;
        const int id = session.client.ask("textDocument/foldingRange", {{"textDocument", {{"uri", uri}}}});
        if (!session.client.wait_for(id, answer)) return fail("an answer is missing, or came twice");
        // A fresh start, or the text would be nothing but rubbish.
        const Json change{{"text", original}};
        session.client.send(lsp::notification(
            "textDocument/didChange",
            {{"textDocument", {{"uri", uri}, {"version", round}}}, {"contentChanges", Json::array({change})}}));
        session.text = original;
        if (round == rounds / 4) warm = resident_kilobytes();
    }
    const long grown = resident_kilobytes() - warm;
    std::printf("%d edits, memory grew by %ld kB after the first quarter\n", rounds, grown);
#ifdef __SANITIZE_ADDRESS__
    const long bound = 1024 * 1024;  // the sanitizer keeps freed memory for a while
#else
    const long bound = 64 * 1024;
#endif
    if (grown > bound) return fail("the server grows");
    return session.check_text() || fail("the server lost the text");
}

bool run() {
    const WorkspaceReader files(source_folder() / "tests/lsp/hover");
    Session session;
    bool ended_well = false;
    std::thread server([&] {
        ended_well = lsp::run_server(
            test_world(files, source_folder()),
            {[&](char* buffer, std::size_t size) { return session.client.to_server.read(buffer, size); },
             [&](std::string_view bytes) { return session.client.to_client.write(bytes), true; }});
    });
    const bool good = play(session);
    Json answer;
    const bool answered = session.client.wait_for(session.client.ask("shutdown", nullptr), answer);
    session.client.send(lsp::notification("exit", nullptr));
    server.join();
    session.client.to_server.close();
    std::this_thread::sleep_for(std::chrono::milliseconds(100));  // its reading thread sees the end
    return good && (answered || fail("no answer to shutdown")) && (ended_well || fail("no good end"));
}

}  // namespace
}  // namespace netfig::test

int main() { return netfig::test::run() ? 0 : 1; }
