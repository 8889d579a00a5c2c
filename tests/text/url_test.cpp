#include "text/url.h"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "random.h"

using namespace cleancopy;

TEST_CASE("host_of: the host of what pages call a URL") {
  const std::pair<const char*, const char*> row = GENERATE(values<std::pair<const char*, const char*>>({
      {"https://www.bbc.co.uk/news/uk-1", "www.bbc.co.uk"},
      {"HTTP://WWW.BBC.CO.UK", "www.bbc.co.uk"},
      {"http://bbc.co.uk:8080/x", "bbc.co.uk"},
      {"http://bbc.co.uk:/x", "bbc.co.uk"},
      {"http://user:p@ss@bbc.co.uk/x@y.z", "bbc.co.uk"},
      {"http://bbc.co.uk.?q", "bbc.co.uk"},
      {"http://bbc.co.uk#x", "bbc.co.uk"},
      {"http://bbc.co.uk\\evil.example", "bbc.co.uk"},
      {"https:///bbc.co.uk/x", "bbc.co.uk"},
      {"//cdn.example.com/a.js", "cdn.example.com"},
      {"bbc.co.uk/news", "bbc.co.uk"},
      {"bbc.co.uk", "bbc.co.uk"},
      {"bbc.co.uk:443/news", "bbc.co.uk"},
      {" \thttp://bbc.co.uk/\n", "bbc.co.uk"},
      {"http://localhost/x", "localhost"},
      {"http://[::1]:80/x", "[::1]"},
      {"http://m\u00FCnchen.example/", "m\u00FCnchen.example"},
      {"", ""},
      {"/news/uk-1", ""},
      {"?q=a.b", ""},
      {"#top", ""},
      {"news", ""},
      {"mailto:someone@example.com", ""},
      {"javascript:void(0)", ""},
      {"data:text/html,a.b", ""},
      {"ftp://ftp.example.com/", ""},
      {"http://", ""},
      {"http://:80/", ""},
      {"http://./", ""},
      {"http://bbc.co.uk:port/", ""},
      {"http://a b.example/", ""},
      {"http://<b>.example/", ""},
  }));
  CAPTURE(row.first);
  CHECK(host_of(row.first) == row.second);
}

TEST_CASE("host_of: a host is its own host, whatever the bytes") {
  const std::vector<std::string> pieces = {"http:", "https:", "/", "//", "\\", "@", ":", "80", ".", "a", "B",
                                           "?",     "#",      " ", "[",  "]", "-", "\xC3\xA9", "\x80"};
  Random random(2);
  for (int i = 0; i < 20'000; ++i) {
    const std::string host = host_of(random.join_of(pieces, 10));
    CAPTURE(host);
    REQUIRE(host.find_first_of("/\\@?# ABC") == std::string::npos);
    REQUIRE((host.empty() || host.ends_with('.') || host_of("http://" + host + "/") == host));
  }
}

TEST_CASE("host_matches: a host is itself, and a star stands for what is below it") {
  struct Row {
    const char* host;
    const char* pattern;
    bool matches;
  };
  const Row row = GENERATE(values<Row>({
      {"bbc.co.uk", "bbc.co.uk", true},
      {"www.bbc.co.uk", "bbc.co.uk", false},
      {"www.bbc.co.uk", "*.bbc.co.uk", true},
      {"a.b.bbc.co.uk", "*.bbc.co.uk", true},
      {"bbc.co.uk", "*.bbc.co.uk", false},
      {".bbc.co.uk", "*.bbc.co.uk", false},
      {"notbbc.co.uk", "*.bbc.co.uk", false},
      {"notbbc.co.uk", "bbc.co.uk", false},
      {"", "bbc.co.uk", false},
      {"bbc.co.uk", "*", false},
  }));
  CAPTURE(row.host, row.pattern);
  CHECK(host_matches(row.host, row.pattern) == row.matches);
}

TEST_CASE("path_of: the path of a URL, as it is written") {
  const std::pair<const char*, const char*> row = GENERATE(values<std::pair<const char*, const char*>>({
      {"https://www.bbc.co.uk/news/uk-1?x=/y#z", "/news/uk-1"},
      {"//cdn.example.com/a.js", "/a.js"},
      {" http://bbc.co.uk:8080/News%20 ", "/News%20"},
      {"http://user:p@ss@bbc.co.uk/x", "/x"},
      {"https://bbc.co.uk", ""},
      {"https://bbc.co.uk?q", ""},
      {"https://bbc.co.uk/", "/"},
      {"", ""},
      {"/news/uk-1", ""},
  }));
  CAPTURE(row.first);
  CHECK(path_of(row.first) == row.second);
}

TEST_CASE("without_www: one \"www.\" at the start goes, whatever is left") {
  struct { std::string_view host, bare; } const table[] = {
      {"www.bbc.co.uk", "bbc.co.uk"},  {"bbc.co.uk", "bbc.co.uk"}, {"www.www.example", "www.example"},
      {"wwwa.example", "wwwa.example"}, {"a.www.example", "a.www.example"}, {"www.com", "com"}, {"www.", ""},
      {"www", "www"}, {"", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.host);
    CHECK(without_www(row.host) == row.bare);
  }
}

TEST_CASE("encoded_octet: what a text begins with, if that is an octet in percent-encoding") {
  struct { std::string_view text; std::optional<char> octet; } const table[] = {
      {"%7e", '~'},           {"%7E/a", '~'},         {"%C3%A9", '\xC3'},    {"%00", '\0'},
      {"%25", '%'},           {"", std::nullopt},     {"%", std::nullopt},   {"%7", std::nullopt},
      {"%7g", std::nullopt},  {"%g7", std::nullopt},  {"a%7e", std::nullopt}, {"%%7e", std::nullopt},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    CHECK(encoded_octet(row.text) == row.octet);
  }
}

TEST_CASE("percent_encoded: every octet is three characters, in capitals, that are read back as it") {
  CHECK(percent_encoded('\xC3') == "%C3");
  CHECK(percent_encoded(' ') == "%20");
  for (int byte = 0; byte < 256; ++byte) {
    const std::string encoded = percent_encoded(static_cast<char>(byte));
    CAPTURE(encoded);
    CHECK(encoded.size() == kEncodedOctet);
    CHECK(encoded_octet(encoded) == static_cast<char>(byte));
  }
}
