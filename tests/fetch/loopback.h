// A server on this machine's loopback, for one test. It answers each connection
// with what the test says, in a thread of its own, and counts connections.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace cleancopy::test {

/// Sends all bytes; false once the other side has gone.
inline bool send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

class Loopback {
 public:
  /// Gets the connection and the request's first bytes, "GET /path HTTP/1.1…".
  using Answer = std::function<void(int connection, std::string_view request)>;

  /// Listens on every IPv4 and IPv6 address of the machine, at a free port.
  explicit Loopback(Answer answer) : answer_(std::move(answer)) {
    listening_ = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int both = 0;
    ::setsockopt(listening_, IPPROTO_IPV6, IPV6_V6ONLY, &both, sizeof both);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_any;
    socklen_t size = sizeof address;
    if (::bind(listening_, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
        ::listen(listening_, 64) == 0 &&
        ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
      port_ = ntohs(address.sin6_port);
    }
    thread_ = std::thread([this] { serve(); });
  }

  ~Loopback() {
    ::shutdown(listening_, SHUT_RDWR);  // ends accept()
    thread_.join();
    ::close(listening_);
  }

  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  /// 0 when it cannot listen.
  int port() const { return port_; }

  std::string url(std::string_view host, std::string_view path = "/") const {
    return "http://" + std::string(host) + ":" + std::to_string(port_) + std::string(path);
  }

  int connections() const { return connections_; }

 private:
  void serve() {
    for (int connection; (connection = ::accept(listening_, nullptr, nullptr)) >= 0;) {
      ++connections_;
      char request[4096];
      const ssize_t size = ::recv(connection, request, sizeof request, 0);
      if (size > 0) answer_(connection, {request, static_cast<std::size_t>(size)});
      ::close(connection);
    }
  }

  Answer answer_;
  int listening_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace cleancopy::test
