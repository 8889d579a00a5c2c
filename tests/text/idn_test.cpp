#include "text/idn.h"

#include <catch2/catch.hpp>

#include <string>

using namespace cleancopy;

TEST_CASE("idn: a name in other letters comes out in those of the domain name system") {
  struct Row {
    const char* in;
    const char* out;
  };
  const Row rows[] = {
      {"b\xC3\xBC"
       "cher.example",
       "xn--bcher-kva.example"},
      {"B\xC3\x9C"
       "CHER.Example",
       "xn--bcher-kva.example"},
      {"bu\xCC\x88"
       "cher.example",
       "xn--bcher-kva.example"},
      {"fu\xC3\x9F"
       "ball.example",
       "xn--fuball-cta.example"},
      {"\xD0\xBF\xD1\x80\xD0\xB5\xD1\x81\xD1\x81\xD0\xB0.example", "xn--80aj3aega.example"},
      {"\xE6\x96\xB0\xE8\x81\x9E\xE3\x80\x82\x65xample", "xn--efvv70d.example"},
      {"\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1", "127.0.0.1"},
      {"soft\xC2\xADhyphen.example", "softhyphen.example"},
      {"r3---a_b.example.", "r3---a_b.example."},
  };
  for (const Row& row : rows) {
    CAPTURE(row.in);
    CHECK(ascii_domain(row.in) == std::string(row.out));
  }
}

TEST_CASE("idn: what gives no name gives none") {
  const std::string rows[] = {
      "", "\xFF.example", "a b.example", "ex\xEF\xBC\x8F" "ample.example", "ex\xEF\xBC\xA0" "ample.example",
      "ex\xEF\xBC\x9A" "80", "ex\xEF\xBC\x85" "2f.example", "xn--\xC3\xBC.example", "\xE2\x80\xAE.example",
      std::string("a\0.example", 10), std::string(300, 'a')};
  for (const std::string& row : rows) {
    CAPTURE(row);
    CHECK(ascii_domain(row) == std::nullopt);
  }
}
