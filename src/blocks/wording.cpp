#include "blocks/wording.h"

#include <algorithm>
#include <iterator>

#include "text/ascii.h"
#include "text/word_table.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMostRead = 4096;
constexpr std::size_t kLongestSmallWord = 12;  // bytes; as with_small_first() wants it, at most sixteen

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

enum SmallWord : int { kIsFunctionWord = 1, kIsAddressWord = 2 };

/// SmallWord bits of each of the two lists' words.
const WordTable& small_words() {
  static const WordTable words = [] {
    WordTable all(std::size(kFunctionWords) + std::size(kAddressWords));
    for (const std::string_view word : kFunctionWords) all[word] |= kIsFunctionWord;
    for (const std::string_view word : kAddressWords) all[word] |= kIsAddressWord;
    return all;
  }();
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

std::uint32_t mark_at(std::string_view text, std::size_t i) {
  switch (text[i]) {
    case '@': return 1;
    case '|': return 2;
    case '\xC2': return text.substr(i, 2) == "\xC2\xA9" ? 4 : text.substr(i, 2) == "\xC2\xA3" ? 32 : 0;
    case ':': return text.substr(i, 3) == "://" ? 8 : 0;
    case '/': return i > 0 && text[i - 1] == ' ' ? 16 : 0;
    case '$': return 32;
    case '#': return 64;
    case '1': case '2': return is_year_at(text, i) ? 128 : 0;
    default: return 0;
  }
}

/// 64 bytes of a text by what they are, as bits.
struct Stretch {
  std::uint64_t words = 0, capitals = 0, past_ascii = 0, digits = 0, commas = 0;
  std::uint64_t stops = 0;   // ". ! ?": where followed by a pause they end a sentence
  std::uint64_t pauses = 0;  // space and quote
  std::uint64_t signs = 0;   // that may be marks, but for years

  Stretch(std::string_view text, std::size_t at) {
    for (std::size_t i = 0; i < 64 && at + i < text.size(); i += 16) {
      const Sixteen bytes = first_sixteen(text.substr(at + i));
      const auto set = [i](std::uint64_t& bits, Found found) { bits |= std::uint64_t{bits_of(found)} << i; };
      const Found small = in_range(bytes, 'a', 'z'), capital = in_range(bytes, 'A', 'Z');
      const Found digit = in_range(bytes, '0', '9'), wide = bytes >= 0x80;
      set(words, small | capital | digit | wide);
      set(capitals, capital);
      set(past_ascii, wide);
      set(digits, digit);
      set(commas, bytes == ',');
      set(stops, (bytes == '.') | (bytes == '!') | (bytes == '?'));
      set(pauses, (bytes == ' ') | (bytes == '"'));
      set(signs, (bytes == '@') | (bytes == '|') | (bytes == 0xC2) | (bytes == ':') | (bytes == '/') |
                     (bytes == '$') | (bytes == '#'));
    }
  }
};

std::uint32_t count(std::uint64_t bits) { return static_cast<std::uint32_t>(std::popcount(bits)); }

template <class See>
void for_each_bit(std::uint64_t bits, See see) {
  for (; bits != 0; bits &= bits - 1) see(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// Counts all that is seen of single bytes and the one beside them.
void read_bytes(std::string_view text, Wording& wording) {
  std::uint64_t word = 0, digit = 0, stop = 0;  // was the byte before these 64 one of that kind?
  for (std::size_t at = 0; at < text.size(); at += 64) {
    const Stretch here(text, at);
    const std::uint64_t begun = here.words & ~(here.words << 1 | word);
    const std::uint64_t numbers = here.digits & ~(here.digits << 1 | digit);
    wording.words += count(begun);
    wording.capitals += count(begun & here.capitals);
    for_each_bit(begun & here.past_ascii,
                 [&](std::size_t i) { wording.capitals += is_wide_capital(text.substr(at + i)) ? 1 : 0; });
    wording.digits += count(here.digits);
    wording.commas += count(here.commas);
    wording.sentences += count(here.pauses & (here.stops << 1 | stop));
    for_each_bit(here.signs | numbers, [&](std::size_t i) { wording.marks |= mark_at(text, at + i); });
    word = here.words >> 63;
    digit = here.digits >> 63;
    stop = here.stops >> 63;
  }
  const bool ends_in_stop = text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
  wording.sentences += ends_in_stop ? 1 : 0;
}

void count_small_words(std::string_view text, Wording& wording) {
  const WordTable& all_small = small_words();
  for_each_word(text, [&](std::string_view word) {
    if (word.size() > kLongestSmallWord) return;
    const int lists = all_small.find(WordKey(text, word).with_small_first());
    wording.function_words += (lists & kIsFunctionWord) != 0 ? 1 : 0;
    wording.address += (lists & kIsAddressWord) != 0 ? 1 : 0;
  });
}

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
  read_bytes(text, wording);
  count_small_words(text, wording);
  return wording;
}

}  // namespace cleancopy
