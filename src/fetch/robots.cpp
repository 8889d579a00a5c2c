#include "fetch/robots.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "fetch/robots_pattern.h"
#include "text/ascii.h"

namespace cleancopy {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view kSpace = " \t";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  return text.substr(0, text.find_last_not_of(kSpace) + 1);
}

struct Record {
  std::string_view key, value;
};

// Takes the next line off `rest`.
Record next_record(std::string_view& rest) {
  const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {without_blanks(line.substr(0, colon)), without_blanks(line.substr(colon + 1))};
}

// The token that a user-agent line names: "ExampleBot/1.0 (beta)" is for ExampleBot.
std::string_view product_in(std::string_view value) { return value.substr(0, value.find_first_of("/ \t")); }

std::optional<double> seconds_in(std::string_view value) {
  double seconds = 0;
  if (value.empty() || !(is_digit(value[0]) || value[0] == '.')) return std::nullopt;
  const char* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, seconds, std::chars_format::fixed);
  return read.ec == std::errc() && std::isfinite(seconds) ? std::optional(seconds) : std::nullopt;
}

// What is cut off behind the bound must not leave half a rule.
std::string_view within_bound(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  if (bytes.size() <= kMaxRobotsBytes) return bytes;
  return bytes.substr(0, bytes.find_last_of("\r\n", kMaxRobotsBytes) + 1);
}

}  // namespace

// All groups with one name are one group (2.2.1).
class RobotsReader {
 public:
  explicit RobotsReader(std::string_view product) : product_(product) {}

  void read(const Record& record) {
    if (equals_ignoring_case(record.key, "user-agent")) return begin_group(record.value);
    if (equals_ignoring_case(record.key, "crawl-delay")) return delay(record.value);
    const bool allows = equals_ignoring_case(record.key, "allow");
    if (!allows && !equals_ignoring_case(record.key, "disallow")) return;
    has_rules_ = true;
    if (record.value.empty()) return;
    if (is_ours_) ours_.rules_.push_back({normal_pattern(record.value), allows});
    if (is_for_all_) for_all_.rules_.push_back({normal_pattern(record.value), allows});
  }

  Robots take() {
    Robots chosen = std::move(is_named_ ? ours_ : for_all_);
    std::stable_sort(chosen.rules_.begin(), chosen.rules_.end(), [](const auto& a, const auto& b) {
      if (a.pattern.size() != b.pattern.size()) return a.pattern.size() > b.pattern.size();
      return a.allows && !b.allows;
    });
    return chosen;
  }

 private:
  // Names one after the other share what follows them; other records between them do not end that (2.2.4).
  void begin_group(std::string_view value) {
    if (std::exchange(has_rules_, false)) is_ours_ = is_for_all_ = false;
    const std::string_view product = product_in(value);
    if (product == "*") is_for_all_ = true;
    if (equals_ignoring_case(product, product_)) is_named_ = is_ours_ = true;
  }

  void delay(std::string_view value) {
    const std::optional<double> seconds = seconds_in(value);
    if (is_ours_) ours_.crawl_delay_ = std::max(ours_.crawl_delay_, seconds);
    if (is_for_all_) for_all_.crawl_delay_ = std::max(for_all_.crawl_delay_, seconds);
  }

  std::string product_;
  Robots ours_, for_all_;
  bool is_named_ = false;                        // somewhere in the file
  bool is_ours_ = false, is_for_all_ = false;    // the group that is being read
  bool has_rules_ = false;                       // … and a name would begin another
};

Robots Robots::parse(std::string_view bytes, std::string_view product) {
  RobotsReader reader(product);
  for (std::string_view rest = within_bound(bytes); !rest.empty();) reader.read(next_record(rest));
  return reader.take();
}

Robots Robots::everything() { return {}; }

Robots Robots::nothing() {
  Robots robots;
  robots.rules_.push_back({"/", false});
  return robots;
}

bool Robots::allows(std::string_view target) const {
  const std::string path = normal_target(target);
  if (path == "/robots.txt") return true;
  std::size_t steps = kMaxMatchSteps;
  for (const Rule& rule : rules_) {
    if (pattern_matches(rule.pattern, path, steps)) return rule.allows;
    if (steps == 0) return false;
  }
  return true;
}

}  // namespace cleancopy
