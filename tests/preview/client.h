// The smallest HTTP client that can also misbehave.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace netfig {

class Client {
public:
    explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        open_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool is_open() const { return open_; }

    /// As much as the other side takes.
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Until `end` was read, the other side closes, or nothing comes for `patience_ms`.
    std::string read_until(std::string_view end, int patience_ms = 30000) {
        std::string bytes = std::move(rest_);
        rest_.clear();
        char piece[65536];
        while (true) {
            const std::size_t at = end.empty() ? bytes.npos : bytes.find(end);
            if (at != bytes.npos) {
                rest_ = bytes.substr(at + end.size());
                return bytes.substr(0, at + end.size());
            }
            pollfd source{socket_, POLLIN, 0};
            if (::poll(&source, 1, patience_ms) <= 0) return bytes;
            const ssize_t got = ::recv(socket_, piece, sizeof piece, 0);
            if (got <= 0) return bytes;
            bytes.append(piece, static_cast<std::size_t>(got));
        }
    }

private:
    int socket_;
    bool open_ = false;
    std::string rest_;
};

}  // namespace netfig
