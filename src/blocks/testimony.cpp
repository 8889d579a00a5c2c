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
#include "text/sixteen_bytes.h"
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

/// Names, to be found in many short texts: each by the rarest of its letters and the one after it (the
/// one before, of the last), which most texts do not have. Sixteen places of a text are seen at once.
class SoughtNames {
 public:
  /// A name, and the clue that tells of it. One letter is none.
  void add(const std::string& name, Clue clue) {
    if (name.size() < 2) return;
    constexpr std::string_view commonest = " etaoinsrhldcumfpgwybvkxjqz";  // in news
    std::size_t rarity = 0, rarest = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const std::size_t here = std::min(commonest.find(name[i]), commonest.size());
      if (here >= rarity) { rarity = here; rarest = i; }
    }
    const std::size_t pair = std::min(rarest, name.size() - 2);
    const auto sixteen_times = [](char c) { return Sixteen{} + static_cast<unsigned char>(c); };
    names_.push_back({sixteen_times(name[pair]), sixteen_times(name[pair + 1]), pair, name, clue});
  }

  /// Sets each clue: 0 where none of its names is in the text, 2 where one begins it, else 1.
  void look_in(std::string_view text, Evidence& e) const {
    if (names_.empty()) return;
    for (std::size_t at = 0; at + 1 < text.size(); at += 16) {
      const Sixteen first = first_sixteen(text.substr(at)), second = first_sixteen(text.substr(at + 1));
      for (const Name& name : names_) {
        std::uint32_t found = bits_of((first == name.first) & (second == name.second));
        for (; found != 0; found &= found - 1)
          e[name.clue] = std::max(e[name.clue], name.place_by_pair(text, at + place_of_first(found)));
      }
    }
  }

 private:
  struct Name {
    Sixteen first, second;  // of its two letters
    std::size_t pair;       // where in it they stand
    std::string text;
    Clue clue;

    /// As in look_in(), if it stands where its pair was found.
    std::int16_t place_by_pair(std::string_view sought_in, std::size_t found) const {
      if (found < pair || !sought_in.substr(found - pair).starts_with(text)) return 0;
      return found == pair ? 2 : 1;
    }
  };

  std::vector<Name> names_;
};

/// What the site calls itself, and the first label of its host that is long enough to mean something.
std::vector<std::string> site_names(const Metadata& said) {
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
  return names;
}

SoughtNames sought_names(const Metadata& said) {
  constexpr std::size_t shortest = 6;
  SoughtNames names;
  for (const std::string& name : site_names(said)) names.add(name, Clue::names_site);
  for (const Field& author : said.authors) {
    if (author.value.size() >= shortest) names.add(fold_case(author.value), Clue::names_author);
  }
  return names;
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
  const SoughtNames names = sought_names(said);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Evidence& e = found[i];
    const std::string_view text = blocks[i].caseless;
    e[Clue::is_title] = std::ranges::find(titles, text) != titles.end() ? 1 : 0;
    if (!is_open(blocks[i])) continue;
    names.look_in(text, e);
    vocabulary.compare(text, e);
    e[Clue::in_article_body] = witness.knows(text);
    e[Clue::repeats] = capped(repeats.times(i), 9);
  }
}

}  // namespace cleancopy
