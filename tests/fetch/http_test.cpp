#include "fetch/http.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

#include "loopback.h"
#include "spellings.h"

using namespace cleancopy;
using namespace cleancopy::test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kPage =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\npage\n";

void answer_page(int connection, std::string_view) { send_all(connection, kPage); }

FetchOptions anywhere() {
  FetchOptions options;
  options.may_connect = is_any;
  return options;
}

std::string redirect_to(std::string_view location) {
  return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + std::string(location) + "\r\n\r\n";
}

Loopback::Answer first_redirects_to(std::string location) {
  return [location](int connection, std::string_view request) {
    send_all(connection, request.starts_with("GET /first ") ? redirect_to(location) : std::string(kPage));
  };
}

}  // namespace

TEST_CASE("http: a page comes with its address, status, type and bytes") {
  const Loopback server(answer_page);
  const auto page = fetch(server.url("127.0.0.1", "/a b/\xC3\xA9"), anywhere());
  REQUIRE(page);
  CHECK(page.value().url == server.url("127.0.0.1", "/a%20b/%c3%a9"));
  CHECK(page.value().status == 200);
  CHECK(page.value().content_type == "text/html");
  CHECK(page.value().bytes == "page\n");
}

TEST_CASE("http: no spelling of an address of this machine gets a connection") {
  const Loopback server(answer_page);
  REQUIRE(server.port() > 0);
  const auto check = [&server](const char* host) {
    CAPTURE(host);
    CHECK_FALSE(fetch(server.url(host), {}));
    CHECK(server.connections() == 0);
  };
  for (const char* host : kThisMachine) check(host);
  for (const char* host : kElsewhere) check(host);
  for (const char* host : kDotted) check(host);
  CHECK(fetch(server.url("127.0.0.1"), anywhere()));
  CHECK(server.connections() == 1);
}

TEST_CASE("http: an address that is not public is told as refused") {
  const Loopback server(answer_page);
  for (const char* host :
       {"127.0.0.1", "2130706433", "0x7f.1", "0", "localhost", "[::1]", "[::ffff:127.0.0.1]"}) {
    CAPTURE(host);
    const auto page = fetch(server.url(host), {});
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == FetchFault::refused);
    CHECK(page.error().error.where == server.url(host));
    CHECK(page.error().error.what == "its address is not one of the public internet");
  }
}

TEST_CASE("http: the address is looked at on every hop") {
  const Loopback second(answer_page);
  FetchOptions options;
  options.may_connect = is_127_0_0_1;
  const Loopback allowed(first_redirects_to(second.url("127.0.0.1")));
  CHECK(fetch(allowed.url("127.0.0.1", "/first"), options));
  CHECK(second.connections() == 1);
  for (const char* host : {"127.0.0.2", "0", "0x7f.2", "[::1]", "[::ffff:127.0.0.1]"}) {
    CAPTURE(host);
    const Loopback first(first_redirects_to(second.url(host)));
    const auto page = fetch(first.url("127.0.0.1", "/first"), options);
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == FetchFault::refused);
    CHECK(first.connections() == 1);
    CHECK(second.connections() == 1);
  }
}

TEST_CASE("http: a redirect leads to http and https alone, and to no user's address") {
  for (const char* location : {"ftp://127.0.0.1/x", "file:///etc/passwd", "gopher://127.0.0.1/x",
                               "dict://127.0.0.1/x", "http://user:word@127.0.0.1/", "mailto:x@example.org"}) {
    CAPTURE(location);
    const Loopback server(first_redirects_to(location));
    const auto page = fetch(server.url("127.0.0.1", "/first"), anywhere());
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == FetchFault::refused);
    CHECK(server.connections() == 1);
  }
}

TEST_CASE("http: a page has the address that redirects led to, and they lead ten steps at most") {
  const Loopback server(first_redirects_to("/second"));
  const auto page = fetch(server.url("127.0.0.1", "/first"), anywhere());
  REQUIRE(page);
  CHECK(page.value().url == server.url("127.0.0.1", "/second"));
  const Loopback circle(
      [](int connection, std::string_view) { send_all(connection, redirect_to("/again")); });
  const auto none = fetch(circle.url("127.0.0.1"), anywhere());
  REQUIRE_FALSE(none);
  CHECK(none.error().fault == FetchFault::bound);
  CHECK(none.error().error.what == "redirects more than ten times");
}

TEST_CASE("http: what is no http URL is not fetched") {
  struct Row {
    std::string url;
    const char* what;
  };
  const Row rows[] = {
      {"ftp://example.org/x", "only http and https are fetched"},
      {"file:///etc/passwd", "only http and https are fetched"},
      {"nonsense://example.org/x", "only http and https are fetched"},
      {"http://user:word@example.org/", "a URL with a user name is not fetched"},
      {"http://", "not a URL"},
      {"", "not a URL"},
      {"example.org/x", "not a URL"},
      {"http://exam ple.org/", "not a URL"},
      {"http://example.org/\r\nX: y", "not a URL"},
      {std::string("http://example.org/\0x", 21), "not a URL"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    const auto page = fetch(row.url, {});
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == FetchFault::address);
    CHECK(page.error().error.what == row.what);
  }
}

TEST_CASE("http: a status outside 200 to 299 is an error that tells it") {
  for (const int status : {300, 304, 403, 404, 410, 500, 503, 599}) {
    CAPTURE(status);
    const Loopback server([status](int connection, std::string_view) {
      send_all(connection, "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: 0\r\n\r\n");
    });
    const auto page = fetch(server.url("127.0.0.1"), anywhere());
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == FetchFault::status);
    CHECK(page.error().status == status);
    CHECK(page.error().error.what == "HTTP " + std::to_string(status));
  }
}

TEST_CASE("http: a body of the largest size is a page, and a byte more is none") {
  const Loopback server(answer_page);
  FetchOptions options = anywhere();
  options.max_bytes = 5;
  CHECK(fetch(server.url("127.0.0.1"), options));
  options.max_bytes = 4;
  const auto page = fetch(server.url("127.0.0.1"), options);
  REQUIRE_FALSE(page);
  CHECK(page.error().fault == FetchFault::bound);
}

TEST_CASE("http: bodies and headers without an end are cut off") {
  const std::string start = "HTTP/1.1 200 OK\r\n";
  const std::string_view more = GENERATE("\r\n", "");
  const Loopback server([&](int connection, std::string_view) {
    const std::string piece =
        more.empty() ? "X-More: " + std::string(1000, 'x') + "\r\n" : std::string(65536, 'x');
    send_all(connection, start + std::string(more));
    while (send_all(connection, piece)) {}
  });
  const auto page = fetch(server.url("127.0.0.1"), anywhere());
  REQUIRE_FALSE(page);
  CHECK(page.error().fault == FetchFault::bound);
}

TEST_CASE("http: a server that drips is left at the deadline, or once patience is over") {
  const Loopback server([](int connection, std::string_view) {
    bool open = send_all(connection, "HTTP/1.1 200 OK\r\n\r\n");
    for (int i = 0; open && i < 300; ++i) {
      open = send_all(connection, "x");
      std::this_thread::sleep_for(50ms);
    }
  });
  FetchOptions short_deadline = anywhere(), short_patience = anywhere();
  short_deadline.deadline = 300ms;
  short_patience.patience = 1s;
  for (const FetchOptions& options : {short_deadline, short_patience}) {
    const auto start = std::chrono::steady_clock::now();
    const auto page = fetch(server.url("127.0.0.1"), options);
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == FetchFault::unreachable);
    CHECK(std::chrono::steady_clock::now() - start < 10s);
  }
}

TEST_CASE("http: a body that breaks off is no page, and neither is a host that is not there") {
  const Loopback server([](int connection, std::string_view) {
    send_all(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  });
  for (const std::string& url : {server.url("127.0.0.1"), std::string("http://127.0.0.1:1/")}) {
    const auto page = fetch(url, anywhere());
    REQUIRE_FALSE(page);
    CHECK(page.error().fault == FetchFault::unreachable);
    CHECK_FALSE(page.error().error.what.empty());
  }
}

TEST_CASE("http: proxies of the environment are not used") {
  const Loopback server(answer_page), proxy(answer_page);
  ::setenv("http_proxy", proxy.url("127.0.0.1").c_str(), 1);
  ::setenv("ALL_PROXY", proxy.url("127.0.0.1").c_str(), 1);
  CHECK(fetch(server.url("127.0.0.1"), anywhere()));
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
  CHECK(server.connections() == 1);
  CHECK(proxy.connections() == 0);
}

TEST_CASE("http: the request names the program, and whom to ask") {
  std::string request;
  {
    const Loopback server([&request](int connection, std::string_view got) {
      request = got;
      answer_page(connection, got);
    });
    FetchOptions options = anywhere();
    options.contact = "press@example.org";
    REQUIRE(fetch(server.url("127.0.0.1"), options));
  }
  CHECK(request.find("\r\nUser-Agent: cleancopy/" + std::string(version()) + " (+press@example.org)\r\n") !=
        std::string::npos);
  CHECK(request.find("\r\nCookie:") == std::string::npos);
  CHECK(user_agent("") == "cleancopy/" + std::string(version()));
}

TEST_CASE("http: a contact is a word that cannot break out of a header") {
  for (const char* contact : {"press@example.org", "https://example.org/bot?a=b", "x"}) {
    CHECK(is_contact(contact));
  }
  for (const char* contact : {"", "a b", "a\r\nX: y", "a)", "(a", "a\\b", "caf\xC3\xA9", "a\x7F", "\t"}) {
    CAPTURE(contact);
    CHECK_FALSE(is_contact(contact));
  }
}
