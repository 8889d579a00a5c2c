#include "io/warc_record.h"

#include <catch2/catch.hpp>

#include "pack.h"

using namespace cleancopy;
using test::http;
using test::warc;

namespace {

constexpr const char* kResponse = "Content-Type: application/http; msgtype=response\r\n";

bool holds(const std::string& record) {
  const auto head = parse_warc_head(record);
  REQUIRE(head);
  return holds_page(*head, std::string_view(record).substr(head->size));
}

}  // namespace

TEST_CASE("warc_record: responses, resources and conversions hold a page if they are HTML or plain text") {
  struct Row {
    std::string record;
    bool is_page;
  };
  const Row rows[] = {
      {warc("response", kResponse, http("Content-Type: text/html\r\n", "x")), true},
      {warc("RESPONSE", kResponse, http("content-type: Application/XHTML+xml ;charset=x\r\n", "x")), true},
      {warc("response", kResponse, http("Content-Type: text/plain\r\n", "x")), true},
      {warc("response", kResponse, http("", "x")), true},
      {warc("response", "", http("Content-Type: text/html\r\n", "x", "HTTP/2 206")), true},
      {warc("response", kResponse, http("Content-Type: image/png\r\n", "x")), false},
      {warc("response", kResponse, http("Content-Type: application/json\r\n", "x")), false},
      {warc("response", kResponse, http("Content-Type: text/html\r\n", "x", "HTTP/1.1 301 Moved")), false},
      {warc("response", kResponse, http("Content-Type: text/html\r\n", "x", "HTTP/1.1 404 Not Found")),
       false},
      {warc("response", kResponse, http("Content-Type: text/html\r\n", "x", "HTTP/1.1 500 Oh")), false},
      {warc("response", kResponse, "no response at all"), true},  // to be told as one that was lost
      {warc("response", "Content-Type: text/dns\r\n", "20200506 example.org. 1 IN A 192.0.2.1"), false},
      {warc("resource", "Content-Type: text/html\r\n", "<p>x"), true},
      {warc("resource", "Content-Type: text/plain\r\n", "x"), true},
      {warc("resource", "Content-Type: image/jpeg\r\n", "x"), false},
      {warc("resource", "", "x"), false},
      {warc("conversion", "Content-Type: text/plain\r\n", "x"), true},
      {warc("conversion", "", "x"), true},
      {warc("conversion", "Content-Type: application/pdf\r\n", "x"), false},
      {warc("warcinfo", "Content-Type: application/warc-fields\r\n", "software: x\r\n"), false},
      {warc("request", "Content-Type: application/http\r\n", "GET / HTTP/1.1\r\n\r\n"), false},
      {warc("metadata", "Content-Type: text/plain\r\n", "x"), false},
      {warc("revisit", kResponse, http("Content-Type: text/html\r\n", "")), false},
      {warc("continuation", "Content-Type: text/html\r\n", "x"), false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.record);
    CHECK(holds(row.record) == row.is_page);
  }
}

TEST_CASE("warc_record: a response gives page, address, day, id and the server's content type") {
  const std::string fields =
      "WARC-Target-URI: <http://example.org/a?b>\r\nWARC-Date: 2020-05-06T07:08:09.123Z\r\n"
      "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http;msgtype=response\r\n";
  const std::string body = test::chunked(test::gzip("<p>Harbour"), 5);
  const Input input =
      read_warc_record(warc("response", fields,
                            http("Content-Type: text/html; charset=koi8-r\r\nContent-Encoding: "
                                 "gzip\r\nTransfer-Encoding: chunked\r\n",
                                 body, "HTTP/2 200")));
  CHECK(input.refusal.empty());
  CHECK(input.page.id == "urn:uuid:1");
  CHECK(input.page.url == "http://example.org/a?b");
  CHECK(input.page.crawled == "2020-05-06T07:08:09.123Z");
  CHECK(input.page.content_type == "text/html; charset=koi8-r");
  CHECK(input.page.format == Format::html);
  CHECK(input.page.bytes == "<p>Harbour");
}

TEST_CASE(
    "warc_record: resources are pages without an HTTP header, conversions and plain text are text pages") {
  struct Row {
    std::string record;
    Format format;
    const char* bytes;
  };
  const Row rows[] = {
      {warc("resource", "Content-Type: text/html\r\n", "<p>x"), Format::html, "<p>x"},
      {warc("resource", "Content-Type: text/plain\r\n", "HTTP/1.1 200 OK\r\n\r\nx"), Format::text,
       "HTTP/1.1 200 OK\r\n\r\nx"},
      {warc("conversion", "Content-Type: text/plain\r\n", "Harbour\nwall"), Format::text, "Harbour\nwall"},
      {warc("conversion", "", "Harbour"), Format::text, "Harbour"},
      {warc("response", kResponse, http("Content-Type: text/plain\r\n", "x")), Format::text, "x"},
      {warc("response", kResponse, http("", "<p>x")), Format::html, "<p>x"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.record);
    const Input input = read_warc_record(row.record);
    CHECK(input.refusal.empty());
    CHECK(input.page.format == row.format);
    CHECK(input.page.bytes == row.bytes);
  }
}

TEST_CASE("warc_record: a record may come as its gzip member, which must be whole") {
  const std::string record = test::warc_page(7, "<p>Harbour");
  const std::string member = test::gzip(record);
  CHECK(read_warc_record(member).page.id == "urn:page:7");
  CHECK(read_warc_record(member.substr(0, member.size() - 1)).refusal == "its gzip member is broken");
  CHECK(read_warc_record(member + "x").refusal == "its gzip member is followed by something broken");
  CHECK(read_warc_record(test::gzip("WARC/1.0")).refusal == "no WARC record");
}

TEST_CASE("warc_record: what is no record, or has no response in it, is refused") {
  const std::string whole = warc("resource", "Content-Type: text/html\r\n", "<p>Harbour wall");
  CHECK(read_warc_record("").refusal == "no WARC record");
  CHECK(read_warc_record("<html>").refusal == "no WARC record");
  CHECK(read_warc_record(whole.substr(0, 50)).refusal == "no WARC record");
  CHECK(read_warc_record(whole.substr(0, whole.size() - 8)).refusal == "its WARC record is cut short");
  CHECK(read_warc_record(warc("response", kResponse, "no")).refusal == "no HTTP response in the record");
}

TEST_CASE("warc_record: a head must have a type and a length that is a number") {
  CHECK(parse_warc_head("WARC/1.1\nwarc-type: response\ncontent-length: 5\n\n")->block == 5);
  CHECK(parse_warc_head("WARC/0.18\r\nWARC-Type: x\r\nContent-Length: 18446744073709551615\r\n\r\n"));
  for (const char* head :
       {"WARC/1.0\r\nWARC-Type: x\r\n\r\n", "WARC/1.0\r\nContent-Length: 5\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: x\r\nContent-Length: -5\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: x\r\nContent-Length: 5x\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: x\r\nWARC/1.0\r\nContent-Length: 5\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: x\r\nContent-Length: 5\r\n", "WARC-Type: x\r\nContent-Length: 5\r\n\r\n"}) {
    CAPTURE(head);
    CHECK_FALSE(parse_warc_head(head));
  }
}

TEST_CASE("warc_record: a record is looked for where a line is a version of the format") {
  CHECK(find_record("WARC/1.0\r\n", 0) == 0);
  CHECK(find_record("</html>WARC/1.0\r\n", 0) == 7);
  CHECK(find_record("WARC/1.0\r\nWARC/1.1\r\n", 1) == 10);
  CHECK(find_record("\nWARC/1.0 is a format\nWARC/", 1) == 22);
  CHECK(find_record("\nWARC/1.0", 2) == std::string::npos);
  CHECK(find_record("", 0) == std::string::npos);
}

TEST_CASE("pathological: a million beginnings of WARC records in a row are no record") {
  std::string text;
  while (text.size() < 8000000) text += "WARC/1.0\n";
  std::size_t heads = 0, tried = 0;
  for (std::size_t at = find_record(text, 0); at != std::string::npos;
       at = find_record(text, at + 1), ++tried)
    heads += parse_warc_head(std::string_view(text).substr(at)) ? 1 : 0;
  CHECK(tried > 800000);
  CHECK(heads == 0);
}

TEST_CASE("warc_record: addresses in any bytes become UTF-8") {
  CHECK(read_warc_record(
            warc("resource", "Content-Type: text/html\r\nWARC-Target-URI: http://x.org/\xE9\r\n", "x"))
            .page.url == "http://x.org/é");
}
