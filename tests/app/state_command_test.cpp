#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "../fetch/memory.h"
#include "fetch/raw_store.h"
#include "io/file_lock.h"
#include "program.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

constexpr std::string_view kConfig = R"(contact = "https://example.org/bot"
raw = "raw"
state = "job.state"
[[source]]
url = "https://www.example.org/rss.xml"
)";

// A job in the program's folder that has kept two pages and wants a third.
void begin_job(const Program& program) {
  const Scratch& folder = program.folder();
  folder.write("job.toml", kConfig);
  const RawStore raw(folder.path("raw"));
  State state = opened(folder.path("job.state"));
  offer(state, {{"https://www.example.org/first", ""},
                {"https://www.example.org/second", ""},
                {"https://news.example/third", ""}});
  for (const WantedPage& page : wanted(state)) {
    if (page.origin != "https://www.example.org") continue;
    const std::string bytes = page_about(page.url);
    const Sidecar sidecar{page.url,
                          page.url,
                          page.source,
                          iso_time(kNoon),
                          200,
                          "",
                          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"1\"\r\n\r\n"};
    REQUIRE(!raw.keep(page.path, sidecar, bytes));
    keep(state, page, digest_of(bytes));
  }
}

std::string path_of(const std::string& url) { return "raw/" + raw_path(url, 1, kNoon); }

}  // namespace

TEST_CASE("state check: a sound state is told in numbers") {
  const Program program;
  begin_job(program);
  const auto check = program.run("state check job.toml");
  CHECK(check.code == 0);
  CHECK(
      check.out.ends_with("job.state: version 2\n"
                          "1 source, 0 hosts, 0 redirects\n"
                          "3 pages: 1 wanted, 2 held, 0 gone, 0 given up\n"
                          "2 copies, 2 of them not cleaned\n"
                          "0 pages in the raw folder that the state does not know\n"));
  CHECK(check.err.empty());
}

TEST_CASE(
    "state check: a raw page that is missing or of other bytes is a fault, one that is unknown is none") {
  const Program program;
  begin_job(program);
  program.folder().write("raw/elsewhere.example/x.html", "x");
  program.folder().write(path_of("https://www.example.org/first"), "other");
  std::filesystem::remove(program.folder().path(path_of("https://www.example.org/second")));
  const auto check = program.run("state check job.toml");
  CHECK(check.code == 65);
  CHECK(check.out.find("\n1 page in the raw folder that the state does not know\n") != std::string::npos);
  CHECK(check.err.find(path_of("https://www.example.org/first") +
                       ": its bytes are not those that were kept\n") != std::string::npos);
  CHECK(check.err.find(path_of("https://www.example.org/second") + ": No such file or directory\n") !=
        std::string::npos);
  CHECK(check.err.ends_with("cleancopy: 2 faults\n"));
}

TEST_CASE(
    "state: what is missing, damaged, newer, in use or misspelt has its exit code, and stays as it is") {
  const Program program;
  const Scratch& folder = program.folder();
  folder.write("job.toml", kConfig);
  CHECK(program.run("state check job.toml").code == 66);
  CHECK(!std::filesystem::exists(folder.path("job.state")));
  CHECK(program.run("state rebuild job.toml").code == 66);
  begin_job(program);
  CHECK(program.run("state check none.toml").code == 66);
  CHECK(program.run("state check").code == 64);
  CHECK(program.run("state").code == 64);
  CHECK(program.run("state forget job.toml").code == 64);
  const auto held = program.shell(
      "python3 -c 'import fcntl, time; f = open(\"job.state.lock\", \"r+\"); fcntl.lockf(f, fcntl.LOCK_EX); "
      "open(\"held\", \"w\"); time.sleep(60)' & holder=$!\n"
      "until [ -e held ]; do sleep 0.01; done\n"
      "$PROGRAM state forget job.toml example.org; echo $?\n$PROGRAM state rebuild job.toml; echo $?\n"
      "$PROGRAM state check job.toml >check; echo $?\nkill $holder; wait $holder\n");
  CHECK(held.out == "75\n75\n0\n");
  CHECK(held.err.find("job.state: process ") != std::string::npos);
  CHECK(held.err.find(" is at work with this state; try again when it is done") != std::string::npos);
  {
    State state = opened(folder.path("job.state"));
    state.database().set_version(99);
  }
  CHECK(program.run("state check job.toml").code == 65);
  CHECK(program.run("state forget job.toml example.org").code == 65);
  const std::string text(9000, 'x');
  folder.write("job.state", text);
  const auto damaged = program.run("state check job.toml");
  CHECK(damaged.code == 65);
  CHECK(damaged.err.find("damaged, or no database of cleancopy") != std::string::npos);
  CHECK(program.run("state forget job.toml example.org").code == 65);
  CHECK(folder.read("job.state") == text);
}

TEST_CASE(
    "state forget: pages of a URL or host are unknown afterwards, and a name that nothing has is told") {
  const Program program;
  begin_job(program);
  const auto forgotten = program.run("state forget job.toml http://example.org/first/ news.example");
  CHECK(forgotten.code == 0);
  CHECK(forgotten.out == "http://example.org/first/: 1 page forgotten\nnews.example: 1 page forgotten\n");
  const auto again = program.run("state forget job.toml news.example");
  CHECK(again.code == 66);
  CHECK(again.err == "cleancopy: news.example: no page has that URL, source or host\n");
  CHECK(program.run("state check job.toml").out.find("\n1 page: 0 wanted, 1 held,") != std::string::npos);
  CHECK(program.folder().read(path_of("https://www.example.org/first")) != "(no file)");
}

TEST_CASE("state rebuild: raw/ tells what was kept, sources are read anew, the old state is beside it") {
  const Program program;
  const Scratch& folder = program.folder();
  begin_job(program);
  folder.write("raw/elsewhere.example/x.html", "x");
  folder.write("job.state", std::string(9000, 'x'));
  const auto rebuilt = program.run("state rebuild job.toml");
  CHECK(rebuilt.err.empty());
  CHECK(rebuilt.code == 0);
  CHECK(rebuilt.out == "2 pages remembered, 1 passed over: no sidecar, or one of other bytes\n");
  CHECK(folder.read("job.state.old") == std::string(9000, 'x'));
  CHECK(program.run("state check job.toml").code == 0);
  State state = opened(folder.path("job.state"), kNoon + kHour);
  CHECK(wanted(state).empty());
  const Link first{"https://www.example.org/first", ""};
  CHECK(offer(state, {first, {"https://news.example/third", ""}}, kNoon + kHour).added == 1);
  CHECK(unclean_copies(state.database(), 0, 10).size() == 2);
  // Changed since, it is asked for by the validators of its copy.
  CHECK(offer(state, {{first.url, iso_time(kNoon + kHour)}}, kNoon + kHour).changed == 1);
  const auto pages = commit(state, [](Database& database) {
    return wanted_pages(database, "https://www.example.org", 10, kNoon + kHour);
  });
  REQUIRE(pages.size() == 1);
  CHECK(pages[0].validators.etag == "\"1\"");
  CHECK(pages[0].path.ends_with("-2.html"));
}

TEST_CASE("clean: a raw folder is cleaned by what its sidecars tell, and broken ones are told") {
  const Program program;
  begin_job(program);
  const Scratch& folder = program.folder();
  // Of another folder's host, and of a charset that the page does not name.
  const std::string page = "raw/elsewhere.example/a.html";
  folder.write(page, page_about("Caf\xE9."));
  folder.write(page + ".json",
               to_json({"https://www.example.org/a", "", "", iso_time(kNoon), 200, "",
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n"}));
  const auto clean = program.run("clean raw --to jsonl --quiet");
  CHECK(clean.code == 0);
  CHECK(clean.err.empty());
  CHECK(std::count(clean.out.begin(), clean.out.end(), '\n') == 3);
  CHECK(clean.out.find(R"("url":"https://www.example.org/first","status":"cleaned","site":"example.org")") !=
        std::string::npos);
  CHECK(clean.out.find("Caf\u00E9.") != std::string::npos);
  CHECK(clean.out.find(R"("url":"https://www.example.org/a")") != std::string::npos);
  folder.write(page + ".json", std::string(100 << 20, '\x1B'));
  const auto hostile = program.run("clean raw --to jsonl --quiet --site-memory");
  CHECK(hostile.code == 0);
  CHECK(hostile.err == "cleancopy: " + page + ": its sidecar is passed over: File too large\n");
  CHECK(std::count(hostile.out.begin(), hostile.out.end(), '\n') == 3);
}
