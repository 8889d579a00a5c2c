// A job on a web of the test's own, with state and raw/ on disk: rounds of it, one after the other.
#pragma once

#include <catch2/catch.hpp>

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "../scratch.h"
#include "fake_web.h"
#include "fetch/round.h"
#include "fetch/state.h"

namespace cleancopy::test {

class RoundCase {
 public:
  using Urls = std::vector<std::string>;

  RoundCase() {
    job.contact = "bot@example.org";
    job.raw = scratch.path("raw");
    job.state = scratch.path("state.sqlite");
  }

  void follow(const std::string& url, std::int64_t every = 3600) {
    job.sources.push_back({url, every, {}, {}});
  }

  /// A list of URLs as a source; `etag` may be empty.
  static Reply list(const Urls& urls, const std::string& etag = {}) {
    std::string body;
    for (const std::string& url : urls) body += url + "\n";
    return {200, body, "text/plain", {}, etag};
  }

  static Reply page(const std::string& words) { return {200, "<p>" + words + "</p>"}; }

  RoundResult round() {
    auto state = State::open(job.state, web.now().count() / 1000);
    REQUIRE(state);
    const RawStore raw(job.raw);
    stop = false;
    web.hang_up();
    heard.said.clear();
    auto result = fetch_round({job, state.value().database(), raw, web, heard, stop});
    REQUIRE(result);
    return result.value();
  }

  /// What was asked for in the round, in order.
  Urls asked_in_round() {
    round();
    return web.asked();
  }

  std::size_t pages_in_raw() const {
    std::size_t pages = 0;
    if (!std::filesystem::exists(job.raw)) return 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(job.raw))
      if (entry.path().extension() == ".html") ++pages;
    return pages;
  }

  struct Heard final : RoundListener {
    void tell(Weight, std::string_view where, std::string_view what) override {
      said.push_back(std::string(where) + ": " + std::string(what));
    }
    void count(const RoundCounts&) override {}
    Urls said;
  };

  Scratch scratch;
  FakeWeb web;
  Job job;
  Heard heard;
  std::atomic<bool> stop = false;
};

}  // namespace cleancopy::test
