#include "io/http_message.h"

#include <catch2/catch.hpp>

#include "pack.h"

using namespace cleancopy;

namespace {

constexpr std::size_t kLimit = 100000;

HttpBody body_of(const std::string& message) {
  const auto head = parse_http_head(message);
  REQUIRE(head);
  return decode_body(*head, std::string_view(message).substr(head->size), kLimit);
}

}  // namespace

TEST_CASE("http_message: status lines of all versions are read, and others are no response") {
  struct Row {
    const char* line;
    int status;  // 0: no response
  };
  const Row rows[] = {{"HTTP/1.1 200 OK", 200},
                      {"HTTP/1.0 404 Not Found", 404},
                      {"HTTP/2 200", 200},
                      {"HTTP/2.0 301 ", 301},
                      {"HTTP/3 200", 200},
                      {"HTTP/1.1  200 OK", 200},
                      {"HTTP/1.1 200", 200},
                      {"HTTP/1.1 20 OK", 0},
                      {"HTTP/1.1 2000 OK", 0},
                      {"HTTP/1.1", 0},
                      {"HTTP/1.1 OK", 0},
                      {"GET / HTTP/1.1", 0},
                      {"<html>", 0},
                      {"", 0},
                      {"HTTP/1.1 -20 OK", 0}};
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const auto head = parse_http_head(row.line + std::string("\r\nA: b\r\n\r\nbody"));
    CHECK((head ? head->status : 0) == row.status);
  }
}

TEST_CASE("http_message: header fields are found in any case, folded, with any line ends") {
  const std::string message =
      "HTTP/1.1 200 OK\nContent-TYPE:text/html;\n\tcharset=koi8-r\r\nno colon\r\nX: 1\r\nX: 2\r\n\r\nX: 3";
  const auto head = parse_http_head(message);
  REQUIRE(head);
  CHECK(head->fields.value("content-type") == "text/html; charset=koi8-r");
  CHECK(head->fields.value("x") == "1");
  CHECK(head->fields.value("y").empty());
  CHECK(message.substr(head->size) == "X: 3");
  CHECK(HeaderFields::parse("A: Gzip , BR\na:,zstd").list("A") ==
        std::vector<std::string>{"gzip", "br", "zstd"});
}

TEST_CASE("http_message: a header without an end is all there is") {
  for (const std::string message :
       {"HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nA: b", "HTTP/1.1 200 OK\r\nA: b\r\n"}) {
    CAPTURE(message);
    const auto head = parse_http_head(message);
    REQUIRE(head);
    CHECK(head->size == message.size());
  }
}

TEST_CASE("http_message: a body loses its chunks and every encoding, also several") {
  const std::string page = "<p>" + std::string(5000, 'x') + "</p>";
  const std::string rows[] = {
      test::http("", page),
      test::http("Content-Encoding: identity\r\n", page),
      test::http("Transfer-Encoding: chunked\r\n", test::chunked(page, 700)),
      test::http("Transfer-Encoding: Chunked\r\n", test::chunked(page, 100000)),
      test::http("Content-Encoding: gzip\r\n", test::gzip(page)),
      test::http("Content-Encoding: x-gzip\r\n", test::gzip(page)),
      test::http("Content-Encoding: deflate\r\n", test::zlib(page)),
      test::http("Content-Encoding: deflate\r\n", test::raw_deflate(page)),
      test::http("content-encoding: BR\r\n", test::brotli(page)),
      test::http("Content-Encoding: zstd\r\n", test::zstd(page)),
      test::http("Content-Encoding: deflate, gzip\r\n", test::gzip(test::zlib(page))),
      test::http("Content-Encoding: gzip\r\nContent-Encoding: br\r\n", test::brotli(test::gzip(page))),
      test::http("Content-Encoding: br\r\nTransfer-Encoding: gzip, chunked\r\n",
                 test::chunked(test::gzip(test::brotli(page)), 9)),
  };
  for (const std::string& message : rows) {
    CAPTURE(message.substr(0, 80));
    const HttpBody body = body_of(message);
    CHECK(body.refusal.empty());
    CHECK((body.bytes == page));
  }
}

TEST_CASE("http_message: a body that was decoded before it was stored is taken as it is") {
  const std::string page = "<p>Harbour wall</p>";
  for (const char* field : {"Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: zstd",
                            "Content-Encoding: br", "Content-Encoding: deflate",
                            "Content-Encoding: gzip, gzip", "Content-Encoding: windows-1252"}) {
    CAPTURE(field);
    const HttpBody body = body_of(test::http(field + std::string("\r\n"), page));
    CHECK(body.refusal.empty());
    CHECK(body.bytes == page);
  }
  CHECK(body_of(test::http("Content-Encoding: gzip\r\n", "")).bytes.empty());
}

TEST_CASE("http_message: a body that ends too early is given as far as it goes") {
  std::string page;
  for (int i = 0; i < 5000; ++i) page += "<p>" + std::to_string(i * i) + "</p>";
  const std::string gzip = test::gzip(page), chunks = test::chunked(page, 1000);
  const std::string rows[] = {
      test::http("Content-Encoding: gzip\r\n", gzip.substr(0, gzip.size() / 2)),
      test::http("Transfer-Encoding: chunked\r\n", chunks.substr(0, chunks.size() / 2)),
      test::http("Content-Length: 50000\r\n", page.substr(0, 5000)),
  };
  for (const std::string& message : rows) {
    const HttpBody body = body_of(message);
    CHECK(body.refusal.empty());
    CHECK(body.bytes.size() > 1000);
    CHECK((page.compare(0, body.bytes.size(), body.bytes) == 0));
  }
}

TEST_CASE("http_message: a body that is broken, too large or in no known encoding is refused") {
  std::string gzip = test::gzip(std::string(5000, 'x')), chunks = test::chunked(std::string(5000, 'x'), 1000);
  gzip[gzip.size() - 5] ^= 1;
  chunks[chunks.find("\r\n3e8", 5) + 2] = '?';
  struct Row {
    std::string message, refusal;
  };
  const Row rows[] = {
      {test::http("Content-Encoding: gzip\r\n", gzip), "its gzip body is broken"},
      {test::http("Transfer-Encoding: chunked\r\n", chunks), "its chunks are broken"},
      {test::http("Content-Encoding: br\r\n", "no brotli"), "its br body is broken"},
      {test::http("Content-Encoding: sdch\r\n", "\1\2"), "its Content-Encoding is not known"},
      {test::http("Content-Encoding: gzip\r\n", test::gzip(std::string(kLimit + 1, 'x'))),
       "its gzip body is larger than 100000 bytes"},
      {test::http("", std::string(kLimit + 1, 'x')), "its body is larger than 100000 bytes"},
      {test::http("Content-Encoding: br, br, br, br, br\r\n", "x"), "it has too many encodings"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.refusal);
    CHECK(body_of(row.message).refusal == row.refusal);
  }
}
