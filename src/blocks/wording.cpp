#include "blocks/wording.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>
#include <functional>
#include <iterator>
#include <vector>

#include "text/ascii.h"
#include "text/hash.h"
#include "text/word_table.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMostRead = 4096;

/// The commonest function words of English, German, French, Spanish, Portuguese, Italian, Dutch, Danish,
/// Norwegian, Swedish, Polish, Russian, Turkish and Finnish, with and without capital.
constexpr std::string_view kFunctionWords[] = {
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "be",
    "at", "by", "he", "she", "his", "her", "they", "their", "this", "from", "but", "are", "not", "have",
    "has", "had", "were", "which", "who", "an", "or", "been", "will", "would", "there", "when", "if",
    "than", "said", "der", "die", "das", "und", "den", "von", "zu", "mit", "sich", "des", "auf", "für",
    "ist", "im", "dem", "nicht", "ein", "eine", "als", "auch", "es", "werden", "aus", "er", "hat",
    "dass", "sie", "nach", "wird", "bei", "einer", "um", "am", "sind", "noch", "wie", "einem", "über",
    "einen", "so", "zum", "war", "haben", "nur", "oder", "aber", "vor", "zur", "bis", "mehr", "durch",
    "man", "sein", "wurde", "le", "la", "les", "de", "et", "un", "une", "du", "en", "que", "qui", "dans",
    "pour", "pas", "au", "sur", "ce", "il", "elle", "ne", "se", "plus", "par", "avec", "est", "son",
    "sa", "ses", "sont", "mais", "cette", "el", "los", "las", "y", "por", "con", "una", "su", "para",
    "al", "lo", "como", "más", "pero", "sus", "ha", "o", "os", "do", "da", "dos", "em", "não", "uma",
    "com", "na", "no", "foi", "ao", "e", "di", "che", "per", "non", "del", "della", "nel", "sono", "gli",
    "alla", "dei", "anche", "si", "het", "een", "van", "dat", "niet", "zijn", "op", "te", "met", "voor",
    "aan", "ook", "bij", "og", "det", "på", "som", "til", "ikke", "av", "af", "har", "var", "med", "jeg",
    "vi", "men", "att", "och", "är", "inte", "för", "ett", "om", "kan", "han", "hun", "nie", "się", "że",
    "jest", "z", "w", "i", "ze", "po", "tym", "ale", "od", "jak", "tak", "który", "oraz", "przez", "и",
    "в", "на", "не", "что", "с", "по", "как", "это", "из", "от", "для", "за", "его", "к", "у", "о", "но",
    "был", "ve", "bir", "bu", "için", "ile", "olarak", "çok", "ja", "ei", "että", "oli", "hän", "mutta",
    "joka"};

/// The first and second person of the same languages, as a site that speaks to its reader uses them.
constexpr std::string_view kAddressWords[] = {
    "we", "us", "our", "you", "your", "wir", "uns", "unser", "unsere", "unseren", "unserem", "unserer",
    "ihr", "ihre", "ihren", "ihnen", "dir", "dein", "deine", "nous", "notre", "nos", "vous", "votre",
    "vos", "nosotros", "nuestro", "nuestra", "nuestros", "usted", "tu", "te", "ti", "nosso", "nossa",
    "nossos", "você", "seu", "noi", "nostro", "nostra", "nostri", "voi", "vostro", "tuo", "tua", "wij",
    "ons", "onze", "je", "jouw", "jij", "u", "uw", "vi", "vår", "vores", "du", "din", "dit", "dig",
    "deg", "nasz", "nas", "nam", "twój", "мы", "нас", "наш", "вы", "вас", "ваш", "biz", "bize", "sizin",
    "siz"};

/// Which lists a word is in. Most of a text's words are asked for, and whether one is in a list nobody can
/// foresee, so that it is told without a branch. All words of the lists are of at most eight bytes, which
/// are one number, and each has a slot of its own:
///
///     "your" → hash: its first bits are a bucket's; from which bit on the bucket's words fall on slots
///                    of their own is in from_, and the bits from there on are the slot
class SmallWords {
 public:
  enum List : std::uint8_t { kFunction = 1, kAddress = 2 };  // there is no third

  SmallWords() {
    Buckets buckets;
    for (const std::string_view word : kFunctionWords) add(word, kFunction, buckets);
    for (const std::string_view word : kAddressWords) add(word, kAddress, buckets);
    std::ranges::stable_sort(buckets, std::ranges::greater{}, &Bucket::size);  // the last find a place easily
    for (const Bucket& bucket : buckets) settle(bucket);
  }

  /// List bits of a word of the text. Its first letter may be a capital, no other.
  std::uint32_t lists_of(std::string_view text, std::string_view word) const {
    std::uint64_t letters = WordKey(text, word).first_eight();
    letters += (letters & 0xFF) - 'A' < 26 ? 'a' - 'A' : 0;
    const std::uint64_t hash = spread(letters);
    const std::size_t slot = slot_of(hash, from_[bucket_of(hash)]);
    const auto is_listed = static_cast<std::uint32_t>((words_[slot] == letters) & (word.size() <= kLongest));
    return lists_[slot] & (0 - is_listed);
  }

 private:
  struct Word {
    std::uint64_t letters;
    std::uint8_t lists;
  };
  using Bucket = std::vector<Word>;

  static constexpr std::size_t kLongest = 8;  // bytes
  static constexpr int kBucketBits = 8, kSlotBits = 9;
  static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;
  static_assert(std::size(kFunctionWords) + std::size(kAddressWords) < kSlots * 3 / 4);

  using Buckets = std::array<Bucket, std::size_t{1} << kBucketBits>;

  static std::size_t bucket_of(std::uint64_t hash) { return hash >> (64 - kBucketBits); }
  static std::size_t slot_of(std::uint64_t hash, int from) { return hash >> from & (kSlots - 1); }

  static void add(std::string_view word, List list, Buckets& buckets) {
    assert(!word.empty() && word.size() <= kLongest);
    const std::uint64_t letters = first_eight(word);
    Bucket& bucket = buckets[bucket_of(spread(letters))];
    const auto known = std::ranges::find(bucket, letters, &Word::letters);
    if (known == bucket.end()) bucket.push_back({letters, list});
    else known->lists |= list;
  }

  /// Gives each word of a bucket a slot that was free, by the first bits of their hashes that do so.
  void settle(const Bucket& bucket) {
    if (bucket.empty()) return;
    int from = 64 - kBucketBits - kSlotBits;
    for (; !fits(bucket, from); --from) assert(from > 0 && "two words have no slots of their own");
    from_[bucket_of(spread(bucket.front().letters))] = static_cast<std::uint8_t>(from);
    for (const Word& word : bucket) {
      const std::size_t slot = slot_of(spread(word.letters), from);
      words_[slot] = word.letters;
      lists_[slot] = word.lists;
    }
  }

  bool fits(const Bucket& bucket, int from) const {
    std::bitset<kSlots> taken;
    for (const Word& word : bucket) {
      const std::size_t slot = slot_of(spread(word.letters), from);
      if (words_[slot] != 0 || taken[slot]) return false;
      taken.set(slot);
    }
    return true;
  }

  std::array<std::uint8_t, std::size_t{1} << kBucketBits> from_{};
  std::array<std::uint64_t, kSlots> words_{};
  std::array<std::uint8_t, kSlots> lists_{};
};

const SmallWords& small_words() {
  static const SmallWords words;
  return words;
}

/// Capitals of Latin-1, Latin Extended-A (even code points), Greek and Cyrillic, by their two bytes.
bool is_wide_capital(std::string_view word) {
  if (word.size() < 2) return false;
  const auto a = static_cast<unsigned char>(word[0]), b = static_cast<unsigned char>(word[1]);
  if (a == 0xC3) return b >= 0x80 && b <= 0x9E;
  if (a == 0xC4 || a == 0xC5) return b % 2 == 0;
  if (a == 0xCE) return b >= 0x86 && b <= 0xAB;
  if (a == 0xD0) return b >= 0x80 && b <= 0xAF;
  return false;
}

Beginning beginning_of(std::string_view text) {
  if (text.empty()) return Beginning::other;
  if (is_lower(text[0])) return Beginning::lower;
  if (is_upper(text[0]) || is_wide_capital(text)) return Beginning::upper;
  if (is_digit(text[0])) return Beginning::digit;
  if (text[0] == '"' || text[0] == '\'') return Beginning::quote;
  return text[0] < 0 ? Beginning::lower : Beginning::other;
}

bool closes(char c) { return c == '"' || c == '\'' || c == ')' || c == ']' || c == ' '; }

bool ends_sentence(std::string_view text) {
  constexpr std::string_view full_stop = "\xE3\x80\x82", danda = "\xE0\xA5\xA4";
  return text.back() == '.' || text.back() == '!' || text.ends_with(full_stop) || text.ends_with(danda);
}

/// Four digits of their own that begin with 19 or 20. Asked of the first of digits in a row.
bool is_year_at(std::string_view text, std::size_t i) {
  const std::string_view century = text.substr(i, 2);
  return (century == "19" || century == "20") && i + 4 <= text.size() && is_digit(text[i + 2]) &&
         is_digit(text[i + 3]) && (i + 4 == text.size() || !is_digit(text[i + 4]));
}

/// Of a sign that is a mark in some places only, or of a number.
std::uint32_t mark_at(std::string_view text, std::size_t i) {
  const std::string_view two = text.substr(i, 2);
  if (two == "\xC2\xA9") return 4;
  if (two == "\xC2\xA3") return 32;
  if (text[i] == ':') return text.substr(i, 3) == "://" ? 8 : 0;
  if (text[i] == '/') return i > 0 && text[i - 1] == ' ' ? 16 : 0;
  return is_year_at(text, i) ? 128 : 0;
}

/// 64 bytes of a text by what they are, as bits.
struct Stretch {
  std::uint64_t words = 0, capitals = 0, past_ascii = 0, digits = 0, commas = 0;
  std::uint64_t stops = 0;      // ". ! ?": where followed by a pause they end a sentence
  std::uint64_t pauses = 0;     // space and quote
  std::uint64_t signs = 0;      // that may be marks, by what stands beside them
  std::uint64_t centuries = 0;  // 1 and 2, that years begin with
  Found ats = {}, bars = {}, dollars = {}, hashes = {};  // not bits: marks wherever they stand

  Stretch(std::string_view text, std::size_t at) {
    for (std::size_t i = 0; i < 64 && at + i < text.size(); i += 16) {
      const Sixteen bytes = first_sixteen(text.substr(at + i));
      const auto set = [i](std::uint64_t& bits, Found found) { bits |= std::uint64_t{bits_of(found)} << i; };
      const Found letters = in_range(bytes | 0x20, 'a', 'z'), capital = in_range(bytes, 'A', 'Z');
      const Found digit = in_range(bytes, '0', '9'), wide = bytes >= 0x80;
      set(words, letters | digit | wide);
      set(capitals, capital);
      set(past_ascii, wide);
      set(digits, digit);
      set(commas, bytes == ',');
      set(stops, (bytes == '.') | (bytes == '!') | (bytes == '?'));
      set(pauses, (bytes == ' ') | (bytes == '"'));
      set(signs, (bytes == 0xC2) | (bytes == ':') | (bytes == '/'));
      set(centuries, (bytes == '1') | (bytes == '2'));
      ats |= bytes == '@';
      bars |= bytes == '|';
      dollars |= bytes == '$';
      hashes |= bytes == '#';
    }
  }
};

std::uint32_t count(std::uint64_t bits) { return static_cast<std::uint32_t>(std::popcount(bits)); }

template <class See>
void for_each_bit(std::uint64_t bits, See see) {
  for (; bits != 0; bits &= bits - 1) see(static_cast<std::size_t>(std::countr_zero(bits)));
}

std::uint32_t marks_anywhere(const Stretch& here) {
  const auto mark = [](Found found, std::uint32_t bit) { return bits_of(found) != 0 ? bit : 0; };
  return mark(here.ats, 1) | mark(here.bars, 2) | mark(here.dollars, 32) | mark(here.hashes, 64);
}

/// Reads a text by 64 bytes, and knows of the one before them what it has to.
class WordingReader {
 public:
  explicit WordingReader(std::string_view text) : text_(text), words_(text) {}

  void read(Wording& wording) {
    for (std::size_t at = 0; at < text_.size(); at += 64) take(at, Stretch(text_, at), wording);
    words_.finish([&](std::string_view word) { see_word(word, wording); });
    const bool ends_in_stop = text_.ends_with('.') || text_.ends_with('!') || text_.ends_with('?');
    wording.sentences += ends_in_stop ? 1 : 0;
  }

 private:
  void take(std::size_t at, const Stretch& here, Wording& wording) {
    const std::uint64_t begun = words_.begun(here.words);
    const std::uint64_t numbers = here.digits & ~(here.digits << 1 | digit_before_);
    wording.words += count(begun);
    wording.capitals += count(begun & here.capitals);
    for_each_bit(begun & here.past_ascii,
                 [&](std::size_t i) { wording.capitals += is_wide_capital(text_.substr(at + i)) ? 1 : 0; });
    wording.digits += count(here.digits);
    wording.commas += count(here.commas);
    wording.sentences += count(here.pauses & (here.stops << 1 | stop_before_));
    wording.marks |= marks_anywhere(here);
    for_each_bit(here.signs | (numbers & here.centuries),
                 [&](std::size_t i) { wording.marks |= mark_at(text_, at + i); });
    words_.take(at, here.words, [&](std::string_view word) { see_word(word, wording); });
    digit_before_ = here.digits >> 63;
    stop_before_ = here.stops >> 63;
  }

  void see_word(std::string_view word, Wording& wording) const {
    const std::uint32_t lists = small_words_.lists_of(text_, word);
    wording.function_words += lists & SmallWords::kFunction;
    wording.address += lists / SmallWords::kAddress;
  }

  std::string_view text_;
  WordFinder words_;
  const SmallWords& small_words_ = small_words();
  std::uint64_t digit_before_ = 0, stop_before_ = 0;  // 1: it was one
};

}  // namespace

Ending ending_of(std::string_view text) {
  if (text.ends_with("...")) return Ending::ellipsis;
  bool quoted = false, bracketed = false;
  for (; !text.empty() && closes(text.back()); text.remove_suffix(1)) {
    quoted |= text.back() == '"' || text.back() == '\'';
    bracketed |= text.back() == ')' || text.back() == ']';
  }
  if (text.empty()) return Ending::other;
  const char c = text.back();
  if (ends_sentence(text)) return Ending::sentence;
  if (c == '?') return Ending::question;
  if (c == ':') return Ending::colon;
  if (c == ',' || c == ';') return Ending::comma;
  if (quoted) return Ending::quote;
  if (bracketed) return Ending::bracket;
  if (is_lower(c) || is_upper(c) || is_digit(c) || c < 0) return Ending::word;
  return Ending::other;
}

Wording read_wording(std::string_view folded) {
  const std::string_view text = folded.substr(0, kMostRead);
  Wording wording;
  wording.begins = beginning_of(text);
  wording.ends = ending_of(folded);
  WordingReader(text).read(wording);
  return wording;
}

}  // namespace cleancopy
