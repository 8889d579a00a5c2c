#include "text/idn.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

#include "text/ascii.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxName = 255;  // RFC 1035, 2.3.4
// What browsers let pass (WHATWG URL, "domain to ASCII"): names that were never registered as IDN have these.
constexpr unsigned kHarmless = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN |
                               UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_EMPTY_LABEL;

struct MappingEnd {
  void operator()(UIDNA* mapping) const { uidna_close(mapping); }
};

// A full-width slash comes out as a slash: such a name would be read as another host's.
bool stands_in_name(char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; }

}  // namespace

std::optional<std::string> ascii_domain(std::string_view host) {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, MappingEnd> mapping(
      uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &code));
  if (U_FAILURE(code) || host.empty() || host.size() > kMaxName) return std::nullopt;
  std::array<char, kMaxName> out;
  UIDNAInfo found = UIDNA_INFO_INITIALIZER;
  const auto size = uidna_nameToASCII_UTF8(mapping.get(), host.data(), static_cast<int32_t>(host.size()),
                                           out.data(), static_cast<int32_t>(out.size()), &found, &code);
  if (U_FAILURE(code) || (found.errors & ~kHarmless) != 0) return std::nullopt;
  std::string name(out.data(), static_cast<std::size_t>(size));
  if (!std::all_of(name.begin(), name.end(), stands_in_name)) return std::nullopt;
  return name;
}

}  // namespace cleancopy
