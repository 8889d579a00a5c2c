#include "app/live_web.h"

#include <catch2/catch.hpp>

#include "../fetch/loopback.h"

namespace cleancopy::app {
namespace {

using std::chrono::milliseconds;

TEST_CASE("the live web waits also when nothing is under way, and its clock goes on") {
  LiveWeb web({});
  const milliseconds before = web.now();
  CHECK(web.wait(milliseconds(30)).empty());
  CHECK(web.now() - before >= milliseconds(30));
  CHECK(before > std::chrono::hours(24 * 365 * 50));  // since 1970
}

TEST_CASE("the live web hands out the answer of a server") {
  test::Loopback server([](int connection, std::string_view request) {
    CHECK(request.find("User-Agent: cleancopy/") != std::string_view::npos);
    test::send_all(connection, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
  });
  FetchOptions options;
  options.may_connect = is_any;
  LiveWeb web(options);
  web.start({7, server.url("127.0.0.1"), {}, 100});
  std::vector<Exchange> ended;
  for (int i = 0; ended.empty() && i < 200; ++i) ended = web.wait(milliseconds(100));
  REQUIRE(ended.size() == 1);
  CHECK(ended[0].ticket == 7);
  CHECK(ended[0].status == 200);
  CHECK(ended[0].bytes == "hello");
}

}  // namespace
}  // namespace cleancopy::app
