#include "blocks/wording.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "text/ascii.h"
#include "text/word_table.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMostRead = 4096;
constexpr std::size_t kLongestSmallWord = 12;  // bytes

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

/// Four digits of their own that begin with 19 or 20.
bool is_year_at(std::string_view text, std::size_t i) {
  const std::string_view century = text.substr(i, 2);
  return (century == "19" || century == "20") && i + 4 <= text.size() && is_digit(text[i + 2]) &&
         is_digit(text[i + 3]) && (i == 0 || !is_digit(text[i - 1])) &&
         (i + 4 == text.size() || !is_digit(text[i + 4]));
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

bool is_sentence_end(std::string_view text, std::size_t i) {
  if (text[i] != '.' && text[i] != '!' && text[i] != '?') return false;
  return i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '"';
}

}  // namespace

Wording read_wording(std::string_view folded) {
  const std::string_view text = folded.substr(0, kMostRead);
  Wording wording;
  wording.begins = beginning_of(text);
  wording.ends = ending_of(folded);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || is_lower(c) || is_upper(c)) continue;  // nearly all
    wording.marks |= mark_at(text, i);
    wording.digits += is_digit(c) ? 1 : 0;
    wording.commas += c == ',' ? 1 : 0;
    wording.sentences += is_sentence_end(text, i) ? 1 : 0;
  }
  const WordTable& all_small = small_words();
  for_each_word(text, [&](std::string_view word) {
    ++wording.words;
    wording.capitals += is_upper(word[0]) || is_wide_capital(word) ? 1 : 0;
    if (word.size() > kLongestSmallWord) return;
    char small[kLongestSmallWord];
    std::copy(word.begin(), word.end(), small);
    small[0] = lower(small[0]);
    const int lists = all_small.find({small, word.size()});
    wording.function_words += (lists & kIsFunctionWord) != 0 ? 1 : 0;
    wording.address += (lists & kIsAddressWord) != 0 ? 1 : 0;
  });
  return wording;
}

}  // namespace cleancopy
