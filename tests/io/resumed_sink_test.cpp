#include <unistd.h>

#include <catch2/catch.hpp>

#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

#include "../scratch.h"
#include "io/sink.h"
#include "sanitized.h"

using namespace cleancopy;
using test::Scratch;
using Strings = std::vector<std::string>;

namespace {

struct Case {
  const char* what;
  Target target;
  OutputForm form;
  Compression compression;
};

constexpr Case kCases[] = {
    {"records in a file", Target::file, OutputForm::jsonl, Compression::none},
    {"texts in a file", Target::file, OutputForm::text, Compression::none},
    {"texts in a gzip file", Target::file, OutputForm::text, Compression::gzip},
    {"records in a zstd file", Target::file, OutputForm::jsonl, Compression::zstd},
    {"texts in a folder", Target::folder, OutputForm::text, Compression::none},
    {"records in a folder", Target::folder, OutputForm::jsonl, Compression::none},
    {"records in a folder of gzip files", Target::folder, OutputForm::jsonl, Compression::gzip},
};

// Single pages, records of two inputs, pages without text, two that want one file.
std::vector<Delivery> deliveries() {
  std::vector<Delivery> all;
  for (std::size_t i = 0; i < 300; ++i) {
    const std::string text = i % 7 == 3 ? "" : "page " + std::to_string(i) + "\n";
    const std::size_t group = i / 100;
    if (group == 2) all.push_back({"site/" + std::to_string(i / 2), 0, "x", text});
    if (group != 2) all.push_back({"in/" + std::to_string(group), 1 + i % 100, std::to_string(i % 90), text});
  }
  return all;
}

std::unique_ptr<Sink> sink_of(const Case& of, const std::string& out, std::vector<OutputMark> after) {
  auto sink = open_sink(of.target, out, {of.form, of.compression, "run", std::move(after)});
  REQUIRE(sink);
  return std::move(sink.value());
}

std::vector<std::pair<std::string, std::string>> tree(const Scratch& scratch) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const std::string& file : scratch.files()) found.emplace_back(file, scratch.read(file));
  return found;
}

// What each delivery came to.
std::vector<Written> write_all_of(Sink& sink, const std::vector<Delivery>& all, std::size_t first,
                                  std::size_t last) {
  std::vector<Written> outcome;
  for (std::size_t i = first; i < last; ++i) {
    const auto written = sink.write(all[i]);
    REQUIRE(written);
    outcome.push_back(written.value());
  }
  return outcome;
}

}  // namespace

TEST_CASE("sink: one that goes on gives the files of one that never stopped, from wherever it is at rest") {
  const auto all = deliveries();
  for (const Case& of : kCases) {
    CAPTURE(of.what);
    const Scratch unbroken;
    const auto whole = sink_of(of, unbroken.path("out"), {});
    const auto outcome = write_all_of(*whole, all, 0, all.size());
    REQUIRE_FALSE(whole->finish());
    const auto wanted = tree(unbroken);
    std::size_t rests = 0;
    for (std::size_t saved = 0; saved < all.size(); saved += test::kSanitized ? 96 : 32) {
      // Written on beyond what was saved, as before a kill.
      const std::size_t killed = std::min(all.size(), saved + 30);
      CAPTURE(saved);
      const Scratch broken;
      std::vector<OutputMark> marks;
      {
        const auto sink = sink_of(of, broken.path("out"), {});
        write_all_of(*sink, all, 0, saved);
        if (!sink->at_rest()) continue;
        marks = sink->marks();
        REQUIRE_FALSE(sink->sync());
        write_all_of(*sink, all, saved, killed);
      }
      ++rests;
      const auto sink = sink_of(of, broken.path("out"), marks);
      const auto rest = write_all_of(*sink, all, saved, all.size());
      CHECK(rest ==
            std::vector<Written>(outcome.begin() + static_cast<std::ptrdiff_t>(saved), outcome.end()));
      REQUIRE_FALSE(sink->finish());
      CHECK(tree(broken) == wanted);
    }
    CHECK(rests > 1);
  }
}

TEST_CASE("sink: one of a named run leaves what it has not finished, and no other name than its own") {
  const Scratch scratch;
  {
    const auto sink = sink_of(kCases[0], scratch.path("out"), {});
    REQUIRE(sink->write({"a", 0, "a", "{}\n"}));
  }
  CHECK(scratch.files() == Strings{".cleancopy-run.partial"});
}

TEST_CASE("sink: a file that was complete after the mark is gone on with, but never one of another run") {
  const Scratch scratch;
  scratch.write("other", "3\n");
  std::vector<OutputMark> marks;
  {
    const auto sink = sink_of(kCases[0], scratch.path("out"), {});
    REQUIRE(sink->write({"a", 0, "a", "1\n"}));
    marks = sink->marks();
    REQUIRE(sink->write({"a", 0, "a", "2\n"}));
    REQUIRE_FALSE(sink->finish());
  }
  const auto again = sink_of(kCases[0], scratch.path("out"), marks);
  REQUIRE(again->write({"a", 0, "a", "2\n"}));
  REQUIRE_FALSE(again->finish());
  CHECK(scratch.read("out") == "1\n2\n");
  std::filesystem::rename(scratch.path("other"), scratch.path("out"));
  const auto of_another = open_sink(Target::file, scratch.path("out"),
                                    {OutputForm::jsonl, Compression::none, "run", marks});
  REQUIRE_FALSE(of_another);
  CHECK(of_another.error().number == ENODATA);
}

TEST_CASE("sink: it does not go on from more than there is") {
  for (const Case& of : kCases) {
    CAPTURE(of.what);
    const Scratch scratch;
    const char* mark = of.target == Target::file ? "out" : "names";
    const auto sink =
        open_sink(of.target, scratch.path("out"), {of.form, of.compression, "run", {{mark, {8, 0}}}});
    REQUIRE_FALSE(sink);
    CHECK(sink.error().number == ENODATA);
  }
}
