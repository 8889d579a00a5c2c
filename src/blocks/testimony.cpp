#include "blocks/testimony.h"

#include <string.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

#include "blocks/scale.h"
#include "blocks/wording.h"
#include "text/hash.h"
#include "text/unicode.h"
#include "text/url.h"
#include "text/word_table.h"

namespace cleancopy {
namespace {

/// The words of a page's title and description, and how many of a block's are among them.
class Vocabulary {
 public:
  explicit Vocabulary(const Metadata& said)
      : title_(fold_case(said.title.value)), description_(fold_case(said.description.value)),
        uses_(count(title_) + count(description_)) {
    add(title_, kInTitle);
    add(description_, kInDescription);
  }
  Vocabulary(const Vocabulary&) = delete;

  void compare(std::string_view lower, Evidence& e) const {
    int all = 0, in_title = 0, in_description = 0;
    for_each_word(lower, [&](std::string_view word) {
      ++all;
      const int use = uses_.find(WordKey(lower, word));
      in_title += (use & kInTitle) != 0 ? 1 : 0;
      in_description += (use & kInDescription) != 0 ? 1 : 0;
    });
    e[Clue::shares_title] = percent(in_title, all);
    e[Clue::shares_description] = percent(in_description, all);
  }

 private:
  enum Use : int { kInTitle = 1, kInDescription = 2 };
  static constexpr std::size_t kMostWords = 4096;  // of each: some put all the story there, hostile ones more

  static std::size_t count(std::string_view text) {
    std::size_t words = 0;
    for_each_word(text, [&](std::string_view) { ++words; });
    return std::min(words, kMostWords);
  }

  void add(std::string_view text, Use use) {
    std::size_t words = 0;
    for_each_word(text, [&](std::string_view word) {
      if (words++ < kMostWords) uses_[word] |= use;
    });
  }

  std::string title_, description_;  // what the words are views of
  WordTable uses_;                   // Use bits
};

/// A name, to be found in many short texts: by the rarest of its letters, which most do not have.
class SoughtName {
 public:
  explicit SoughtName(std::string name) : name_(std::move(name)) {
    constexpr std::string_view commonest = " etaoinsrhldcumfpgwybvkxjqz";  // in news
    std::size_t rarity = 0;
    for (std::size_t i = 0; i < name_.size(); ++i) {
      const std::size_t here = std::min(commonest.find(name_[i]), commonest.size());
      if (here >= rarity) { rarity = here; rarest_ = i; }
    }
  }

  /// 0 where the name is not in the text, 2 where it begins it, else 1.
  std::int16_t place_in(std::string_view text) const {
    for (std::size_t at = text.find(name_[rarest_]); at != std::string_view::npos;
         at = text.find(name_[rarest_], at + 1)) {
      if (at >= rarest_ && text.substr(at - rarest_).starts_with(name_)) return at == rarest_ ? 2 : 1;
    }
    return 0;
  }

 private:
  std::string name_;
  std::size_t rarest_ = 0;
};

/// What the site calls itself, and the first label of its host that is long enough to mean something.
std::vector<SoughtName> site_names(const Metadata& said) {
  constexpr std::size_t shortest = 3;
  std::vector<std::string> names{fold_case(said.site_name)};
  const std::string host = host_of(said.url);
  for (std::size_t dot = host.rfind('.'); dot != std::string::npos && dot > 0;) {
    const std::size_t before = host.rfind('.', dot - 1);
    const std::size_t start = before == std::string::npos ? 0 : before + 1;
    if (dot - start > shortest) {
      names.push_back(host.substr(start, dot - start));
      break;
    }
    dot = before;
  }
  std::erase_if(names, [](const std::string& name) { return name.size() < shortest; });
  return {names.begin(), names.end()};
}

std::vector<SoughtName> author_names(const Metadata& said) {
  constexpr std::size_t shortest = 6;
  std::vector<SoughtName> names;
  for (const Field& author : said.authors) {
    std::string name = author.value.size() >= shortest ? fold_case(author.value) : std::string();
    if (!name.empty()) names.emplace_back(std::move(name));
  }
  return names;
}

std::int16_t place_of_any(const std::vector<SoughtName>& names, std::string_view text) {
  std::int16_t place = 0;
  for (const SoughtName& name : names) place = std::max(place, name.place_in(text));
  return place;
}

/// Which texts stand in the page's articleBody, by an index of where its windows of four bytes
/// stand: those of one hash in a chain, from the last on. What is compared is bounded: a hostile
/// page may have a hundred thousand blocks and a megabyte of body.
class Witness {
 public:
  explicit Witness(const std::string& article_body) : body_(fold_case(article_body)) {
    if (body_.size() < kShortestWitness) return;
    last_.resize(std::bit_ceil(body_.size() / 2));
    before_.resize(body_.size());
    for (std::uint32_t i = 0; i + kWindow <= body_.size(); ++i) {
      std::uint32_t& last = last_[slot_of(&body_[i])];
      before_[i] = last;
      last = i + 1;
    }
  }

  std::int16_t knows(std::string_view text) {
    if (body_.size() < kShortestWitness || patience_ < body_.size()) return kUnknown;
    if (text.size() < kWindow) {
      patience_ -= body_.size();
      return ::memmem(body_.data(), body_.size(), text.data(), text.size()) != nullptr ? 1 : 0;
    }
    for (std::uint32_t at = last_[slot_of(text.data())]; at != 0; at = before_[at - 1]) {
      if (std::string_view(body_).substr(at - 1).starts_with(text)) return 1;
      patience_ -= std::min(patience_, text.size() + kWindow);
      if (patience_ < body_.size()) return kUnknown;
    }
    return 0;
  }

 private:
  static constexpr std::size_t kShortestWitness = 200;  // bytes: a shorter articleBody is a teaser
  static constexpr std::size_t kWindow = 4;

  std::size_t slot_of(const char* window) const {
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, window, kWindow);
    return (spread(bytes) >> 32) & (last_.size() - 1);
  }

  std::string body_;
  // Places of windows, from 1 on; 0: there is none.
  std::vector<std::uint32_t> last_;    // by hash: the last that has it …
  std::vector<std::uint32_t> before_;  // … and by place the one before it in its chain
  std::size_t patience_ = std::size_t{256} << 20;  // bytes yet to be compared
};

/// How often each text is said on the page.
class Repeats {
 public:
  explicit Repeats(const std::vector<PageBlock>& blocks)
      : blocks_(blocks), slots_(std::bit_ceil(2 * blocks.size() + 1)), hashes_(blocks.size()),
        first_(blocks.size()), times_(blocks.size()) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      hashes_[i] = quick_hash(blocks[i].caseless);
      std::uint32_t& slot = slot_of(i);
      if (slot == 0) slot = static_cast<std::uint32_t>(i + 1);
      first_[i] = slot - 1;
      ++times_[first_[i]];
    }
  }

  int times(std::size_t block) const { return times_[first_[block]]; }

 private:
  /// Where the first block that says the same is, or would be: at least half of the slots are free.
  std::uint32_t& slot_of(std::size_t i) {
    const std::size_t last = slots_.size() - 1;
    const auto says_same = [&](std::size_t other) {
      return hashes_[other] == hashes_[i] && std::string_view(blocks_[other].caseless) == blocks_[i].caseless;
    };
    std::size_t slot = hashes_[i] & last;
    while (slots_[slot] != 0 && !says_same(slots_[slot] - 1)) slot = (slot + 1) & last;
    return slots_[slot];
  }

  const std::vector<PageBlock>& blocks_;
  std::vector<std::uint32_t> slots_;   // a block's number from 1; 0: free
  std::vector<std::uint64_t> hashes_;  // by block …
  std::vector<std::uint32_t> first_;   // … which says the same first …
  std::vector<int> times_;             // … and how many do, by the first
};

}  // namespace

void hear_page(const Metadata& said, const std::vector<PageBlock>& blocks, std::vector<Evidence>& found) {
  std::vector<std::string> titles;
  for (const std::string& title : said.titles) titles.push_back(fold_case(title));
  const Vocabulary vocabulary(said);
  Witness witness(said.article_body);
  const Repeats repeats(blocks);
  const std::vector<SoughtName> sites = site_names(said), authors = author_names(said);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Evidence& e = found[i];
    const std::string_view text = blocks[i].caseless;
    e[Clue::is_title] = std::ranges::find(titles, text) != titles.end() ? 1 : 0;
    if (!is_open(blocks[i])) continue;
    e[Clue::names_site] = place_of_any(sites, text);
    e[Clue::names_author] = place_of_any(authors, text);
    vocabulary.compare(text, e);
    e[Clue::in_article_body] = witness.knows(text);
    e[Clue::repeats] = capped(repeats.times(i), 9);
  }
}

}  // namespace cleancopy
