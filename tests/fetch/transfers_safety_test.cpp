#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

#include "exchanges.h"
#include "names.h"
#include "spellings.h"

using namespace cleancopy;
using namespace cleancopy::test;
using namespace std::chrono_literals;

namespace {

void answer_page(int connection, std::string_view) {
  send_all(connection, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\npage\n");
}

Exchange answer_to(const std::string& url, AddressTest may_connect) {
  FetchOptions options;
  options.may_connect = may_connect;
  return test::answer_to({.url = url}, options);
}

}  // namespace

TEST_CASE("transfers: no spelling of an address of this machine gets a connection, unless all do") {
  for (const char* host : kThisMachine) {
    CAPTURE(host);
    const Loopback server(answer_page);
    const Exchange refused = answer_to(server.url(host), is_public);
    REQUIRE(refused.fault);
    CHECK(refused.fault->fault == FetchFault::refused);
    CHECK(server.connections() == 0);
    const Exchange page = answer_to(server.url(host), is_any);
    CHECK(page.status == 200);
    CHECK(server.connections() == 1);
  }
}

TEST_CASE("transfers: no spelling of a private address is tried") {
  const Loopback server(answer_page);
  for (const char* host : kElsewhere) {
    CAPTURE(host);
    const Exchange refused = answer_to(server.url(host), is_public);
    REQUIRE(refused.fault);
    CHECK(refused.fault->fault == FetchFault::refused);
    CHECK(server.connections() == 0);
  }
}

TEST_CASE("transfers: an address with a dot behind it is judged once it has been looked up") {
  const Loopback server(answer_page);
  for (const char* host : kDotted) {
    CAPTURE(host);
    CHECK(answer_to(server.url(host), is_public).fault);
    CHECK(server.connections() == 0);
  }
  const Name name("127.0.0.1.", {"127.0.0.1"});
  CHECK(answer_to(server.url("127.0.0.1."), is_public).fault->fault == FetchFault::refused);
  CHECK(server.connections() == 0);
  CHECK(answer_to(server.url("127.0.0.1."), is_any).status == 200);
}

TEST_CASE("transfers: of a name's addresses those that are not allowed get no connection") {
  const Loopback server(answer_page, After::close, "::ffff:127.0.0.2");
  REQUIRE(server.port() > 0);
  const std::vector<std::string> orders[] = {
      {"127.0.0.1", "127.0.0.2"},
      {"127.0.0.2", "127.0.0.1"},
      {"127.0.0.2"},
      {"::ffff:127.0.0.2", "127.0.0.1"},
  };
  for (const auto& addresses : orders) {
    const Name name("two.example", addresses);
    CHECK(answer_to(server.url("two.example"), is_127_0_0_1).fault);
    CHECK(server.connections() == 0);
  }
  const Name name("two.example", orders[0]);
  CHECK(answer_to(server.url("two.example"), is_any).status == 200);
  CHECK(server.connections() == 1);
}

TEST_CASE("transfers: an address that is allowed is reached beside one that is not") {
  const Loopback server(answer_page);
  const Name name("two.example", {"127.0.0.2", "127.0.0.1"});
  CHECK(answer_to(server.url("two.example"), is_127_0_0_1).status == 200);
  CHECK(server.connections() == 1);
}

TEST_CASE("transfers: a name that changes its address is judged at its new one") {
  const Loopback server(answer_page);
  FetchOptions options;
  options.may_connect = is_127_0_0_1;
  const auto ask = [&](const char* address) {
    const Name name("rebound.example", {address});
    Transfers transfers(options);
    transfers.start({.url = server.url("rebound.example")});
    return transfers.wait(20s);
  };
  CHECK_FALSE(ask("127.0.0.1").at(0).fault);
  CHECK(ask("127.0.0.2").at(0).fault);
  CHECK(server.connections() == 1);
}

TEST_CASE("transfers: what is no web URL is a fault at the next wait, and opens nothing") {
  const Loopback server(answer_page);
  FetchOptions options;
  options.may_connect = is_any;
  Transfers transfers(options);
  const std::string port = std::to_string(server.port());
  const std::string urls[] = {
      "file:///etc/passwd", "ftp://127.0.0.1:" + port + "/x", "gopher://127.0.0.1:" + port + "/_x",
      "dict://127.0.0.1:" + port + "/x", "javascript:alert(1)", "data:text/html,x",
      "127.0.0.1:" + port, "", "/x",
      "http://user:word@127.0.0.1:" + port + "/", "http://127.0.0.1:" + port + "/\r\nX: y",
      "http://127.0.0.1:" + port + "/" + std::string(100'000, 'a')};
  for (const std::string& url : urls) {
    CAPTURE(url);
    transfers.start({.ticket = 7, .url = url});
    CHECK(transfers.running() == 1);
    const auto ended = transfers.wait(20s);
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].ticket == 7);
    CHECK(ended[0].url == url);
    CHECK(ended[0].status == 0);
    REQUIRE(ended[0].fault);
    CHECK(ended[0].fault->fault == FetchFault::address);
    CHECK(transfers.running() == 0);
  }
  CHECK(server.connections() == 0);
}

TEST_CASE("transfers: a redirect is an answer, and its target is not asked") {
  for (const char* location :
       {"file:///etc/passwd", "ftp://127.0.0.1/x", "http://169.254.169.254/", "/second"}) {
    CAPTURE(location);
    const Loopback server([&](int connection, std::string_view) {
      send_all(connection, "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + std::string(location) +
                               "\r\n\r\n");
    });
    const Exchange answer = answer_to(server.url("127.0.0.1", "/first"), is_any);
    CHECK(answer.status == 302);
    CHECK(redirect_of(answer) == location);
    CHECK(answer.url == server.url("127.0.0.1", "/first"));
    CHECK(server.connections() == 1);
  }
}

TEST_CASE("transfers: a name that nobody answers for holds up neither its deadline nor others") {
  const Loopback server(answer_page);
  const Name name("stuck.example", {});
  FetchOptions options;
  options.may_connect = is_any;
  options.deadline = 500ms;
  const auto start = std::chrono::steady_clock::now();
  {
    Transfers transfers(options);
    transfers.start({.ticket = 1, .url = "http://stuck.example/"});
    transfers.start({.ticket = 2, .url = server.url("127.0.0.1")});
    const auto first = transfers.wait(20s);
    REQUIRE(first.size() == 1);
    CHECK(first[0].ticket == 2);
    CHECK(first[0].status == 200);
    const auto second = transfers.wait(20s);
    REQUIRE(second.size() == 1);
    REQUIRE(second[0].fault);
    CHECK(second[0].fault->fault == FetchFault::unreachable);
    transfers.start({.ticket = 3, .url = "http://stuck.example/"});
    CHECK(transfers.wait(10ms).empty());
  }
  CHECK(std::chrono::steady_clock::now() - start < 10s);
}
