#include "app/heartbeat.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "io/input_size.h"

namespace cleancopy::app {
namespace {

constexpr double kSecondsBetweenBars = 0.2;
constexpr std::size_t kWidestBar = 40;
constexpr std::size_t kNarrowestBar = 8;
constexpr std::size_t kUsualWidth = 80;  // of a terminal that does not say
constexpr std::string_view kName = "cleancopy ";

// From 0 to 1.
std::optional<double> part_done(const Standing& standing) {
  if (!standing.all_bytes || standing.bytes == 0 || standing.bytes > *standing.all_bytes) return std::nullopt;
  return static_cast<double>(standing.bytes) / static_cast<double>(*standing.all_bytes);
}

std::string duration_text(double seconds) {
  constexpr double kLongest = 1e9;
  const auto whole = static_cast<std::uint64_t>(std::min(std::ceil(seconds), kLongest));
  if (whole < 60) return fmt::format("{}s", whole);
  if (whole < 3600) return fmt::format("{}m{:02}s", whole / 60, whole % 60);
  return fmt::format("{}h{:02}m", whole / 3600, whole / 60 % 60);
}

std::size_t width_of_terminal() {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kUsualWidth;
}

}  // namespace

std::string standing_text(const Standing& standing) {
  std::string text = counted(standing.pages, "page");
  if (standing.seconds <= 0) return text;
  text += fmt::format(", {:.1f}/s", static_cast<double>(standing.pages) / standing.seconds);
  const auto part = part_done(standing);
  if (!part) return text;
  const double left = standing.seconds * (1 - *part) / *part;
  return text + fmt::format(", {:.0f} %, {} left", std::floor(*part * 100), duration_text(left));
}

std::string bar_text(const Standing& standing, std::size_t width) {
  const std::string text = standing_text(standing);
  const auto part = part_done(standing);
  const std::size_t others = kName.size() + text.size() + std::string_view("[] ").size() + 1;
  std::string line(kName);
  if (part && others + kNarrowestBar <= width) {
    const std::size_t columns = std::min(kWidestBar, width - others);
    const auto full = static_cast<std::size_t>(*part * static_cast<double>(columns));
    line += "[" + std::string(full, '#') + std::string(columns - full, '.') + "] ";
  }
  line += text;
  return line.substr(0, width == 0 ? 0 : width - 1);
}

Heartbeat::Heartbeat(Report& report, HeartbeatOptions options)
    : report_(report), options_(std::move(options)) {
  if (options_.pulse == Pulse::none) return;
  measurer_ = std::jthread([this] { measure(); });
  beater_ = std::jthread([this](const std::stop_token& over) { beat(over); });
}

Heartbeat::~Heartbeat() {
  over_ = true;
  beater_.request_stop();
  if (beater_.joinable()) beater_.join();
  report_.show("");
}

void Heartbeat::measure() {
  const auto size = size_of_inputs(options_.inputs, options_.from, over_);
  if (!size) return;
  all_bytes_ = *size;
  measured_ = true;
}

void Heartbeat::beat(const std::stop_token& over) {
  const double seconds = options_.pulse == Pulse::bar ? kSecondsBetweenBars : options_.seconds;
  std::mutex mutex;
  std::condition_variable_any end;
  std::unique_lock lock(mutex);
  const auto is_over = [&over] { return over.stop_requested(); };
  while (!end.wait_for(lock, over, std::chrono::duration<double>(seconds), is_over)) {
    if (options_.pulse == Pulse::bar) {
      report_.show(bar_text(standing(), width_of_terminal()));
    } else {
      print_account(fmt::format("cleancopy: {}\n", standing_text(standing())));
    }
  }
}

Standing Heartbeat::standing() const {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
  Standing now{report_.tally().pages(), passed.count(), report_.volume().read, {}};
  if (measured_) now.all_bytes = all_bytes_;
  return now;
}

}  // namespace cleancopy::app
