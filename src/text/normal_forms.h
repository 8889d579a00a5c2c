// Unicode's normal forms by utf8proc, and what else text/normalize.cpp and
// text/unicode.cpp share. For them only; use text/unicode.h.
#pragma once

#include <string>
#include <string_view>

namespace cleancopy {

/// NFC, NFKC, and NFKC with its case folded (UAX #15). The text itself where utf8proc refuses it.
std::string to_nfc(std::string_view text);
std::string to_nfkc(std::string_view text);
std::string to_nfkc_caseless(std::string_view text);

/// Is it part of a word, by its general category?
bool is_letter_digit_or_mark(char32_t c);

/// Is it a combining mark by its general category, which takes no room of its own?
bool is_category_mark(char32_t c);

}  // namespace cleancopy
