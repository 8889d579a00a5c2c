// What the stories of each host say, noted page by page before any is judged by
// it: the first pass of `--site-memory`. memory.h counts, recall.h judges.
//
// The one surprise: past a bound it forgets, but what it holds is a function of
// the set of pages alone, never of their order. Of hosts and of pages it holds
// those with the smallest hashes; one that belongs to them is never put out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cleancopy.h"

namespace cleancopy {

inline constexpr std::size_t kMaxSurveyedHosts = 2048;
inline constexpr std::size_t kMaxSurveyedPages = 64;   // of a host: a sample that large shows a share well
inline constexpr std::size_t kMaxSurveyedTexts = 128;  // of a page
inline constexpr std::size_t kMaxSurveyedBytes = 4096;  // of a text: no furniture is longer

/// A block's text as the survey knows it: a hash of fold_case(), by which two
/// pages say the same. The same number on every machine.
std::uint64_t text_key(std::string_view text);

struct SurveyedText {
  std::uint64_t key = 0;
  std::uint32_t words = 0;

  bool operator<(const SurveyedText& other) const { return key < other.key; }
  bool operator==(const SurveyedText& other) const { return key == other.key; }
};

/// The texts of a page's body, each once, ascending by key.
struct SurveyedPage {
  std::uint64_t address = 0;  ///< hash of its URL, without fragment; 0 when it has none
  std::vector<SurveyedText> texts;

  bool operator==(const SurveyedPage&) const = default;
};

class SiteSurvey {
 public:
  using Pages = std::map<std::uint64_t, SurveyedPage>;                   ///< by hash of all of it
  using Hosts = std::map<std::pair<std::uint64_t, std::string>, Pages>;  ///< by hash of the host, and host

  /// Notes the body of an article. One without a host, or without a body, has nothing to
  /// say. Not for two threads at once.
  void observe(const Article& article);

  const Hosts& hosts() const { return hosts_; }

  /// Were there more hosts than kMaxSurveyedHosts?
  bool forgot_hosts() const { return forgot_hosts_; }

 private:
  Hosts hosts_;
  bool forgot_hosts_ = false;
};

}  // namespace cleancopy
