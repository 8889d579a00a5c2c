#include "app/reject.h"

#include <catch2/catch.hpp>

using namespace cleancopy::app;

TEST_CASE("reject: a record says which page it was, where it stands and why it is none") {
  CHECK(to_jsonl(Reject{"7", "http://x.org/7", "in/p.jsonl", 3, 120, "too large"}) ==
        "{\"id\":\"7\",\"url\":\"http://x.org/7\",\"file\":\"in/p.jsonl\",\"line\":3,\"offset\":120,"
        "\"reason\":\"too large\"}\n");
  CHECK(to_jsonl(Reject{"a.html", "", "raw/a.html", 0, 0, "Permission denied"}) ==
        "{\"id\":\"a.html\",\"url\":null,\"file\":\"raw/a.html\",\"line\":null,\"offset\":null,"
        "\"reason\":\"Permission denied\"}\n");
}

TEST_CASE("reject: whatever bytes a file is named with, its record is one line of JSON in UTF-8") {
  CHECK(to_jsonl(Reject{"", "", "a\n\"\xff.html", 0, 0, "x"}) ==
        "{\"id\":null,\"url\":null,\"file\":\"a\\n\\\"\u00FF.html\",\"line\":null,\"offset\":null,"
        "\"reason\":\"x\"}\n");
}
