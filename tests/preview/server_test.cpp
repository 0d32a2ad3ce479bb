// The server from outside: what it shows, what it refuses, and who can't disturb it.
#include "client.h"
#include "examples.h"
#include "preview/preview.h"
#include "render/render.h"
#include "text/measure.h"

#include <chrono>
#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>
#include <nlohmann/json.hpp>

namespace netfig {
namespace {

using Json = nlohmann::json;
using namespace std::chrono_literals;

const std::string good_text = "In(3x8x8) -> a:Conv(8, k = 1) -> b:ReLU -> Out\n";

/// What the server told its owner.
struct Events {
    std::mutex mutex;
    std::condition_variable told;
    std::vector<std::string> places;
    std::vector<PreviewView> views;

    PreviewEvents listeners() {
        return {[this](const PreviewPlace& place) {
                    const std::lock_guard lock(mutex);
                    const std::string& text = place.run->sources[place.span.source].text;
                    places.push_back(text.substr(place.span.begin, place.span.end - place.span.begin));
                },
                [this](const PreviewView& view) {
                    const std::lock_guard lock(mutex);
                    views.push_back(view);
                }};
    }
};

struct Server : testing::Test {
    Events events;
    std::unique_ptr<PreviewServer> server = start();
    std::string address = server->address();  // http://127.0.0.1:PORT/TOKEN/
    std::string host = address.substr(7, address.find('/', 7) - 7);
    std::string root = address.substr(address.find('/', 7));  // /TOKEN/
    int port = std::stoi(host.substr(host.find(':') + 1));

    std::unique_ptr<PreviewServer> start() {
        auto started = PreviewServer::start({"folder/net.nn", true}, events.listeners());
        return std::move(std::get<std::unique_ptr<PreviewServer>>(started));
    }

    static SharedRun compiled(const std::string& text) { return compile_text("net.nn", text, fixed_width_measurer()); }

    std::string request(const std::string& target, const std::string& headers = "", const std::string& method = "GET",
                        const std::string& body = "") const {
        std::string text = method + " " + target + " HTTP/1.1\r\nConnection: close\r\n";
        if (headers.find("Host:") == headers.npos) text += "Host: " + host + "\r\n";
        if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        return text + headers + "\r\n" + body;
    }
    std::string get(const std::string& target, const std::string& headers = "") const {
        return exchange(request(target, headers));
    }
    std::string post(const std::string& body, const std::string& headers = "Content-Type: application/json\r\n") const {
        return exchange(request(root + "do", headers, "POST", body));
    }
    std::string exchange(const std::string& bytes) const {
        Client client(port);
        client.send(bytes);
        return client.read_until("");
    }
    static int status(const std::string& reply) { return reply.size() > 12 ? std::stoi(reply.substr(9, 3)) : 0; }
    static std::string body(const std::string& reply) { return reply.substr(reply.find("\r\n\r\n") + 4); }
    static std::string header_of(const std::string& reply) { return reply.substr(0, reply.find("\r\n\r\n")); }
};

/// A page that listens.
struct Page {
    Client client;

    explicit Page(const Server& server) : client(server.port) {
        client.send(server.request(server.root + "events"));
        client.read_until("\r\n\r\n");
    }
    Json next() {
        while (true) {
            const std::string event = client.read_until("\n\n");
            if (event.empty()) return nullptr;
            if (event.starts_with("data: ")) return Json::parse(event.substr(6));
        }
    }
    /// The next event that has this member.
    Json next_with(const char* name) {
        for (int i = 0; i < 20; ++i) {
            Json event = next();
            if (event.is_null() || event.contains(name)) return event;
        }
        return nullptr;
    }
};

// ---- what it serves ----

TEST_F(Server, AddressIsOfThisMachineAndHasALongToken) {
    EXPECT_TRUE(address.starts_with("http://127.0.0.1:"));
    EXPECT_EQ(root.size(), 34U);
    const auto other = start();
    EXPECT_NE(other->address().substr(other->address().find('/', 7)), root);
}

TEST_F(Server, ServesItsPage) {
    EXPECT_EQ(status(get(root)), 200);
    EXPECT_NE(get(root).find("<title>netfig</title>"), std::string::npos);
    for (const char* name : {"page.css", "page.js", "figure.js"}) EXPECT_EQ(status(get(root + name)), 200) << name;
    const std::string header = header_of(get(root));
    EXPECT_NE(header.find("Content-Security-Policy: default-src 'none'"), std::string::npos);
    EXPECT_NE(header.find("Referrer-Policy: no-referrer"), std::string::npos);
    EXPECT_EQ(header.find("Access-Control"), std::string::npos);
}

TEST_F(Server, SavesTheFilesThatTheCommandLineWrites) {
    EXPECT_EQ(status(get(root + "figure.pdf")), 404) << "there is no figure yet";
    const auto run = compile_text("net.nn", good_text, pango_measurer());
    server->publish(run);
    for (const auto& [name, format] :
         {std::pair("figure.svg", Format::svg), {"figure.pdf", Format::pdf}, {"figure.png", Format::png}}) {
        RenderOptions how;
        how.format = format;
        const std::string reply = get(root + name);
        EXPECT_EQ(body(reply), std::get<std::string>(render(run->scene, how))) << name;
        EXPECT_NE(header_of(reply).find("filename=\"net."), std::string::npos);
    }
}

// ---- what it refuses ----

TEST_F(Server, RefusesWithoutToken) {
    EXPECT_EQ(status(get("/")), 403);
    EXPECT_EQ(status(get("/page.html")), 403);
    EXPECT_EQ(status(get("/" + std::string(32, '0') + "/")), 403);
    EXPECT_EQ(status(get(root.substr(0, 20) + "/")), 403);
    EXPECT_EQ(status(get("/events")), 403);
}

TEST_F(Server, RefusesOtherOriginsAndHosts) {
    EXPECT_EQ(status(get(root, "Origin: https://example.org\r\n")), 403);
    EXPECT_EQ(status(get(root, "Origin: null\r\n")), 403);
    EXPECT_EQ(status(get(root, "Origin: http://127.0.0.1:1\r\n")), 403);
    EXPECT_EQ(status(get(root, "Host: example.org\r\n")), 403);
    EXPECT_EQ(status(get(root, "Host: 127.0.0.1\r\n")), 403);
    EXPECT_EQ(status(get(root + "events", "Origin: https://example.org\r\n")), 403);
    EXPECT_EQ(status(get(root, "Origin: http://" + host + "\r\n")), 200);
}

TEST_F(Server, ServesNoOtherFile) {
    for (const char* path : {"../page.html", "..%2f..%2fetc/passwd", "../../../../etc/passwd", "./../net.nn"}) {
        EXPECT_GE(status(get(root + path)), 400) << path;
    }
    for (const char* path : {"net.nn", "etc/passwd", "/etc/passwd", "page.html/", "%2e%2e/x"}) {
        EXPECT_EQ(status(get(root + path)), 404) << path;
    }
    EXPECT_EQ(status(get("http://" + host + root)), 403) << "it is no proxy";
}

TEST_F(Server, RefusesOtherMethodsAndTypes) {
    EXPECT_EQ(status(exchange(request(root, "", "PUT"))), 405);
    EXPECT_EQ(status(exchange(request(root, "", "OPTIONS"))), 405);
    EXPECT_EQ(status(post("{}", "Content-Type: text/plain\r\n")), 415);
    EXPECT_EQ(status(post("{}")), 400);
    EXPECT_EQ(status(post("no json")), 400);
    EXPECT_EQ(status(post(std::string(60000, '['))), 400);
    EXPECT_EQ(status(post("{\"box\": 7}")), 400);
}

TEST_F(Server, RefusesTenMegabytes) {
    const std::string large(10'000'000, 'x');
    EXPECT_EQ(status(post(large)), 413);
    EXPECT_EQ(status(get(root + large)), 431);
    EXPECT_EQ(status(get(root, "X-Large: " + large + "\r\n")), 431);
    std::string chunked =
        request(root + "do", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", "POST");
    for (int i = 0; i < 160; ++i) chunked += "10000\r\n" + std::string(65536, 'x') + "\r\n";
    EXPECT_EQ(status(exchange(chunked)), 413);
    EXPECT_EQ(status(get(root)), 200);
}

TEST_F(Server, RefusesWhatIsNoHttp) {
    EXPECT_EQ(status(exchange("\x16\x03\x01 hello\r\n\r\n")), 400);
    EXPECT_EQ(status(exchange("GET\r\n\r\n")), 400);
    EXPECT_EQ(status(get(root)), 200);
}

// ---- who can't disturb it ----

TEST_F(Server, ManySilentConnectionsKeepNobodyWaiting) {
    std::vector<std::unique_ptr<Client>> silent;
    for (int i = 0; i < 600; ++i) {
        silent.push_back(std::make_unique<Client>(port));
        if (i % 2 == 0) silent.back()->send("GET " + root + " HTTP/1.1\r\nHo");
    }
    EXPECT_EQ(status(get(root)), 200);
    Page page(*this);
    server->publish(compiled(good_text));
    EXPECT_FALSE(page.next_with("figure").is_null());
}

TEST_F(Server, SlowReadersKeepNobodyWaiting) {
    std::vector<std::unique_ptr<Page>> slow;
    for (int i = 0; i < 8; ++i) slow.push_back(std::make_unique<Page>(*this));
    Page page(*this);
    std::string text = "In(3x8x8)";
    for (int i = 0; i < 300; ++i) {
        text += " -> Conv(" + std::to_string(i + 1) + ", k = 1)";
        if (i % 3 == 0) server->publish(compiled(text + " -> Out\n"));
    }
    server->publish(compiled("In(3x8x8) -> last:Conv(8, k = 1) -> Out\n"));
    bool seen = false;
    for (int i = 0; i < 200 && !seen; ++i) seen = page.next().dump().find("\"last\"") != std::string::npos;
    EXPECT_TRUE(seen);
}

TEST_F(Server, MoreReadersThanAnyoneNeedsAreTurnedAway) {
    std::vector<std::unique_ptr<Page>> pages;
    for (int i = 0; i < 32; ++i) pages.push_back(std::make_unique<Page>(*this));
    EXPECT_EQ(status(get(root + "events")), 503);
    EXPECT_EQ(status(get(root)), 200);
    pages.pop_back();
    bool fresh = false;  // once the server has seen that one left
    for (int i = 0; i < 1000 && !fresh; ++i) fresh = Page(*this).next().contains("fresh");
    EXPECT_TRUE(fresh);
}

TEST_F(Server, KnowsWhetherAPageListens) {
    EXPECT_FALSE(server->is_watched());
    {
        Page page(*this);
        page.next();
        EXPECT_TRUE(server->is_watched());
    }
    for (int i = 0; i < 1000 && server->is_watched(); ++i) get(root);
    EXPECT_FALSE(server->is_watched());
}

TEST_F(Server, EndsWhileReadersListen) {
    Page page(*this);
    Client silent(port);
    const auto before = std::chrono::steady_clock::now();
    server.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
    while (!page.next().is_null()) {}
    EXPECT_FALSE(Client(port).is_open());
}

// ---- what a page is told ----

TEST_F(Server, ANewPageIsToldEverything) {
    server->publish(compiled(good_text));
    Page page(*this);
    const Json event = page.next();
    EXPECT_EQ(event["path"], "folder/net.nn");
    EXPECT_EQ(event["editor"], true);
    EXPECT_TRUE(event["figure"]["head"].get<std::string>().starts_with("<svg"));
    EXPECT_EQ(event["themes"].size(), 4U);
    EXPECT_EQ(event["problems"].size(), 0U);
    EXPECT_EQ(event["stale"], false);
}

TEST_F(Server, OnlyWhatChangedIsSent) {
    server->publish(compiled(good_text));
    Page page(*this);
    page.next();
    server->publish(compiled("In(3x8x8) -> a:Conv(8, k = 1) -> b:Tanh -> Out\n"));
    const Json patch = page.next()["figure"];
    EXPECT_FALSE(patch.contains("removed"));
    ASSERT_EQ(patch["put"].size(), 1U) << patch.dump(1);
    EXPECT_EQ(patch["put"][0]["key"], "b");
    EXPECT_FALSE(patch["put"][0].contains("after"));
}

TEST_F(Server, ErrorsLeaveTheLastGoodFigure) {
    server->publish(compiled(good_text));
    Page page(*this);
    page.next();
    server->publish(compiled("In(3x8x8) -> a:Conv(8, k = 1 -> b:ReLU -> Out\n"));
    const Json broken = page.next();
    EXPECT_FALSE(broken.contains("figure"));
    EXPECT_EQ(broken["stale"], true);
    EXPECT_EQ(broken["problems"][0]["severity"], "error");
    EXPECT_TRUE(broken["problems"][0]["place"].get<std::string>().starts_with("net.nn:1:"));
    Page late(*this);
    EXPECT_TRUE(late.next().contains("figure"));
    server->publish(compiled(good_text));
    const Json mended = page.next();
    EXPECT_EQ(mended["stale"], false);
    EXPECT_EQ(mended["problems"].size(), 0U);
}

TEST_F(Server, TheCursorLightsUpItsBox) {
    server->publish(compiled(good_text));
    Page page(*this);
    page.next();
    server->show_cursor("net.nn", good_text.find("Conv"));
    const Json event = page.next();
    EXPECT_EQ(event["lit"], Json::array({"a"}));
    EXPECT_FALSE(event.contains("figure"));
    server->show_cursor("other.nn", 0);
    EXPECT_EQ(page.next()["lit"], Json::array());
}

// ---- what the owner is told ----

TEST_F(Server, AClickLeadsToTheSource) {
    server->publish(compiled(good_text));
    EXPECT_EQ(Json::parse(body(post(R"({"box": "a"})")))["place"], "net.nn:1:14");
    EXPECT_EQ(body(post(R"({"box": "nothing"})")), "{}");
    EXPECT_EQ(events.places, std::vector<std::string>{"a:Conv(8, k = 1)"});
}

TEST_F(Server, AProblemLeadsToItsPlace) {
    server->publish(compiled("In(3x8x8) -> Conv(8, k = 9) -> Out\n"));
    EXPECT_NE(body(post(R"({"problem": 0})")), "{}");
    EXPECT_EQ(body(post(R"({"problem": 99})")), "{}");
    EXPECT_EQ(events.places.size(), 1U);
}

TEST_F(Server, TheViewIsHandedOnAndToldToAllPages) {
    server->publish(compiled(good_text));
    Page page(*this);
    page.next();
    post(R"({"view": {"flow": "right", "theme": "mono", "depth": 1, "open": {"a": true, "b": 3}}})");
    ASSERT_EQ(events.views.size(), 1U);
    EXPECT_EQ(events.views[0].flow, Flow::right);
    EXPECT_EQ(events.views[0].theme, "mono");
    EXPECT_EQ(events.views[0].depth, 1U);
    EXPECT_EQ(events.views[0].open, (std::map<std::string, bool>{{"a", true}}));
    EXPECT_EQ(page.next()["view"]["flow"], "right");
}

TEST_F(Server, AThemeIsNoWayToReadFiles) {
    post(R"({"view": {"theme": "/etc/passwd", "flow": "sideways", "depth": -1}})");
    EXPECT_TRUE(events.views.empty()) << "nothing in it is known, so nothing changed";
}

}  // namespace
}  // namespace netfig
