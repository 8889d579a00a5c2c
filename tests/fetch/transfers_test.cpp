#include "fetch/transfers.h"

#include <pthread.h>
#include <signal.h>

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "exchanges.h"

using namespace cleancopy;
using namespace cleancopy::test;
using namespace std::chrono_literals;

namespace {

std::ptrdiff_t open_files() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

}  // namespace

TEST_CASE("transfers: an answer of any status comes with its head, fields and bytes") {
  for (const char* status :
       {"200 OK", "203 Near", "301 Moved", "404 Not Found", "410 Gone", "429 Slow", "500 Oh"}) {
    CAPTURE(status);
    const std::string sent =
        response(status, "Content-Type: text/html\r\nX-One: a\r\nx-one: b\r\n", "page\n");
    const Loopback server(always(sent));
    const Exchange answer =
        answer_to({.ticket = 1u << 31, .url = server.url("127.0.0.1", "/a b#c")}, anywhere());
    REQUIRE_FALSE(answer.fault);
    CHECK(answer.ticket == 1u << 31);
    CHECK(answer.url == server.url("127.0.0.1", "/a%20b"));
    CHECK(answer.status == std::stoi(status));
    CHECK(answer.head + answer.bytes == sent);
    CHECK(answer.fields.value("content-type") == "text/html");
    CHECK(answer.fields.list("X-One") == std::vector<std::string>{"a", "b"});
    CHECK(answer.bytes == "page\n");
  }
}

TEST_CASE("transfers: the head is the final response's, without interim ones and trailers") {
  const Loopback server(always(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
      "5\r\npage\n\r\n0\r\nX-Sum: 1\r\nContent-Type: text/evil\r\n\r\n"));
  const Exchange answer = answer_from(server);
  CHECK(answer.status == 200);
  CHECK(answer.head == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n");
  CHECK(answer.fields.value("Content-Type").empty());
  CHECK(answer.bytes == "page\n");
}

TEST_CASE("transfers: a request names the program, takes every encoding, and keeps no cookie") {
  std::string request;
  {
    const Loopback server([&request](int connection, std::string_view got) {
      request = got;
      send_all(connection, response("200 OK", "Set-Cookie: id=1\r\n", ""));
    }, After::keep);
    FetchOptions options = anywhere();
    options.contact = "https://example.org/bot";
    Transfers transfers(options);
    for (const char* path : {"/first", "/second"}) {
      transfers.start({.url = server.url("127.0.0.1", path)});
      CHECK(wait_for_all(transfers).at(0).status == 200);
    }
  }
  CHECK(request.starts_with("GET /second HTTP/1.1\r\n"));
  const auto fields = HeaderFields::parse(request.substr(request.find('\n') + 1));
  CHECK(fields.value("User-Agent") == "cleancopy/" + std::string(version()) + " (+https://example.org/bot)");
  const auto encodings = fields.list("Accept-Encoding");
  for (const char* encoding : {"gzip", "deflate", "br"}) {
    CHECK(std::count(encodings.begin(), encodings.end(), encoding) == 1);
  }
  for (const char* name : {"Cookie", "Authorization", "If-None-Match", "If-Modified-Since", "Referer"}) {
    CHECK(fields.value(name).empty());
  }
}

TEST_CASE("transfers: validators make a request conditional, and an answer may be 304") {
  const Loopback server([](int connection, std::string_view request) {
    const auto fields = HeaderFields::parse(request.substr(request.find('\n') + 1));
    const bool is_same = fields.value("If-None-Match") == "W/\"a, b\"" &&
                         fields.value("If-Modified-Since") == "Sun, 22 Nov 2026 10:00:00 GMT";
    send_all(connection, is_same ? "HTTP/1.1 304 Not Modified\r\nETag: W/\"a, b\"\r\n\r\n"
                                 : response("200 OK", "", "page\n"));
  });
  Request request{.url = server.url("127.0.0.1")};
  CHECK(answer_to(request, anywhere()).status == 200);
  request.validators = {"W/\"a, b\"", "Sun, 22 Nov 2026 10:00:00 GMT"};
  const Exchange answer = answer_to(request, anywhere());
  CHECK(answer.status == 304);
  CHECK(answer.fields.value("ETag") == "W/\"a, b\"");
  CHECK(answer.bytes.empty());
}

TEST_CASE("transfers: a validator that cannot stand in a header is not sent") {
  std::string request;
  for (const std::string& etag :
       {std::string("\"a\"\r\nX-Evil: y"), std::string("\"a\nb\""), std::string("\"a\0b\"", 5),
        std::string("\x7F"), std::string("\x1B[0m"), std::string(kMaxValidator + 1, 'a'), std::string()}) {
    CAPTURE(etag);
    {
      const Loopback server([&request](int connection, std::string_view got) {
        request = got;
        send_all(connection, response("200 OK", "", ""));
      });
      const Request conditional{.url = server.url("127.0.0.1"), .validators = {etag, etag}};
      CHECK(answer_to(conditional, anywhere()).status == 200);
    }
    CHECK(request.find("If-") == std::string::npos);
    CHECK(request.find("Evil") == std::string::npos);
  }
}

TEST_CASE("transfers: many hosts are asked at once, each over one connection that is kept") {
  const auto answer = [](int connection, std::string_view request) {
    std::this_thread::sleep_for(20ms);
    send_all(connection, response("200 OK", "", request.substr(0, request.find(" HTTP"))));
  };
  std::vector<std::unique_ptr<Loopback>> servers;
  for (int i = 0; i < 40; ++i) servers.push_back(std::make_unique<Loopback>(answer, After::keep));
  Transfers transfers(anywhere());
  std::map<std::uint64_t, std::string> paths;
  for (std::uint64_t ticket = 0; ticket < 200; ++ticket) {
    paths[ticket] = "/" + std::to_string(ticket);
    transfers.start({.ticket = ticket, .url = servers[ticket % 40]->url("127.0.0.1", paths[ticket])});
  }
  CHECK(transfers.running() == 200);
  const auto begun = std::chrono::steady_clock::now();
  for (const Exchange& exchange : wait_for_all(transfers)) {
    CHECK(exchange.bytes == "GET " + paths[exchange.ticket]);
    paths.erase(exchange.ticket);
  }
  CHECK(paths.empty());
  CHECK(std::chrono::steady_clock::now() - begun < 3s);  // one after the other: 4 s
  for (const auto& server : servers) CHECK(server->connections() == 1);
}

TEST_CASE("transfers: no more connections are kept than kMaxIdleConnections") {
  constexpr int kServers = kMaxIdleConnections + 20;
  std::vector<std::unique_ptr<Loopback>> servers;
  for (int i = 0; i < kServers; ++i)
    servers.push_back(std::make_unique<Loopback>(always(response("200 OK", "", "")), After::keep));
  Transfers transfers(anywhere());
  const auto begun = open_files();
  for (const auto& server : servers) {
    transfers.start({.url = server->url("127.0.0.1")});
    CHECK(wait_for_all(transfers).at(0).status == 200);
  }
  CHECK(open_files() - begun <= kServers + kMaxIdleConnections + 8);  // the servers' ends are ours, too
}

TEST_CASE("transfers: nothing is left open after thousands of exchanges of every kind") {
  const auto before = open_files();
  {
    const Loopback good(always(response("200 OK", "", "page\n")), After::keep);
    const Loopback closing(always(response("404 Not Found", "", "none\n")));
    const Loopback broken(always("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
    Transfers transfers(anywhere());
    for (int i = 0; i < 2000; ++i) {
      const Loopback& server = i % 4 == 0 ? closing : i % 4 == 1 ? broken : good;
      transfers.start({.url = i % 10 == 7 ? "http://127.0.0.1:1/" : server.url("127.0.0.1")});
      const auto all = wait_for_all(transfers);
      REQUIRE(all.size() == 1);
      CHECK(all[0].fault.has_value() == (i % 4 == 1 || i % 10 == 7));
    }
    CHECK(good.connections() == 1);
    CHECK(open_files() - before < 30);
  }
  CHECK(open_files() == before);
}

TEST_CASE("transfers: to destroy them aborts what is running") {
  std::atomic<int> left = 0;
  {
    const Loopback server([&left](int connection, std::string_view) {
      send_all(connection, "HTTP/1.1 200 OK\r\n\r\n");
      while (send_all(connection, "x")) std::this_thread::sleep_for(5ms);
      ++left;
    });
    const auto begun = std::chrono::steady_clock::now();
    {
      Transfers transfers(anywhere());
      transfers.start({.url = server.url("127.0.0.1")});
      transfers.start({.url = server.url("127.0.0.1", "/waits")});
      transfers.start({.url = "ftp://127.0.0.1/"});
      CHECK(transfers.wait(200ms).size() == 1);
      CHECK(transfers.wait(200ms).empty());
      CHECK(transfers.running() == 2);
    }
    CHECK(std::chrono::steady_clock::now() - begun < 5s);
  }
  CHECK(left == 1);
}

TEST_CASE("transfers: a wait without anything to wait for is over at once") {
  Transfers transfers(anywhere());
  const auto begun = std::chrono::steady_clock::now();
  CHECK(transfers.wait(20s).empty());
  CHECK(std::chrono::steady_clock::now() - begun < 5s);
  CHECK(transfers.running() == 0);
}

TEST_CASE("transfers: a signal ends no exchange") {
  struct sigaction ignoring {}, before {};
  ignoring.sa_handler = [](int) {};
  ::sigaction(SIGUSR1, &ignoring, &before);
  const Loopback server([waiting = ::pthread_self()](int connection, std::string_view) {
    for (int i = 0; i < 5; ++i) {
      std::this_thread::sleep_for(20ms);
      ::pthread_kill(waiting, SIGUSR1);
    }
    send_all(connection, response("200 OK", "", "page\n"));
  });
  CHECK(answer_from(server).bytes == "page\n");
  ::sigaction(SIGUSR1, &before, nullptr);
}
