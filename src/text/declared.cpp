#include "text/declared.h"

#include <algorithm>
#include <string>

#include "text/ascii.h"

namespace cleancopy {
namespace {

// One news page in eight declares its charset after byte 1,024, some after
// hundreds of kilobytes of inline style.
constexpr std::size_t kMaxHead = std::size_t{1} << 20;
constexpr std::size_t kMaxXmlDeclaration = 512;

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::size_t find_word(std::string_view text, std::string_view lower_word) {
  const auto at = std::search(text.begin(), text.end(), lower_word.begin(), lower_word.end(),
                              [](char a, char b) { return lower(a) == b; });
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

// The charset of "text/html; charset=x", as HTML extracts it from a meta element (section 2.4.4).
const Charset* charset_in(std::string_view text, std::string_view lower_word) {
  for (;;) {
    const std::size_t at = find_word(text, lower_word);
    if (at == std::string_view::npos) return nullptr;
    text.remove_prefix(at + lower_word.size());
    while (!text.empty() && is_space(text[0])) text.remove_prefix(1);
    if (!text.starts_with('=')) continue;
    text.remove_prefix(1);
    while (!text.empty() && is_space(text[0])) text.remove_prefix(1);
    const char quote = text.empty() ? ' ' : text[0];
    const bool quoted = quote == '"' || quote == '\'';
    return charset_labelled(quoted ? text.substr(1, text.substr(1).find(quote))
                                   : text.substr(0, text.find_first_of("; \t\n\r>")));
  }
}

struct Attribute {
  std::string_view name, value;
};

// Takes the next attribute off `rest`; its name is empty where the tag ends.
Attribute next_attribute(std::string_view& rest) {
  const auto take_until = [&rest](std::string_view stops) {
    const std::string_view taken = rest.substr(0, rest.find_first_of(stops));
    rest.remove_prefix(taken.size());
    return taken;
  };
  const auto skip = [&rest](std::string_view skipped) {
    rest.remove_prefix(std::min(rest.find_first_not_of(skipped), rest.size()));
  };
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  skip(" \t\n\v\f\r/=");
  Attribute attribute{take_until(" \t\n\v\f\r/=>"), {}};
  skip(kSpace);
  if (attribute.name.empty() || !rest.starts_with('=')) return attribute;
  rest.remove_prefix(1);
  skip(kSpace);
  if (!rest.starts_with('"') && !rest.starts_with('\'')) {
    attribute.value = take_until(" \t\n\v\f\r>");
    return attribute;
  }
  const char quote = rest[0];
  rest.remove_prefix(1);
  attribute.value = take_until({&quote, 1});
  rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
  return attribute;
}

// The charset of the <meta> whose attributes `rest` starts with; takes them off.
// It is no UTF-16, or we could not have read it: UTF-8 is meant (HTML, section 13.2.3.2).
const Charset* charset_of_meta(std::string_view& rest) {
  const Charset* charset = nullptr;
  const Charset* in_content = nullptr;
  bool pragma = false;
  for (;;) {
    const Attribute attribute = next_attribute(rest);
    const std::string_view name = attribute.name;
    if (name.empty()) break;
    if (equals_ignoring_case(name, "charset")) charset = charset_labelled(attribute.value);
    if (equals_ignoring_case(name, "content")) in_content = charset_of_type(attribute.value);
    pragma |= equals_ignoring_case(name, "http-equiv") &&
              equals_ignoring_case(attribute.value, "content-type");
  }
  if (charset == nullptr && pragma) charset = in_content;
  const bool misread = charset != nullptr && charset->name.starts_with("utf-16");
  return misread ? &kCharsets[0] : charset;
}

// Takes off what no <meta> can stand in: the rest of a comment or script.
void skip_past(std::string_view& rest, std::string_view lower_end) {
  const std::size_t at = find_word(rest, lower_end);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + lower_end.size());
}

}  // namespace

const Charset* charset_labelled(std::string_view label) {
  const auto in_label = [](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.:").find(c) != std::string_view::npos;
  };
  const auto begin = std::find_if(label.begin(), label.end(), in_label);
  const auto end = std::find_if_not(begin, label.end(), in_label);
  std::string wanted(begin, end);
  std::transform(wanted.begin(), wanted.end(), wanted.begin(), lower);
  if (wanted.empty()) return nullptr;
  for (const Charset& charset : kCharsets) {
    for (std::string_view labels = charset.labels; !labels.empty();) {
      const std::string_view one = labels.substr(0, labels.find(' '));
      if (one == wanted) return &charset;
      labels.remove_prefix(std::min(one.size() + 1, labels.size()));
    }
  }
  return nullptr;
}

const Charset* charset_of_type(std::string_view content_type) { return charset_in(content_type, "charset"); }

const Charset* charset_of_head(std::string_view bytes) {
  std::string_view rest = bytes.substr(0, kMaxHead);
  for (;;) {
    rest.remove_prefix(std::min(rest.find('<'), rest.size()));
    if (rest.empty() || starts_ignoring_case(rest, "<body")) break;
    if (starts_ignoring_case(rest, "<meta") && rest.size() > 5 && (is_space(rest[5]) || rest[5] == '/')) {
      rest.remove_prefix(5);
      if (const Charset* charset = charset_of_meta(rest)) return charset;
    } else if (rest.starts_with("<!--")) {
      skip_past(rest, "-->");
    } else if (starts_ignoring_case(rest, "<script")) {
      skip_past(rest, "</script");
    } else if (starts_ignoring_case(rest, "<style")) {
      skip_past(rest, "</style");
    } else {
      rest.remove_prefix(1);
    }
  }
  if (!bytes.starts_with("<?xml")) return nullptr;
  const std::string_view declaration = bytes.substr(0, kMaxXmlDeclaration);
  return charset_in(declaration.substr(0, declaration.find('>')), "encoding");
}

}  // namespace cleancopy
