#include <catch2/catch.hpp>

#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "exchanges.h"
#include "io/pack.h"

using namespace cleancopy;
using namespace cleancopy::test;
using namespace std::chrono_literals;

TEST_CASE("transfers: bodies come decompressed, under the head that was sent") {
  const std::string page = "<p>" + std::string(100'000, 'x') + "</p>";
  struct Row {
    const char* encoding;
    std::string packed;
  };
  const Row rows[] = {{"gzip", gzip(page)},   {"x-gzip", gzip(page)},          {"deflate", zlib(page)},
                      {"br", brotli(page)},   {"deflate", raw_deflate(page)},  {"identity", page},
                      {"gzip, br", brotli(gzip(page))}};
  for (const Row& row : rows) {
    CAPTURE(row.encoding);
    const std::string sent =
        response("200 OK", "Content-Encoding: " + std::string(row.encoding) + "\r\n", row.packed);
    const Loopback server(always(sent));
    const Exchange answer = answer_from(server);
    REQUIRE_FALSE(answer.fault);
    CHECK(answer.bytes == page);
    CHECK(answer.head == sent.substr(0, sent.size() - row.packed.size()));
  }
}

TEST_CASE("transfers: a bomb ends at the bound, however it is packed") {
  const std::string zeros(10'000'000, '\0');
  const std::pair<const char*, std::string> bombs[] = {
      {"gzip", gzip(zeros)},
      {"deflate", zlib(zeros)},
      {"br", brotli(zeros)},
      {"gzip, gzip", gzip(gzip(zeros))},
  };
  for (const auto& [encoding, packed] : bombs) {
    CAPTURE(encoding);
    REQUIRE(packed.size() < 20'000);
    const Loopback server(
        always(response("200 OK", "Content-Encoding: " + std::string(encoding) + "\r\n", packed)));
    Request request{.url = server.url("127.0.0.1"), .max_bytes = zeros.size() - 1};
    CHECK(fault_of(answer_to(request, anywhere())) == FetchFault::bound);
    request.max_bytes = zeros.size();
    CHECK(answer_to(request, anywhere()).bytes == zeros);
  }
}

TEST_CASE("transfers: of a bomb no more is kept than the bound") {
  const Loopback server([packed = gzip(std::string(10'000'000, '\0'))](int connection, std::string_view) {
    // Ten gigabytes: one member after the other.
    send_all(connection, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    for (int i = 0; i < 1000 && send_all(connection, packed); ++i) {}
  });
  Request request{.url = server.url("127.0.0.1"), .max_bytes = 1'000'000};
  CHECK(fault_of(answer_to(request, anywhere())) == FetchFault::bound);
}

TEST_CASE("transfers: a body without an end is cut off at the bound") {
  const Loopback server([](int connection, std::string_view) {
    send_all(connection, "HTTP/1.1 200 OK\r\n\r\n");
    while (send_all(connection, std::string(65536, 'x'))) {}
  });
  CHECK(fault_of(answer_from(server)) == FetchFault::bound);
}

TEST_CASE("transfers: a body whose length says that it is too large is not waited for") {
  const Loopback server([](int connection, std::string_view) {
    send_all(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n");
    char more = 0;
    static_cast<void>(::recv(connection, &more, 1, 0));
  });
  const auto begun = std::chrono::steady_clock::now();
  const Exchange exchange = answer_to({.url = server.url("127.0.0.1"), .max_bytes = 1'000'000}, anywhere());
  CHECK(fault_of(exchange) == FetchFault::bound);
  CHECK(std::chrono::steady_clock::now() - begun < 5s);
}

TEST_CASE("transfers: a header without an end is cut off, in whatever form it comes") {
  const std::string line = "X-More: " + std::string(1000, 'x') + "\r\n";
  const std::pair<const char*, std::string> forms[] = {
      {"HTTP/1.1 200 OK\r\n", line},
      {"HTTP/1.1 200 OK\r\nX-More: ", std::string(1000, 'x')},
      {"", "HTTP/1.1 100 Continue\r\n" + line + "\r\n"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", line}};
  for (const auto& [start, more] : forms) {
    CAPTURE(start, more.substr(0, 10));
    const Loopback server([&](int connection, std::string_view) {
      send_all(connection, start);
      while (send_all(connection, more)) {}
    });
    CHECK(fault_of(answer_from(server)) == FetchFault::bound);
  }
}

TEST_CASE("transfers: a server that drips or is silent is left at the deadline, or once patience is over") {
  const std::string_view start = GENERATE("HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Drip: ", "");
  const Loopback server([&](int connection, std::string_view) {
    char more = 0;
    if (start.empty()) static_cast<void>(::recv(connection, &more, 1, 0));
    for (bool open = send_all(connection, start); open; open = send_all(connection, "x"))
      std::this_thread::sleep_for(20ms);
  });
  FetchOptions short_deadline = anywhere(), short_patience = anywhere();
  short_deadline.deadline = 300ms;
  short_patience.patience = 1s;
  for (const FetchOptions& options : {short_deadline, short_patience}) {
    const auto begun = std::chrono::steady_clock::now();
    CHECK(fault_of(answer_from(server, options)) == FetchFault::unreachable);
    CHECK(std::chrono::steady_clock::now() - begun < 10s);
  }
}

TEST_CASE("transfers: an answer that is not whole is a fault") {
  const std::string packed = gzip("page\n");
  for (const std::string& sent :
       {std::string(), std::string("HTTP/1.1 200 OK\r\nContent-Ty"),
        std::string("HTTP/1.1 100 Continue\r\n\r\n"),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
        std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\npage\n\r\n"),
        std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\npa"),
        std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\npage\n\r\n0\r\n\r\n"),
        std::string("<p>HTTP of 1991</p>"), std::string("SSH-2.0-x\r\n"),
        response("200 OK", "Content-Encoding: gzip\r\n", "not packed"),
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n" + packed}) {
    CAPTURE(sent);
    const Loopback server(always(sent));
    CHECK(fault_of(answer_from(server)) == FetchFault::unreachable);
  }
}

TEST_CASE("transfers: a body ends where its length says, and what follows is not the next answer") {
  std::mutex lock;
  int requests = 0;
  const Loopback server([&](int connection, std::string_view) {
    const std::lock_guard held(lock);
    ++requests;
    send_all(connection, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\npage\nHTTP/1.1 200 OK\r\n"
                         "Content-Length: 5\r\n\r\nevil\n");
  }, After::keep);
  Transfers transfers(anywhere());
  for (int i = 0; i < 3; ++i) {
    transfers.start({.url = server.url("127.0.0.1")});
    const auto all = wait_for_all(transfers);
    CHECK(all.at(0).bytes == "page\n");
  }
  const std::lock_guard held(lock);
  CHECK(requests == 3);
}
