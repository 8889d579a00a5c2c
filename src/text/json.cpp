#include "text/json.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "text/ascii.h"
#include "text/mend.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxBytes = std::size_t{1} << 31;

/// What simdjson reads a document with, some fifteen times the document's size.
struct Workspace {
  simdjson::dom::parser parser;
  std::string text;  // what it reads, and its padding
};

// A page has several documents, most of them of some kilobytes: what these need stays with the thread.
constexpr std::size_t kLeastBytes = 16u << 10;
constexpr std::size_t kMostKeptBytes = 128u << 10;

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// RFC 8259, section 6.
bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t whole = digits_at(text, 0);
  if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
  text.remove_prefix(whole);
  if (text.starts_with('.')) {
    const std::size_t digits = digits_at(text, 1);
    if (digits == 0) return false;
    text.remove_prefix(1 + digits);
  }
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  const std::size_t sign = text.size() > 1 && (text[1] == '+' || text[1] == '-') ? 1 : 0;
  const std::size_t digits = digits_at(text, 1 + sign);
  return digits > 0 && 1 + sign + digits == text.size();
}

// The surrogate of an escape "\uD83D" at the start of `text`, else 0.
unsigned surrogate_at(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return 0;
  unsigned unit = 0;
  for (const char c : text.substr(2, 4)) {
    const auto letter = static_cast<unsigned char>(c | 0x20);
    if (!is_digit(c) && (letter < 'a' || letter > 'f')) return 0;
    unit = unit << 4 | (is_digit(c) ? static_cast<unsigned>(c - '0') : letter - 'a' + 10U);
  }
  return unit >= 0xD800 && unit < 0xE000 ? unit : 0;
}

// What simdjson would refuse although RFC 8259 allows it: numbers past 64 bits
// and lone surrogates. So it reads a copy in which every number is 0 and every
// lone surrogate U+FFFD, and the numbers come from here.
struct Prepared {
  std::string& text;
  std::vector<std::string_view> numbers;  // as written, in document order
  std::size_t most_values = 1;            // no more nodes than this
  SyntaxError error;                      // `what` is empty when there is none
};

// Mends the escape that starts at `at`, and tells how long it is.
std::size_t prepare_escape(char* text, std::string_view source, std::size_t at) {
  const unsigned unit = surrogate_at(source.substr(at));
  if (unit == 0) return 2;
  const unsigned next = surrogate_at(source.substr(at + 6));
  if (unit < 0xDC00 && next >= 0xDC00) return 12;
  std::copy_n("\\uFFFD", 6, text + at);
  return 6;
}

std::size_t prepare_string(char* text, std::string_view source, std::size_t at) {
  const char* const begin = source.data();
  for (++at; at < source.size(); at += prepare_escape(text, source, at)) {
    at = static_cast<std::size_t>(find_any<'"', '\\'>(begin + at, begin + source.size()) - begin);
    if (at == source.size() || source[at] == '"') break;
  }
  return at + 1;
}

std::size_t prepare_number(Prepared& out, std::string_view source, std::size_t at) {
  const std::size_t end = std::min(source.find_first_not_of("0123456789+-.eE", at), source.size());
  const std::string_view number = source.substr(at, end - at);
  if (!is_number(number)) out.error = {at, "a number is malformed"};
  out.numbers.push_back(number);
  std::fill_n(out.text.data() + at, number.size(), ' ');
  out.text.data()[at] = '0';
  return end;
}

Prepared prepare(std::string_view source, std::string& text) {
  text.assign(source);
  text.append(simdjson::SIMDJSON_PADDING, '\0');
  Prepared out{text, {}, 1, {}};
  std::size_t depth = 0;
  for (std::size_t at = 0; at < source.size() && out.error.what.empty();) {
    const char c = source[at];
    if (c == '"') {
      at = prepare_string(out.text.data(), source, at);
    } else if (is_digit(c) || c == '-') {
      at = prepare_number(out, source, at);
    } else {
      if ((c == '{' || c == '[') && ++depth > kMaxDepth) out.error = {at, "nested deeper than 64"};
      if ((c == '}' || c == ']') && depth > 0) --depth;
      out.most_values += c == ',' || c == '{' || c == '[';
      ++at;
    }
  }
  return out;
}

using Element = simdjson::dom::element;
using ElementType = simdjson::dom::element_type;

/// Reads the first `size` bytes of the text. The element is good until the next reading.
Result<Element, SyntaxError> read(std::size_t size, Workspace& work) {
  simdjson::error_code error = simdjson::SUCCESS;
  if (const std::size_t wanted = std::max(size, kLeastBytes); work.parser.capacity() < wanted) {
    // The depth is known; a margin keeps simdjson's own count from mattering.
    error = work.parser.allocate(wanted, 2 * kMaxDepth);
  }
  Element root;
  if (!error) error = work.parser.parse(work.text.data(), size, false).get(root);
  if (error) return SyntaxError{0, simdjson::error_message(error)};
  return root;
}

// Flattens simdjson's tree; `open_` holds a place for each enclosing object or array.
class Flattening {
 public:
  explicit Flattening(const Prepared& source) : numbers_(source.numbers) {
    nodes_.reserve(source.most_values);
  }

  std::vector<JsonNode> flatten(Element root) {
    append(root, {});
    while (!open_.empty()) step();
    return std::move(nodes_);
  }

 private:
  struct Place {
    std::size_t node;
    bool object;
    simdjson::dom::object::iterator member, member_end;
    simdjson::dom::array::iterator item, item_end;
  };

  // Appends the next child of the innermost object or array, or closes it.
  void step() {
    Place& place = open_.back();
    if (place.object ? place.member == place.member_end : place.item == place.item_end) {
      nodes_[place.node].end = static_cast<std::uint32_t>(nodes_.size());
      open_.pop_back();
      return;
    }
    const std::string_view key = place.object ? place.member.key() : std::string_view();
    const Element value = place.object ? place.member.value() : *place.item;
    if (place.object) ++place.member;
    if (!place.object) ++place.item;
    append(value, key);
  }

  void append(Element element, std::string_view key) {
    const std::size_t at = nodes_.size();
    JsonNode& node = nodes_.emplace_back();
    node.end = static_cast<std::uint32_t>(at + 1);
    node.key = key;
    switch (element.type()) {
      case ElementType::OBJECT: {
        const auto object = element.get_object().value_unsafe();
        node.type = JsonType::object;
        open_.push_back({at, true, object.begin(), object.end(), {}, {}});
        return;
      }
      case ElementType::ARRAY: {
        const auto array = element.get_array().value_unsafe();
        node.type = JsonType::array;
        open_.push_back({at, false, {}, {}, array.begin(), array.end()});
        return;
      }
      case ElementType::STRING:
        node.type = JsonType::string;
        node.text = element.get_string().value_unsafe();
        return;
      case ElementType::BOOL:
        node.type = JsonType::boolean;
        node.text = element.get_bool().value_unsafe() ? "true" : "false";
        return;
      case ElementType::NULL_VALUE: return;
      default:
        node.type = JsonType::number;
        node.text = numbers_[number_++];
    }
  }

  const std::vector<std::string_view>& numbers_;
  std::size_t number_ = 0;
  std::vector<JsonNode> nodes_;
  std::vector<Place> open_;
};

void append_control(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  constexpr std::string_view kNamed = "\b\f\n\r\t";
  if (const std::size_t at = kNamed.find(c); at != std::string_view::npos) {
    out += '\\';
    out += "bfnrt"[at];
    return;
  }
  out += "\\u00";
  out += kHex[static_cast<unsigned char>(c) >> 4];
  out += kHex[static_cast<unsigned char>(c) & 0xF];
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

constexpr char kLineLead = '\xE2';  // the first byte of U+2028 and U+2029, and of dashes and quotes

/// The place from `at` on of the next byte that may have to be escaped, or the text's size.
std::size_t next_doubtful(std::string_view text, std::size_t at) {
  for (; at < text.size(); at += 16) {
    const Sixteen bytes = first_sixteen(text.substr(at));
    const Found doubtful = (bytes < 0x20) | (bytes == '"') | (bytes == '\\') |
                           (bytes == static_cast<unsigned char>(kLineLead));
    if (const std::uint32_t found = bits_of(doubtful); found != 0)
      return std::min(text.size(), at + place_of_first(found));
  }
  return text.size();
}

/// How many bytes the character takes that the text begins with, if it must be escaped; else 0.
std::size_t length_to_escape(std::string_view text) {
  if (text[0] != kLineLead) return 1;
  return text.starts_with("\u2028") || text.starts_with("\u2029") ? 3 : 0;
}

void append_escaped(std::string& out, std::string_view character) {
  if (character.size() == 3) {
    out += character == "\u2028" ? "\\u2028" : "\\u2029";
  } else if (is_control(character[0])) {
    append_control(out, character[0]);
  } else {
    out += '\\';
    out += character[0];
  }
}

}  // namespace

Result<Json, SyntaxError> Json::parse(std::string_view text) {
  if (text.size() > kMaxBytes) return SyntaxError{0, "larger than 2 GiB"};
  thread_local Workspace kept;
  Workspace own;
  Workspace& work = text.size() <= kMostKeptBytes ? kept : own;
  const Prepared prepared = prepare(text, work.text);
  if (!prepared.error.what.empty()) return prepared.error;
  const Result<Element, SyntaxError> root = read(text.size(), work);
  if (!root) return root.error();
  Json json;
  json.nodes_ = Flattening(prepared).flatten(root.value());
  return json;
}

Result<Json, SyntaxError> Json::parse_lenient(std::string_view text) {
  Result<Json, SyntaxError> strict = parse(text);
  return strict ? std::move(strict) : parse(mend_json(text));
}

std::optional<std::uint32_t> Json::member(std::uint32_t parent, std::string_view key) const {
  if (nodes_[parent].type != JsonType::object) return std::nullopt;
  for (std::uint32_t i = first_child(parent); i < nodes_[parent].end; i = nodes_[i].end) {
    if (nodes_[i].key == key) return i;
  }
  return std::nullopt;
}

std::optional<std::string_view> Json::string(std::uint32_t parent, std::string_view key) const {
  const std::optional<std::uint32_t> child = member(parent, key);
  if (!child || nodes_[*child].type != JsonType::string) return std::nullopt;
  return nodes_[*child].text;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t done = 0;
  for (std::size_t at = next_doubtful(text, 0); at < text.size(); at = next_doubtful(text, at)) {
    const std::size_t length = length_to_escape(text.substr(at));
    if (length > 0) {
      out += text.substr(done, at - done);
      append_escaped(out, text.substr(at, length));
      done = at + length;
    }
    at += std::max<std::size_t>(length, 1);
  }
  out += text.substr(done);
  out += '"';
}

}  // namespace cleancopy
