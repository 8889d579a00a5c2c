#include "app/batch.h"

#include <catch2/catch.hpp>

#include <cerrno>
#include <vector>

#include "../scratch.h"

using namespace cleancopy;
using namespace cleancopy::app;

namespace {

// Pages whose cost differs widely, so that workers finish out of order.
class ManyPages final : public Source {
 public:
  ManyPages(std::size_t count, const std::atomic<bool>& stop) : count_(count), stop_(stop) {}

  std::optional<Entry> next() override {
    if (given == count_ || stop_) return std::nullopt;
    Entry entry;
    entry.file = "pages.jsonl";
    entry.form = InputForm::jsonl;
    entry.line_number = ++given;
    const std::string words(given % 17 == 0 ? 20000 : 20, 'x');
    entry.line = "{\"id\":" + std::to_string(given) + ",\"text\":\"" + words + "\"}";
    return entry;
  }

  std::size_t given = 0;

 private:
  std::size_t count_;
  const std::atomic<bool>& stop_;
};

class Collected final : public Sink {
 public:
  Result<Written, IoError> write(const Delivery& delivery) override {
    if (lines.size() == fails_at) return io_error(IoStep::write, "disk", ENOSPC);
    lines.push_back(delivery.line_number);
    return Written::done;
  }
  std::optional<IoError> finish() override {
    finished = true;
    return std::nullopt;
  }

  std::vector<std::size_t> lines;
  std::size_t fails_at = static_cast<std::size_t>(-1);
  bool finished = false;
};

Rulebook empty_rules() {
  const test::Scratch scratch;
  scratch.write("generic.toml", "");
  auto book = Rulebook::load({scratch.path("")});
  REQUIRE(book);
  return std::move(book.value());
}

}  // namespace

TEST_CASE("batch: every page comes out once, in order, whatever the number of workers") {
  const Rulebook book = empty_rules();
  for (const unsigned jobs : {1U, 2U, 7U}) {
    CAPTURE(jobs);
    std::atomic<bool> stop = false;
    ManyPages source(1500, stop);
    Collected sink;
    Report report;
    CHECK_FALSE(run_batch({source, book, sink, report, stop, {OutputForm::jsonl, Removed::omit}, jobs}));
    REQUIRE(sink.lines.size() == 1500);
    for (std::size_t i = 0; i < sink.lines.size(); ++i) REQUIRE(sink.lines[i] == i + 1);
    CHECK(sink.finished);
    CHECK(report.tally().pages() == 1500);
  }
}

TEST_CASE(
    "batch: after a write error no page is taken that would not fit the window, and nothing is finished") {
  const Rulebook book = empty_rules();
  std::atomic<bool> stop = false;
  ManyPages source(100000, stop);
  Collected sink;
  sink.fails_at = 10;
  Report report;
  const auto failed = run_batch({source, book, sink, report, stop, {OutputForm::jsonl, Removed::omit}, 4});
  REQUIRE(failed);
  CHECK(failed->number == ENOSPC);
  CHECK(source.given <= 10 + 4 * 64 + 4);
  CHECK(sink.lines.size() == 10);
  CHECK(report.tally().pages() == 10);
  CHECK_FALSE(sink.finished);
}

TEST_CASE("batch: a stopped batch delivers the pages it took, and finishes nothing") {
  const Rulebook book = empty_rules();
  std::atomic<bool> stop = true;
  ManyPages source(1000, stop);
  Collected sink;
  Report report;
  CHECK_FALSE(run_batch({source, book, sink, report, stop, {OutputForm::jsonl, Removed::omit}, 4}));
  CHECK(sink.lines.size() == source.given);
  CHECK_FALSE(sink.finished);
}

TEST_CASE("batch: an audience hears of each page in input order, once its output is written") {
  class Ears final : public Audience {
   public:
    explicit Ears(const Collected& sink) : sink_(sink) {}
    void hear(const Entry& entry, const Article& article) override {
      written_first &= sink_.lines.back() == entry.line_number;
      heard.push_back(article.id);
    }
    std::vector<std::string> heard;
    bool written_first = true;

   private:
    const Collected& sink_;
  };
  const Rulebook book = empty_rules();
  std::atomic<bool> stop = false;
  ManyPages source(300, stop);
  Collected sink;
  Report report;
  Ears ears(sink);
  Batch batch{source, book, sink, report, stop, {OutputForm::jsonl, Removed::omit}, 3};
  batch.audience = &ears;
  CHECK_FALSE(run_batch(batch));
  CHECK(ears.written_first);
  REQUIRE(ears.heard.size() == 300);
  for (std::size_t i = 0; i < 300; ++i) REQUIRE(ears.heard[i] == std::to_string(i + 1));
}
