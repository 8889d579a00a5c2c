#include "io/sidecar.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "../scratch.h"
#include "io/source.h"
#include "pack.h"

using namespace cleancopy;
using test::Scratch;

namespace {

Sidecar some_sidecar() {
  Sidecar sidecar;
  sidecar.url = "https://www.example.org/news/harbour-wall?id=3";
  sidecar.asked = "https://example.org/s/7";
  sidecar.source = "https://www.example.org/rss.xml";
  sidecar.fetched = "2026-11-22T15:39:13Z";
  sidecar.status = 200;
  sidecar.digest = digest_of("bytes");
  sidecar.head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\nX: \xE9\xFF\x01\"\r\n\r\n";
  return sidecar;
}

std::optional<Input> page_in(const std::string& folder, SourceOptions options = {}) {
  auto source = open_source({folder}, options);
  REQUIRE(source);
  const auto entry = source.value()->next();
  if (!entry) return std::nullopt;
  CHECK(!source.value()->next());
  return read_page(*entry);
}

}  // namespace

TEST_CASE("sidecar: what is written is read back, whatever bytes the head is of") {
  const Sidecar sidecar = some_sidecar();
  const std::string line = to_json(sidecar);
  CHECK(line.find('\n') == line.size() - 1);
  const auto read = parse_sidecar(line);
  REQUIRE(read);
  CHECK(read.value().url == sidecar.url);
  CHECK(read.value().asked == sidecar.asked);
  CHECK(read.value().source == sidecar.source);
  CHECK(read.value().fetched == sidecar.fetched);
  CHECK(read.value().status == 200);
  CHECK(read.value().digest == sidecar.digest);
  CHECK(read.value().head == sidecar.head);
}

TEST_CASE("sidecar: the longest head fits") {
  Sidecar sidecar = some_sidecar();
  sidecar.head = std::string(1 << 20, '\x01');
  const std::string line = to_json(sidecar);
  CHECK(line.size() < kMaxSidecarBytes);
  const auto read = parse_sidecar(line);
  REQUIRE(read);
  CHECK(read.value().head == std::string(kMaxSidecarHead, '\x01'));
}

TEST_CASE("sidecar: members that are not what they should be are empty, the others stay") {
  const struct {
    const char* in;
    const char* url;
    const char* fetched;
  } rows[] = {
      {R"({})", "", ""},
      {R"({"url": 7, "fetched": ["2026-11-22"]})", "", ""},
      {R"({"url": "ftp://example.org/", "fetched": "2026-11-22"})", "", "2026-11-22"},
      {R"({"url": "https://example.org/a b", "fetched": "soon"})", "", ""},
      {R"({"url": "https://example.org/\u001b[2J"})", "", ""},
      {R"({"url": "https://example.org/\u202e", "status": 99999999999999999999})", "", ""},
      {R"({"url": "https://example.org/a", "status": "200", "digest": "../../x", "head": {}})",
       "https://example.org/a", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.in);
    const auto read = parse_sidecar(row.in);
    REQUIRE(read);
    CHECK(read.value().url == row.url);
    CHECK(read.value().fetched == row.fetched);
    CHECK(read.value().status == 0);
    CHECK(read.value().digest.empty());
    CHECK(read.value().head.empty());
  }
  for (const char* text : {"", "[]", "7", "{\"url\":", "\xFF"}) {
    CAPTURE(text);
    CHECK(!parse_sidecar(text));
  }
}

TEST_CASE("sidecar: its name is the page's, without what compresses that") {
  CHECK(sidecar_of("a/b.html") == "a/b.html.json");
  CHECK(sidecar_of("a/b.html.gz") == "a/b.html.json");
  CHECK(sidecar_of("b.txt.zst") == "b.txt.json");
  CHECK(is_sidecar("b.html.json"));
  CHECK(!is_sidecar("b.json"));
  CHECK(!is_sidecar("b.html"));
}

TEST_CASE("source: a page beside a sidecar has its URL, type and day, and the sidecar is no page") {
  for (const bool is_packed : {false, true}) {
    const Scratch folder;
    const std::string name = "raw/elsewhere.example/2026-11-22/a.html";
    folder.write(is_packed ? name + ".gz" : name, is_packed ? test::gzip("<p>Text</p>") : "<p>Text</p>");
    folder.write(name + ".json", to_json(some_sidecar()));
    for (const auto from : {std::optional<InputForm>(), std::optional(InputForm::html)}) {
      const auto input = page_in(folder.path("raw"), {from, "", nullptr, {}});
      REQUIRE(input);
      CHECK(input->refusal.empty());
      CHECK(input->remark.empty());
      CHECK(input->page.url == "https://www.example.org/news/harbour-wall?id=3");
      CHECK(input->page.content_type == "text/html; charset=windows-1251");
      CHECK(input->page.crawled == "2026-11-22T15:39:13Z");
      CHECK(input->page.site.empty());
      CHECK(input->page.format == Format::html);
    }
    const auto given = page_in(folder.path("raw"), {{}, "example.com", nullptr, {}});
    REQUIRE(given);
    CHECK(given->page.site == "example.com");
  }
}

TEST_CASE("source: a page whose sidecar says that it is plain text is text") {
  const Scratch folder;
  Sidecar sidecar = some_sidecar();
  sidecar.head = "HTTP/2 200\r\ncontent-type: Text/Plain;charset=utf-8\r\n\r\n";
  folder.write("raw/a.html", "1 < 2");
  folder.write("raw/a.html.json", to_json(sidecar));
  const auto input = page_in(folder.path("raw"));
  REQUIRE(input);
  CHECK(input->page.format == Format::text);
}

TEST_CASE("source: a sidecar that is broken, huge or no file is told, and the page is read without it") {
  const Scratch folder;
  const std::string page = folder.write("raw/www.example.org/a.html", "<p>Text</p>");
  const auto read = [&] {
    const auto input = page_in(folder.path("raw"));
    REQUIRE(input);
    CHECK(input->page.bytes == "<p>Text</p>");
    CHECK(input->page.url.empty());
    CHECK(input->page.site == "www.example.org");
    CHECK(input->refusal.empty());
    return input->remark;
  };
  CHECK(read().empty());
  folder.write("raw/www.example.org/a.html.json", "{\"url\": ");
  CHECK(read().starts_with("its sidecar is passed over: "));
  folder.write("raw/www.example.org/a.html.json", std::string(kMaxSidecarBytes + 1, ' '));
  CHECK(read() == "its sidecar is passed over: File too large");
  std::filesystem::remove(page + ".json");
  REQUIRE(::mkfifo((page + ".json").c_str(), 0600) == 0);
  CHECK(read() == "its sidecar is passed over: no file");
}
