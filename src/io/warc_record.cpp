#include "io/warc_record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "io/decompress.h"
#include "text/ascii.h"
#include "text/decode.h"

namespace cleancopy {
namespace {

// The format of a record's page. Servers that name no type send pages, mostly.
std::optional<Format> format_in(const WarcHead& head, const HttpHead* http) {
  const std::string_view type =
      http == nullptr ? head.fields.value("Content-Type") : http->fields.value("Content-Type");
  if (!type.empty()) return page_format(type);
  if (http != nullptr) return Format::html;
  return lowered(std::string(head.fields.value("WARC-Type"))) == "conversion" ? std::optional(Format::text)
                                                                       : std::nullopt;
}

// "<urn:uuid:…>" and, in version 1.0 of some writers, "<http://…>".
std::string without_brackets(std::string_view uri) {
  if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
  return is_utf8(uri) ? std::string(uri) : decode(uri).text;
}

// Where the head ends that `bytes` begin with; nothing once a line can be none of it, so that
// many beginnings in a row are told apart in linear time.
std::optional<std::size_t> end_of_head(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'), next = 0; at != std::string_view::npos; at = next) {
    next = bytes.find('\n', at + 1);
    const std::string_view line = bytes.substr(at + 1, next - at - 1);
    if (next != std::string_view::npos && (line.empty() || line == "\r")) return next + 1;
    const bool is_field =
        line.find(':') != std::string_view::npos || line.starts_with(' ') || line.starts_with('\t');
    if (!is_field) return std::nullopt;
  }
  return std::nullopt;
}

Input refused(std::string why) {
  Input input;
  input.refusal = std::move(why);
  return input;
}

Input page_of(const WarcHead& head, std::string_view block) {
  Input input;
  input.page.id = without_brackets(head.fields.value("WARC-Record-ID"));
  input.page.url = without_brackets(head.fields.value("WARC-Target-URI"));
  input.page.crawled = head.fields.value("WARC-Date");
  const bool is_response = lowered(std::string(head.fields.value("WARC-Type"))) == "response";
  const auto http = is_response ? parse_http_head(block) : std::nullopt;
  if (is_response && !http) {
    input.refusal = "no HTTP response in the record";
    return input;
  }
  const HttpHead* const message = http ? &*http : nullptr;
  input.page.format = format_in(head, message).value_or(Format::html);
  input.page.content_type =
      message ? message->fields.value("Content-Type") : head.fields.value("Content-Type");
  if (!message) {
    input.page.bytes = block;
    return input;
  }
  HttpBody body = decode_body(*message, block.substr(message->size), kMaxRecordBytes);
  input.page.bytes = std::move(body.bytes);
  input.refusal = std::move(body.refusal);
  return input;
}

}  // namespace

std::optional<WarcHead> parse_warc_head(std::string_view bytes) {
  if (!bytes.starts_with(kWarcMagic)) return std::nullopt;
  const auto end = end_of_head(bytes.substr(0, kMaxWarcHead));
  // A head that lost its end runs into the one of the next record.
  if (!end || find_record(bytes.substr(0, *end), 1) != std::string_view::npos) return std::nullopt;
  WarcHead head;
  head.size = *end;
  head.fields = HeaderFields::parse(bytes.substr(0, *end));
  const std::string_view length = head.fields.value("Content-Length");
  const auto [last, error] = std::from_chars(length.data(), length.data() + length.size(), head.block);
  const bool is_number = error == std::errc() && last == length.data() + length.size();
  if (!is_number || head.fields.value("WARC-Type").empty()) return std::nullopt;
  return head;
}

bool holds_page(const WarcHead& head, std::string_view block) {
  const std::string type = lowered(std::string(head.fields.value("WARC-Type")));
  if (type == "resource" || type == "conversion") return format_in(head, nullptr).has_value();
  if (type != "response") return false;
  const auto http = parse_http_head(block);
  // A response that should be one and is not was a page for all we know.
  if (!http) return media_type(head.fields.value("Content-Type")) == "application/http";
  return http->status >= 200 && http->status < 300 && format_in(head, &*http);
}

std::size_t find_record(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find(kWarcMagic, from); at != std::string_view::npos;
       at = text.find(kWarcMagic, at + 1)) {
    // Half a line is enough to tell where the text ends too soon to tell more.
    const std::string_view line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
    const bool is_version =
        line.size() <= 12 && line.find_first_not_of("0123456789.\r", 5) == std::string_view::npos;
    if (is_version) return at;
  }
  return std::string_view::npos;
}

Input read_warc_record(std::string_view record) {
  std::string unpacked;
  if (compression_by_magic(record) == Compression::gzip) {
    auto member = gunzip_member(record, kMaxWarcHead + kMaxRecordBytes);
    if (!member) return refused("its gzip member is broken");
    // What else is in there would go unnoticed: where members end is told by their lengths.
    if (member->size != record.size()) return refused("its gzip member is followed by something broken");
    unpacked = std::move(member->bytes);
    record = unpacked;
  }
  const auto head = parse_warc_head(record);
  if (!head) return refused("no WARC record");
  if (head->block > record.size() - head->size) return refused("its WARC record is cut short");
  return page_of(*head, record.substr(head->size, static_cast<std::size_t>(head->block)));
}

}  // namespace cleancopy
