#include "app/job_file.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "../scratch.h"

namespace cleancopy::app {
namespace {

const std::string kContact = "contact = 'https://example.org/bot'\n";
const std::string kSource = "[[source]]\nurl = 'https://www.example.org/rss.xml'\n";

Job read(const std::string& text, Servers servers = Servers::anybodys) {
  auto job = parse_job(text, "news/job.toml", servers);
  if (!job) {
    for (const Error& slip : job.error()) UNSCOPED_INFO(slip.where + ": " + slip.what);
  }
  REQUIRE(job);
  return std::move(job.value());
}

// "12:5: no such key 'evry'", in the order of the file.
std::vector<std::string> slips_in(const std::string& text, Servers servers = Servers::anybodys) {
  const auto job = parse_job(text, "news/job.toml", servers);
  std::vector<std::string> slips;
  if (job) return slips;
  for (const Error& slip : job.error()) {
    REQUIRE(slip.where.starts_with("news/job.toml:"));
    slips.push_back(slip.where.substr(14) + ": " + slip.what);
  }
  return slips;
}

using Words = std::vector<std::string>;

TEST_CASE("a config of a contact and a source is a whole job, below the config's folder") {
  const Job job = read(kContact + kSource);
  CHECK(job.contact == "https://example.org/bot");
  CHECK(job.raw == "news/raw");
  CHECK(job.clean == "news/clean");
  CHECK(job.state == "news/state.sqlite");
  CHECK(job.rules.empty());
  CHECK(job.form == OutputForm::text);
  CHECK(job.limits.delay == 5);
  CHECK(job.limits.per_host == 200);
  CHECK(job.limits.per_run == 5000);
  CHECK(job.limits.page_bytes == std::size_t{16777216});
  CHECK(job.limits.seconds == 1800);
  CHECK(job.limits.keep_days == 90);
  REQUIRE(job.sources.size() == 1);
  CHECK(job.sources[0].url == "https://www.example.org/rss.xml");
  CHECK(job.sources[0].every == 3600);
  CHECK(job.sources[0].links == nullptr);
}

TEST_CASE("all that a config may say is read") {
  const test::Scratch scratch;
  scratch.write("rules/a.toml", "");
  const std::string rules = scratch.path("rules");
  const Job job = read(
      "contact = 'bot@example.org'\nraw = '/srv/raw'\nclean = '../copy'\nstate = 'st/x.db'\n"
      "rules = ['" + rules + "/../rules', '" + rules + "']\nformat = 'jsonl'\n"
      "[limits]\ndelay = 2\nper_host = 3\nper_run = 4\npage_bytes = 4096\nseconds = 60\nkeep_days = 7\n"
      "[[source]]\nurl = 'HTTPS://www.Example.com/politics'\nlinks = 'h2 a[href]'\nevery = 30\n" +
      kSource);
  CHECK(job.raw == "/srv/raw");
  CHECK(job.clean == "copy");
  CHECK(job.state == "news/st/x.db");
  CHECK(job.rules == Words{rules, rules});
  CHECK(job.form == OutputForm::jsonl);
  CHECK(job.limits.delay == 2);
  CHECK(job.limits.per_host == 3);
  CHECK(job.limits.per_run == 4);
  CHECK(job.limits.page_bytes == 4096);
  CHECK(job.limits.seconds == 60);
  CHECK(job.limits.keep_days == 7);
  REQUIRE(job.sources.size() == 2);
  CHECK(job.sources[0].url == "https://www.example.com/politics");
  CHECK(job.sources[0].every == 1800);
  CHECK(job.sources[0].links_text == "h2 a[href]");
  CHECK(job.sources[0].links != nullptr);
}

TEST_CASE("all slips of a config are told at once, each at its place") {
  const Words slips = slips_in(
      "contact = 'who knows'\n"
      "fromat = 'text'\n"
      "[limits]\n"
      "delay = 4000\n"
      "[[source]]\n"
      "url = 'ftp://example.org/'\n"
      "evry = 5\n"
      "[[source]]\n"
      "url = 'https://example.org/x'\n"
      "links = 'h2 a:hover'\n");
  CHECK(slips == Words{"1:11: 'who knows' is no mail address or URL",
                       "2:1: no such key 'fromat'; did you mean 'format'?",
                       "4:9: 4000 is out of range; 0 to 3600 will do",
                       "6:7: 'ftp://example.org/' is no address that can be fetched; write https://…",
                       "7:1: no such key 'evry'; did you mean 'every'?",
                       "10:14: unknown pseudo-class ':hover'"});
}

TEST_CASE("what a config lacks, or what does not fit together in it, is a slip") {
  const std::vector<std::pair<std::string, Words>> table = {
      {kSource, {"1:1: there is no contact; give a mail address or URL by which a site's owner can ask you"}},
      {kContact, {"1:1: there is no [[source]] to fetch from"}},
      {kContact + "[[source]]\nevery = 9\n", {"2:1: this source has no url"}},
      {kContact + kSource + kSource, {"5:7: the source of line 3 is the same"}},
      {kContact + "raw = 'a'\nclean = 'a'\n" + kSource,
       {"3:9: the folder of clean pages is in that of raw ones"}},
      {kContact + "raw = 'a/../b/c'\nclean = './b'\n" + kSource,
       {"2:7: the folder of raw pages is in that of clean ones"}},
      {kContact + "rules = ['no/such']\n" + kSource, {"2:10: 'news/no/such' is no folder"}},
      {kContact + "state = 'clean/state'\n" + kSource, {"2:9: the state is in the folder of clean pages"}},
      {kContact + "source = 'https://example.org/x'\n", {"1:1: there is no [[source]] to fetch from",
                                                         "2:10: write [[source]], once for each source"}},
      {kContact + kSource + "every = 4\n", {"4:9: 4 is out of range; 5 to 44640 will do"}},
      {kContact + "[limits]\ndelay = 0\n" + kSource,
       {"3:9: a delay of 0 is only for servers of your own (--allow-private)"}},
      {kContact + "format = 'txt'\n" + kSource, {"2:10: no such format 'txt'; did you mean 'text'?"}},
      {"contact = ''\n" + kSource, {"1:11: there is nothing in it"}},
      {"contact = 7\n" + kSource, {"1:11: a string is wanted, not an integer"}},
      {kContact + "raw = \"a\\u0000b\"\n" + kSource, {"2:7: there is a NUL in it"}},
  };
  for (const auto& [text, slips] : table) {
    CAPTURE(text);
    CHECK(slips_in(text) == slips);
  }
}

TEST_CASE("of one's own servers a job may ask without a pause") {
  const Job job = read(kContact + "[limits]\ndelay = 0\n" + kSource + "every = 0\n", Servers::own);
  CHECK(job.limits.delay == 0);
  CHECK(job.sources[0].every == 0);
}

TEST_CASE("the config of five sites in docs/ has no slip") {
  const auto job = load_job(CLEANCOPY_SOURCE_DIR "/docs/job.toml", Servers::anybodys);
  REQUIRE(job);
  CHECK(job.value().sources.size() == 5);
}

TEST_CASE("a config that is no TOML, or not there, is told") {
  CHECK(slips_in("contact = \n").size() == 1);
  const auto missing = load_job("no/such/job.toml", Servers::anybodys);
  REQUIRE_FALSE(missing);
  CHECK(missing.error() == kNoInput);
}

}  // namespace
}  // namespace cleancopy::app
