#include "io/source.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <thread>

#include "../scratch.h"
#include "pack.h"

using namespace cleancopy;
using test::Scratch;
using Strings = std::vector<std::string>;

namespace {

std::vector<Entry> all_entries(Source& source) {
  std::vector<Entry> entries;
  while (auto entry = source.next()) entries.push_back(std::move(*entry));
  return entries;
}

std::vector<Entry> entries_of(const Strings& inputs, SourceOptions options = {}) {
  auto source = open_source(inputs, options);
  REQUIRE(source);
  return all_entries(*source.value());
}

Strings ids_of(const std::vector<Entry>& entries) {
  Strings ids;
  for (const Entry& entry : entries) ids.push_back(entry.id);
  return ids;
}

Input read_line(std::string line) {
  Entry entry;
  entry.file = "pages.jsonl";
  entry.form = InputForm::jsonl;
  entry.line = std::move(line);
  entry.line_number = 7;
  return read_page(entry);
}

}  // namespace

TEST_CASE("source: a name tells the format, in any case") {
  struct Row {
    const char* name;
    std::optional<InputForm> form;
  };
  const Row rows[] = {
      {"a.html", InputForm::html},   {"A.HTM", InputForm::html}, {"x/b.txt", InputForm::text},
      {"c.JSONL", InputForm::jsonl}, {"d.json", std::nullopt},   {"html", std::nullopt},
      {"e.html.bak", std::nullopt},  {"x.html/f", std::nullopt}, {"", std::nullopt},
      {"a.html.gz", InputForm::html}, {"b.TXT.ZST", InputForm::text}, {"c.jsonl.zst", InputForm::jsonl},
      {"d.warc", InputForm::warc},    {"d.warc.gz", InputForm::warc}, {"d.warc.wet.gz", InputForm::warc},
      {"e.gz", std::nullopt},         {"f.tar.gz", std::nullopt},     {"g.html.gz.gz", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(form_by_name(row.name) == row.form);
  }
}

TEST_CASE("source: a folder is walked in the byte order of its paths") {
  const Scratch scratch;
  for (const char* name : {"b.html", "a/z.txt", "a/b/c.htm", "a.html", "B.html", "a/b.html"})
    scratch.write(name, "x");
  CHECK(ids_of(entries_of({scratch.path("")})) ==
        Strings{"B.html", "a.html", "a/b.html", "a/b/c.htm", "a/z.txt", "b.html"});
}

TEST_CASE("source: hidden files, files of other formats and links to folders are passed over") {
  const Scratch scratch;
  for (const char* name : {"a.html", ".a.html", ".git/b.html", "c.png", "README"}) scratch.write(name, "x");
  std::filesystem::create_directory_symlink(".", scratch.path("loop"));
  std::filesystem::create_symlink("a.html", scratch.path("link.html"));
  CHECK(ids_of(entries_of({scratch.path("")})) == Strings{"a.html", "link.html"});
}

TEST_CASE("source: a FIFO in a folder does not stop the walk") {
  const Scratch scratch;
  scratch.write("a.html", "x");
  REQUIRE(::mkfifo(scratch.path("b.html").c_str(), 0600) == 0);
  CHECK(ids_of(entries_of({scratch.path("")})) == Strings{"a.html"});
}

TEST_CASE("source: with a format given, every file of a folder is a page of it") {
  const Scratch scratch;
  for (const char* name : {"a", "b.png", "c.html"}) scratch.write(name, "x");
  const auto entries = entries_of({scratch.path("")}, {.from = InputForm::text});
  CHECK(ids_of(entries) == Strings{"a", "b.png", "c.html"});
  for (const Entry& entry : entries) CHECK(entry.form == InputForm::text);
}

TEST_CASE("source: listed pages of a folder are as its walk gives them, in the order of the list") {
  const Scratch scratch;
  for (const char* name : {"www.example.org/a.html", "b/2026-01-02/c.html", "d.txt"})
    scratch.write(name, "x");
  const auto walked = entries_of({scratch.path("")});
  auto source =
      listed_pages(scratch.path(""), {"www.example.org/a.html", "b/2026-01-02/c.html", "d.txt"}, {});
  const auto listed = all_entries(*source);
  REQUIRE(ids_of(listed) == Strings{"www.example.org/a.html", "b/2026-01-02/c.html", "d.txt"});
  for (const Entry& entry : listed) {
    const auto twin =
        std::find_if(walked.begin(), walked.end(), [&](const Entry& w) { return w.id == entry.id; });
    REQUIRE(twin != walked.end());
    CHECK(entry.file == twin->file);
    CHECK(entry.place == twin->place);
    CHECK(entry.form == twin->form);
    CHECK(entry.site == twin->site);
    CHECK(entry.folder_host == twin->folder_host);
  }
}

TEST_CASE("source: inputs come in the order given, files and folders mixed") {
  const Scratch scratch;
  const std::string file = scratch.write("z.html", "x");
  scratch.write("folder/a.html", "x");
  CHECK(ids_of(entries_of({file, scratch.path("folder"), file})) == Strings{file, "a.html", file});
}

TEST_CASE("source: the place of a page is its path below the input, without extension") {
  const Scratch scratch;
  const std::string file = scratch.write("in/a.b/c.d.html", "x");
  CHECK(entries_of({scratch.path("in")})[0].place == "a.b/c.d");
  CHECK(entries_of({scratch.path("in") + "/"})[0].place == "a.b/c.d");
  CHECK(entries_of({file})[0].place == "c.d");
}

TEST_CASE("source: the nearest folder of a walked page that is named like a host is its site") {
  const Scratch scratch;
  struct Row {
    const char* file;
    const char* site;
  };
  const Row rows[] = {
      {"www.bbc.co.uk/a.html", "www.bbc.co.uk"},
      {"BBC.com/a.html", "bbc.com"},
      {"2014.12/a.html", ""},
      {"pages/a.html", ""},
      {"v.2/a.html", ""},
      {"bbc.com/2026-11-22/a.html", "bbc.com"},
      {"bbc.com/news.example/old/a.html", "news.example"},
  };
  for (const Row& row : rows) {
    const Scratch folder;
    folder.write(row.file, "x");
    CAPTURE(row.file);
    CHECK(read_page(entries_of({folder.path("")})[0]).page.site == row.site);
    CHECK(read_page(entries_of({folder.path("")}, {.site = "x.org"})[0]).page.site == "x.org");
    CHECK(read_page(entries_of({folder.path(row.file)})[0]).page.site.empty());
  }
}

TEST_CASE("source: a file is read as it is") {
  const Scratch scratch;
  Entry entry;
  entry.file = scratch.write("a.html", std::string("<p>\0\xFF\r\n", 7));
  entry.id = "a.html";
  entry.site = "x.org";
  const Input input = read_page(entry);
  CHECK(input.refusal.empty());
  CHECK(input.page.bytes == std::string("<p>\0\xFF\r\n", 7));
  CHECK(input.page.id == "a.html");
  CHECK(input.page.site == "x.org");
  CHECK(input.page.format == Format::html);
}

TEST_CASE("source: a file that vanished or cannot be read is a refused page") {
  const Scratch scratch;
  Entry entry;
  entry.file = scratch.path("gone.html");
  entry.id = "gone.html";
  CHECK(read_page(entry).refusal == "No such file or directory");
  CHECK(read_page(entry).page.id == "gone.html");
  entry.file = scratch.path("");
  CHECK(read_page(entry).refusal == "Is a directory");
}

TEST_CASE("source: a file of more than 64 MiB is refused without being read") {
  const Scratch scratch;
  Entry entry;
  entry.file = scratch.write("large.html", "");
  std::filesystem::resize_file(entry.file, (64U << 20) + 1U);
  CHECK(read_page(entry).refusal == "File too large");
}

TEST_CASE("source: an input that is missing or has no known name is an error before any page") {
  const Scratch scratch;
  const std::string page = scratch.write("a.html", "x");
  const std::string odd = scratch.write("a.dat", "x");
  const auto missing = open_source({page, scratch.path("b.html")}, {});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().step == IoStep::read);
  CHECK(missing.error().number == ENOENT);
  CHECK(missing.error().error.where == scratch.path("b.html"));
  const auto unnamed = open_source({page, odd}, {});
  REQUIRE_FALSE(unnamed);
  CHECK(unnamed.error().step == IoStep::name);
  CHECK(open_source({odd}, {.from = InputForm::html}));
}

TEST_CASE("source: a record has the keys of JSONL, and others are ignored") {
  const Input html = read_line(
      R"({"id":"a","url":"http://x.org/1","html":"<p>\u00e9","text":"no",)"
      R"("content_type":"text/html","crawled":"2020-01-02","n":[1,{"id":"z"}]})");
  CHECK(html.refusal.empty());
  CHECK(html.page.id == "a");
  CHECK(html.page.url == "http://x.org/1");
  CHECK(html.page.bytes == "<p>é");
  CHECK(html.page.format == Format::html);
  CHECK(html.page.content_type == "text/html");
  CHECK(html.page.crawled == "2020-01-02");
  const Input text = read_line(R"({"text":"line\nline","url":null})");
  CHECK(text.refusal.empty());
  CHECK(text.page.format == Format::text);
  CHECK(text.page.bytes == "line\nline");
  CHECK(text.page.id.empty());
  CHECK(text.page.url.empty());
}

TEST_CASE("source: ids that are numbers keep their digits") {
  CHECK(read_line(R"({"id":12345678901234567890,"html":""})").page.id == "12345678901234567890");
  CHECK(read_line(R"({"id":7,"html":""})").page.id == "7");
  CHECK(read_line(R"({"id":null,"html":""})").page.id.empty());
  CHECK(read_line(R"({"id":["x"],"html":""})").page.id.empty());
}

TEST_CASE("source: a record that is none is refused with its line, and keeps what id it has") {
  struct Row {
    const char* line;
    const char* id;
  };
  const Row rows[] = {
      {"not json", ""},          {R"({"id":"a","html":"x)", ""},  {R"(["a"])", ""},
      {R"({"id":"a"})", "a"},    {R"({"id":"a","html":5})", "a"}, {R"({"id":"a","text":null})", "a"},
      {"{\"id\":\"\xFF\"}", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const Input input = read_line(row.line);
    CHECK(input.refusal.rfind("line 7", 0) == 0);
    CHECK(input.page.id == row.id);
  }
}

TEST_CASE("source: every line of a JSONL file is an entry, also a bad or an unfinished one") {
  const Scratch scratch;
  scratch.write("in/p.jsonl",
                "\xEF\xBB\xBF{\"id\":1,\"html\":\"\"}\r\n\n  \t\r\n{broken\n{\"id\":3,\"html\":\"\"}");
  scratch.write("in/q.html", "x");
  const auto entries = entries_of({scratch.path("in")});
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].line == R"({"id":1,"html":""})");
  CHECK(entries[0].line_number == 1);
  CHECK(entries[0].place == "p");
  CHECK(entries[1].line == "{broken");
  CHECK(entries[1].line_number == 4);
  CHECK(entries[1].where() == scratch.path("in/p.jsonl") + ":4");
  CHECK(entries[2].line == R"({"id":3,"html":""})");
  CHECK(entries[3].id == "q.html");
  CHECK(entries[3].line_number == 0);
}

TEST_CASE("source: lines are whole whatever their length") {
  const Scratch scratch;
  std::string bytes;
  const std::array<std::size_t, 7> lengths = {1, 262143, 262144, 262145, 3, 1000000, 2};
  for (const std::size_t length : lengths) bytes += std::string(length, 'x') + "\n";
  const auto entries = entries_of({scratch.write("p.jsonl", bytes)});
  REQUIRE(entries.size() == lengths.size());
  for (std::size_t i = 0; i < lengths.size(); ++i) CHECK(entries[i].line.size() == lengths[i]);
}

TEST_CASE("source: a line over 128 MiB is refused and the next one is read") {
  const Scratch scratch;
  const std::string file = scratch.write("p.jsonl", "");
  std::filesystem::resize_file(file, (129U << 20));
  scratch.write("tail", "");
  std::ofstream(file, std::ios::app) << "\n{\"id\":2}\n";
  const auto entries = entries_of({file});
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].refusal == "line 1 is longer than 128 MiB");
  CHECK(entries[0].line.empty());
  CHECK(read_page(entries[0]).refusal == entries[0].refusal);
  CHECK(entries[1].line == "{\"id\":2}");
}

TEST_CASE("source: after any entry's bookmark another source goes on with the very next one") {
  const Scratch scratch;
  const std::string lines =
      "\xEF\xBB\xBF{\"id\":1}\r\n\n \t\n{broken\n" + std::string(300000, 'x') + "\n{\"id\":3}";
  // "a-b" and "a.html" come before and after the folder "a/": '-' and '.' are before '/'.
  for (const char* name : {"a-b/c.html", "a.html", "a/b.html", "a/b/c.htm", "a/z.txt", "b.html"})
    scratch.write(std::string("in/") + name, "x");
  for (const char* name : {"in/a/p.jsonl", "in/a/q.jsonl", "p.jsonl"}) scratch.write(name, lines);
  scratch.write("in/c.jsonl", "");
  const std::string page = scratch.write("z.html", "x");
  const Strings inputs = {scratch.path("p.jsonl"), scratch.path("in"), page, scratch.path("in/"), page};
  const auto all = entries_of(inputs);
  REQUIRE(all.size() == 4 + 14 + 1 + 14 + 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(i, all[i].where());
    const auto rest = entries_of(inputs, {.after = all[i].bookmark});
    REQUIRE(rest.size() == all.size() - i - 1);
    for (std::size_t k = 0; k < rest.size(); ++k) {
      const Entry& wanted = all[i + 1 + k];
      REQUIRE(rest[k].where() == wanted.where());
      REQUIRE(rest[k].line == wanted.line);
      REQUIRE(rest[k].bookmark == wanted.bookmark);
    }
  }
}

TEST_CASE("source: a page may be compressed, whatever its name says, and keeps the place it would have") {
  const Scratch scratch;
  const std::string page = "<p>" + std::string(100000, 'x');
  struct Row {
    const char* name;
    std::string bytes;
  };
  const Row rows[] = {{"in/a.html.gz", test::gzip(page)}, {"in/a.html.zst", test::zstd(page)},
                      {"in/a.html", test::gzip(page)},    {"in/a.html.gz", test::zstd(page)},
                      {"in/a.html.gz", page}};
  for (const Row& row : rows) {
    const Scratch folder;
    folder.write(row.name, row.bytes);
    const auto entries = entries_of({folder.path("in")});
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].place == "a");
    CHECK(entries_of({folder.path(row.name)})[0].place == "a");
    CHECK((read_page(entries[0]).page.bytes == page));
  }
}

TEST_CASE("source: a compressed page that is broken, cut short, empty or a bomb is refused") {
  const Scratch scratch;
  const std::string packed = test::gzip(std::string(100000, 'x'));
  std::string broken = packed;
  broken[broken.size() - 6] ^= 1;
  struct Row {
    std::string bytes;
    const char* refusal;
  };
  const Row rows[] = {{broken, "compressed, and broken"},
                      {packed.substr(0, packed.size() / 2), "compressed, and cut short"},
                      {"", "compressed, and cut short"},
                      {test::gzip(std::string((64U << 20) + 1, ' ')), "larger than 64 MiB once decompressed"},
                      {test::zstd(std::string((64U << 20) + 1, ' ')),
                       "larger than 64 MiB once decompressed"}};
  for (const Row& row : rows) {
    Entry entry;
    entry.file = scratch.write("a.html.gz", row.bytes);
    CHECK(read_page(entry).refusal == row.refusal);
  }
}

TEST_CASE("source: compressed JSONL has the lines of the plain file, also in many members") {
  const Scratch scratch;
  std::string lines = "\xEF\xBB\xBF", members;
  for (int i = 0; i < 3000; ++i)
    lines += "{\"id\":" + std::to_string(i * i) + "}" + (i % 7 == 0 ? "\r\n\n" : "\n");
  for (std::size_t at = 0; at < lines.size(); at += 777) members += test::gzip(lines.substr(at, 777));
  const auto plain = entries_of({scratch.write("p.jsonl", lines)});
  const std::string files[] = {scratch.write("a.jsonl.gz", test::gzip(lines)),
                               scratch.write("b.jsonl.gz", members),
                               scratch.write("c.jsonl.zst", test::zstd(lines) + test::zstd(""))};
  for (const std::string& file : files) {
    const auto entries = entries_of({file});
    REQUIRE(entries.size() == plain.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      REQUIRE(entries[i].line == plain[i].line);
      REQUIRE(entries[i].line_number == plain[i].line_number);
    }
    const auto rest = entries_of({file}, {.after = entries[1234].bookmark});
    REQUIRE(rest.size() == entries.size() - 1235);
    CHECK(rest[0].line == entries[1235].line);
    CHECK(rest[0].bookmark == entries[1235].bookmark);
  }
}

TEST_CASE("source: what is broken of compressed JSONL is one refused line, and the next member goes on") {
  const Scratch scratch;
  const std::string first = test::gzip("{\"id\":1}\n{\"id\":2}\n");
  std::string broken;
  for (int i = 0; i < 2000; ++i) broken += "{\"id\":" + std::to_string(i * 7919) + "}\n";
  broken = test::gzip(broken);
  broken.replace(broken.size() / 2, 8, "????????");
  auto entries = entries_of({scratch.write("a.jsonl.gz", first + broken + first)});
  REQUIRE(entries.size() > 5);
  CHECK(entries.back().line == "{\"id\":2}");
  const auto is_refused = [](const Entry& entry) { return !entry.refusal.empty(); };
  CHECK(std::count_if(entries.begin(), entries.end(), is_refused) == 1);
  CHECK(entries[entries.size() - 3].refusal == "its gzip member is broken");
  entries = entries_of({scratch.write("b.jsonl.gz", first.substr(0, first.size() - 9))});
  CHECK(entries.back().refusal == "its gzip member is cut short");
  entries = entries_of({scratch.write("c.jsonl.gz", "")});
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].refusal == "it is empty, and no compressed file");
}

TEST_CASE("source: the records of an archive are told by offset, read on their own, and gone on from") {
  const Scratch scratch;
  std::string plain = test::warc_start(), packed = test::gzip(plain);
  for (std::size_t n = 1; n <= 5; ++n) {
    const std::string page = test::warc_page(n, "<p>" + std::string(n * 5000, 'x'));
    plain += page + test::warc_request(n);
    packed += test::gzip(page) + test::gzip(test::warc_request(n));
  }
  const Strings inputs = {scratch.write("a.warc", plain), scratch.write("b.warc.gz", packed),
                          scratch.write("in/c.warc.gz", test::gzip(plain)), scratch.path("in")};
  const auto all = entries_of(inputs);
  REQUIRE(all.size() == 20);
  CHECK(all[0].where() == inputs[0] + ":@" + std::to_string(test::warc_start().size()));
  CHECK(all[5].where() == inputs[1] + ":@" + std::to_string(test::gzip(test::warc_start()).size()));
  CHECK(all[15].place == "c");
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Input input = read_page(all[i]);
    CHECK(input.page.id == "urn:page:" + std::to_string(i % 5 + 1));
    CHECK(input.page.url == "http://example.org/" + std::to_string(i % 5 + 1));
    CHECK(all[i].line_number == i % 5 + 1);
    const auto rest = entries_of(inputs, {.after = all[i].bookmark});
    REQUIRE(rest.size() == all.size() - i - 1);
    if (!rest.empty()) CHECK(rest[0].where() == all[i + 1].where());
    if (!rest.empty()) CHECK(rest[0].bookmark == all[i + 1].bookmark);
  }
}

TEST_CASE("source: a folder that cannot be listed is one refused page") {
  const Scratch scratch;
  scratch.write("in/a.html", "x");
  scratch.write("in/b/c.html", "x");
  auto source = open_source({scratch.path("in")}, {});
  REQUIRE(source);
  CHECK(source.value()->next()->id == "a.html");
  std::filesystem::remove_all(scratch.path("in/b"));
  const auto rest = all_entries(*source.value());
  REQUIRE(rest.size() == 1);
  CHECK(rest[0].refusal == "No such file or directory");
  CHECK(rest[0].file == scratch.path("in/b"));
}

TEST_CASE("source: a source goes on past a file that is no longer there") {
  const Scratch scratch;
  for (const char* name : {"a/b.html", "a/c.html", "d.html"}) scratch.write(name, "x");
  const auto all = entries_of({scratch.path("")});
  std::filesystem::remove(scratch.path("a/b.html"));
  CHECK(ids_of(entries_of({scratch.path("")}, {.after = all[0].bookmark})) == Strings{"a/c.html", "d.html"});
  std::filesystem::remove_all(scratch.path("a"));
  CHECK(ids_of(entries_of({scratch.path("")}, {.after = all[1].bookmark})) == Strings{"d.html"});
}

TEST_CASE("source: an empty JSONL file has no page") {
  const Scratch scratch;
  CHECK(entries_of({scratch.write("p.jsonl", ""), scratch.write("q.jsonl", "\n\n")}).empty());
}

TEST_CASE("source: once stopped there is nothing more, even from a pipe that says nothing") {
  const Scratch scratch;
  const std::string fifo = scratch.path("p.jsonl");
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  std::atomic<bool> stop = false;
  auto source = open_source({fifo}, {.stop = &stop});
  REQUIRE(source);
  std::thread writer([&] {
    std::ofstream pipe(fifo);
    pipe << "{\"id\":1}\n" << std::flush;
    while (!stop) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  CHECK(source.value()->next()->line == "{\"id\":1}");
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    stop = true;
  });
  CHECK_FALSE(source.value()->next());
  stopper.join();
  writer.join();
}
