// A server on this machine's loopback, for one test. It answers each connection
// with what the test says, in a thread of its own, and counts connections.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <list>
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

/// What a server does with a connection once it has answered.
enum class After { close, keep };

class Loopback {
 public:
  /// Gets the connection and the request's first bytes, "GET /path HTTP/1.1…"; asked by several at once.
  using Answer = std::function<void(int connection, std::string_view request)>;

  /// Listens at a free port: on every IPv4 and IPv6 address of the machine, or on one that is
  /// given as IPv6 has it ("::ffff:127.0.0.2").
  explicit Loopback(Answer answer, After after = After::close, const char* only = "::")
      : answer_(std::move(answer)), after_(after) {
    listening_ = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int both = 0;
    ::setsockopt(listening_, IPPROTO_IPV6, IPV6_V6ONLY, &both, sizeof both);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    ::inet_pton(AF_INET6, only, &address.sin6_addr);
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
    for (Guest& guest : guests_) ::shutdown(guest.connection, SHUT_RDWR);  // ends recv()
    for (Guest& guest : guests_) see_off(guest);
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
  struct Guest {
    int connection = -1;
    std::atomic<bool> done = false;
    std::thread thread = {};
  };

  void serve() {
    for (int connection; (connection = ::accept(listening_, nullptr, nullptr)) >= 0;) {
      ++connections_;
      guests_.remove_if([](Guest& guest) {
        const bool gone = guest.done;
        if (gone) see_off(guest);
        return gone;
      });
      Guest& guest = guests_.emplace_back();
      guest.connection = connection;
      guest.thread = std::thread([this, &guest] { talk_to(guest); });
    }
  }

  void talk_to(Guest& guest) {
    char request[4096];
    do {
      const ssize_t size = ::recv(guest.connection, request, sizeof request, 0);
      if (size <= 0) break;
      answer_(guest.connection, {request, static_cast<std::size_t>(size)});
    } while (after_ == After::keep);
    // Closed by see_off(), which must not find another file under this number.
    ::shutdown(guest.connection, SHUT_RDWR);
    guest.done = true;
  }

  static void see_off(Guest& guest) {
    guest.thread.join();
    ::close(guest.connection);
  }

  Answer answer_;
  After after_;
  int listening_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  std::list<Guest> guests_;  // of the serving thread, until it has ended
  std::thread thread_;
};

}  // namespace cleancopy::test
