// The previews of one language server: as many as may be, and those that nobody looks at give way.
#include "lsp/previews.h"
#include "preview/client.h"

#include <cstdio>

namespace netfig::test {
namespace {

constexpr int most = 16;

std::variant<std::string, lsp::Error> start(lsp::Previews& previews, int number) {
    lsp::Document document;
    document.uri = "file:///w/" + std::to_string(number) + ".nn";
    document.path = "/w/" + std::to_string(number) + ".nn";
    return previews.start(document);
}

/// Listens to the page at an address, and has been told something.
std::unique_ptr<Client> listen_to(const std::string& address) {
    const std::string host = address.substr(7, address.find('/', 7) - 7);
    auto client = std::make_unique<Client>(std::stoi(host.substr(host.find(':') + 1)));
    client->send("GET " + address.substr(address.find('/', 7)) + "events HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    client->read_until("data: ");
    return client;
}

bool fail(const char* what) {
    std::printf("FAILED: %s\n", what);
    return false;
}

bool run() {
    lsp::Previews previews(std::make_shared<lsp::Inbox>());
    std::vector<std::unique_ptr<Client>> pages;
    for (int i = 0; i < most; ++i) {
        const auto address = start(previews, i);
        if (!std::holds_alternative<std::string>(address)) return fail("a preview did not start");
        if (i != 3) pages.push_back(listen_to(std::get<std::string>(address)));
    }
    if (std::get<std::string>(start(previews, 5)).empty()) return fail("an open one is found again");
    if (!std::holds_alternative<std::string>(start(previews, most))) return fail("the one that nobody sees gives way");
    if (previews.has("file:///w/3.nn") || !previews.has("file:///w/4.nn")) return fail("another one gave way");
    pages.push_back(listen_to(std::get<std::string>(start(previews, most))));
    if (std::holds_alternative<std::string>(start(previews, most + 1)))
        return fail("all are seen, so there is no room");
    return true;
}

}  // namespace
}  // namespace netfig::test

int main() { return netfig::test::run() ? 0 : 1; }
