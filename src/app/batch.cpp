#include "app/batch.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/reject.h"
#include "text/decode.h"

namespace cleancopy::app {
namespace {

constexpr std::size_t kWindowPerWorker = 64;

// A page that is done and waits for its turn.
struct Finished {
  Delivery delivery;
  Status status = Status::rejected;
  Reject reject;  // what is to be told should it be rejected
  std::uint64_t bytes_read = 0;
  std::string where;
  std::string reason;  // why there is no article
  std::string remark;  // what was wrong beside the page
  Bookmark bookmark;
  Comparison comparison;
  std::optional<std::pair<Entry, Article>> told;  // where there is an audience
};

Article rejected(Page page, std::string reason) {
  Article article;
  article.id = std::move(page.id);
  article.url = std::move(page.url);
  article.status = Status::rejected;
  article.reason = std::move(reason);
  return article;
}

Comparison compare_parses(const Page& page, const Batch& batch) {
  constexpr std::size_t most_memory = std::size_t{1} << 30;
  constexpr double most_seconds = 60;
  const bool is_parsed = page.format == Format::html && page.bytes.size() <= batch.limits.bytes;
  if (batch.verify == Verify::nothing || !is_parsed) return {};
  Arena arena(most_memory);
  arena.work_until(Deadline::after(most_seconds));
  return verify_parse(decode(page.bytes, page.content_type).text, arena);
}

// Of a record its bytes in the file, where that can be told: not inside a compressed stream.
std::uint64_t bytes_read_for(const Entry& entry, const Input& input) {
  if (entry.line_number == 0) return input.page.bytes.size();
  const bool is_told = entry.bookmark.offset > entry.offset;
  return is_told ? entry.bookmark.offset - entry.offset : entry.line.size();
}

Finished finish_page(Cleaner& cleaner, Entry entry, const Batch& batch) {
  Input input = read_page(entry);
  Finished done;
  done.remark = std::move(input.remark);
  done.bytes_read = bytes_read_for(entry, input);
  if (input.refusal.empty()) done.comparison = compare_parses(input.page, batch);
  Article article = input.refusal.empty() ? cleaner.clean(input.page)
                                                : rejected(std::move(input.page), std::move(input.refusal));
  done.delivery = {entry.place, entry.line_number, article.id, render(article, batch.style), article.url};
  done.status = article.status;
  done.reject = {article.id, article.url, entry.file, entry.line_number, entry.offset, article.reason};
  done.where = entry.where();
  done.bookmark = entry.bookmark;
  done.reason = (article.status == Status::no_article ? "no article: " : "") + article.reason;
  if (batch.audience != nullptr) done.told.emplace(std::move(entry), std::move(article));
  return done;
}

// Hands finished pages to the sink in input order.
//
// Slot n % size belongs to page n, from wait_for_room(n) until it is written.
// `writing_` makes one worker at a time the writer, so that the lock is not
// held while the disk is slow.
class Window {
 public:
  explicit Window(const Batch& batch) : batch_(batch), slots_(kWindowPerWorker * batch.jobs) {}

  void wait_for_room(std::size_t page) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return page < next_ + slots_.size(); });
  }

  void put(std::size_t page, Finished finished) {
    std::unique_lock lock(mutex_);
    slots_[page % slots_.size()] = std::move(finished);
    if (writing_) return;
    writing_ = true;
    while (auto ready = std::exchange(slots_[next_ % slots_.size()], std::nullopt)) {
      lock.unlock();
      deliver(*ready);
      lock.lock();
      ++next_;
      room_.notify_all();
    }
    writing_ = false;
  }

  // Only when no worker is left.
  const std::optional<IoError>& failure() const { return failure_; }

 private:
  void deliver(Finished& page) {
    if (failure_) return;
    const auto written = batch_.sink.write(page.delivery);
    if (!written) return fail(written.error());
    count(page, written.value());
    if (page.told) batch_.audience->hear(page.told->first, page.told->second);
    if (failure_ || batch_.journal == nullptr) return;
    if (auto failed = batch_.journal->note(page.bookmark, batch_.report)) fail(*failed);
  }

  void fail(const IoError& error) {
    failure_ = error;
    batch_.stop = true;
  }

  void count(Finished& page, Written written) {
    batch_.report.note_comparison(page.where, page.comparison);
    if (!page.remark.empty()) batch_.report.note(page.where, page.remark);
    if (written == Written::taken) {
      page.status = Status::rejected;
      page.reason = page.reject.reason = "an earlier page has the same output file";
      page.delivery.bytes.clear();
    }
    batch_.report.count(page.status, {page.bytes_read, page.delivery.bytes.size()});
    if (page.status == Status::rejected ||
        (page.status == Status::no_article && batch_.style.form != OutputForm::jsonl &&
         batch_.notes == Notes::without_article)) {
      batch_.report.note(page.where, page.reason);
    }
    if (page.status != Status::rejected || batch_.rejects == nullptr) return;
    const auto recorded = batch_.rejects->write({{}, 0, {}, to_jsonl(page.reject)});
    if (!recorded) fail(recorded.error());
  }

  const Batch& batch_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::vector<std::optional<Finished>> slots_;
  std::size_t next_ = 0;  // the page to be written next
  bool writing_ = false;
  std::optional<IoError> failure_;  // touched by the writer only
};

// Gives out the pages, numbered.
class Intake {
 public:
  Intake(const Batch& batch, Window& window) : batch_(batch), window_(window) {}

  // The room is waited for under the lock: pages further on have none either.
  std::optional<std::pair<std::size_t, Entry>> take() {
    const std::lock_guard lock(mutex_);
    window_.wait_for_room(taken_);
    if (batch_.stop) return std::nullopt;
    auto entry = batch_.source.next();
    if (!entry) return std::nullopt;
    return std::pair(taken_++, std::move(*entry));
  }

 private:
  const Batch& batch_;
  Window& window_;
  std::mutex mutex_;
  std::size_t taken_ = 0;
};

void work(const Batch& batch, Intake& intake, Window& window) {
  Cleaner cleaner(batch.book, batch.memory, batch.limits);
  while (auto taken = intake.take()) {
    window.put(taken->first, finish_page(cleaner, std::move(taken->second), batch));
  }
}

}  // namespace

std::optional<IoError> run_batch(const Batch& batch) {
  Window window(batch);
  Intake intake(batch, window);
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < batch.jobs; ++i) workers.emplace_back([&] { work(batch, intake, window); });
    work(batch, intake, window);
  }
  if (window.failure()) return window.failure();
  if (batch.stop) return batch.journal == nullptr ? batch.sink.sync() : batch.journal->save();
  if (batch.trailer == Trailer::counts) {
    const auto written = batch.sink.write({{}, 0, {}, trailer_json(batch.report.tally())});
    if (!written) return written.error();
  }
  // The rejects first: where the output is, what is missing from it is told.
  if (batch.rejects != nullptr) {
    if (auto failed = batch.rejects->finish()) return failed;
  }
  return batch.sink.finish();
}

}  // namespace cleancopy::app
