#include "app/report.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "text/decode.h"

namespace cleancopy::app {
namespace {

constexpr std::size_t kMaxMessages = 100;

// The controls, and U+061C U+200E U+200F U+2028-202E U+2066-2069, as UTF-8 writes them.
std::size_t unprintable_length(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  if (byte(0) == 0xC2 && byte(1) < 0xA0) return 2;
  if (byte(0) == 0xD8 && byte(1) == 0x9C) return 2;
  if (byte(0) != 0xE2) return 0;
  const bool mark_or_embedding =
      byte(1) == 0x80 && (byte(2) == 0x8E || byte(2) == 0x8F || (byte(2) >= 0xA8 && byte(2) <= 0xAE));
  const bool isolate = byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;
  return mark_or_embedding || isolate ? 3 : 0;
}

// Is standard error the journal's socket? systemd says so by its device and inode.
bool journal_listens() {
  const char* named = std::getenv("JOURNAL_STREAM");
  struct stat stream {};
  if (named == nullptr || ::fstat(STDERR_FILENO, &stream) != 0) return false;
  return fmt::format("{}:{}", stream.st_dev, stream.st_ino) == named;
}

// A line on standard error; for the journal with its priority (sd-daemon(3)).
void print_line(int priority, std::string_view line) {
  static const bool to_journal = journal_listens();
  write_all(STDERR_FILENO, to_journal ? fmt::format("<{}>{}", priority, line) : std::string(line));
}

constexpr int kError = 3, kWarning = 4, kInformation = 6;

std::string as_message(std::string_view text) {
  return printable(is_utf8(text) ? std::string(text) : decode(text).text);
}

std::string message_text(std::string_view where, std::string_view what) {
  return fmt::format("cleancopy: {}: {}\n", as_message(where), as_message(what));
}

// Writes `line` over the one that is shown. With spaces, for under cron and many
// a shell nobody knows what the terminal takes for "erase".
std::string replacing(std::string_view shown, std::string_view line) {
  const std::size_t longer = shown.size() > line.size() ? shown.size() - line.size() : 0;
  return fmt::format("\r{}{:{}}{:\b>{}}", line, "", longer, "", longer);
}

std::size_t& of(Tally& tally, Status status) {
  switch (status) {
    case Status::cleaned: return tally.cleaned;
    case Status::no_article: return tally.no_article;
    case Status::rejected: break;
  }
  return tally.rejected;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t bad = unprintable_length(text);
    if (bad > 0) {
      out += "\uFFFD";
      text.remove_prefix(bad);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

ExitCode print_data(std::string_view bytes) {
  const int number = write_all(STDOUT_FILENO, bytes);
  return number == 0 ? kDone : exit_code_for(io_error(IoStep::write, "stdout", number));
}

void print_account(std::string_view line) { print_line(kInformation, line); }

void print_message(std::string_view where, std::string_view what) {
  print_line(kError, message_text(where, what));
}

void print_slips(const std::vector<Error>& slips) {
  for (const Error& slip : slips) {
    print_line(kError, fmt::format("{}: {}\n", as_message(slip.where), as_message(slip.what)));
  }
}

ExitCode exit_code_for(const IoError& error) {
  if (error.step == IoStep::write && error.number == EPIPE) return kDone;
  print_message(error.error.where, error.error.what);
  if (error.number == EACCES || error.number == EPERM) return kNoPermission;
  switch (error.step) {
    case IoStep::name: return kUsage;
    case IoStep::read: return kNoInput;
    case IoStep::create: return kCannotCreate;
    case IoStep::lock: return kTryLater;
    case IoStep::verify: return kDamaged;
    case IoStep::write: break;
  }
  return kCannotWrite;
}

ExitCode exit_code_for(const FetchError& error) {
  print_message(error.error.where, error.error.what);
  switch (error.fault) {
    case FetchFault::address: return kUsage;
    case FetchFault::refused: return kNoPermission;
    case FetchFault::unreachable: return kUnreachable;
    case FetchFault::status:
    case FetchFault::bound: break;
  }
  return kNoInput;
}

void Report::go_on(const Tally& tally, std::size_t misread) {
  const std::lock_guard lock(mutex_);
  tally_ = tally;
  misread_ = misread;
}

void Report::count(Status status, Volume volume) {
  const std::lock_guard lock(mutex_);
  ++of(tally_, status);
  volume_.read += volume.read;
  volume_.written += volume.written;
}

void Report::note(std::string_view where, std::string_view what) {
  const std::lock_guard lock(mutex_);
  if (messages_ > kMaxMessages) return;
  const std::string message =
      ++messages_ <= kMaxMessages
          ? message_text(where, what)
          : message_text("pages", "more than a hundred messages; from here on they are only counted");
  print_line(kWarning, shown_.empty() ? message : replacing(shown_, "") + message + shown_);
}

void Report::note_comparison(std::string_view where, const Comparison& comparison) {
  if (comparison.likeness == Likeness::same) return;
  note(where, comparison.difference);
  const std::lock_guard lock(mutex_);
  if (comparison.likeness == Likeness::other_text) ++misread_;
}

Tally Report::tally() const {
  const std::lock_guard lock(mutex_);
  return tally_;
}

Volume Report::volume() const {
  const std::lock_guard lock(mutex_);
  return volume_;
}

std::size_t Report::misread() const {
  const std::lock_guard lock(mutex_);
  return misread_;
}

void Report::show(std::string_view line) {
  const std::lock_guard lock(mutex_);
  if (line == shown_) return;
  write_all(STDERR_FILENO, replacing(shown_, line));
  shown_ = line;
}

std::string counted(std::int64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string summary_text(const Tally& tally) {
  return fmt::format("cleancopy: {}: {} cleaned, {} without an article, {} rejected\n",
                     counted(tally.pages(), "page"), tally.cleaned, tally.no_article, tally.rejected);
}

std::string summary_json(const Tally& tally) {
  return fmt::format("{{\"pages\":{},\"cleaned\":{},\"no_article\":{},\"rejected\":{}}}\n", tally.pages(),
                     tally.cleaned, tally.no_article, tally.rejected);
}

std::string trailer_json(const Tally& tally) {
  std::string counts = summary_json(tally);
  counts.pop_back();
  return "{\"trailer\":" + counts + "}\n";
}

}  // namespace cleancopy::app
