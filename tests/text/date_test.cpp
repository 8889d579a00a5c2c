#include "text/date.h"

#include <catch2/catch.hpp>

#include <string>

#include "random.h"

using namespace cleancopy;

namespace {

struct Row {
  const char* text;
  const char* date;
};

}  // namespace

TEST_CASE("date: ISO 8601 in its extended and basic forms") {
  const Row row = GENERATE(values<Row>({
      {"2024-05-03", "2024-05-03"},
      {"20240503", "2024-05-03"},
      {"2024/05/03", "2024-05-03"},
      {"2024-05-03T10:39", "2024-05-03T10:39:00"},
      {"2024-05-03t10:39:07", "2024-05-03T10:39:07"},
      {"2024-05-03 10:39:07", "2024-05-03T10:39:07"},
      {"2024-05-03T10:39:07.123Z", "2024-05-03T10:39:07Z"},
      {"2024-05-03T10:39:07.123456+02:00", "2024-05-03T10:39:07+02:00"},
      {"2024-05-03T10:39:07-0530", "2024-05-03T10:39:07-05:30"},
      {"2024-05-03T10:39+02", "2024-05-03T10:39:00+02:00"},
      {"2024-05-03T10:39:00+00:00", "2024-05-03T10:39:00Z"},
      {"20240503T103907Z", "2024-05-03T10:39:07Z"},
      {"20240503T1039", "2024-05-03T10:39:00"},
      {"2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"},
      {"2024-02-29", "2024-02-29"},
      {"2000-02-29", "2000-02-29"},
  }));
  CAPTURE(row.text);
  CHECK(iso_date(row.text) == row.date);
}

TEST_CASE("date: RFC 5322, as headers and feeds write it") {
  const Row row = GENERATE(values<Row>({
      {"Mon, 22 Dec 2014 10:39:00 GMT", "2014-12-22T10:39:00Z"},
      {"Mon, 22 Dec 2014 10:39:00 -0500", "2014-12-22T10:39:00-05:00"},
      {"22 Dec 2014 10:39 +0100", "2014-12-22T10:39:00+01:00"},
      {"Mon, 1 Jan 2024 00:00:00 UTC", "2024-01-01T00:00:00Z"},
      {"Mon, 22 Dec 2014 10:39:00 EDT", "2014-12-22T10:39:00-04:00"},
  }));
  CAPTURE(row.text);
  CHECK(iso_date(row.text) == row.date);
}

TEST_CASE("date: English dates in either order, with and without time and zone") {
  const Row row = GENERATE(values<Row>({
      {"22 December 2014", "2014-12-22"},
      {"Monday 22 December 2014", "2014-12-22"},
      {"Monday 22 December 2014 10:39 EST", "2014-12-22T10:39:00-05:00"},
      {"22nd Dec, 2014", "2014-12-22"},
      {"1st of May 2024", "2024-05-01"},
      {"3 Sept. 2024", "2024-09-03"},
      {"3 sep 2024", "2024-09-03"},
      {"December 22, 2014", "2014-12-22"},
      {"Dec. 22nd 2014", "2014-12-22"},
      {"DECEMBER 22 2014, 9:05 PM", "2014-12-22T21:05:00"},
      {"May 3, 2024 at 12:30 a.m", "2024-05-03T12:30:00"},
      {"May 3, 2024 at 12:30 am ET", "2024-05-03T00:30:00-05:00"},
      {"May 3, 2024 at 12:30pm", "2024-05-03T12:30:00"},
      {"Updated: 3 May 2024 | 10:39 BST", "2024-05-03T10:39:00+01:00"},
      {"3 May 2024 - 10:39", "2024-05-03T10:39:00"},
      {"Published on Friday, 3rd May 2024 by Ada Reed", "2024-05-03"},
      {"10:39, 3 May 2024", "2024-05-03"},
      {"3 May 2024, twelve comments", "2024-05-03"},
  }));
  CAPTURE(row.text);
  CHECK(iso_date(row.text) == row.date);
}

TEST_CASE("date: what is no date, or does not exist, is empty") {
  for (const char* text : {
           "", " ", "yesterday", "3 hours ago", "2024", "May 2024", "2024-05", "12/22/2014", "10:39",
           "tel 020 7946 0958",
           "30 February 2014", "February 29, 2023", "31 April 2024", "32 May 2024", "0 May 2024",
           "2024-02-30", "2024-13-01",
           "2024-00-10", "2024-05-00", "1900-02-29", "3 May 3024", "3 May 1066", "3024-05-03", "20241345",
           "202405031039",
           "3 Mayor 2024", "3 Ma 2024", "Maybe 3 2024", "x2024-05-03", "P3D", "{{ date }}", "Mayday 3, 2024",
           "-", "99999999",
       }) {
    CAPTURE(text);
    CHECK(iso_date(text).empty());
  }
}

TEST_CASE("date: a time of day or a zone that does not exist is left away, the date stays") {
  const Row row = GENERATE(values<Row>({
      {"2024-05-03T24:00:00", "2024-05-03"},
      {"2024-05-03T10:60", "2024-05-03"},
      {"2024-05-03T", "2024-05-03"},
      {"2024-05-03T1", "2024-05-03"},
      {"2024-05-03T10:39+99:99", "2024-05-03T10:39:00"},
      {"2024-05-03T10:39+01:75", "2024-05-03T10:39:00"},
      {"2024-05-03T10:39 XYZ", "2024-05-03T10:39:00"},
      {"3 May 2024 25:61", "2024-05-03"},
      {"3 May 2024 9pm", "2024-05-03"},
  }));
  CAPTURE(row.text);
  CHECK(iso_date(row.text) == row.date);
}

TEST_CASE("date: the first date of a text counts, if it is within 256 bytes") {
  CHECK(iso_date("30 February 2024, then 3 May 2024, then 4 May 2024") == "2024-05-03");
  CHECK(iso_date(std::string(200, ' ') + "3 May 2024") == "2024-05-03");
  CHECK(iso_date(std::string(300, ' ') + "3 May 2024").empty());
  CHECK(iso_date(std::string(10'000'000, '1')).empty());
}

TEST_CASE("date: what comes out reads back as itself, for any text") {
  const std::vector<std::string> pieces{"2024", "-", "05", "03", "T", " ", "10", ":", "39", "+", "02", "Z",
      "May", "3",
                                        "22", "Dec", ",", "pm", "EST", ".", "th", "of", "29", "Feb", "99",
                                        "0"};
  Random random(3);
  int dates = 0;
  for (int k = 0; k < 100'000; ++k) {
    const std::string text = random.join_of(pieces, 12);
    const std::string date = iso_date(text);
    if (date.empty()) continue;
    ++dates;
    CAPTURE(text, date);
    REQUIRE(iso_date(date) == date);
    REQUIRE((date.size() == 10 || date.size() == 19 || date.size() == 20 || date.size() == 25));
  }
  CHECK(dates > 100);
}

TEST_CASE("date: a date is after a day when more than the next day lies between") {
  struct Row {
    const char* date;
    const char* day;
    bool after;
  };
  const Row rows[] = {{"2024-05-03", "2024-05-01", true},       {"2024-05-02", "2024-05-01", false},
                      {"2024-05-02T23:59:00Z", "2024-05-01T00:00:00Z", false},
                      {"2024-03-01", "2024-02-28", true},
                      {"2024-03-01", "2024-02-29", false},      {"2025-01-01", "2024-12-31", false},
                      {"2025-01-02", "2024-12-31", true},       {"2023-01-01", "2024-12-31", false},
                      {"", "2024-12-31", false},                {"2025-01-02", "", false}};
  for (const Row& row : rows) {
    CAPTURE(row.date, row.day);
    CHECK(cleancopy::is_after(row.date, row.day) == row.after);
  }
}
